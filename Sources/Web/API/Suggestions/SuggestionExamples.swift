import Domain
import HTTPKit

/// A body for each act on a suggestion, as the document shows it and the tests send it.
enum SuggestionExamples {
  static let draft: JSONValue = [
    "title": "关于修复东村水渠的建议", "text": "东村的水渠年久失修，每年灌溉季节漏水。建议列入今年的维修计划，并向村民公布进度。",
    "units": ["$UNIT"], "confidential": false,
  ]

  static let tell: JSONValue = ["words": "水渠已经列入今年的维修计划，十月底以前修好。", "outcome": "planned"]

  static func body(_ act: SuggestionAct) -> JSONValue {
    desk(act) ?? part(act) ?? reply(act) ?? .record([])
  }

  private static func desk(_ act: SuggestionAct) -> JSONValue? {
    switch act {
    case .revise:
      [
        "title": "关于修复东村、西村水渠的建议", "text": "东村、西村的水渠年久失修，每年灌溉季节漏水。建议列入今年的维修计划，并向村民公布进度。",
        "units": ["$UNIT"],
      ]
    case .invite: ["people": ["$CO_SIGNER"]]
    case .withdraw: ["words": "水渠已经修好，不用再办。"]
    case .conceal: ["confidential": true]
    case .sendBack: ["words": "请写清是哪一段水渠。"]
    case .refuse, .treatAsLetter: ["ground": "other", "words": "这件事由村民会议决定，已当面向代表说明。"]
    case .merge: ["lead": "$LEAD"]
    case .split:
      [
        "pieces": [
          ["title": "关于修复东村水渠的建议", "text": "东村的水渠年久失修，建议修复。"],
          ["title": "关于疏浚西村河道的建议", "text": "西村的河道淤塞，建议疏浚。"],
        ]
      ]
    case .handOver:
      ["kind": "lead", "lead": "$UNIT", "units": ["$OTHER_UNIT"], "words": "请先与代表沟通。"]
    case .redact:
      ["title": "关于修复东村水渠的建议", "text": "东村的水渠年久失修，建议修复。", "reply": "已经列入今年的维修计划。"]
    case .publish: ["publishes": true]
    case .recordOutlet: ["name": "镇政府网站", "address": "https://example.com/suggestions/1", "on": "$TODAY"]
    case .makeKey:
      ["decision": "县人大常委会第45次主任会议", "on": "$TODAY", "leader": "王主任", "committee": "农业农村委员会"]
    case .urge: ["form": "on_site", "on": "$TODAY", "words": "到现场看了水渠，要求月底前开工。"]
    case .objectToPublication: ["objects": true, "words": "涉及村民的承包合同，不宜公开。"]
    default: nil
    }
  }

  private static func part(_ act: SuggestionAct) -> JSONValue? {
    switch act {
    case .askReturn: ["words": "水渠由村建办管护。", "proposed": "$THIRD_UNIT"]
    case .settleReturn: ["next": "$THIRD_UNIT", "words": "同意。"]
    case .appoint: ["drafter": "$DRAFTER"]
    case .contact: ["kind": "visit", "on": "$TODAY", "with": 0, "words": "和代表一起到现场看了水渠。"]
    case .giveOpinion: ["words": "资金已经列入今年的预算，同意修复。"]
    case .returnOpinion: ["words": "请写明资金什么时候到位。"]
    case .promise: ["words": "修好东村水渠。", "due": "$DUE"]
    case .askExtension: ["words": "要等汛期过后才能施工。", "due": "$LATER"]
    case .settleExtension: ["agrees": true]
    case .itemize: ["items": ["清淤", "护岸"]]
    case .settleItem: ["number": 1, "words": "已经清淤。"]
    case .reassign: ["next": "$THIRD_UNIT", "words": "村建办已经并入新的单位。"]
    case .keepPromise, .draftPromiseLetter:
      [
        "number": 1, "words": "水渠已经修好通水。", "document": "三水函〔2026〕30号",
        "opening": "我们在答复中承诺的事项已经落实，现答复如下：", "closing": "感谢您的监督。", "signatory": "水站长",
        "contact": "水收发 0000-1234567",
      ]
    case .signPromiseLetter: ["number": 1]
    default: nil
    }
  }

  private static func reply(_ act: SuggestionAct) -> JSONValue? {
    switch act {
    case .draftLetter:
      [
        "class": "B", "document": "三水函〔2026〕12号", "opening": "您提出的建议收悉，现答复如下：",
        "points": ["水渠已经列入今年的维修计划。", "进度在村务公开栏公布。"], "closing": "感谢您的监督。", "signatory": "水站长",
        "contact": "水收发 0000-1234567", "copies": "镇人大主席团",
      ]
    case .signLetter: ["withoutOpinions": "已经当面征求过村建办的意见。"]
    case .returnLetter: ["words": "请写明完工日期。"]
    case .rate: ["attitude": "satisfied", "result": "dissatisfied", "words": "没有写明完工日期。"]
    case .ratePromise: ["number": 1, "verdict": "satisfied"]
    case .remindPromiseRater, .closeUnratedPromise: ["number": 1]
    case .study: ["again": true, "words": "请承办单位写明完工日期，再次答复。"]
    case .settleDispute: ["again": false, "words": "已组织承办单位与代表当面沟通，代表同意。"]
    default: nil
    }
  }
}
