/// A village or a community of the fictional township.
package struct DemoVillage: Sendable {
  package let name: String
  package let isCommunity: Bool
  /// The township congress's constituency.
  package let constituency: String
  /// Where its liaison station is at home.
  package let hostAddress: String
  /// Spots that everybody there knows.
  package let spots: [String]
}

/// Names from solar terms, seasons, grains and colours: plainly fictional.
package enum DemoNames {
  package static let county = "示范县"
  package static let township = "示范镇"

  /// 150 names. The first 67 are the deputies', in the order of `DemoDeputies.profiles`; the rest are for staff
  /// and residents.
  package static let people: [String] = Array(
    [deputiesA, deputiesB, deputiesC, othersA, othersB, othersC, othersD].joined())

  private static let deputiesA: [String] = [
    "李春分", "王谷雨", "赵立夏", "陈小满", "周夏至", "吴立秋", "郑处暑", "斯琴·示范其其格", "冯白露", "许寒露",
    "陆小雪", "秦霜降", "单芒种", "曾小暑", "解新麦", "仇青禾", "区雨水", "欧阳秋分", "乌兰·示范图雅", "孙惊蛰",
    "钱谷穗", "杨新苗", "施大寒", "朱大暑", "尤小寒",
  ]

  private static let deputiesB: [String] = [
    "吕青稞", "张麦秋", "孔黛青", "曹月白", "严竹青", "华秋禾", "金霁蓝", "魏杏黄", "陶柳绿", "姜石绿",
    "戚晨露", "谢仲春", "邹孟夏", "喻季秋", "柏孟冬", "水清明", "窦新谷", "章谷秀", "云晴岚", "苏榴月",
    "潘荷月", "葛桂月", "范菊月", "彭杏月", "郎桃月",
  ]

  private static let deputiesC: [String] = [
    "鲁春耕", "韦夏耘", "昌秋收", "马冬藏", "苗青岚", "凤麦黄", "花朝露", "方稻黄", "俞粟香", "任高粱",
    "袁黍香", "柳稻香", "酆谷黄", "鲍黍青", "雷秋澄", "贺冬暖", "倪绛云",
  ]

  private static let othersA: [String] = [
    "何寒露", "陆冬至", "韩冬至", "沈大雪", "秦秀谷", "史春晓", "唐夏荷", "费秋实", "廉冬青", "岑春和",
    "薛夏凉", "汤缃叶", "滕赭石", "殷靛青", "罗茜红", "毕葱绿", "郝藕荷", "邬鸦青", "安霜白", "常雪青",
    "乐湖蓝", "时秋山", "傅春山", "皮小麦", "卞大麦",
  ]

  private static let othersB: [String] = [
    "齐燕麦", "康荞麦", "穆桑叶", "萧蚕月", "尹麻月", "姚瓜月", "邵枣月", "湛霜月", "汪雪月", "祁早春",
    "禹暮春", "狄新秋", "米晚秋", "贝初冬", "明早稻", "臧晚稻", "计糜香", "伏谷仓", "成麦场", "戴禾场",
    "宋清溪", "茅新渠", "庞长堤", "熊青石", "纪红柳",
  ]

  private static let othersC: [String] = [
    "舒白杨", "屈沙枣", "项榆钱", "祝槐花", "董杏花", "梁梨花", "阮柿红", "蓝山楂", "闵石榴", "季海棠",
    "麻丁香", "强连翘", "路春雷", "娄春水", "江秋风", "童冬阳", "梅初雪", "刁新月", "钟满月", "徐上弦",
  ]

  private static let othersD: [String] = [
    "骆长河", "田腊月", "樊正月", "胡仲夏", "凌重阳", "霍中秋", "艾雅·示范古丽", "巴图·示范巴雅尔", "司马谷风",
    "翟夏初", "查春初", "缪秋初", "万冬初",
  ]

  /// 14 villages and one community.
  package static let villages: [DemoVillage] = villagesA + villagesB

  /// Township organs and units that elect together, so that 48 seats fit: a constituency has one to three.
  package static let organsConstituency = "镇直单位选区"

  /// The county congress's constituencies in the township; together they elect 18.
  package static let countyConstituencies: [String] = [
    "示范镇第一选区", "示范镇第二选区", "示范镇第三选区", "示范镇第四选区", "示范镇第五选区", "示范镇第六选区",
  ]

  /// Units that matters are handed to; `{place}` stands for the village.
  package static let handlingUnits: [String] = [
    "镇村镇建设办公室", "镇农业农村办公室", "镇水利服务站", "镇社会事务办公室", "镇综合治理办公室", "镇便民服务中心",
    "镇卫生院", "镇供电所", "镇自来水服务站", "镇中心小学", "镇文化站", "{place}村民委员会", "{place}居民委员会",
    "县水利局", "县交通运输局", "县公安局交通管理大队", "县教育局", "县卫生健康局", "县医疗保障局", "县民政局",
    "县农业农村局", "县自然资源局", "县人力资源和社会保障局", "县住房和城乡建设局", "县残疾人联合会",
  ]
}

