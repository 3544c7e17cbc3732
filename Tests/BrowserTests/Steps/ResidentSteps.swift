import Foundation
import TestSupport
import Testing
import Web

/// What residents do.
extension Visitor {
  /// Writes the plea into the form that is open.
  func write(_ plea: Plea = Plea()) async throws {
    try await page.fill("#what", plea.what)
    try await page.fill("#where", plea.place)
    try await page.fill("#name", plea.name)
    try await page.fill("#phone", plea.phone)
    if !plea.photos.isEmpty {
      try await unfold("#photo")
      try await page.upload("#photo", plea.photos)
    }
  }

  /// Sends the form that is open and reads the receipt.
  func submit(_ plea: Plea = Plea(), at location: SourceLocation = #_sourceLocation) async throws -> Receipt {
    try await write(plea)
    try await press("提交，拿回执", at: location)
    try await sees("已收到您的诉求", at: location)
    return try await receipt(location)
  }

  /// The receipt that is open: the number and code in print, the address in its QR code.
  func receipt(_ location: SourceLocation = #_sourceLocation) async throws -> Receipt {
    let fields = try await page.texts(of: ".ticket dd")
    try #require(fields.count >= 2, "\(fields)", sourceLocation: location)
    return try await receipt(number: fields[0], code: fields[1], location)
  }

  /// The slip of paper that is open.
  func receiptSlip(_ location: SourceLocation = #_sourceLocation) async throws -> Receipt {
    let fields = try await page.texts(of: ".slip-code")
    try #require(fields.count == 2, "\(fields)", sourceLocation: location)
    return try await receipt(number: fields[0], code: fields[1], location)
  }

  private func receipt(number: String, code: String, _ location: SourceLocation) async throws -> Receipt {
    let link = try #require(try await codes().first, "no QR code on the receipt", sourceLocation: location)
    let receipt = Receipt(
      number: number.filter(\.isNumber), code: code.filter(\.isNumber), link: link)
    #expect(receipt.number.count == 12 && receipt.code.count == 6, "\(receipt)", sourceLocation: location)
    #expect(link.hasPrefix(journey.site.address + "/r/"), "\(link)", sourceLocation: location)
    return receipt
  }

  func lookUp(
    number: String, code: String, status: Int = 200, at location: SourceLocation = #_sourceLocation
  ) async throws {
    try await open(.lookup, at: location)
    try await page.fill("#number", number)
    try await page.fill("#code", code)
    try await follow("form[action='/lookup'] button", status: status, at: location)
  }

  /// How many matters this device has receipts of.
  func countOwnMatters(at location: SourceLocation = #_sourceLocation) async throws -> Int {
    try await open(.mine, at: location)
    return try await page.count("ul.lines > li")
  }

  /// A photo as a phone takes it, in a file.
  func takePhoto() async throws -> String {
    let script = """
      (() => {
        const canvas = Object.assign(document.createElement('canvas'), {width: 1600, height: 1200});
        const pen = canvas.getContext('2d');
        for (let x = 0; x < 16; x++) for (let y = 0; y < 12; y++) {
          pen.fillStyle = `hsl(${x * 20}, 60%, ${20 + y * 5}%)`;
          pen.fillRect(x * 100, y * 100, 100, 100);
        }
        return canvas.toDataURL('image/jpeg', 0.9).split(',')[1];
      })()
      """
    let encoded: String = try await page.evaluate(script)
    let bytes = try #require(Data(base64Encoded: encoded))
    let path = journey.path("现场.jpg")
    try bytes.write(to: URL(fileURLWithPath: path))
    return path
  }
}
