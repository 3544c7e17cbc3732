/// What the demonstration district is made of: plainly fictional names, and the shape of its eight delegations.
package enum DemoDistrictNames {
  package static let district = "示范区"

  /// A delegation with the area that elects it.
  package struct Delegation: Sendable {
    /// Without 街道 or 镇.
    package let name: String
    package let isTownship: Bool
    package let deputies: Int
    /// Without 社区 or 村.
    package let communities: [String]
    /// How many grids each of the communities has; empty where grids are not on line yet.
    package var grids: [Int] = []

    package var area: String { name + (isTownship ? "镇" : "街道") }
    package var title: String { name + "代表团" }

    package func community(_ index: Int) -> String { communities[index] + (isTownship ? "村" : "社区") }
  }

  /// Seven sub-districts, which have no congress of their own, and a township.
  package static let delegations: [Delegation] = [
    Delegation(
      name: "春晓", isTownship: false, deputies: 20, communities: ["春和", "春桥", "春林", "春溪", "春塘", "春台"],
      grids: [7, 7, 6, 6, 6, 6]),
    Delegation(name: "夏荷", isTownship: false, deputies: 18, communities: ["荷风", "荷塘", "荷香", "荷苑"]),
    Delegation(
      name: "秋实", isTownship: false, deputies: 27, communities: ["秋禾", "秋月", "秋水", "秋阳"],
      grids: [7, 7, 7, 6]),
    Delegation(name: "冬阳", isTownship: false, deputies: 24, communities: ["暖阳", "瑞雪", "青松", "腊梅", "暖冬"]),
    Delegation(name: "晨光", isTownship: false, deputies: 15, communities: ["晨曦", "晨露", "晨风"]),
    Delegation(name: "清溪", isTownship: false, deputies: 14, communities: ["溪头", "溪湾", "溪桥"]),
    Delegation(name: "长堤", isTownship: false, deputies: 12, communities: ["堤东", "堤西", "堤南"]),
    Delegation(name: "谷雨", isTownship: true, deputies: 12, communities: ["谷仓", "雨前", "新苗"]),
  ]

  /// A group of deputies by field, with the categories that go to it.
  package struct Group: Sendable {
    package let name: String
    package let fields: [String]
    /// Paths in `categories`; a top category means all below it.
    package let categories: [String]
    package let occupations: [String]
  }

  /// Four groups that take what comes in by its category.
  package static let byCategory: [Group] = [
    Group(
      name: "政策咨询组", fields: ["就业创业", "社区治理"], categories: ["政策咨询"],
      occupations: ["社区党委书记", "税务师", "企业人力资源经理", "社会工作者", "街道便民服务中心主任"]),
    Group(
      name: "法律服务组", fields: ["法律服务"], categories: ["法律服务"],
      occupations: ["律师", "公证员", "人民调解员", "劳动仲裁员", "社区法律顾问"]),
    Group(
      name: "医疗教育组", fields: ["医疗健康", "教育"], categories: ["医疗教育"],
      occupations: ["社区医生", "小学教师", "护士长", "幼儿园园长", "药师"]),
    Group(
      name: "生活保障组", fields: ["养老服务", "民政救助"], categories: ["生活保障"],
      occupations: ["物业公司经理", "养老服务站站长", "供热站班长", "公交车司机", "环卫班长"]),
  ]

  /// Five groups, one deputy a grid.
  package static let byGrid: [Group] = [
    Group(
      name: "经济小组", fields: ["就业创业"], categories: ["政策咨询"],
      occupations: ["企业负责人", "商会秘书长", "快递网点负责人", "个体工商户", "高级技工"]),
    Group(
      name: "医疗小组", fields: ["医疗健康"], categories: ["医疗教育/医疗卫生"],
      occupations: ["医院科室主任", "社区护士", "口腔医生", "药店店长", "康复师"]),
    Group(
      name: "民生小组", fields: ["养老服务", "社区治理"], categories: ["生活保障"],
      occupations: ["物业服务站站长", "老年食堂负责人", "居民小组长", "供水站维修工", "社区志愿服务队队长"]),
    Group(
      name: "教育小组", fields: ["教育", "妇女儿童"], categories: ["医疗教育/学校和托育"],
      occupations: ["中学校长", "幼儿园教师", "职业学校教师", "退休教师", "托育园园长"]),
    Group(
      name: "法律小组", fields: ["法律服务"], categories: ["法律服务"],
      occupations: ["律师", "人民调解员", "公证处主任", "法律援助律师", "企业法务"]),
  ]

  /// Five groups, each resident in one community, which take what comes from it (按区域划分，按事找组).
  package static let byArea: [Group] = (0..<5).map { index in
    Group(
      name: "暖阳行动" + ["一", "二", "三", "四", "五"][index] + "组", fields: ["社区治理", "养老服务"], categories: [],
      occupations: ["社区工作者", "小学教师", "社区医生", "律师", "个体工商户"])
  }

  package static let otherOccupations = ["个体工商户", "社区工作者", "企业职工", "教师", "医生", "农技员"]

  package static let categories: [DemoCategory] = [
    DemoCategory(name: "政策咨询", children: ["就业社保", "住房安置", "证照办理"]),
    DemoCategory(name: "法律服务", children: ["劳动用工", "合同消费", "邻里纠纷"]),
    DemoCategory(name: "医疗教育", children: ["医疗卫生", "学校和托育"]),
    DemoCategory(name: "生活保障", children: ["物业停车", "水电气暖", "环境市政", "养老救助"]),
  ]

  /// The sample accounts belong to the first.
  package static let units = [
    "区住房和城乡建设局", "区教育局", "区卫生健康局", "区人力资源和社会保障局", "区城市管理局", "区民政局",
  ]

  /// Other names from the same syllables as the town's: the first for deputies, then staff, then residents.
  package static let people: [String] = {
    let parts = DemoNames.people.filter { $0.count == 3 }.map { (surname: $0.prefix(1), given: $0.dropFirst()) }
    var taken = Set(DemoNames.people)
    var names: [String] = []
    for shift in [37, 71, 101] {
      for (index, part) in parts.enumerated() {
        let name = String(part.surname + parts[(index + shift) % parts.count].given)
        if taken.insert(name).inserted { names.append(name) }
      }
    }
    return names
  }()
}
