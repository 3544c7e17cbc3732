import Foundation
import Synchronization

/// What happened in one page since it was made: documents, requests, console. It is filled by the
/// connection's thread, in order, and wakes those who wait for something to happen.
final class PageLog: Sendable {
  /// A document that took the place of the one before.
  struct Document: Sendable {
    var loader: String
    var url: String
    /// Whether it is the browser's own error page.
    var isError: Bool
    var hasLoaded = false
  }

  struct Request: Sendable {
    var url: String
    var loader: String
  }

  struct Download: Sendable {
    var id: String
    var name: String
    /// `inProgress`, `completed` or `canceled`.
    var state = "inProgress"
  }

  struct State: Sendable {
    var documents: [Document] = []
    /// Jumps within a document: to a fragment, or through its history.
    var fragments = 0
    var historyMoves = 0
    var statuses: [String: Int] = [:]
    var failures: [String: String] = [:]
    var requests: [Request] = []
    var loaders: [String: String] = [:]
    var bytes: [String: Double] = [:]
    var failed: [Page.FailedResponse] = []
    var console: [(document: Int, message: Page.ConsoleMessage)] = []
    var dialogs: [String] = []
    var downloads: [Download] = []
    var acceptsDialogs = false
    var end: ChromiumError?

    /// Grows with every navigation a click can start.
    var moves: Int { documents.count + fragments }
    var hasSettled: Bool { documents.last?.hasLoaded ?? false }
  }

  private struct Waiter {
    var what: String
    var deadline: ContinuousClock.Instant
    var isMet: @Sendable (State) -> Bool
    var continuation: CheckedContinuation<Void, any Error>
  }

  private struct Shared {
    var state = State()
    var waiters: [Int: Waiter] = [:]
    var lastWaiter = 0
  }

  let mainFrame: String
  private let shared = Mutex(Shared())
  private let answerDialog: @Sendable (_ accept: Bool) -> Void

  /// - Parameter answerDialog: answers an open dialog, without waiting.
  init(mainFrame: String, answerDialog: @escaping @Sendable (Bool) -> Void) {
    self.mainFrame = mainFrame
    self.answerDialog = answerDialog
  }

  var state: State { shared.withLock { $0.state } }

  func acceptDialogs(_ accept: Bool) { shared.withLock { $0.state.acceptsDialogs = accept } }

  /// Waits until `isMet` holds.
  func wait(
    for what: String, within: Duration, until isMet: @escaping @Sendable (State) -> Bool
  ) async throws {
    let id = shared.withLock { shared in
      shared.lastWaiter += 1
      return shared.lastWaiter
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let deadline = ContinuousClock.now + within
        let waiter = Waiter(what: what, deadline: deadline, isMet: isMet, continuation: continuation)
        shared.withLock { $0.waiters[id] = waiter }
        if Task.isCancelled { settle(id, .failure(CancellationError())) }
        wake()
      }
    } onCancel: {
      settle(id, .failure(CancellationError()))
    }
  }

  /// Fails those whose time is over.
  func expire(_ now: ContinuousClock.Instant) {
    for (id, waiter) in shared.withLock({ $0.waiters.filter { $0.value.deadline < now } }) {
      settle(id, .failure(ChromiumError.timedOut(waiter.what)))
    }
  }

  /// The page is no more: everyone who waits, now or later, gets `error`.
  func end(_ error: ChromiumError) {
    shared.withLock { $0.state.end = error }
    wake()
  }

  private func settle(_ id: Int, _ result: Result<Void, any Error>) {
    let waiter = shared.withLock { $0.waiters.removeValue(forKey: id) }
    waiter?.continuation.resume(with: result)
  }

  private func wake() {
    let (met, end) = shared.withLock { shared in
      (shared.waiters.filter { $0.value.isMet(shared.state) }, shared.state.end)
    }
    for id in met.keys { settle(id, .success(())) }
    guard let end else { return }
    for id in shared.withLock({ Array($0.waiters.keys) }) { settle(id, .failure(end)) }
  }

  private func change(_ body: (inout State) -> Void) {
    shared.withLock { body(&$0.state) }
    wake()
  }
}

// MARK: - Events

extension PageLog {
  /// Takes one event of the page.
  func handle(_ method: String, _ message: Data) {
    switch method.split(separator: ".").first {
    case "Page": handlePage(method, message)
    case "Network": handleNetwork(method, message)
    case "Runtime", "Log": handleConsole(method, message)
    default: break
    }
  }

  private func read<Event: Decodable>(_ type: Event.Type, _ message: Data) -> Event? {
    try? JSONDecoder().decode(PageEvent.Message<Event>.self, from: message).params
  }

