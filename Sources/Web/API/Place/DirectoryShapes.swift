import Actions
import Domain
import HTTPKit

// How the directory is written: the same values as the public pages show.

extension MatterCategory {
  static let shape = Shape<MatterCategory>(
    "Category", "诉求类别",
    [
      .id("id", "编号") { $0.id },
      .maybeID("parent", "上一层类别") { $0.parent },
      .text("name", "名称") { $0.name },
    ])
}

extension VenueLine {
  static let shape = Shape<VenueLine>(
    "Venue", "家室站点",
    [
      .id("id", "编号") { $0.id },
      .word("kind", "种类") { $0.kind },
      .text("kindName", "种类，中文") { Words.venueKind($0.kind) },
      .word("tier", "层次") { $0.tier },
      .text("name", "名称") { $0.name },
      .text("region", "在哪个村社区") { $0.regionName },
      .text("address", "地址") { $0.address },
      .text("telephone", "电话") { $0.telephone },
      .text("openingHours", "开放时间") { $0.openingHours },
      .count("deputies", "进站代表人数") { $0.deputyCount },
    ])
}

extension ReceptionDate {
  static let shape = Shape<ReceptionDate>(
    "Reception", "接待日",
    [
      .date("date", "哪天") { $0.date },
      .always("opens", .clock("几点开始")) { .text(DateWords.clock($0.opens)) },
      .always("closes", .clock("几点结束")) { .text(DateWords.clock($0.closes)) },
      .text("topic", "主题") { $0.topic },
      .text("place", "地点") { $0.place },
      .named("venue", "站点") { $0.venue },
      .manyNamed("people", "接待的代表") { $0.people },
    ])
}

extension CongressLevel {
  /// As the API names it.
  var word: String { "\(self)" }
  static let words = allCases.map(\.word)
}

extension MandateLine {
  static let shape = Shape<MandateLine>(
    "Mandate", "代表资格",
    [
      .shape("congress", "哪一级人民代表大会", NamedItem.shape) { NamedItem($0.congress, $0.congressName) },
      .always("level", .words(CongressLevel.words, "代表的层级")) { .text($0.level.word) },
      .text("levelName", "代表的层级，中文") { Words.level($0.level) },
      .maybeCount("term", "第几届") { $0.termNumber },
      .text("electedBy", "选区或者选举单位") { $0.electedBy },
      .word("state", "状态") { $0.state },
      .date("beganOn", "从哪天起") { $0.beganOn },
    ])
}

extension DeputyLine {
  static let shape = Shape<DeputyLine>(
    "Deputy", "人大代表",
    [
      .id("id", "编号") { $0.id },
      .text("name", "姓名") { $0.name },
      .text("occupation", "职业") { $0.occupation },
      .shapes("mandates", "代表资格", MandateLine.shape) { $0.mandates },
      .texts("expertise", "擅长的领域") { $0.expertise },
      .manyNamed("venues", "在哪些站点") { $0.venues },
      .maybeShape("nextReception", "下一次接待", ReceptionDate.shape) { $0.nextReception },
    ])
}

extension MatterPublication {
  static let shape = Shape<MatterPublication>(
    "Publication", "公开的诉求：脱敏并经审核",
    [
      .id("id", "编号") { $0.matter },
      .text("title", "标题") { $0.title },
      .text("text", "群众反映") { $0.text },
      .text("place", "地点") { $0.place },
      .text("reply", "答复") { $0.reply },
      .text("formOfAddress", "称呼；群众同意才有") { $0.formOfAddress },
      .maybeText("category", "类别") { $0.category },
      .maybeNamed("venue", "站点") { $0.venue },
      .maybeNamed("deputy", "代表") { $0.deputy },
      .instant("publishedAt", "什么时候公开") { $0.publishedAt },
      .always("photos", .list(.id(), 0...50, "照片编号")) { .list($0.photos.map { .text($0.description) }) },
    ])
}

/// A deputy with everything that his public page shows.
struct DeputyDetail: Sendable {
  let data: DeputyPageData
  let groups: [GroupOfPerson]

  struct Contact: Sendable {
    let field: ContactField
    let text: String

    static let shape = Shape<Contact>(
      "PublicContact", "代表同意公开的联系方式",
      [
        .word("field", "哪一种") { $0.field },
        .text("name", "中文") { Words.contactField($0.field) },
        .text("text", "内容") { $0.text },
      ])
  }

