/// Why there is no PDF.
package enum PaperProblem: Error, Sendable, Hashable {
  /// The machine has no font with Chinese characters.
  case noChineseFont
  case tooManyPages(limit: Int)
  /// One text has more than so many characters.
  case textTooLong(limit: Int)
  /// A row has more cells than the table has columns, or there are no columns.
  case unevenTable
  /// The drawing library gave up, with its status.
  case notDrawn(Int)

  /// What went wrong and what to do, for whoever asked for the PDF.
  package var sentence: String {
    switch self {
    case .noChineseFont: "服务器上没有中文字体，不能生成 PDF。请管理员安装中文字体（fonts-noto-cjk）；网页可以照常打印。"
    case .tooManyPages(let limit): "这份文件超过 \(limit) 页，不能生成 PDF。请缩小范围，分几份生成。"
    case .textTooLong(let limit): "有一段文字超过 \(limit) 个字，不能生成 PDF。"
    case .unevenTable: "表格的列数不对，不能生成 PDF。"
    case .notDrawn: "PDF 没有生成，请稍后再试。"
    }
  }
}
