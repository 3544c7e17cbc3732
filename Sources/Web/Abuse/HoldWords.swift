package import Domain

extension Words {
  /// Why a matter is looked at, for those who look.
  package static func hold(_ reason: HoldReason) -> String {
    switch reason {
    case .trap: "填了网页上看不见的一栏，像是程序填的"
    case .tooQuick: "打开网页就提交了，快得不像手写"
    case .sameText: "几小时里很多人发来几乎一样的话"
    case .links: "文字里有网址"
    case .otherNumbers: "文字里有别人的手机号"
    case .noChinese: "没有一个汉字"
    }
  }
}
