import Synchronization

/// A real Chromium without a window, driven over the pipe of the Chrome DevTools Protocol.
///
/// One process serves many tests: each page, or group of pages, lives in a browser context of its own
/// with its own cookies, storage and cache. ``shared()`` gives the process all tests of a run share.
package final class Chromium: Sendable {
  /// Debian's launcher.
  package static let executable = "/usr/bin/chromium"

  private static let common = LazyChromium { try await launch() }

  let tools: DevTools
  /// The sibling whose user has blocked all cookies, started when first needed.
  private let cookieless = LazyChromium { try await launch(cookiesBlocked: true) }

  private init(_ tools: DevTools) { self.tools = tools }

  deinit { tools.hangUp() }

  /// Starts a process of its own and waits until it answers.
  package static func launch() async throws -> Chromium { try await launch(cookiesBlocked: false) }

  /// The process all tests of a run share, started by the first that asks and started again if it
  /// has died. It ends with the test process.
  package static func shared() async throws -> Chromium { try await common.started() }

  /// Whether the process still answers.
  package var isAlive: Bool { tools.isAlive }

  /// The number of the process.
  package var processID: Int32 { tools.process.pid }

  /// A new context: pages made in it share cookies, and share them with no other context.
  ///
  /// - Parameter cookiesOff: the pages' user has blocked all cookies. Chromium knows this only as a
  ///   preference of the profile, so such contexts live in a second process whose profile says
  ///   `default_content_setting_values.cookies = 2`. It is what a person gets who blocks cookies in
  ///   the settings: no `Cookie` header is ever sent, `Set-Cookie` is dropped even on a redirect,
  ///   `document.cookie` stays empty and `localStorage` throws.
  package func newContext(cookiesOff: Bool = false) async throws -> BrowserContext {
    guard !cookiesOff else { return try await cookieless.started().newContext() }
    struct Made: Decodable { var browserContextId: String }
    let made = try await tools.call("Target.createBrowserContext", ["disposeOnDetach": true], as: Made.self)
    return BrowserContext(chromium: self, id: made.browserContextId)
  }

  /// A new page in a context of its own; the context goes with the page.
  package func newPage(
    _ device: Device, cookiesOff: Bool = false, javaScript: Bool = true
  ) async throws -> Page {
    try await newContext(cookiesOff: cookiesOff).newPage(device, javaScript: javaScript)
  }

  /// Ends the process and its children, and returns when they and the profile are gone.
  package func close() async {
    await cookieless.close()
    await tools.close()
  }

  private static func launch(cookiesBlocked: Bool) async throws -> Chromium {
    let preferences = #"{"profile":{"default_content_setting_values":{"cookies":2}}}"#
    let process = try ChromiumProcess.start(executable, arguments, preferences: cookiesBlocked ? preferences : nil)
    let tools = DevTools(process)
    tools.start()
    do {
      try await tools.call("Target.setDiscoverTargets", ["discover": false], within: .seconds(20))
    } catch {
      await tools.close()
      throw ChromiumError.launch("\(error)")
    }
    return Chromium(tools)
  }

  /// No services of its own, no throttling of what is in the background, no page cache on the way back,
  /// and none of the address bar's own pages, which would double the processes of each window.
  private static let arguments =
    """
    --headless=new --remote-debugging-pipe --no-startup-window --no-sandbox --disable-dev-shm-usage --disable-gpu \
    --lang=zh-CN --accept-lang=zh-CN,zh --force-color-profile=srgb --font-render-hinting=none --hide-scrollbars \
    --no-first-run --no-default-browser-check --disable-background-networking --disable-component-update \
    --disable-sync --disable-default-apps --disable-extensions --disable-breakpad --disable-hang-monitor \
    --disable-background-timer-throttling --disable-backgrounding-occluded-windows --disable-renderer-backgrounding \
    --disable-back-forward-cache --disable-ipc-flooding-protection --disable-popup-blocking \
    --disable-prompt-on-repost --allow-pre-commit-input --metrics-recording-only --mute-audio \
    --password-store=basic --disable-features=Translate,OptimizationHints,MediaRouter,HttpsUpgrades,PaintHolding,\
    SpareRendererForSitePerProcess,WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup
    """.split(separator: " ").map(String.init)
}

/// A process started by whoever asks first, and started again when it has died.
private final class LazyChromium: Sendable {
  private struct Start {
    var number: Int
    var task: Task<Chromium, any Error>
  }

  private let current = Mutex<Start?>(nil)
  private let launch: @Sendable () async throws -> Chromium

  init(launch: @escaping @Sendable () async throws -> Chromium) { self.launch = launch }

  func started() async throws -> Chromium {
    var last = 0
    while true {
      let (after, launch) = (last, self.launch)
      let start = current.withLock { current in
        if let current, current.number > after { return current }
        let start = Start(number: (current?.number ?? 0) + 1, task: Task { try await launch() })
        current = start
        return start
      }
      let chromium = try await start.task.value
      if chromium.isAlive { return chromium }
      last = start.number
    }
  }

  func close() async {
    guard let start = current.withLock({ $0 }) else { return }
    await (try? start.task.value)?.close()
  }
}
