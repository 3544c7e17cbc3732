import Domain
import Testing

@Suite struct SearchTextTests {
  @Test(
    "文字拆成相邻两字，句读断开",
    arguments: [
      ("修路灯", "修路 路灯 灯"), ("路灯，不亮", "路灯 灯 不亮 亮"), ("３号楼B座", "3号 号楼 楼b b座 座"), ("", ""), ("，。", ""),
      ("买买提·艾力", "买买 买提 提 艾力 力"), ("路", "路"), ("A\tB\nc", "a b c"), ("wifi", "wi if fi i"),
    ])
  func splits(text: String, tokens: String) {
    #expect(SearchText.tokens(text).joined(separator: " ") == tokens)
  }

  @Test("引擎不认得的字写成编号，不与别的混")
  func spellsOutRareCharacters() {
    #expect(SearchText.tokens("𬭎坑") == ["x2cb4e坑", "坑"])
    #expect(SearchText.tokens("éa") == ["xe9a", "a"])
    #expect(SearchText.tokens("σv1") == ["x3c3v", "v1", "1"])
  }

  @Test("查的话：几个词都要有，太长只用前面的，回执号认得出")
  func reads() {
    #expect(SearchQuery("路灯 不亮").words.map { String(String.UnicodeScalarView($0)) } == ["路灯", "不亮"])
    #expect(SearchQuery("路灯、路灯").words.count == 1)
    #expect(SearchQuery("%_\\\"'*()").isEmpty)
    #expect(SearchQuery("井").isSingle && !SearchQuery("井盖").isSingle)
    let long = SearchQuery(String(repeating: "一二三四五", count: 20))
    #expect(long.isCut && long.words[0].count == SearchQuery.mostCharacters)
    #expect(SearchQuery((1...20).map { "词\($0)" }.joined(separator: " ")).words.count == SearchQuery.mostWords)
    #expect(!SearchQuery("路灯 路灯 不亮").isCut)
    for (typed, receipt) in [
      ("202648271930", "202648271930"), ("2026 4827 1930", "202648271930"), ("４８２７-1930", "48271930"), ("1930", "1930"),
    ] {
      #expect(SearchQuery(typed).receipt == receipt)
    }
    #expect(SearchQuery("13800001234").receipt == nil && SearchQuery("3号").receipt == nil)
  }

  @Test("标出找到的字，长文只取一段")
  func marks() {
    let excerpt = SearchExcerpt(SearchQuery("路灯 灯不亮"))
    #expect(
      excerpt.marked("村口路灯不亮了") == [
        SearchPiece("村口"), SearchPiece("路灯不亮", isHit: true), SearchPiece("了"),
      ])
    let text = String(repeating: "前", count: 100) + "路灯" + String(repeating: "后", count: 100)
    let pieces = SearchExcerpt(SearchQuery("路灯")).excerpt(text, length: 40) ?? []
    #expect(pieces.map(\.text).joined().count == 42)
    #expect(pieces.filter(\.isHit).map(\.text) == ["路灯"])
    #expect(pieces.first?.text == "…" && pieces.last?.text == "…")
    #expect(SearchExcerpt(SearchQuery("水管")).excerpt(text) == nil)
    #expect(
      SearchExcerpt(SearchQuery("ｗｉｆｉ")).marked("装了WiFi") == [SearchPiece("装了"), SearchPiece("WiFi", isHit: true)])
    #expect(SearchExcerpt(SearchQuery("路灯 水管")).holds(["路灯坏了", "换水管"]))
    #expect(!SearchExcerpt(SearchQuery("路灯 水管")).holds(["路灯坏了"]))
    #expect(!SearchExcerpt(SearchQuery("灯坏")).holds(["路灯，坏了"]))
  }

  @Test("公开的文书只有公开的话，电话和证件号都不进检索")
  func keepsPrivateOut() {
    var status = MatterStatus(submitted: Sample.submitted())
    let marker = "暗号甲乙丙"
    let matter = Matter(
      id: ID(5), receipt: "202648271930", title: "标题\(marker)", category: nil, replyWay: .phone, isMinor: false,
      enteredBy: nil, previous: nil, settings: nil, revision: 1, status: status)
    let words = [
      SpokenWords(
        act: .submit, words: MatterWords(text: "打13800001234，证号 110101 19900307 888X。\(marker)", place: "东村")),
      SpokenWords(act: .note, words: MatterWords(text: "内部备注")),
    ]
    let facts = MatterFacts(id: matter.id, status: status)
    let staff = SearchDocument.staff(matter, facts: facts, words: words)
    #expect(staff?.tokens.contains("暗号") == true && staff?.tokens.contains("东村") == true)
    #expect(staff?.tokens.contains("内部") == false)
    #expect(staff?.tokens.contains { $0.contains("13") || $0.contains("88") || $0.contains("99") } == false)
    #expect(staff?.scope.contains("σr1930") == true)
    let publication = { (isPublic: Bool) in
      MatterPublication(
        matter: matter.id, congress: status.congress, venue: nil, deputy: nil, category: nil, title: "路灯不亮",
        text: "已隐去",
        place: "某村", reply: "修好了，电话0990-000 0163", formOfAddress: "秦女士", publishedAt: status.receivedAt,
        isPublic: isPublic, photos: [])
    }
    #expect(SearchDocument.open(publication(true), of: status) == nil)
    status.publication = .published
    #expect(SearchDocument.open(publication(false), of: status) == nil)
    let open = SearchDocument.open(publication(true), of: status)
    #expect(open?.tokens.filter { $0.contains("暗") || $0.contains("秦") || $0.contains("0") } == [])
    #expect(open?.tokens.contains("路灯") == true)
    #expect(open?.scope.contains { $0.hasPrefix("σr") } == false)
    status.erased = [.published]
    #expect(SearchDocument.open(publication(true), of: status) == nil)
  }
}
