import Actions
import Documents
package import Domain
import TablesKit

/// In which form a file is handed out.
package enum SheetFormat: String, CaseIterable, Sendable {
  case xlsx, csv

  var contentType: String {
    switch self {
    case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    case .csv: "text/csv; charset=utf-8"
    }
  }
}

/// Templates to fill in and reports to keep.
package enum ImportFiles {
  package static func template(_ kind: ImportKind, _ format: SheetFormat) throws -> [UInt8] {
    switch format {
    case .csv: return SeparatedValues.file([kind.columns.map(\.head)])
    case .xlsx:
      let columns = kind.columns.map { column in
        Spreadsheet.Column(
          column.head, width: width(column), choices: column.choices, isRequired: column.isRequired)
      }
      let notes = kind.columns.map { column in
        [
          column.head, column.isRequired ? "必填" : "选填",
          ([column.hint] + (column.choices.isEmpty ? [] : ["可填：" + column.choices.joined(separator: "、")]))
            .filter { !$0.isEmpty }.joined(separator: "；"),
        ]
      }
      let heads: [Spreadsheet.Column] = [.init("列", width: 20), .init("要求", width: 8), .init("说明", width: 60)]
      return try Spreadsheet([
        .init(name: ImportWords.kind(kind), columns: columns, rows: []),
        .init(name: "填写说明", columns: heads, rows: notes),
      ]).xlsx()
    }
  }

  private static func width(_ column: ImportColumn) -> Double {
    switch column.form {
    case .person, .number, .choice, .username: 14
    case .text(let most): most > 40 ? 32 : 22
    case .citizenID, .list, .people, .regionCodes: 24
    case .regionCode, .mobile, .telephone, .date: 18
    }
  }

  package static func report(_ findings: [ImportFinding], _ format: SheetFormat) throws -> [UInt8] {
    let heads = ["行", "列", "表头", "问题", "处理", "单元格内容", "说明"]
    let rows = findings.map { finding in
      [
        "\(finding.row)", finding.column.map { ImportFinding.letters($0) } ?? "", finding.head,
        ImportWords.fault(finding.fault), finding.isMended ? "已改正" : "这一行不导入", finding.shown,
        ImportWords.sentence(finding),
      ]
    }
    switch format {
    case .csv: return SeparatedValues.file([heads] + rows)
    case .xlsx:
      let widths: [Double] = [8, 6, 18, 18, 14, 24, 70]
      let columns = zip(heads, widths).map { Spreadsheet.Column($0, width: $1) }
      return try Spreadsheet([.init(name: "检查报告", columns: columns, rows: rows)]).xlsx()
    }
  }
}
