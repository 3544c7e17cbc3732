import Foundation
import Synchronization

extension Page {
  private struct File: Decodable { var data: Data }

  /// Writes a PNG of the window, or of the whole page. On a phone the window grows to the whole page
  /// first, so that a bar fixed to the bottom is at the bottom of the picture and not across its middle.
  package func screenshot(to path: String, fullPage: Bool = false) async throws {
    guard fullPage, device.isMobile else {
      return try await capture(["format": "png", "captureBeyondViewport": .flag(fullPage)], full: fullPage, path)
    }
    let height: Double = try await evaluate("document.documentElement.scrollHeight")
    let zoom = Double(emulation.withLock { $0.zoom }) / 100
    let tall = max(device.height, Int((min(height, 8000) * zoom).rounded(.up)))
    try await call("Emulation.setDeviceMetricsOverride", metrics(height: tall))
    do {
      try await capture(["format": "png"], full: false, path)
    } catch {
      _ = try? await call("Emulation.setDeviceMetricsOverride", metrics())
      throw error
    }
    try await call("Emulation.setDeviceMetricsOverride", metrics())
  }

  /// Writes the page as it is printed, on A4 or the size its style sheet names.
  package func pdf(to path: String) async throws {
    let options: DevToolsValue = [
      "printBackground": true, "preferCSSPageSize": true, "paperWidth": 8.27, "paperHeight": 11.69,
    ]
    try write(try await call("Page.printToPDF", options, as: File.self).data, to: path)
  }

  private func capture(_ options: [String: DevToolsValue], full: Bool, _ path: String) async throws {
    struct Layout: Decodable {
      struct Size: Decodable { var width, height: Double }
      var cssContentSize: Size
    }
    var options = options
    if full {
      let size = try await call("Page.getLayoutMetrics", as: Layout.self).cssContentSize
      options["clip"] = [
        "x": 0, "y": 0, "width": .number(size.width), "height": .number(size.height), "scale": 1,
      ]
    }
    try write(try await call("Page.captureScreenshot", .object(options), as: File.self).data, to: path)
  }

  private func write(_ data: Data, to path: String) throws {
    let file = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }
}
