/// What a deputy does for a living and knows well.
package struct DemoDeputyProfile: Sendable {
  /// Reads on after a village's name: 柳林村 + 种粮大户.
  package let occupation: String
  /// One to three of `DemoDeputies.fields`.
  package let expertise: [String]
}

package enum DemoDeputies {
  /// Fields of expertise, for filters and thematic receptions.
  package static let fields: [String] = [
    "农业农村", "水利", "畜牧", "医疗健康", "教育", "法律服务", "养老服务", "生态环境", "文化", "道路交通",
    "妇女儿童", "民政救助", "就业创业", "集体经济", "社区治理",
  ]

  /// 67, in the order of the first 67 of `DemoNames.people`.
  package static let profiles: [DemoDeputyProfile] = first + second + third

  private static let first: [DemoDeputyProfile] = [
    DemoDeputyProfile(occupation: "种粮大户", expertise: ["农业农村", "水利"]),
    DemoDeputyProfile(occupation: "种植合作社理事长", expertise: ["农业农村", "集体经济"]),
    DemoDeputyProfile(occupation: "农机服务队队长", expertise: ["农业农村"]),
    DemoDeputyProfile(occupation: "小学教师", expertise: ["教育", "妇女儿童"]),
    DemoDeputyProfile(occupation: "镇卫生院医生", expertise: ["医疗健康"]),
    DemoDeputyProfile(occupation: "养老驿站负责人", expertise: ["养老服务"]),
    DemoDeputyProfile(occupation: "货运车队司机", expertise: ["道路交通"]),
    DemoDeputyProfile(occupation: "养殖户、文艺队队长", expertise: ["畜牧", "文化"]),
    DemoDeputyProfile(occupation: "基层法律服务工作者", expertise: ["法律服务"]),
    DemoDeputyProfile(occupation: "村卫生室医生", expertise: ["医疗健康", "妇女儿童"]),
    DemoDeputyProfile(occupation: "果蔬合作社理事长", expertise: ["农业农村", "集体经济"]),
    DemoDeputyProfile(occupation: "退役军人、护林员", expertise: ["生态环境"]),
    DemoDeputyProfile(occupation: "个体工商户", expertise: ["就业创业", "社区治理"]),
    DemoDeputyProfile(occupation: "幼儿园教师", expertise: ["教育", "妇女儿童"]),
    DemoDeputyProfile(occupation: "村民小组长", expertise: ["农业农村", "水利"]),
    DemoDeputyProfile(occupation: "农技推广员", expertise: ["农业农村"]),
    DemoDeputyProfile(occupation: "渠系管护员", expertise: ["水利"]),
    DemoDeputyProfile(occupation: "乡村民宿经营者", expertise: ["就业创业", "文化"]),
    DemoDeputyProfile(occupation: "奶牛养殖户", expertise: ["畜牧"]),
    DemoDeputyProfile(occupation: "退休教师", expertise: ["教育", "文化"]),
    DemoDeputyProfile(occupation: "社区网格员", expertise: ["社区治理"]),
    DemoDeputyProfile(occupation: "返乡创业青年", expertise: ["就业创业", "农业农村"]),
    DemoDeputyProfile(occupation: "水产养殖户", expertise: ["农业农村", "水利"]),
    DemoDeputyProfile(occupation: "客运班车司机", expertise: ["道路交通"]),
    DemoDeputyProfile(occupation: "老年协会会长", expertise: ["养老服务"]),
  ]

  private static let second: [DemoDeputyProfile] = [
    DemoDeputyProfile(occupation: "家庭农场主", expertise: ["农业农村"]),
    DemoDeputyProfile(occupation: "粮食烘干点经营者", expertise: ["农业农村", "集体经济"]),
    DemoDeputyProfile(occupation: "剪纸手艺人", expertise: ["文化"]),
    DemoDeputyProfile(occupation: "药店药师", expertise: ["医疗健康"]),
    DemoDeputyProfile(occupation: "村妇女主任", expertise: ["妇女儿童", "社区治理"]),
    DemoDeputyProfile(occupation: "电商服务点负责人", expertise: ["就业创业"]),
    DemoDeputyProfile(occupation: "服装加工点负责人", expertise: ["就业创业", "妇女儿童"]),
    DemoDeputyProfile(occupation: "村医", expertise: ["医疗健康"]),
    DemoDeputyProfile(occupation: "果园技术员", expertise: ["农业农村", "生态环境"]),
    DemoDeputyProfile(occupation: "退役军人、民兵", expertise: ["社区治理"]),
    DemoDeputyProfile(occupation: "中学教师", expertise: ["教育"]),
    DemoDeputyProfile(occupation: "护理员", expertise: ["养老服务", "医疗健康"]),
    DemoDeputyProfile(occupation: "农村电工", expertise: ["农业农村"]),
    DemoDeputyProfile(occupation: "建筑工匠", expertise: ["道路交通"]),
    DemoDeputyProfile(occupation: "人民调解员", expertise: ["法律服务", "社区治理"]),
    DemoDeputyProfile(occupation: "小水电站退休职工", expertise: ["水利"]),
    DemoDeputyProfile(occupation: "种粮大户", expertise: ["农业农村"]),
    DemoDeputyProfile(occupation: "农家书屋管理员", expertise: ["文化", "教育"]),
    DemoDeputyProfile(occupation: "保洁队队长", expertise: ["生态环境"]),
    DemoDeputyProfile(occupation: "社会工作者", expertise: ["民政救助", "养老服务"]),
    DemoDeputyProfile(occupation: "餐馆经营者", expertise: ["就业创业"]),
    DemoDeputyProfile(occupation: "社区居民小组长", expertise: ["社区治理", "养老服务"]),
    DemoDeputyProfile(occupation: "缝纫店店主", expertise: ["妇女儿童"]),
    DemoDeputyProfile(occupation: "苗木种植户", expertise: ["生态环境", "农业农村"]),
    DemoDeputyProfile(occupation: "乡村舞蹈队领队", expertise: ["文化"]),
  ]

  private static let third: [DemoDeputyProfile] = [
    DemoDeputyProfile(occupation: "春播托管服务员", expertise: ["农业农村"]),
    DemoDeputyProfile(occupation: "节水灌溉管护员", expertise: ["水利", "生态环境"]),
    DemoDeputyProfile(occupation: "粮食经纪人", expertise: ["集体经济"]),
    DemoDeputyProfile(occupation: "退役军人、物流点负责人", expertise: ["道路交通", "就业创业"]),
    DemoDeputyProfile(occupation: "育苗合作社理事长", expertise: ["农业农村", "集体经济"]),
    DemoDeputyProfile(occupation: "面粉加工厂工人", expertise: ["就业创业"]),
    DemoDeputyProfile(occupation: "乡村绿化养护员", expertise: ["生态环境"]),
    DemoDeputyProfile(occupation: "水稻种植户", expertise: ["农业农村", "水利"]),
    DemoDeputyProfile(occupation: "羊养殖合作社社员", expertise: ["畜牧", "集体经济"]),
    DemoDeputyProfile(occupation: "酿造作坊手艺人", expertise: ["就业创业"]),
    DemoDeputyProfile(occupation: "兽医", expertise: ["畜牧"]),
    DemoDeputyProfile(occupation: "理发店店主", expertise: ["养老服务", "社区治理"]),
    DemoDeputyProfile(occupation: "公路养护工", expertise: ["道路交通"]),
    DemoDeputyProfile(occupation: "残疾人创业者", expertise: ["民政救助", "就业创业"]),
    DemoDeputyProfile(occupation: "律师事务所律师", expertise: ["法律服务"]),
    DemoDeputyProfile(occupation: "敬老院护理班长", expertise: ["养老服务", "民政救助"]),
    DemoDeputyProfile(occupation: "物业服务站站长", expertise: ["社区治理", "生态环境"]),
  ]
}
