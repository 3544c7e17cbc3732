/// A group of pages with cookies, storage and cache of their own, like a private window.
/// It is disposed of when nothing refers to it or its pages any more.
package final class BrowserContext: Sendable {
  let chromium: Chromium
  let id: String

  var tools: DevTools { chromium.tools }

  init(chromium: Chromium, id: String) {
    self.chromium = chromium
    self.id = id
  }

  deinit { chromium.tools.post("Target.disposeBrowserContext", ["browserContextId": .text(id)]) }

  /// A new page that shares the cookies of this context.
  package func newPage(_ device: Device, javaScript: Bool = true) async throws -> Page {
    try await Page.make(in: self, device, javaScript: javaScript)
  }

  /// Every cookie of the context.
  package func cookies() async throws -> [Page.Cookie] {
    struct Stored: Decodable { var cookies: [Page.Cookie] }
    let stored = try await tools.call("Storage.getCookies", ["browserContextId": .text(id)], as: Stored.self)
    return stored.cookies
  }

  /// Forgets every cookie.
  package func clearCookies() async throws {
    try await tools.call("Storage.clearCookies", ["browserContextId": .text(id)])
  }

  /// Sets a cookie for the site of `url`.
  package func setCookie(_ name: String, _ value: String, for url: String) async throws {
    let cookie: DevToolsValue = ["name": .text(name), "value": .text(value), "url": .text(url)]
    try await tools.call("Storage.setCookies", ["cookies": [cookie], "browserContextId": .text(id)])
  }
}
