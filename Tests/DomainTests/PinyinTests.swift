import Domain
import Testing

@Suite("Pinyin") struct PinyinTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let name: String
    let full: [String]
    let initials: [String]
    var testDescription: String { name }

    init(_ name: String, _ full: [String], _ initials: [String]) {
      self.name = name
      self.full = full
      self.initials = initials
    }
  }

  @Test(arguments: [
    Example("张三", ["zhangsan"], ["zs"]),
    Example("李春分", ["lichunfen"], ["lcf"]),
    Example("何寒露", ["hehanlu"], ["hhl"]),
    Example("欧阳秋分", ["ouyangqiufen"], ["oyqf"]),
    Example("诸葛青禾", ["zhugeqinghe"], ["zgqh"]),
    Example("吕小满", ["lvxiaoman", "luxiaoman"], ["lxm"]),
    Example("张", ["zhang"], ["z"]),
    Example(" 张　三 ", ["zhangsan"], ["zs"]),
    Example("張三豐", ["zhangsanfeng"], ["zsf"]),
  ])
  func readsPlainNames(_ example: Example) {
    let keys = Pinyin.searchKeys(for: example.name)
    #expect(keys.full == example.full)
    #expect(keys.initials == example.initials)
  }

  @Test(arguments: [
    Example("单芒种", ["shanmangzhong", "danmangzhong"], ["smz", "dmz"]),
    Example("曾小暑", ["zengxiaoshu", "cengxiaoshu"], ["zxs", "cxs"]),
    Example("查麦", ["zhamai", "chamai"], ["zm", "cm"]),
    Example("盖麦", ["gemai", "gaimai"], ["gm"]),
    Example("乐麦", ["yuemai", "lemai"], ["ym", "lm"]),
    Example("乐正麦", ["yuezhengmai", "lezhengmai"], ["yzm", "lzm"]),
    Example("长孙麦", ["zhangsunmai", "changsunmai"], ["zsm", "csm"]),
    Example("尉迟麦", ["yuchimai", "weichimai"], ["ycm", "wcm"]),
    Example("万俟麦", ["moqimai", "wanqimai"], ["mqm", "wqm"]),
    Example("单于麦", ["chanyumai", "shanyumai", "danyumai"], ["cym", "sym", "dym"]),
    Example("澹台麦", ["tantaimai", "dantaimai"], ["ttm", "dtm"]),
    Example("闾丘麦", ["lvqiumai", "luqiumai"], ["lqm"]),
  ])
  func indexesTheSurnamesReadingsAndTheCharactersOwn(_ example: Example) {
    let keys = Pinyin.searchKeys(for: example.name)
    #expect(keys.full == example.full)
    #expect(keys.initials == example.initials)
  }

  @Test(arguments: [
    ("单", "shan"), ("曾", "zeng"), ("解", "xie"), ("仇", "qiu"), ("查", "zha"), ("盖", "ge"), ("盖", "gai"),
    ("区", "ou"), ("朴", "piao"), ("缪", "miao"), ("覃", "qin"), ("覃", "tan"), ("乐", "yue"), ("乐", "le"),
    ("翟", "zhai"), ("翟", "di"), ("种", "chong"), ("纪", "ji"), ("任", "ren"), ("宁", "ning"), ("葛", "ge"),
    ("员", "yun"), ("召", "shao"), ("祭", "zhai"), ("繁", "po"), ("逄", "pang"), ("黑", "he"), ("折", "she"),
    ("那", "na"), ("哈", "ha"), ("黎", "li"), ("秘", "bi"), ("冼", "xian"), ("洗", "xian"), ("燕", "yan"),
    ("应", "ying"), ("华", "hua"), ("華", "hua"), ("隗", "wei"), ("隗", "kui"), ("尹", "yin"), ("厍", "she"),
    ("佴", "nai"), ("卜", "bu"), ("臧", "zang"), ("阚", "kan"), ("晟", "cheng"), ("晟", "sheng"), ("朱", "zhu"),
    ("句", "gou"), ("牟", "mu"), ("牟", "mou"), ("相", "xiang"), ("瞿", "qu"), ("钭", "tou"), ("郇", "xun"),
    ("郇", "huan"), ("莘", "shen"), ("莘", "xin"), ("车", "che"), ("沈", "shen"), ("贾", "jia"), ("重", "chong"),
    ("薄", "bo"), ("柏", "bai"), ("郄", "qie"), ("郄", "xi"), ("乜", "nie"), ("么", "yao"), ("谌", "chen"),
    ("镡", "tan"), ("铫", "yao"), ("粘", "nian"), ("贠", "yun"), ("都", "du"), ("過", "guo"), ("單", "shan"),
  ])
  func knowsSurnamesReadInTheirOwnWay(surname: String, reading: String) {
    let keys = Pinyin.searchKeys(for: surname + "三")
    #expect(keys.full.contains(reading + "san"))
    #expect(keys.initials.contains(reading.prefix(1) + "s"))
  }

  @Test(arguments: [
    ("欧阳", "ouyang"), ("司马", "sima"), ("上官", "shangguan"), ("令狐", "linghu"), ("宇文", "yuwen"),
    ("慕容", "murong"), ("夏侯", "xiahou"), ("皇甫", "huangfu"), ("东方", "dongfang"), ("尉遲", "yuchi"),
    ("長孫", "zhangsun"), ("萬俟", "moqi"), ("澹臺", "tantai"), ("拓跋", "tuoba"), ("呼延", "huyan"),
    ("宰父", "zaifu"), ("亓官", "qiguan"), ("子车", "ziju"), ("吐谷浑", "tuyuhun"), ("耶律", "yelv"),
  ])
  func knowsCompoundSurnames(surname: String, reading: String) {
    #expect(Pinyin.searchKeys(for: surname + "三").full.first == reading + "san")
  }

  @Test func surnamesReadingsStayWithTheSurname() {
    #expect(Pinyin.searchKeys(for: "王区").full == ["wangqu"])
    #expect(Pinyin.searchKeys(for: "王欧阳").full == ["wangouyang"])
    #expect(Pinyin.searchKeys(for: "王万俟").full == ["wangwanqi"])
  }

  @Test func readsGivenNamesInAllTheirWays() {
    #expect(Pinyin.searchKeys(for: "王长青").full == ["wangchangqing", "wangzhangqing"])
    #expect(Pinyin.searchKeys(for: "韩霜降").full == ["hanshuangjiang", "hanshuangxiang"])
    #expect(Pinyin.searchKeys(for: "李晟").initials == ["ls", "lc"])
  }

  @Test func keepsTheNumberOfReadingsSmall() {
    let keys = Pinyin.searchKeys(for: "单重长乐朝行藏参")
    #expect(keys.full.count <= 12)
    #expect(keys.full.contains { $0.hasPrefix("shan") })
    #expect(keys.full.contains { $0.hasPrefix("dan") })
    #expect(Set(keys.full).count == keys.full.count)
  }

  @Test(arguments: [
    Example("斯琴·示范其其格", ["siqinshifanqiqige"], ["sqsfqqg"]),
    Example("斯琴•示范其其格", ["siqinshifanqiqige"], ["sqsfqqg"]),
    Example("斯琴．示范其其格", ["siqinshifanqiqige"], ["sqsfqqg"]),
    Example("Mary Li", ["maryli"], ["ml"]),
    Example("Ｍａｒｙ·李", ["maryli"], ["ml"]),
    Example("José O’Neil", ["joseoneil"], ["jo"]),
    Example("Ivan", ["ivan"], ["i"]),
    Example("Иван", ["ivan"], ["i"]),
    Example("王2号", ["wang2hao"], ["w2h"]),
    Example("张𠮷", ["zhang𠮷"], ["z𠮷"]),
    Example("王〇一", ["wanglingyi"], ["wly"]),
    Example("沈\u{2F26}", ["shenzi"], ["sz"]),
    Example("", [], []),
    Example(" ·　", [], []),
  ])
  func readsNamesOfOtherForms(_ example: Example) {
    let keys = Pinyin.searchKeys(for: example.name)
    #expect(keys.full == example.full)
    #expect(keys.initials == example.initials)
  }

  @Test(arguments: [
    ("张三", "|张三|zhangsan|zs|"),
    ("单 三", "|单三|shansan|dansan|ss|ds|"),
    ("斯琴·示范其其格", "|斯琴示范其其格|siqinshifanqiqige|sqsfqqg|"),
    ("MARY", "|mary|m|"),
    ("王%_|三", "|王三|wangsan|ws|"),
    ("", ""),
    ("·", ""),
  ])
  func joinsTheKeysForLike(name: String, expected: String) {
    #expect(Pinyin.searchKeys(for: name).searchText == expected)
  }

  @Test(arguments: [
    (" 张 三 ", "张三"),
    ("斯琴·示范", "斯琴示范"), ("斯琴•示范", "斯琴示范"), ("斯琴‧示范", "斯琴示范"),
    ("斯琴．示范", "斯琴示范"), ("斯琴.示范", "斯琴示范"), ("斯琴・示范", "斯琴示范"),
    ("ZhangSan", "zhangsan"), ("ＺＨＡＮＧ　ｓａｎ", "zhangsan"), ("Zhāng Sān", "zhangsan"),
    ("xi'an", "xian"), ("lü", "lv"), ("LǙ", "lv"), ("nǚ", "nv"), ("lu\u{308}", "lv"),
    ("张\u{200B}三\u{FE00}", "张三"), ("１２３", "123"), ("%_|\\", ""), ("", ""), ("\n\t", ""),
  ])
  func normalisesWhatPeopleType(typed: String, expected: String) {
    #expect(Pinyin.normalisedQuery(typed) == expected)
  }

  @Test(arguments: ["李春分", "单芒种", "欧阳秋分", "吕绿", "斯琴·示范其其格", "José", "张𠮷", "Müller", "김민수"])
  func whatIsShownIsFound(name: String) {
    let keys = Pinyin.searchKeys(for: name)
    #expect(keys.searchText.contains("|" + Pinyin.normalisedQuery(name)))
    for typed in keys.full + keys.initials {
      #expect(keys.searchText.contains("|" + Pinyin.normalisedQuery(typed) + "|"))
    }
  }

  @Test func manyAtOnceAgreeWithOne() async {
    let names = ["张三", "单芒种", "曾小暑", "解霜降", "吕绿", "欧阳秋分", "斯琴·示范其其格"]
    let expected = names.map { Pinyin.searchKeys(for: $0) }
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask { (0..<50).allSatisfy { _ in names.map { Pinyin.searchKeys(for: $0) } == expected } }
      }
      for await agrees in group { #expect(agrees) }
    }
  }
}
