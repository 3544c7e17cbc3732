import Actions
import Documents
import Domain
import HTMLKit
import SecretsKit

/// 接待登记表, 答复单 and 告知单: A4, from the browser's own print.
struct MatterPaperPage: HTMLKit.Page {
  let paper: MatterPaper
  let data: MatterPageData
  let site: SiteInfo
  /// Where the rating code on the reply sheet leads.
  let lookup: String
  /// Title and place without what points to the sender, for the unit's sheet.
  let masked: [String]
  /// Where the code on a transfer sheet leads the unit.
  let partLink: @Sendable (Int) -> String
  let today: CivilDate

  private var record: MatterRecord { data.record }
  private var matter: Matter { record.matter }
  private var status: MatterStatus { matter.status }

  var title: String {
    switch paper {
    case .registration: "接待登记表"
    case .reply: "答复单"
    case .diversion: "告知单"
    case .transfer: "转办单"
    }
  }

  /// A sheet exists once there is something to put on it.
  var exists: Bool {
    switch paper {
    case .registration: true
    case .reply: status.firstReplyAt != nil
    case .diversion: status.state == .diverted
    case .transfer: !status.openHandlings.isEmpty
    }
  }

  func body(_ h: inout HTMLWriter) {
    if paper == .transfer {
      // One sheet for each unit, with nothing on it that is another's.
      for handling in status.openHandlings { sheet(&h) { h in transfer(handling, &h) } }
    } else {
      sheet(&h) { h in content(&h) }
    }
  }

  private func sheet(_ h: inout HTMLWriter, content: (inout HTMLWriter) -> Void) {
    h.section(.class("paper sheet"), .label(title + "内容")) { h in
      h.element("h2", [.class("sheet-title")], text: site.congress.shortName + heading)
      h.p(.class("sheet-no")) { h in
        h.span(text: "回执号：" + DateWords.receipt(matter.receipt))
        h.span(text: DateWords.long(today))
      }
      content(&h)
    }
  }

  private func content(_ h: inout HTMLWriter) {
    switch paper {
    case .registration: registration(&h)
    case .reply: reply(&h)
    case .diversion: diversion(&h)
    case .transfer: break
    }
  }

  private var heading: String {
    switch paper {
    case .registration: "人大代表接待选民和群众登记表"
    case .reply: "群众诉求答复单"
    case .diversion: "群众诉求分流告知单"
    case .transfer: "群众诉求转办单"
    }
  }

  /// A table of labels and what stands beside them, in four columns.
  private func table(_ h: inout HTMLWriter, rows: (inout HTMLWriter) -> Void) {
    h.element("table", [.class("sheet-table")]) { h in
      h.element("colgroup") { h in
        for isLabel in [true, false, true, false] { h.void("col", isLabel ? [.class("c-label")] : []) }
      }
      h.element("tbody", [], rows)
    }
  }

  private func row(_ cells: [(String, String)], _ h: inout HTMLWriter) {
    h.element("tr") { h in
      for (label, value) in cells {
        h.element("th", [.fixed("scope", "row")], text: label)
        if cells.count == 1 {
          h.element("td", [.fixed("colspan", "3")], text: value)
        } else {
          h.element("td", text: value)
        }
      }
    }
  }

  private func tall(_ label: String, _ value: String, _ h: inout HTMLWriter, taller: Bool = false) {
    h.element("tr") { h in
      h.element("th", [.fixed("scope", "row")], text: label)
      h.element("td", [.fixed("colspan", "3"), .class(taller ? "taller" : "tall")]) { h in h.lines(value) }
    }
  }

  private func signature(_ label: String, _ signers: [String], _ h: inout HTMLWriter) {
    h.element("tr") { h in
      h.element("th", [.fixed("scope", "row")], text: label)
      h.element("td", [.fixed("colspan", "3")]) { h in
        h.div(.class("sheet-sign")) { h in
          for signer in signers {
            h.p { h in
              h.text(signer)
              h.span(.class("blank"), text: "")
            }
          }
        }
      }
    }
  }

