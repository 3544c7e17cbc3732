import Foundation
import Synchronization

/// One page (a tab) of the browser. Its context and its process live at least as long as it does.
///
/// Actions wait up to ``patience`` for their element to be there and ready, then throw. Nothing here
/// retries an action that has reached the page.
package final class Page: Sendable {
  /// How long an action waits for its element.
  static let patience = Duration.seconds(8)
  /// How long a navigation may take.
  static let navigationLimit = Duration.seconds(60)

  /// What is emulated; one command carries several of these, so they are kept together.
  struct Emulation: Sendable {
    var dark = false
    var reducedMotion = false
    var print = false
    var zoom = 100
    var offline = false
    var latency = 0.0
    var bytesPerSecond = -1.0
  }

  package let context: BrowserContext
  package let device: Device
  let session: String
  let target: String
  let log: PageLog
  let emulation = Mutex(Emulation())

  private init(context: BrowserContext, device: Device, session: String, target: String) {
    self.context = context
    self.device = device
    self.session = session
    self.target = target
    let tools = context.tools
    log = PageLog(mainFrame: target) { [weak tools] accept in
      tools?.post("Page.handleJavaScriptDialog", ["accept": .flag(accept)], session: session)
    }
  }

  deinit {
    context.tools.detach(session)
    context.tools.post("Target.closeTarget", ["targetId": .text(target)])
  }

  /// Closes the page. Forgetting the last reference to it does the same.
  package func close() async {
    _ = try? await context.tools.call("Target.closeTarget", ["targetId": .text(target)], within: .seconds(5))
    context.tools.detach(session)
  }

  static func make(in context: BrowserContext, _ device: Device, javaScript: Bool) async throws -> Page {
    struct Target: Decodable { var targetId: String }
    struct Attached: Decodable { var sessionId: String }
    // A window of its own: a page behind another's tab is hidden and slowed down.
    let blank: DevToolsValue = ["url": "about:blank", "browserContextId": .text(context.id), "newWindow": true]
    let target = try await context.tools.call("Target.createTarget", blank, as: Target.self).targetId
    let flat: DevToolsValue = ["targetId": .text(target), "flatten": true]
    let session = try await context.tools.call("Target.attachToTarget", flat, as: Attached.self).sessionId
    let page = Page(context: context, device: device, session: session, target: target)
    context.tools.attach(page.log, to: session)
    try await page.setUp(javaScript: javaScript)
    return page
  }

  private func setUp(javaScript: Bool) async throws {
    var commands: [(String, DevToolsValue)] = ["Page", "Network", "Runtime", "Log", "Inspector"].map {
      ("\($0).enable", [:])
    }
    commands += [
      ("Page.setLifecycleEventsEnabled", ["enabled": true]),
      ("Emulation.setFocusEmulationEnabled", ["enabled": true]),
      ("Emulation.setTouchEmulationEnabled", ["enabled": .flag(device.isMobile), "maxTouchPoints": 5]),
      ("Emulation.setDeviceMetricsOverride", metrics()),
    ]
    if !javaScript { commands.append(("Emulation.setScriptExecutionDisabled", ["value": true])) }
    if let agent = device.userAgent {
      let identity: DevToolsValue = ["userAgent": .text(agent), "acceptLanguage": "zh-CN,zh"]
      commands.append(("Emulation.setUserAgentOverride", identity))
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (method, parameters) in commands { group.addTask { try await self.call(method, parameters) } }
      try await group.waitForAll()
    }
    do {
      try await call("Emulation.setTimezoneOverride", ["timezoneId": "Asia/Shanghai"])
    } catch ChromiumError.refused(_, let message) where message.contains("already in effect") {
      // Another page of the same renderer has set it for both.
    }
  }

  @discardableResult
  func call(_ method: String, _ parameters: DevToolsValue = [:]) async throws -> Data {
    try await context.tools.call(method, parameters, session: session)
  }

  func call<Result: Decodable & Sendable>(
    _ method: String, _ parameters: DevToolsValue = [:], as type: Result.Type
  ) async throws -> Result {
    try await context.tools.call(method, parameters, session: session, as: type)
  }
}

// MARK: - What happened

extension Page {
  /// Errors, warnings and uncaught exceptions since the page was made.
  package var consoleMessages: [ConsoleMessage] { log.state.console.map(\.message) }

  /// Every URL the page has asked for, redirects and its own included.
  package var requests: [String] { log.state.requests.map(\.url) }

  /// Subresources answered with status 400 or above; the status of the page itself is what ``goto(_:)`` returns.
  package var failedResponses: [FailedResponse] { log.state.failed }

  /// The words of the dialogs (`alert`, `confirm`) the page has opened.
  package var dialogs: [String] { log.state.dialogs }

  /// Whether `confirm` is answered with yes; no when nothing is said. `beforeunload` is always accepted.
  package func acceptDialogs(_ accept: Bool = true) { log.acceptDialogs(accept) }
}
