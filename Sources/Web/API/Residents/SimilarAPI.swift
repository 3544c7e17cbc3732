import Actions
import Domain
import HTTPKit
import HTTPTypes

/// While a resident writes: what others have brought that could be the same thing.
enum SimilarAPI {
  static let routes: [APIRoute] = [similar]

  private static let fields: [InputField] = [
    .words("text", "写到现在的话；不到8个字的不比", 2000, in: "what"),
    .line("place", "在哪里", 120, in: "where", required: false), .id("category", "类别", required: false),
    .choice("addressee", "交给谁", ResidentAPI.addressee, in: "to", required: false),
    .flag("bypass", "不经本站的，不比"), .flag("accusation", "检举控告的，不比"),
  ]

  private static let publishedShape = Shape<SimilarForResident.Published>(
    "SimilarPublication", "公开的一件，像是同一件事",
    [
      .shape("publication", "公开稿；是同一件事就把它的 id 放进 joins", MatterPublication.shape) { $0.publication },
      .word("state", "状态") { $0.state },
      .text("stateName", "状态，中文") { Words.state($0.state) },
      .date("receivedOn", "哪天收到") { $0.receivedOn },
      .count("others", "另有几位居民反映") { $0.others },
    ])

  /// How many others there are that are not public: never the number itself.
  private enum Some: String, CaseIterable {
    case none, some, many

    init(_ count: Int) { self = count == 0 ? .none : count < SimilarWhileWriting.many ? .some : .many }
  }

  private static let foundShape = Shape<SimilarForResident>(
    "Similar", "像是同一件事的",
    [
      .shapes("published", "公开的，最像的在前，最多三件", publishedShape) { $0.published },
      .word("unpublished", "没有公开的：none 没有；some 几位居民反映过；many 好几位") { Some($0.unpublished) },
    ])

  private static let similar = APIRoute(
    method: .post, path: "/matters/similar", name: "similarMatters", summary: "边写边看：有没有人反映过同一件事", chapter: .residents,
    access: .visitor, detail: "只是看看，什么也不留下。停下笔再问，不要每个字都问。",
    body: .json(
      InputField.schema(fields), example: ["text": "村口的路灯坏了三天，晚上看不见。", "place": "东村村口"]),
    content: .json(foundShape.schema), isQuestion: true
  ) { call in .json(foundShape.write(try await SimilarRoutes.find(call.visit, try call.form(fields)))) }
}