  private func registration(_ h: inout HTMLWriter) {
    let contact = record.contacts.first
    table(&h) { h in
      row(
        [
          ("时间", DateWords.long(status.receivedAt.date) + " " + DateWords.clock(status.receivedAt.minuteOfDay)),
          ("方式", Words.channel(status.channel)),
        ], &h)
      row([("地点", record.venue?.name ?? ""), ("接待代表", record.ownerName ?? "")], &h)
      row([("来访人", contact?.name ?? ""), ("电话", contact?.phone ?? "")], &h)
      row([("事发地点", record.place ?? ""), ("类别", record.category ?? "")], &h)
      tall("反映的事项（原话）", record.ownWords ?? "", &h, taller: true)
      tall("当场答复", "", &h)
      tall("处理意见", status.grade.map { data.settings.names.name(of: $0) } ?? "", &h)
      tall("办理结果", lastWords(.recordResult) ?? lastWords(.reply) ?? "", &h)
      row(
        [
          ("答复日期", status.firstReplyAt.map { DateWords.long($0.date) } ?? ""),
          ("群众评价", status.feedback?.overall.map(Words.satisfaction) ?? ""),
        ], &h)
      signature("签名", ["来访人：", "记录人：\(record.enteredByName ?? "")"], &h)
    }
    h.p(.class("sheet-note"), text: "本表照来访人原话记录。联系方式只用于办理和答复，请妥善保管，不得外传。")
  }

  private func reply(_ h: inout HTMLWriter) {
    table(&h) { h in
      row([("反映的事项", matter.title)], &h)
      row(
        [
          ("反映日期", DateWords.long(status.receivedAt.date)),
          ("答复日期", status.lastReplyAt.map { DateWords.long($0.date) } ?? ""),
        ], &h)
      row(
        [
          ("办理结果", status.outcome.map { data.settings.names.name(of: $0) } ?? ""),
          ("答复人", record.ownerName ?? record.venue?.name ?? ""),
        ], &h)
      tall("答复", lastWords(.reply) ?? "", &h, taller: true)
      h.element("tr") { h in
        h.element("th", [.fixed("scope", "row")], text: "您的评价")
        h.element("td", [.fixed("colspan", "3"), .class("tall")]) { h in
          for words in ["办理态度", "办理结果"] {
            h.p { h in
              h.text(words + "：")
              for value in Satisfaction.allCases {
                h.span(.class("tickbox"), text: "")
                h.text(Words.satisfaction(value) + "　")
              }
            }
          }
          h.p(text: "不满意的，请写明哪里没办好：")
        }
      }
      signature("签名", ["反映人：", "日期："], &h)
    }
    h.div(.class("sheet-foot")) { h in
      h.p(.class("sheet-note"), text: "有手机的，扫右边的码，凭回执上的查询码自己评价；没有手机的，在本单上打勾签名，交给联络员登记。")
      if let svg = QRCode.svg(lookup) {
        h.div(.class("qr"), .fixed("role", "img"), .label("评价二维码")) { h in h.raw(trusted: svg) }
      }
    }
  }

  private func diversion(_ h: inout HTMLWriter) {
    let item = record.history.last { $0.event.act == .divert }
    var kind = ""
    var organ = ""
    if case .diverted(let facts)? = item?.event {
      kind = Words.divert(facts.kind)
      organ = facts.organ
    }
    table(&h) { h in
      row([("反映的事项", matter.title)], &h)
      row(
        [("收到日期", DateWords.long(status.receivedAt.date)), ("告知日期", item.map { DateWords.long($0.at.date) } ?? "")],
        &h)
      row([("属于", kind), ("请向此机关提出", organ)], &h)
      tall("说明", item?.words.text ?? "", &h, taller: true)
      signature("签收", ["反映人：", "告知人：\(item?.actorName ?? "")"], &h)
    }
    h.p(.class("sheet-note"), text: "您反映的事项已经登记。它不属于人大代表联系群众工作的办理范围，依照《信访工作条例》等规定，请向上列机关提出。")
  }

