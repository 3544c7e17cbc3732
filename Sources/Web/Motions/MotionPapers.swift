import Actions
import Documents
import Domain
import HTTPKit
import HTTPTypes
import Hummingbird
import PaperKit

/// 议案 on paper: the three parts and everybody who has signed, for the secretariat's file.
enum MotionPapers {
  static func answer(_ visit: Visit, asFile: Bool) async throws -> Response {
    let data = try await MotionActs.data(visit)
    let paper = paper(data)
    guard asFile else {
      return Respond.page(
        Document.render(
          PaperPage(paper: paper, pdf: .motionPaperFile(data.motion.id)), visit,
          .paper(back: .workMotion(data.motion.id))), for: visit)
    }
    let file = try await PaperMaker.pdf(paper, createdAt: visit.now.milliseconds)
    return Respond.pdf(file, named: data.motion.text.cause)
  }

  static func paper(_ data: MotionPageData) -> Paper {
    let (status, text) = (data.status, data.motion.text)
    func name(_ person: ID<Person>) -> String { data.names.people[person] ?? "" }
    let session = Words.session(data.names.session, term: data.names.termNumber)
    let number = status.number.map(Words.motionNumber) ?? "（未编号）"
    let signers = status.signers.enumerated().map { index, person in
      ["\(index + 1)", name(person), index == 0 ? (data.names.delegation.map { $0 + "团长" } ?? "领衔") : "联名", ""]
    }
    return Paper(
      title: data.names.congress.name + "代表议案", style: .compact,
      blocks: [
        .title(data.names.congress.name + "\n代表议案"),
        .number([session, number].filter { !$0.isEmpty }.joined(separator: "　")),
        .form(
          PaperForm([
            .row(.text("案由", text.cause)),
            .row(.text("领衔", name(status.proposer.person)), .text("联名", "\(status.signed.count)人")),
            .row(
              .text("提交日期", status.submittedOn.map(DateWords.long) ?? "（未提交）"),
              .text("处理", status.state == .drafting ? "" : Words.motion(status.state))),
          ])),
        .heading("案据", isNumbered: false), .paragraph(text.grounds.isEmpty ? "（还没有写）" : text.grounds),
        .heading("方案", isNumbered: false),
        .paragraph(text.plan.isEmpty ? "（还没有写）" : text.plan),
        .table(
          PaperTable(
            caption: "领衔和联名代表",
            columns: [
              .init("序号", weight: 0.6, alignment: .center), .init("姓名", weight: 1.4), .init("身份", weight: 1),
              .init("签名", weight: 2),
            ], rows: signers)),
        .note(
          status.proposer.delegation == nil
            ? "代表\(status.signersNeeded)人以上联名，可以在大会期间提出属于本级人民代表大会职权范围内的议案（组织法第二十二条）。" : "由代表团提出。"),
      ])
  }
}
