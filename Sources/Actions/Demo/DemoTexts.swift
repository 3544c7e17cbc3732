// Words of a fictional township for `lianluo demo` and for tests: no real place, no real person, any date.
//
// `{place}` in a text stands for the village's or the community's name: `DemoTexts.filled(_:place:)` puts it in.

/// A resident's matter from the first words to the answer.
package struct DemoMatterText: Sendable {
  /// Where such a matter can happen.
  package enum Setting: Sendable {
    case village, community, anywhere
  }

  package enum Grade: Sendable {
    case solvableInGroup, needsTransfer, needsEscalation
  }

  package enum Outcome: Sendable {
    case solved, inProgress, planned, explained, cannot
  }

  /// Top category and child, parted by `/`; both are in `DemoCategories.tree`.
  package let category: String
  package let setting: Setting
  package let place: String
  /// At most 24 characters once `{place}` is filled.
  package let title: String
  /// The resident's own words.
  package let body: String
  /// Who sends it, where the words themselves say so; one of `DemoNames.people` after the deputies.
  package var sender: String?
  package let grade: Grade
  package var urgent = false
  /// The handling unit's name, with `{place}` where it is the village's own; nil when the deputies' group settles it.
  package let unit: String?
  /// What the station asks back, and what the resident adds; both or neither.
  package var ask: String?
  package var supplement: String?
  /// What was coordinated.
  package let result: String
  package let outcome: Outcome
  /// The deputy's answer.
  package let reply: String
  /// Why the resident was not satisfied with the first answer, and the answer after the second round.
  package var dissatisfiedReason: String?
  package var secondReply: String?
  /// The redacted version: without names, telephone and house numbers; all three or none.
  package var publicTitle: String?
  package var publicBody: String?
  package var publicReply: String?
}

/// Something that does not belong to the deputies and goes elsewhere, with a written notice.
package struct DemoDivertedText: Sendable {
  package enum Kind: Sendable {
    case petition, lawsuit, promotion, accusation
  }

  package let kind: Kind
  package let place: String
  package let title: String
  package let body: String
  /// The channel it is led to; nil when there is none.
  package let channel: String?
  /// What the sender is told.
  package let notice: String
}

/// Something that is declined, with the reason told.
package struct DemoDeclinedText: Sendable {
  package enum Kind: Sendable {
    case outOfCompetence, noContent
  }

  package let kind: Kind
  package let place: String
  package let title: String
  package let body: String
  package let notice: String
}

package enum DemoTexts {
  /// All matters, topic by topic; each list stands in the file of its topic.
  package static let matters: [DemoMatterText] = Array(
    [roads, fields, utilities, environment, schools, care, community, policy].joined())

  package static func filled(_ text: String, place: String) -> String {
    text.replacing("{place}", with: place)
  }
}

/// A top category of matters and its children.
package struct DemoCategory: Sendable {
  package let name: String
  package let children: [String]
}

package enum DemoCategories {
  package static let tree: [DemoCategory] = [
    DemoCategory(name: "道路与照明", children: ["路灯", "村道维修", "桥涵护栏", "交通安全", "公交出行"]),
    DemoCategory(name: "农田水利", children: ["渠道清淤", "机井灌溉", "排涝除渍", "田间道路", "农技与农资"]),
    DemoCategory(name: "供水供电", children: ["自来水", "农村用电", "清洁取暖", "通信网络"]),
    DemoCategory(name: "环境卫生", children: ["垃圾清运", "污水排放", "公共厕所", "村容绿化"]),
    DemoCategory(name: "教育医疗", children: ["村卫生室", "医保办理", "学校周边", "托幼与课后"]),
    DemoCategory(name: "养老救助", children: ["养老服务", "低保救助", "残疾人服务", "留守关爱"]),
    DemoCategory(name: "社区生活", children: ["物业管理", "邻里与噪声", "文体设施", "停车充电"]),
    DemoCategory(name: "政策咨询", children: ["农业补贴", "房屋与用地", "就业创业", "证照与合同"]),
  ]
}
