/// An internet address that somebody asks from. For limits only; what is kept of it is a keyed hash.
package struct ClientAddress: Hashable, Sendable {
  /// Four bytes, or sixteen. An IPv4 address written as IPv6 (`::ffff:192.0.2.1`) is the four.
  package let bytes: [UInt8]

  package static let loopback = ClientAddress(bytes: [127, 0, 0, 1])

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// Reads `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]:4711`, `fe80::1%eth0`; nil for everything else.
  package init?(text: some StringProtocol) {
    guard text.utf8.count <= 64, let bytes = Self.parse(Array(text.utf8)) else { return nil }
    let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255]
    self.bytes = bytes.count == 16 && Array(bytes.prefix(12)) == mapped ? Array(bytes.suffix(4)) : bytes
  }

  /// What a limit counts: the whole of an IPv4 address, and of IPv6 the first 64 bits, because whoever has one such
  /// address has all of them.
  package var network: String {
    if bytes.count == 4 { return bytes.map { String($0) }.joined(separator: ".") }
    return bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ".") + "/64"
  }

  // MARK: Parsing

  private static func parse(_ text: [UInt8]) -> [UInt8]? {
    var text = text[...]
    while text.first == 0x20 || text.first == 0x09 { text.removeFirst() }
    while text.last == 0x20 || text.last == 0x09 { text.removeLast() }
    if text.first == UInt8(ascii: "[") {
      guard let end = text.firstIndex(of: UInt8(ascii: "]")), isPort(text[(end + 1)...], mayBeMissing: true) else {
        return nil
      }
      return six(text[(text.startIndex + 1)..<end])
    }
    let colons = text.count { $0 == UInt8(ascii: ":") }
    if colons == 0 { return four(text) }
    if colons == 1, let colon = text.firstIndex(of: UInt8(ascii: ":")) {
      return isPort(text[colon...], mayBeMissing: false) ? four(text[..<colon]) : nil
    }
    return six(text)
  }

  private static func isPort(_ text: ArraySlice<UInt8>, mayBeMissing: Bool) -> Bool {
    if text.isEmpty { return mayBeMissing }
    guard text.first == UInt8(ascii: ":"), (2...6).contains(text.count) else { return false }
    return text.dropFirst().allSatisfy { (48...57).contains($0) }
  }

  private static func four(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      // A leading zero means octal to some readers: nobody's address is written so.
      guard (1...3).contains(part.count), part.allSatisfy({ (48...57).contains($0) }),
        part.count == 1 || part.first != 48
      else { return nil }
      let number = part.reduce(0) { $0 * 10 + Int($1 - 48) }
      guard number <= 255 else { return nil }
      bytes.append(UInt8(number))
    }
    return bytes
  }

  private static func six(_ whole: ArraySlice<UInt8>) -> [UInt8]? {
    // The zone says which of one's own cables; it is no part of the address.
    let text = Array(whole.prefix { $0 != UInt8(ascii: "%") })
    let colon = UInt8(ascii: ":")
    guard let gap = text.indices.dropLast().first(where: { text[$0] == colon && text[$0 + 1] == colon }) else {
      return groups(text[...]).flatMap { $0.count == 16 ? $0 : nil }
    }
    guard let head = groups(text[..<gap], mayEndInFour: false), let tail = groups(text[(gap + 2)...]),
      head.count + tail.count <= 14
    else { return nil }
    return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
  }

  /// Groups between colons, without a `::`; the last one may be an IPv4 address.
  private static func groups(_ text: ArraySlice<UInt8>, mayEndInFour: Bool = true) -> [UInt8]? {
    if text.isEmpty { return [] }
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count <= 8 else { return nil }
    var bytes: [UInt8] = []
    for (index, part) in parts.enumerated() {
      if mayEndInFour, index == parts.count - 1, part.contains(UInt8(ascii: ".")) {
        guard let four = four(part) else { return nil }
        bytes += four
      } else {
        guard let value = hex(part) else { return nil }
        bytes += [UInt8(value >> 8), UInt8(value & 255)]
      }
    }
    return bytes.count <= 16 ? bytes : nil
  }

  private static func hex(_ group: ArraySlice<UInt8>) -> Int? {
    guard (1...4).contains(group.count) else { return nil }
    var value = 0
    for byte in group {
      switch byte {
      case 48...57: value = value * 16 + Int(byte - 48)
      case 65...70: value = value * 16 + Int(byte - 55)
      case 97...102: value = value * 16 + Int(byte - 87)
      default: return nil
      }
    }
    return value
  }
}

/// Addresses written as one (`192.0.2.1`) or as a network (`10.0.0.0/8`).
package struct AddressRange: Hashable, Sendable {
  private let bytes: [UInt8]
  private let bits: Int

  package init?(text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let first = parts.first, parts.count <= 2, let address = ClientAddress(text: first) else { return nil }
    bytes = address.bytes
    guard parts.count == 2 else {
      bits = bytes.count * 8
      return
    }
    guard parts[1].utf8.allSatisfy({ (48...57).contains($0) }), let bits = Int(parts[1]), bits <= bytes.count * 8 else {
      return nil
    }
    self.bits = bits
  }

  package func contains(_ address: ClientAddress) -> Bool {
    guard address.bytes.count == bytes.count else { return false }
    for index in 0..<bits where (address.bytes[index / 8] ^ bytes[index / 8]) & (128 >> UInt8(index % 8)) != 0 {
      return false
    }
    return true
  }
}

/// The proxies in front of this server: only what they say about where a request came from is believed.
package struct TrustedProxies: Hashable, Sendable {
  private let ranges: [AddressRange]

  package static let loopback = TrustedProxies(ranges: ["127.0.0.0/8", "::1"].compactMap { AddressRange(text: $0) })

  private init(ranges: [AddressRange]) { self.ranges = ranges }

  /// Reads addresses and networks between commas or spaces; nil when one of them is not understood. An empty text trusts
  /// nobody.
  package init?(text: String) {
    var ranges: [AddressRange] = []
    for part in text.split(whereSeparator: { $0 == "," || $0 == " " }) {
      guard let range = AddressRange(text: part) else { return nil }
      ranges.append(range)
    }
    self.ranges = ranges
  }

  package func trusts(_ address: ClientAddress) -> Bool { ranges.contains { $0.contains(address) } }

  /// Whom a request comes from: the peer, and as long as that is a proxy of ours the hop that it names, from right to left.
  /// What a client wrote itself stands further left and is never reached; what is no address ends the way, so that
  /// inventing some changes nothing.
  /// - Parameter forwarded: the values of `X-Forwarded-For`, in their order.
  package func client(peer: ClientAddress, forwarded: [String]) -> ClientAddress {
    var client = peer
    var hops = 0
    for value in forwarded.reversed() {
      for entry in value.split(separator: ",", omittingEmptySubsequences: false).reversed() {
        guard trusts(client), hops < 16, let hop = ClientAddress(text: entry) else { return client }
        client = hop
        hops += 1
      }
    }
    return client
  }
}
