/// Names of a county and its people: made of seasons, plants and waters, so that no real place or person is meant.
enum DemoCountyNames {
  static let city = "示范市"
  static let counties = ["示范县", "春晖县", "夏荷县", "秋实县", "冬阳县", "清溪县", "青禾县", "白露县", "谷雨县", "云山县"]

  static let townships = [
    "柳林镇", "河湾镇", "东岗镇", "石桥镇", "新渠镇", "青石镇", "双井镇", "北滩镇", "麦场镇", "芦荡乡", "白杨乡", "长堤乡", "南园乡", "谷仓乡", "云溪乡",
  ]

  private static let heads = ["春", "夏", "秋", "冬", "晨", "青", "白", "金", "银", "云", "月", "松"]
  private static let tails = ["坪", "沟", "塘", "湾", "岭", "桥", "井", "渠", "园", "庄"]

  /// 120 within one county.
  static func village(_ number: Int) -> String {
    heads[number % heads.count] + tails[number / heads.count % tails.count] + (number % 8 == 7 ? "社区" : "村")
  }

  private static let families = Array(
    "李王赵陈周吴郑冯许陆秦尤吕张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝安常于时傅皮齐康伍余顾孟黄和穆萧尹姚邵汪祁毛禹狄米贝明臧成戴宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻贾江童颜郭梅林钟徐邱骆高夏蔡田胡凌霍万柯卢莫房解应宗丁邓洪包石崔龚程邢裴翁荀羊甄封储靳段焦巴谷车侯班仰秋仲伊宫宁仇甘武符刘景詹束龙叶幸司韶黎薄印宿白怀蒲台从鄂索咸籍赖卓蔺屠蒙池乔阴能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖"
  )
  private static let first = Array("春夏秋冬晨朝明青禾麦谷雨雪霜露云溪山石松竹梅兰荷桂清晚望向听")
  private static let second = Array("生芳华田林泉峰岚月星川原野苗穗果舟帆虹霞晖阳风涛波澜岩峦溪渠池桥")

  /// Some hundred thousand, each once.
  static func person(_ number: Int) -> String {
    // A prime step through all of them, so that neighbours differ in family and given name.
    let index = number * 7919 % (families.count * first.count * second.count)
    let given = index / families.count
    return String([families[index % families.count], first[given % first.count], second[given / first.count]])
  }

  /// What stands in a text for an office of a town, in a county.
  static let units: [(town: String, county: String)] = [
    ("镇村镇建设办公室", "县住房和城乡建设局"), ("镇农业农村办公室", "县农业农村局"), ("镇水利服务站", "县水利局"), ("镇社会事务办公室", "县民政局"),
    ("镇综合治理办公室", "县城市管理局"), ("镇便民服务中心", "县行政审批服务局"), ("镇卫生院", "县卫生健康局"), ("镇供电所", "县供电公司"),
    ("镇自来水服务站", "县自来水公司"), ("镇中心小学", "县教育局"), ("镇文化站", "县文化和旅游局"),
  ]

  static let otherUnits = [
    "县交通运输局", "县公安局交通管理大队", "县医疗保障局", "县自然资源局", "县人力资源和社会保障局", "县残疾人联合会",
  ]

  static let spots = [
    "村口老槐树旁", "小桥北头", "卫生室门前", "文化广场东侧", "二组晒场", "三组岔路口", "老井台边", "幸福院后墙", "便民服务点对面", "候车亭旁", "四组水塔下", "学校西墙外",
    "供销店门口", "五组机耕道",
  ]

  static let remarks = [
    "前几天又去看了一回，还是老样子。", "跟左邻右舍都说过，大家都盼着。", "赶上下雨更麻烦。", "已经有好些人家提过这件事。", "老人孩子天天要从这里过。", "村里开会时也议过两回。",
    "不求快，求有个准信。", "要是方便，请来现场看一眼。", "家里人都说早该反映了。", "照片上看得清楚，现场更明显。", "入冬以前能办最好。", "别处的都办好了，就剩这里。",
    "能不能先应个急，再慢慢想办法。",
  ]

  static let studios = ["民声", "聚智", "明朗", "连心", "同心", "惠农", "助学", "康养", "法润", "匠心"]
  static let points = ["中心小学", "卫生院", "工业园区", "农贸市场", "敬老院", "合作社"]
}
