import Domain
import Testing

@Suite struct PrivateTextTests {
  @Test(arguments: [
    ("请打13800001234找我", "请打＊＊＊＊＊＊＊＊＊＊＊找我"), ("138-0000-1234", "＊＊＊-＊＊＊＊-＊＊＊＊"),
    ("电话 138 0000 1234，谢谢", "电话 ＊＊＊ ＊＊＊＊ ＊＊＊＊，谢谢"), ("１３８００００１２３４", "＊＊＊＊＊＊＊＊＊＊＊"),
    ("座机 0990-1234567 ", "座机 ＊＊＊＊-＊＊＊＊＊＊＊ "), ("11010119900101123X号", "＊＊＊＊＊＊＊＊＊＊＊＊＊＊＊＊＊＊号"),
    ("三号路12号院3单元，欠了5000元", "三号路12号院3单元，欠了5000元"), ("2026年10月1日 8:30", "2026年10月1日 8:30"),
    ("110、119", "110、119"), ("139－0000－0000", "＊＊＊－＊＊＊＊－＊＊＊＊"), ("139　0000　0000", "＊＊＊　＊＊＊＊　＊＊＊＊"),
    ("139.0000.0000，", "＊＊＊.＊＊＊＊.＊＊＊＊，"), ("139—0000—0000", "＊＊＊—＊＊＊＊—＊＊＊＊"), ("长3.5米。", "长3.5米。"), ("", ""),
    ("没有数字", "没有数字"), ("123456", "123456"), ("1234567", "＊＊＊＊＊＊＊"),
  ])
  func numbersThatPointToAPerson(_ text: String, _ expected: String) {
    #expect(PrivateText.masked(text) == expected)
  }

  @Test func theNamesThatAreKnown() {
    #expect(PrivateText.masked("我叫秦秀谷，秦秀谷的地", names: ["秦秀谷"]) == "我叫＊＊＊，＊＊＊的地")
    // One character would take the sense out of the whole text.
    #expect(PrivateText.masked("水管漏水", names: ["水", ""]) == "水管漏水")
  }
}