  private func handlePage(_ method: String, _ message: Data) {
    switch method {
    case "Page.frameNavigated":
      guard let frame = read(PageEvent.FrameNavigated.self, message)?.frame, frame.parentId == nil else { return }
      let url = frame.unreachableUrl ?? frame.url + (frame.urlFragment ?? "")
      let document = Document(loader: frame.loaderId, url: url, isError: frame.unreachableUrl != nil)
      change { $0.documents.append(document) }
    case "Page.lifecycleEvent":
      guard let event = read(PageEvent.Lifecycle.self, message), event.name == "load" else { return }
      change { state in
        guard let last = state.documents.indices.last else { return }
        if state.documents[last].loader == event.loaderId { state.documents[last].hasLoaded = true }
      }
    case "Page.navigatedWithinDocument":
      guard let event = read(PageEvent.MovedWithinDocument.self, message), event.frameId == mainFrame else { return }
      change { state in
        if event.navigationType == "fragment" { state.fragments += 1 } else { state.historyMoves += 1 }
      }
    case "Page.javascriptDialogOpening":
      guard let event = read(PageEvent.Dialog.self, message) else { return }
      change { $0.dialogs.append(event.message) }
      answerDialog(event.type == "beforeunload" || state.acceptsDialogs)
    case "Page.downloadWillBegin":
      guard let event = read(PageEvent.DownloadBegun.self, message) else { return }
      change { $0.downloads.append(Download(id: event.guid, name: event.suggestedFilename)) }
    case "Page.downloadProgress":
      guard let event = read(PageEvent.DownloadMoved.self, message) else { return }
      change { state in
        guard let place = state.downloads.lastIndex(where: { $0.id == event.guid }) else { return }
        state.downloads[place].state = event.state
      }
    default: break
    }
  }

  private func handleNetwork(_ method: String, _ message: Data) {
    switch method {
    case "Network.requestWillBeSent":
      guard let event = read(PageEvent.Requested.self, message) else { return }
      change { state in
        state.requests.append(Request(url: event.request.url, loader: event.loaderId))
        state.loaders[event.requestId] = event.loaderId
      }
    case "Network.responseReceived":
      guard let event = read(PageEvent.Responded.self, message) else { return }
      change { respond(&$0, event) }
    case "Network.loadingFailed":
      guard let event = read(PageEvent.Failed.self, message) else { return }
      change { $0.failures[event.requestId] = event.errorText }
    case "Network.loadingFinished":
      guard let event = read(PageEvent.Finished.self, message) else { return }
      change { state in
        guard let loader = state.loaders[event.requestId] else { return }
        state.bytes[loader, default: 0] += event.encodedDataLength
      }
    case "Network.webSocketCreated":
      guard let event = read(PageEvent.WebSocketMade.self, message) else { return }
      change { $0.requests.append(Request(url: event.url, loader: $0.documents.last?.loader ?? "")) }
    default: break
    }
  }

  private func respond(_ state: inout State, _ event: PageEvent.Responded) {
    let status = event.response.status
    if event.frameId == mainFrame, state.loaders[event.requestId] == event.requestId {
      state.statuses[event.requestId] = status
    } else if status >= 400, !Self.isFavicon(event.response.url) {
      state.failed.append(Page.FailedResponse(url: event.response.url, status: status))
    }
  }

  private func handleConsole(_ method: String, _ message: Data) {
    switch method {
    case "Runtime.consoleAPICalled":
      guard let call = read(PageEvent.ConsoleCall.self, message) else { return }
      guard ["error", "warning", "assert"].contains(call.type) else { return }
      let words = call.args.map { $0.value?.text ?? $0.description ?? "" }
      note(call.type == "warning" ? .warning : .error, words.joined(separator: " "), "")
    case "Runtime.exceptionThrown":
      guard let details = read(PageEvent.Thrown.self, message)?.exceptionDetails else { return }
      note(.exception, details.exception?.description ?? details.text, "")
    case "Log.entryAdded":
      guard let entry = read(PageEvent.LogEntry.self, message)?.entry else { return }
      guard entry.level == "error" || entry.level == "warning" else { return }
      // The status of the document itself is what `goto` returns, not a fault of the page.
      if entry.source == "network", let id = entry.networkRequestId, state.loaders[id] == id { return }
      if let url = entry.url, Self.isFavicon(url) { return }
      note(entry.level == "warning" ? .warning : .error, entry.text, entry.url ?? "")
    default: break
    }
  }

  private func note(_ level: Page.ConsoleMessage.Level, _ text: String, _ url: String) {
    let message = Page.ConsoleMessage(level: level, text: text, url: url)
    change { $0.console.append((document: $0.documents.count, message: message)) }
  }

  /// Chromium asks for this one by itself, after the page has loaded.
  private static func isFavicon(_ url: String) -> Bool { URL(string: url)?.path == "/favicon.ico" }
}
