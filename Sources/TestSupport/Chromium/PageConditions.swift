import Synchronization

extension Page {
  /// Takes the network away, or gives it back. A service worker of the page keeps its own connection.
  package func setOffline(_ offline: Bool) async throws {
    emulation.withLock { $0.offline = offline }
    try await applyNetwork()
  }

  /// A slow network: `latency` milliseconds more for each request and `kbps` kilobits per second both ways.
  /// ``unthrottle()`` undoes it.
  package func throttle(latency: Double, kbps: Double) async throws {
    emulation.withLock { ($0.latency, $0.bytesPerSecond) = (latency, kbps * 1000 / 8) }
    try await applyNetwork()
  }

  package func unthrottle() async throws {
    emulation.withLock { ($0.latency, $0.bytesPerSecond) = (0, -1) }
    try await applyNetwork()
  }

  /// Lets the page's scripts run, or not, from the next document on.
  package func setJavaScriptEnabled(_ enabled: Bool) async throws {
    try await call("Emulation.setScriptExecutionDisabled", ["value": .flag(!enabled)])
  }

  /// Dark colours, as by the system's setting.
  package func emulateDark(_ dark: Bool = true) async throws {
    emulation.withLock { $0.dark = dark }
    try await applyMedia()
  }

  /// Less motion, as by the system's setting.
  package func emulateReducedMotion(_ reduced: Bool = true) async throws {
    emulation.withLock { $0.reducedMotion = reduced }
    try await applyMedia()
  }

  /// Shows the page as it is printed.
  package func emulatePrint(_ print: Bool = true) async throws {
    emulation.withLock { $0.print = print }
    try await applyMedia()
  }

  /// Zooms as the browser's menu does: fewer CSS pixels across, each of them larger. 100 undoes it.
  package func zoom(_ percent: Int) async throws {
    emulation.withLock { $0.zoom = max(25, percent) }
    try await call("Emulation.setDeviceMetricsOverride", metrics())
  }

  /// Every cookie of the page's context.
  package func cookies() async throws -> [Cookie] { try await context.cookies() }

  package func clearCookies() async throws { try await context.clearCookies() }

  /// Sets a cookie for the site of `url`, or of the page when none is given.
  package func setCookie(_ name: String, _ value: String, for url: String? = nil) async throws {
    let site = if let url { url } else { try await self.url }
    try await context.setCookie(name, value, for: site)
  }

  /// The screen as the browser is told about it, at the present zoom and with `height` when given.
  func metrics(height: Int? = nil) -> DevToolsValue {
    let zoom = Double(emulation.withLock { $0.zoom }) / 100
    let (width, tall) = (Double(device.width) / zoom, Double(height ?? device.height) / zoom)
    return [
      "width": .whole(Int(width.rounded())), "height": .whole(Int(tall.rounded())),
      "deviceScaleFactor": .number(device.scale * zoom), "mobile": .flag(device.isMobile),
      "screenWidth": .whole(device.width), "screenHeight": .whole(device.height),
    ]
  }

  private func applyNetwork() async throws {
    let now = emulation.withLock { $0 }
    let conditions: DevToolsValue = [
      "offline": .flag(now.offline), "latency": .number(now.latency),
      "downloadThroughput": .number(now.bytesPerSecond), "uploadThroughput": .number(now.bytesPerSecond),
    ]
    try await call("Network.emulateNetworkConditions", conditions)
  }

  private func applyMedia() async throws {
    let now = emulation.withLock { $0 }
    let features: DevToolsValue = [
      ["name": "prefers-color-scheme", "value": .text(now.dark ? "dark" : "light")],
      ["name": "prefers-reduced-motion", "value": .text(now.reducedMotion ? "reduce" : "no-preference")],
    ]
    let media: DevToolsValue = ["media": .text(now.print ? "print" : ""), "features": features]
    try await call("Emulation.setEmulatedMedia", media)
  }
}