  static let shape = Shape<DeputyDetail>(
    "DeputyDetail", "人大代表",
    [
      .id("id", "编号") { $0.data.person.id },
      .text("name", "姓名") { $0.data.person.name },
      .flag("serving", "在任") { $0.data.line.isServing },
      .text("occupation", "职业") { $0.data.person.occupation },
      .text("introduction", "介绍") { $0.data.person.introduction },
      .texts("expertise", "擅长的领域") { $0.data.person.expertise },
      .shapes("mandates", "代表资格", MandateLine.shape) { $0.data.line.mandates },
      .manyNamed("venues", "在哪些站点") { $0.data.line.venues },
      .manyNamed("groups", "所在小组") { $0.data.line.isServing ? $0.groups.map(\.group) : [] },
      .shapes("contacts", "代表同意公开的联系方式", Contact.shape) {
        $0.data.contacts.map { Contact(field: $0.field, text: $0.text) }
      },
      .shapes("receptions", "接下来的接待日", ReceptionDate.shape) { $0.data.receptions },
      .shape("numbers", "今年的履职", NumbersOfYear.shape) { NumbersOfYear($0.data.numbers) },
      .shapes("answered", "最近答复并公开的", MatterPublication.shape) { $0.data.answered },
    ])
}

/// A venue with everything that its public page shows.
struct VenueDetail: Sendable {
  let data: VenuePageData
  let duties: [GroupDuty]

  struct Staff: Sendable {
    let post: PostLine

    static let shape = Shape<Staff>(
      "VenueStaff", "站长、联络员",
      [
        .word("role", "职务") { $0.post.role },
        .text("roleName", "职务，中文") { Words.role($0.post.role) },
        .text("name", "姓名") { $0.post.person.name },
      ])
  }

  static let shape = Shape<VenueDetail>(
    "VenueDetail", "家室站点",
    [
      .id("id", "编号") { $0.data.venue.id },
      .word("kind", "种类") { $0.data.venue.kind },
      .text("kindName", "种类，中文") { Words.venueKind($0.data.venue.kind) },
      .text("name", "名称") { $0.data.venue.name },
      .flag("open", "还在使用") { $0.data.venue.validTo == nil },
      .maybeNamed("parent", "上级站点") { $0.data.parent },
      .text("host", "设在哪里") { $0.data.venue.host },
      .text("address", "地址") { $0.data.venue.address },
      .text("telephone", "电话") { $0.data.venue.telephone },
      .text("openingHours", "开放时间") { $0.data.venue.openingHours },
      .texts("workflow", "工作流程") { $0.data.venue.workflow },
      .texts("duties", "主要职责") { $0.data.venue.duties },
      .texts("rules", "工作制度") { $0.data.venue.rules },
      .shapes("staff", "站长、联络员", Staff.shape) {
        $0.data.staff.filter { $0.role == .chief || $0.role == .liaison }.map { Staff(post: $0) }
      },
      .shapes("deputies", "进站代表", DeputyLine.shape) { $0.data.deputies },
      .manyNamed("groups", "驻站和流动联络的小组") { $0.duties.map(\.group) },
      .shapes("receptions", "接下来的接待日", ReceptionDate.shape) { $0.data.receptions },
      .shapes("answered", "最近答复并公开的", MatterPublication.shape) { $0.data.answered },
    ])
}

/// The numbers of a year by measure.
struct NumbersOfYear: Sendable {
  let numbers: YearNumbers

  init(_ numbers: YearNumbers) { self.numbers = numbers }

  static let shape = Shape<NumbersOfYear>(
    "Numbers", "一年的工作数字；代表自己提的和群众提的分开",
    [
      .count("year", "哪一年") { $0.numbers.year },
      .instant("asOf", "统计到什么时候") { $0.numbers.asOf },
      .always("counts", .counts("按 measure 的件数，种类见 /numbers/{measure}")) { item in
        .record(of: ReadNumbers.yearly.map { ($0.rawValue, .integer(item.numbers[$0])) })
      },
      .always("waiting", .counts("现在等着办的件数")) { item in
        .record(of: MatterMeasure.open.map { ($0.rawValue, .integer(item.numbers.open[$0] ?? 0)) })
      },
    ])
}
