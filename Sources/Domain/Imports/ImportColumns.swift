/// The columns of each kind of roster. The heads are part of the file format, like the words of the choices.
extension ImportKind {
  package var columns: [ImportColumn] {
    switch self {
    case .region: Self.regions
    case .grid: Self.grids
    case .constituency: Self.constituencies
    case .venue: Self.venues
    case .unit: Self.units
    case .deputy: Self.deputies
    case .group: Self.groups
    case .post: Self.posts
    case .account: Self.accounts
    }
  }

  package func column(_ field: ImportField) -> ImportColumn? { columns.first { $0.field == field } }

  private static let regions = [
    ImportColumn(.code, "区划代码", .regionCode, required: true, "12位统计用区划代码", aliases: ["代码", "统计用区划代码"]),
    ImportColumn(.name, "名称", .text(40), required: true, "如 示范镇", aliases: ["区划名称"]),
    ImportColumn(.parent, "上级区划代码", .regionCode, "不填按代码推算", aliases: ["上级代码"]),
    ImportColumn(.from, "启用日期", .date, "不填为导入当天；如 2021-05-01"),
  ]

  private static let grids = [
    ImportColumn(.name, "网格名称", .text(40), required: true, "如 第一网格", aliases: ["名称"]),
    ImportColumn(.parent, "所在村社区区划代码", .regionCode, required: true, "12位", aliases: ["村社区代码", "上级区划代码"]),
    ImportColumn(.code, "网格编号", .text(24), "有编号的填写", aliases: ["编号"]),
  ]

  private static let constituencies = [
    ImportColumn(.name, "选区名称", .text(40), required: true, "如 第一选区", aliases: ["选区", "名称"]),
    ImportColumn(
      .seats, "应选代表名额", .number(1...3), required: true, "1至3名（选举法第二十五条）", aliases: ["名额", "应选名额"]),
    ImportColumn(.regions, "包含区划代码", .regionCodes, "几个代码用顿号隔开"),
  ]

  private static let venues = [
    ImportColumn(.name, "站点名称", .text(40), required: true, "如 柳溪村人大代表联络站", aliases: ["名称", "家室站点"]),
    ImportColumn(
      .kind, "类型",
      .choice([
        ImportChoice("代表之家", "home"), ImportChoice("代表工作室", "studio"), ImportChoice("代表联络站", "station"),
        ImportChoice("代表联络点", "point"), ImportChoice("接待窗口", "window"),
      ]), required: true, "", aliases: ["站点类型"]),
    ImportColumn(.code, "所在地区划代码", .regionCode, required: true, "12位", aliases: ["区划代码"]),
    ImportColumn(.mark, "档案简称", .text(4), required: true, "档案号用的一两个字，如 柳站", aliases: ["简称"]),
    ImportColumn(
      .tier, "层级",
      .choice([ImportChoice("独立", "single"), ImportChoice("中心站", "central"), ImportChoice("分站", "branch")]),
      "不填为独立"),
    ImportColumn(.parent, "上级站点", .text(40), "名录里或本表里已有的站点名称"),
    ImportColumn(.host, "设在", .text(60), "如 村民委员会", aliases: ["依托单位"]),
    ImportColumn(.address, "地址", .text(80), ""),
    ImportColumn(.telephone, "电话", .telephone, "", aliases: ["联系电话"]),
    ImportColumn(.hours, "开放时间", .text(60), "如 工作日 08:30–17:30"),
  ]

  private static let units = [
    ImportColumn(.name, "单位名称", .text(40), required: true, "", aliases: ["承办单位", "名称"]),
    ImportColumn(.telephone, "电话", .telephone, "", aliases: ["联系电话"]),
  ]

  private static let deputies = [
    ImportColumn(.name, "姓名", .person, required: true, "", aliases: ["代表姓名"]),
    ImportColumn(
      .electedBy, "选区或选举单位", .text(40), required: true, "名录里已有的名称", aliases: ["选区", "选举单位"]),
    ImportColumn(.from, "当选日期", .date, required: true, "如 2021-11-20", aliases: ["任职日期", "资格起始日期"]),
    ImportColumn(.mobile, "手机号码", .mobile, "加密保存，默认不公开", aliases: ["手机", "联系电话", "电话"]),
    ImportColumn(
      .isPublic, "手机是否公开", .choice([ImportChoice("是", "yes"), ImportChoice("否", "no")]), "本人同意公开的填“是”"),
    ImportColumn(
      .citizenID, "身份证号码", .citizenID, "只用来分清本表里同名的人，不保存", aliases: ["身份证号", "公民身份号码"]),
    ImportColumn(.residence, "居住地区划代码", .regionCode, "12位", aliases: ["居住地代码"]),
    ImportColumn(.workplace, "工作单位", .text(60), "", aliases: ["工作单位及职务", "单位"]),
    ImportColumn(.occupation, "职业", .text(40), "如 农民"),
    ImportColumn(.expertise, "专业特长", .list(20), "几项用顿号隔开", aliases: ["擅长", "特长"]),
    ImportColumn(.delegation, "代表团", .text(40), "名录里已有的名称"),
    ImportColumn(.venue, "进站", .text(40), "名录里已有的站点名称", aliases: ["联络站", "所在站点"]),
    ImportColumn(
      .namesake, "同名处理", .choice([ImportChoice("同一人", "same"), ImportChoice("另一人", "other")]),
      "名录里已有同名的人时填写"),
  ]

  private static let groups = [
    ImportColumn(.name, "小组名称", .text(40), required: true, "", aliases: ["名称"]),
    ImportColumn(
      .kind, "类型",
      .choice([
        ImportChoice("地域小组", "territorial"), ImportChoice("专业小组", "expertise"), ImportChoice("工作小组", "working"),
        ImportChoice("指导组", "guidance"),
      ]), required: true, "", aliases: ["小组类型"]),
    ImportColumn(.convener, "召集人", .people, "本届代表，几人用顿号隔开", aliases: ["组长"]),
    ImportColumn(.members, "成员", .people, "本届代表，用顿号隔开", aliases: ["组员"]),
  ]

  private static let posts = [
    ImportColumn(.name, "姓名", .person, required: true, ""),
    ImportColumn(
      .role, "职务",
      .choice([
        ImportChoice("站长", "chief"), ImportChoice("联络员", "liaison"), ImportChoice("承办单位收发员", "unit_registrar"),
        ImportChoice("承办单位承办人", "unit_drafter"), ImportChoice("承办单位负责人", "unit_head"),
      ]), required: true, ""),
    ImportColumn(.place, "站点或单位", .text(40), required: true, "名录里已有的名称", aliases: ["站点", "单位"]),
    ImportColumn(
      .namesake, "同名处理", .choice([ImportChoice("同一人", "same"), ImportChoice("另一人", "other")]),
      "名录里已有同名的人时填写"),
  ]

  private static let accounts = [
    ImportColumn(.name, "姓名", .person, required: true, "名录里已有的人"),
    ImportColumn(.username, "用户名", .username, required: true, "2至32个小写字母、数字、点、横线", aliases: ["账号"]),
    ImportColumn(.place, "站点或单位", .text(40), "有同名的人时写他任职的地方", aliases: ["站点", "单位"]),
  ]
}
