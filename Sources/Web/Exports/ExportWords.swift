/// What lists say that leave the system as files.
enum ExportWords {
  /// WeChat's own browser saves no files.
  static let openInBrowser = "微信里不能保存文件：请点右上角的“…”，选“在浏览器打开”，再导出。"
}
