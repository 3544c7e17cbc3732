import Domain
import Foundation
import TestSupport
import Testing
import Web

/// Somebody before a screen. Every page he comes to is looked at with the house checks.
struct Visitor: Sendable {
  let journey: Journey
  let page: BrowserPage
  var checks = PageChecks.Options.standard

  var text: String { get async throws { try await page.text } }

  // MARK: Going somewhere

  func open(_ path: SitePath, status: Int = 200, at location: SourceLocation = #_sourceLocation) async throws {
    try await open(journey.absolute(path), status: status, at: location)
  }

  func open(_ url: String, status: Int = 200, at location: SourceLocation = #_sourceLocation) async throws {
    try await look(page.goto(url), status, location)
  }

  /// Presses the button or link with these words, which leads to another page.
  func press(_ words: String, status: Int = 200, at location: SourceLocation = #_sourceLocation) async throws {
    try await look(page.clickTextAndWait(words), status, location)
  }

  func follow(_ selector: String, status: Int = 200, at location: SourceLocation = #_sourceLocation) async throws {
    try await look(page.clickAndWait(selector), status, location)
  }

  /// The house checks on the page that has just come.
  func look(_ arrived: Int, _ status: Int, _ location: SourceLocation) async throws {
    let url = try await page.url
    #expect(arrived == status, "\(url)", sourceLocation: location)
    let findings = try await PageChecks.run(on: page, checks)
    #expect(findings == [], "\(url) at \(page.device.width)", sourceLocation: location)
  }

  /// The page says this.
  func sees(_ words: String..., at location: SourceLocation = #_sourceLocation) async throws {
    let text = try await text
    for word in words { #expect(text.contains(word), "“\(word)” is not in: \(text)", sourceLocation: location) }
  }

  /// The page does not say this.
  func missesOut(_ words: String..., at location: SourceLocation = #_sourceLocation) async throws {
    let text = try await text
    for word in words { #expect(!text.contains(word), "“\(word)” is in: \(text)", sourceLocation: location) }
  }

  // MARK: Filling in

  /// Unfolds what the element lies in.
  func unfold(_ selector: String) async throws {
    // The outermost closed one is marked and opened as by hand, then the next.
    let mark = """
      (() => {
        document.querySelector('[data-unfolding]')?.removeAttribute('data-unfolding');
        let closed = null;
        for (let at = document.querySelector(\(PageScripts.literal(selector))); at; at = at.parentElement)
          if (at.matches('details:not([open])')) closed = at;
        closed?.setAttribute('data-unfolding', '');
        return closed !== null;
      })()
      """
    while try await page.evaluate(mark, as: Bool.self) { try await page.click("[data-unfolding] > summary") }
  }

  /// Fills fields of a form by their names, as each kind of field wants it.
  func fill(_ form: String, _ fields: KeyValuePairs<String, String>) async throws {
    for (name, value) in fields {
      let field = "\(form) [name='\(name)']:not([type=hidden])"
      try await unfold(field)
      switch try await page.attribute("type", of: field) {
      case "radio": try await page.check("\(field)[value='\(value)']")
      case "checkbox": try await page.check(field, value == "1")
      default:
        if try await page.exists(field.replacing("[name=", with: "select[name=")) {
          try await page.select(field, value)
        } else {
          try await page.fill(field, value)
        }
      }
    }
  }

  /// Carries out an act of the open record or receipt.
  func act(
    _ act: MatterAct, _ fields: KeyValuePairs<String, String> = [:], status: Int = 200,
    at location: SourceLocation = #_sourceLocation
  ) async throws {
    // Not the short form beside a matter that is told like this one.
    let form = "form[action$='/\(act.rawValue)']:not(.case form)"
    try await fill(form, fields)
    try await unfold("\(form) button[type=submit]")
    try await follow("\(form) button[type=submit]", status: status, at: location)
  }

  // MARK: Codes

  /// Every address in a QR code on the page, as a phone's camera reads it from the screen.
  func codes() async throws -> [String] {
    let picture = journey.path("\(UUID().uuidString).png")
    try await page.screenshot(to: picture, fullPage: true)
    return try await CodeReader.read(picture)
  }
}
