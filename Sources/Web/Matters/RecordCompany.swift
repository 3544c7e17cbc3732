import Actions
import Domain
import HTMLKit

/// On the record: who above has it, and which matters are handled together with it.
struct RecordCompany {
  let record: MatterRecord
  let company: MatterCompany
  let today: CivilDate

  private var status: MatterStatus { record.matter.status }

  func write(_ h: inout HTMLWriter) {
    levels(&h)
    together(&h)
  }

  private func levels(_ h: inout HTMLWriter) {
    let names = record.names
    if status.escalations.isEmpty, status.overseer == nil, status.offered.isEmpty { return }
    h.card("levels", "上下协办") { h in
      h.ul(.class("lines")) { h in
        if !status.offered.isEmpty {
          h.li(.class("line")) { h in
            h.b("请小组认领")
            h.small(status.offered.compactMap { names.groups[$0] }.joined(separator: "、"))
          }
        }
        if let overseer = status.overseer {
          h.li(.class("line")) { h in
            h.b("逾期升级到" + (names.venues[overseer] ?? "上一级"))
            if let due = status.overseerDue { h.small("\(DateWords.full(due, today: today))到期没有办") }
          }
        }
        for step in status.escalations.reversed() {
          h.li(.class("line")) { h in
            h.b("报给" + (step.venue.flatMap { names.venues[$0] } ?? names.congresses[step.congress] ?? ""))
            h.element("time", text: words(step.state))
            h.small(
              "\(DateWords.full(step.sentOn, today: today))从\(step.from.venue.flatMap { names.venues[$0] } ?? "")上报，"
                + "\(DateWords.full(step.resultDue, today: today))前答复")
          }
        }
      }
      if let first = status.waiting.first?.from.venue {
        h.p(.class("small"), text: "首接负责：由\(names.venues[first] ?? "最先收到的站点")向群众反馈。")
      }
    }
  }

  private func words(_ state: EscalationState) -> String {
    switch state {
    case .open: "等上级答复"
    case .answered: "上级已答复"
    case .sentDown: "退回来了"
    case .ended: "已结束"
    }
  }

  private func together(_ h: inout HTMLWriter) {
    if company.lead == nil, company.followers.isEmpty { return }
    h.card("together", company.lead == nil ? "并案办理（\(company.followers.count + 1)件）" : "并入这一件办理") { h in
      h.ul(.class("lines")) { h in
        for line in [company.lead].compactMap({ $0 }) + company.followers {
          h.li { h in
            h.a(.class("line"), .href(SitePath.record(line.id).string)) { h in
              h.b(line.title)
              h.element("time", text: Words.state(line.state))
              h.small(DateWords.receipt(line.receipt) + "　" + line.sender)
            }
          }
        }
      }
    }
  }
}
