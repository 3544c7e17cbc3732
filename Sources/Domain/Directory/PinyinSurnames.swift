/// Readings that the plain transform, which sees one character at a time, gets wrong or knows only one of.
///
/// The first reading is the usual one. Surnames that the transform reads rightly stand here too where the
/// character has another common reading, so that a change of the transform's data cannot lose them.
enum PinyinSurnames {
  /// Surnames of one character.
  static let single: [Unicode.Scalar: [String]] = characters(
    """
    单=shan 單=shan 曾=zeng 解=xie 仇=qiu 查=zha 盖=ge,gai 蓋=ge,gai 区=ou 區=ou 朴=piao 缪=miao 繆=miao
    覃=qin,tan 乐=yue,le 樂=yue,le 翟=zhai,di 尉=wei,yu 种=chong 纪=ji 紀=ji 任=ren 宁=ning 甯=ning 葛=ge
    员=yun 員=yun 贠=yun 召=shao 祭=zhai 繁=po 逄=pang 黑=he,hei 折=she 那=na 哈=ha 黎=li 秘=bi 祕=bi
    冼=xian 洗=xian 燕=yan 应=ying 應=ying 华=hua 華=hua 隗=wei,kui 尹=yin 厍=she 佴=nai 卜=bu 臧=zang
    阚=kan 闞=kan 晟=cheng,sheng 朱=zhu 句=gou 牟=mu,mou 相=xiang 瞿=qu 钭=tou 鈄=tou 郇=xun,huan
    莘=shen,xin 车=che 車=che 沈=shen 贾=jia 賈=jia 重=chong 过=guo 過=guo 薄=bo 柏=bai,bo 郄=qie,xi
    隽=juan,jun 雋=juan,jun 乜=nie 么=yao 能=nai 都=du 谌=chen,shen 諶=chen,shen 镡=tan,chan,xin 铫=yao
    銚=yao 粘=nian 炅=gui 角=jue 行=xing,hang 藏=zang,cang 虎=hu,mao 宓=mi,fu 费=fei,bi 費=fei,bi
    郗=xi,chi 桧=gui 圈=juan 贲=ben 賁=ben 兒=ni 俞=yu 於=yu 訾=zi 笮=ze 阙=que 舍=she 眭=sui 冒=mao
    撒=sa 石=shi 殷=yin 曲=qu 强=qiang 宿=su 占=zhan 亢=kang 干=gan 呙=guo 逯=lu 仝=tong 长=chang,zhang
    """)

  /// Surnames of two and more characters, with a reading for each character.
  static let compound: [String: [String]] = surnames(
    """
    尉迟=yu-chi 尉遲=yu-chi 长孙=zhang-sun 長孫=zhang-sun 万俟=mo-qi 萬俟=mo-qi 澹台=tan-tai 澹臺=tan-tai
    单于=chan-yu 單于=chan-yu 拓跋=tuo-ba 子车=zi-ju 子車=zi-ju 乐正=yue-zheng 樂正=yue-zheng
    吐谷浑=tu-yu-hun 吐谷渾=tu-yu-hun 欧阳=ou-yang 歐陽=ou-yang 司马=si-ma 司馬=si-ma 上官=shang-guan
    诸葛=zhu-ge 諸葛=zhu-ge 令狐=ling-hu 宇文=yu-wen 慕容=mu-rong 夏侯=xia-hou 皇甫=huang-fu 东方=dong-fang
    公孙=gong-sun 仲孙=zhong-sun 颛孙=zhuan-sun 轩辕=xuan-yuan 钟离=zhong-li 鲜于=xian-yu 淳于=chun-yu
    闾丘=lv-qiu 梁丘=liang-qiu 左丘=zuo-qiu 司徒=si-tu 司空=si-kong 司寇=si-kou 亓官=qi-guan 端木=duan-mu
    巫马=wu-ma 公西=gong-xi 公良=gong-liang 公冶=gong-ye 公羊=gong-yang 宗政=zong-zheng 濮阳=pu-yang
    太叔=tai-shu 申屠=shen-tu 漆雕=qi-diao 壤驷=rang-si 夹谷=jia-gu 宰父=zai-fu 谷梁=gu-liang 百里=bai-li
    呼延=hu-yan 赫连=he-lian 东郭=dong-guo 东门=dong-men 南门=nan-men 西门=xi-men 南宫=nan-gong 第五=di-wu
    羊舌=yang-she 微生=wei-sheng 段干=duan-gan 独孤=du-gu 贺兰=he-lan 纳兰=na-lan 完颜=wan-yan 耶律=ye-lv
    哥舒=ge-shu 沮渠=ju-qu 斛律=hu-lv 契苾=qi-bi 乞伏=qi-fu
    """)

  /// The longest compound surname.
  static let longestCompound = 3

  /// Characters of given names that are read in more than one way, or that the transform reads as people do not.
  static let givenNames: [Unicode.Scalar: [String]] = characters(
    """
    长=chang,zhang 長=chang,zhang 乐=le,yue 樂=le,yue 重=zhong,chong 朝=chao,zhao 行=xing,hang 晟=sheng,cheng
    茜=qian,xi 娜=na,nuo 莎=sha,suo 传=chuan,zhuan 藏=zang,cang 都=du,dou 柏=bai,bo 泊=bo,po 薄=bo,bao
    筠=yun,jun 靓=jing,liang 禅=chan,shan 纶=lun,guan 瑱=tian,zhen 珲=hun,hui 鹄=hu,gu 偲=si,cai 嬛=huan,xuan
    颉=jie,xie 峤=qiao,jiao 浚=jun,xun 溱=qin,zhen 玢=bin,fen 炅=jiong,gui 赟=yun,bin 厦=xia,sha 单=dan,shan
    曾=zeng,ceng 省=xing,sheng 校=xiao,jiao 调=tiao,diao 盛=sheng,cheng 识=shi,zhi 栎=li,yue 参=shen,can
    系=xi,ji 解=jie,xie 卜=bu,bo 觉=jue,jiao 荨=xun,qian 扎=zha,za 阿=a,e 色=se,sai 什=shi,shen 蔚=wei,yu
    率=shuai,lv 降=jiang,xiang 佛=fo,fu 塞=sai,se 莘=xin,shen 还=huan,hai 钥=yue,yao 车=che,ju
    """)

  private static func characters(_ table: String) -> [Unicode.Scalar: [String]] {
    var readings: [Unicode.Scalar: [String]] = [:]
    for (name, value) in entries(table) {
      guard let scalar = name.unicodeScalars.first else { continue }
      readings[scalar] = value.split(separator: ",").map { String($0) }
    }
    return readings
  }

  private static func surnames(_ table: String) -> [String: [String]] {
    var readings: [String: [String]] = [:]
    for (name, value) in entries(table) {
      readings[String(name)] = value.split(separator: "-").map { String($0) }
    }
    return readings
  }

  private static func entries(_ table: String) -> [(name: Substring, value: Substring)] {
    table.split(whereSeparator: { $0.isWhitespace }).compactMap { entry in
      guard let mark = entry.firstIndex(of: "=") else { return nil }
      return (entry[..<mark], entry[entry.index(after: mark)...])
    }
  }
}
