extension Page {
  /// Opens `url`, waits until it has loaded, and returns the status of the document (0 where there is none).
  @discardableResult
  package func goto(_ url: String) async throws -> Int {
    struct Started: Decodable {
      var loaderId: String?
      var errorText: String?
    }
    let started = try await call("Page.navigate", ["url": .text(url)], as: Started.self)
    guard let loader = started.loaderId else { return status }
    if started.errorText == "net::ERR_ABORTED" {
      throw ChromiumError.navigation("no document, perhaps a download, at \(url)")
    }
    if let error = started.errorText, log.state.statuses[loader] == nil {
      // The browser's own error page is on its way; let it come, so that it disturbs nothing later.
      try? await settle(within: .seconds(2)) { $0.documents.last?.loader == loader }
      throw ChromiumError.navigation("\(error) at \(url)")
    }
    try await settle { state in state.documents.contains { $0.loader == loader } }
    return status
  }

  /// Goes one step back in the page's history.
  @discardableResult
  package func back() async throws -> Int { try await travel(-1) }

  /// Goes one step forward in the page's history.
  @discardableResult
  package func forward() async throws -> Int { try await travel(1) }

  /// Loads the page again.
  @discardableResult
  package func reload() async throws -> Int {
    try await afterNavigation { try await self.call("Page.reload") }
  }

  /// Does `action`, waits until the navigation it starts has loaded, and returns the new document's status.
  /// A jump to a fragment of the same document counts as a navigation.
  @discardableResult
  package func afterNavigation(_ action: () async throws -> Void) async throws -> Int {
    let before = log.state
    try await action()
    try await settle { $0.moves > before.moves || $0.downloads.count > before.downloads.count }
    guard log.state.moves > before.moves else { throw ChromiumError.navigation("a download instead of a document") }
    if let document = log.state.documents.last, document.isError, log.state.statuses[document.loader] == nil {
      throw ChromiumError.navigation("\(log.state.failures[document.loader] ?? "error page") at \(document.url)")
    }
    return status
  }

  /// Does `action`, waits until the download it starts is complete, and returns the path of the file,
  /// which has the name the server suggests.
  package func download(to directory: String, _ action: () async throws -> Void) async throws -> String {
    let behaviour: DevToolsValue = [
      "behavior": "allow", "downloadPath": .text(directory), "browserContextId": .text(context.id),
    ]
    try await context.tools.call("Browser.setDownloadBehavior", behaviour)
    let before = log.state.downloads.count
    try await action()
    try await log.wait(for: "a download", within: Page.navigationLimit) { state in
      state.downloads.count > before && state.downloads[before].state != "inProgress"
    }
    let download = log.state.downloads[before]
    guard download.state == "completed" else { throw ChromiumError.navigation("\(download.name) was not downloaded") }
    return "\(directory)/\(download.name)"
  }

  /// The status of the document now in the page (0 where there is none, as for files).
  package var status: Int {
    let state = log.state
    return state.documents.last.flatMap { state.statuses[$0.loader] } ?? 0
  }

  private func settle(
    within limit: Duration = Page.navigationLimit, _ hasMoved: @escaping @Sendable (PageLog.State) -> Bool
  ) async throws {
    try await log.wait(for: "a navigation that loads", within: limit) { hasMoved($0) && $0.hasSettled }
  }

  private func travel(_ step: Int) async throws -> Int {
    struct History: Decodable {
      struct Entry: Decodable { var id: Int }
      var currentIndex: Int
      var entries: [Entry]
    }
    let history = try await call("Page.getNavigationHistory", as: History.self)
    let index = history.currentIndex + step
    guard history.entries.indices.contains(index) else { throw ChromiumError.navigation("no such step in history") }
    let before = log.state
    try await call("Page.navigateToHistoryEntry", ["entryId": .whole(history.entries[index].id)])
    try await settle { $0.moves > before.moves || $0.historyMoves > before.historyMoves }
    return status
  }
}
