import Domain
import TestSupport
import Testing
import Web

/// What people of the workbench do.
extension Visitor {
  func signIn(_ staff: TestStaff, at location: SourceLocation = #_sourceLocation) async throws {
    try await open(.signIn, at: location)
    try await page.fill("#username", staff.username)
    try await page.fill("#password", TestPlaces.password)
    try await press("登录", at: location)
    try await sees(staff.name, at: location)
  }

  /// Opens a matter's record by its number in the search in the head of the workbench.
  func find(_ number: String, at location: SourceLocation = #_sourceLocation) async throws {
    try await open(.queue, at: location)
    try await page.fill("#ws", number)
    try await look(page.pressAndWait(.enter), 200, location)
  }

  /// Prints the slip with which a deputy signs in and reads its code.
  func printSlip(for deputy: TestDeputy, at location: SourceLocation = #_sourceLocation) async throws -> String {
    try await open(.directoryPerson(deputy.person), at: location)
    try await press("打印登录条", at: location)
    try await sees(deputy.name + "代表登录条", at: location)
    let link = try #require(try await codes().first, "no QR code on the slip", sourceLocation: location)
    let digits = try await page.text(of: ".slip-code").filter(\.isNumber)
    #expect(link == journey.absolute(.slip(digits)), sourceLocation: location)
    return link
  }

  /// Signs in on a phone with a slip; the PIN can wait.
  func redeem(_ slip: String, as deputy: TestDeputy, at location: SourceLocation = #_sourceLocation) async throws {
    try await open(slip, at: location)
    try await sees(deputy.name + "代表，您好", at: location)
    try await press("是我，登录", at: location)
    try await press("以后再设", at: location)
    try await sees("等我办的", at: location)
  }

  /// Opens the matter with this title from the deputy's first page.
  func openCard(_ title: String, at location: SourceLocation = #_sourceLocation) async throws {
    try await open(.work, at: location)
    try await press(title, at: location)
  }
}