extension DemoNames {
  private static let villagesA: [DemoVillage] = [
    DemoVillage(
      name: "柳林村", isCommunity: false, constituency: "柳林选区",
      hostAddress: "示范县示范镇柳林村村民委员会一楼东侧",
      spots: ["村东头小学门口", "三组机井旁", "三斗渠分水闸"]),
    DemoVillage(
      name: "河湾村", isCommunity: false, constituency: "河湾选区",
      hostAddress: "示范县示范镇河湾村便民服务中心一楼",
      spots: ["村口老桥头", "合作社晒场", "河堤防汛路口"]),
    DemoVillage(
      name: "东岗村", isCommunity: false, constituency: "东岗选区",
      hostAddress: "示范县示范镇东岗村文化活动室旁",
      spots: ["岗上蓄水池", "二组奶站", "村文化广场"]),
    DemoVillage(
      name: "石桥村", isCommunity: false, constituency: "石桥选区",
      hostAddress: "示范县示范镇石桥村村民委员会西院",
      spots: ["石桥三岔路口", "五组打谷场"]),
    DemoVillage(
      name: "新渠村", isCommunity: false, constituency: "新渠选区",
      hostAddress: "示范县示范镇新渠村便民服务室",
      spots: ["新渠一号闸", "村卫生室门前", "四组涵洞"]),
    DemoVillage(
      name: "青石村", isCommunity: false, constituency: "青石选区",
      hostAddress: "示范县示范镇青石村村民委员会一楼接待室",
      spots: ["青石坡弯道", "老井台", "一组打谷场"]),
    DemoVillage(
      name: "双井村", isCommunity: false, constituency: "双井选区",
      hostAddress: "示范县示范镇双井村村民委员会二楼",
      spots: ["双井泵房", "村南菜棚"]),
    DemoVillage(
      name: "北滩村", isCommunity: false, constituency: "北滩选区",
      hostAddress: "示范县示范镇北滩村文化大院",
      spots: ["北滩排水站", "滩边放牧点", "村北公交站牌"]),
  ]

  private static let villagesB: [DemoVillage] = [
    DemoVillage(
      name: "麦场村", isCommunity: false, constituency: "麦场选区",
      hostAddress: "示范县示范镇麦场村村民委员会东院",
      spots: ["大麦场", "粮食烘干点"]),
    DemoVillage(
      name: "芦荡村", isCommunity: false, constituency: "芦荡选区",
      hostAddress: "示范县示范镇芦荡村便民服务室",
      spots: ["芦荡边栈道", "三组鱼塘", "村口候车亭"]),
    DemoVillage(
      name: "白杨村", isCommunity: false, constituency: "白杨选区",
      hostAddress: "示范县示范镇白杨村便民服务室",
      spots: ["白杨路中段", "林场岔口"]),
    DemoVillage(
      name: "长堤村", isCommunity: false, constituency: "长堤选区",
      hostAddress: "示范县示范镇长堤村村民委员会一楼",
      spots: ["长堤二号涵闸", "堤顶路下坡处", "幸福院门口"]),
    DemoVillage(
      name: "南园村", isCommunity: false, constituency: "南园选区",
      hostAddress: "示范县示范镇南园村果蔬交易点二楼",
      spots: ["果蔬交易点", "二组果园路"]),
    DemoVillage(
      name: "谷仓村", isCommunity: false, constituency: "谷仓选区",
      hostAddress: "示范县示范镇谷仓村老粮站西侧",
      spots: ["老粮站大院", "六组变压器旁", "村小篮球场"]),
    DemoVillage(
      name: "朝阳社区", isCommunity: true, constituency: "朝阳社区选区",
      hostAddress: "示范县示范镇朝阳社区居民服务大厅",
      spots: ["二号院门口", "社区文化广场", "农贸市场南门"]),
  ]
}