  /// What a unit is asked, with a code that opens the part for whoever is signed in there (码上办). No name, no number.
  private func transfer(_ handling: UnitHandling, _ h: inout HTMLWriter) {
    table(&h) { h in
      row([("承办单位", record.names.units[handling.unit] ?? ""), ("方式", handling.isLead ? "主办" : "协办")], &h)
      row([("转办日期", DateWords.long(handling.sentOn)), ("办结期限", DateWords.long(handling.resultDue))], &h)
      row([("类别", record.category ?? ""), ("地点", masked.last ?? "")], &h)
      tall("反映的事项", masked.first ?? "", &h)
      tall("请办理", record.asked(of: handling.part) ?? "", &h, taller: true)
      signature("签收", ["签收人：", "日期："], &h)
    }
    h.div(.class("sheet-foot")) { h in
      h.p(
        .class("sheet-note"),
        text: "承办单位登录后扫右边的码，直接打开这件事项：签收、办理、送签。不属于本单位职责的，请在"
          + "\(DateWords.long(handling.returnDue.date))前申请退回。")
      if let svg = QRCode.svg(partLink(handling.part)) {
        h.div(.class("qr"), .fixed("role", "img"), .label("办理二维码")) { h in h.raw(trusted: svg) }
      }
    }
  }

  private func lastWords(_ act: MatterAct) -> String? { record.history.last { $0.event.act == act }?.words.text }
}

/// The receipt as a slip of paper: for visitors at the desk, and for a lost one issued again.
struct ReceiptSlipPage: HTMLKit.Page {
  let slip: ReceiptSlip

  var title: String { slip.isReissue ? "补发的回执" : "回执" }

  func body(_ h: inout HTMLWriter) {
    h.section(.class("paper slips"), .label("回执内容")) { h in slip.write(&h) }
    h.p(.class("desk-next row noprint")) { h in
      h.link(SitePath.record(slip.receipt.matter).string, "去看这件诉求", class: "btn")
      h.link(SitePath.intake.string, "再登记一件", class: "btn")
    }
  }
}

/// One slip: number, code and picture with which its holder follows his matter.
struct ReceiptSlip {
  let receipt: SubmitMatter.Receipt
  let data: MatterPageData
  let link: String
  let site: SiteInfo
  let isReissue: Bool
  /// Says whom it is for, where several lie side by side.
  let namesHolder: Bool
  let today: CivilDate

  static func make(
    _ receipt: SubmitMatter.Receipt, isReissue: Bool = false, namesHolder: Bool = false, for visit: Visit
  ) async throws -> ReceiptSlip {
    let data = try await ReadMatterRecord.run(receipt.matter, by: .sender(receipt.matter), in: visit.environment)
    return ReceiptSlip(
      receipt: receipt, data: data, link: visit.absolute(.receiptLink(Base64URL.encode(receipt.capability))),
      site: visit.site, isReissue: isReissue, namesHolder: namesHolder, today: visit.today)
  }

  func write(_ h: inout HTMLWriter) {
    let status = data.record.matter.status
    h.article(.class("slip")) { h in
      h.div { h in
        h.p(.class("slip-org"), text: data.record.venue?.name ?? site.name)
        h.element("h2", [.class("slip-title")], text: isReissue ? "群众诉求回执（补发）" : "群众诉求回执")
        if namesHolder, let mask = data.record.contacts.first {
          h.p(
            .class("slip-note"), text: ["请交给：" + mask.name, mask.phone].filter { !$0.isEmpty }.joined(separator: "　"))
        }
        h.p(.class("slip-code")) { h in
          h.small("回执号")
          h.text(DateWords.receipt(receipt.number))
        }
        h.p(.class("slip-code")) { h in
          h.small("查询码（请勿告诉他人）")
          h.text(DateWords.lookupCode(receipt.lookupCode))
        }
        h.p(.class("slip-note"), text: "\(DateWords.long(status.receivedAt.date))收到：\(data.record.matter.title)")
        h.p(.class("slip-note"), text: promise(status))
        h.p(.class("slip-note"), text: isReissue ? "以前的查询码已经作废。" : "没等到消息？请拨打 \(site.telephone)，报回执号。")
      }
      if let svg = QRCode.svg(link) {
        h.element("figure", [.class("slip-qr")]) { h in
          h.div(.class("qr"), .fixed("role", "img"), .label("回执二维码")) { h in h.raw(trusted: svg) }
          h.element("figcaption", text: "扫码查进度、评价")
        }
      }
    }
  }

  private func promise(_ status: MatterStatus) -> String {
    "\(DateWords.full(status.acceptDue.date, today: today))前告诉您是否受理，\(DateWords.full(status.replyDue.date, today: today))前答复。"
  }
}
