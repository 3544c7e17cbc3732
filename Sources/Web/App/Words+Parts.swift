package import Domain

/// Units' parts and what is printed, in words.
extension Words {
  package static func sheet(_ sheet: PrintedSheet) -> String {
    switch sheet {
    case .cards: "联系卡"
    case .posters: "海报"
    case .stands: "桌牌"
    case .boards: "公示牌"
    case .grids: "网格海报"
    case .campaigns: "征集活动海报"
    }
  }

  package static func handling(_ state: HandlingState) -> String {
    switch state {
    case .sent: "待签收"
    case .signedFor: "办理中"
    case .returnAsked: "申请退回"
    case .disputed: "退回有争议"
    case .drafted: "待签发"
    case .answered: "已办结"
    case .returned: "已退回"
    case .recalled: "已撤回"
    }
  }
}
