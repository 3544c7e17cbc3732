import SecretsKit
import Testing

private func ring(_ seed: UInt8) -> KeyRing { KeyRing { [UInt8](repeating: seed, count: $0) } }

@Suite struct TokensTests {
  private let tokens = Tokens(keys: ring(1))
  private let foreign = Tokens(keys: ring(2))

  /// The receipt's capability shows the same six digits whenever it is asked; leading zeros stay.
  @Test func lookupCodesAreSixDigits() {
    var codes: Set<String> = []
    var leading = 0
    for number in 0..<2000 {
      let capability = [UInt8(number & 255), UInt8(number >> 8)] + [UInt8](repeating: 9, count: 14)
      let code = tokens.lookupCode(capability: capability)
      #expect(code.utf8.count == 6 && code.utf8.allSatisfy { $0 >= 48 && $0 <= 57 })
      #expect(code == tokens.lookupCode(capability: capability))
      codes.insert(code)
      if code.hasPrefix("0") { leading += 1 }
    }
    #expect(codes.count > 1980)
    #expect((120...280).contains(leading))
    #expect(tokens.lookupCode(capability: [1]) != foreign.lookupCode(capability: [1]))
  }

  @Test func aStoredCodeIsBoundToItsReceiptAndKeys() {
    let stored = tokens.lookupHash(receipt: "123456789012", code: "004711")
    #expect(stored == tokens.lookupHash(receipt: "123456789012", code: "004711"))
    #expect(stored != tokens.lookupHash(receipt: "123456789012", code: "004712"))
    #expect(stored != tokens.lookupHash(receipt: "123456789013", code: "004711"))
    #expect(stored != foreign.lookupHash(receipt: "123456789012", code: "004711"))
    #expect(stored.count == 32)
  }

  /// Purpose and parts are all of what a mark vouches for, and parts cannot run into each other.
  @Test func aMarkVouchesForPurposeAndParts() {
    let mark = tokens.mac("form", [[1, 2], [3]])
    #expect(mark.count == 16 && mark == tokens.mac("form", [[1, 2], [3]]))
    for other in [
      tokens.mac("receipt", [[1, 2], [3]]), tokens.mac("form", [[1], [2, 3]]), tokens.mac("form", [[1, 2, 3]]),
      tokens.mac("form", [[1, 2], [3], []]), tokens.mac("form", [[], [1, 2], [3]]), tokens.mac("form", [[3], [1, 2]]),
      foreign.mac("form", [[1, 2], [3]]),
    ] {
      #expect(mark != other)
    }
  }

  @Test func comparesWholeMarks() {
    #expect(Tokens.equal([], []) && Tokens.equal([1, 2], [1, 2]))
    for (left, right) in [([1], [2]), ([1, 2], [1]), ([1], [1, 2]), ([], [0]), ([1, 2, 3], [1, 2, 4])]
      as [([UInt8], [UInt8])]
    {
      #expect(!Tokens.equal(left, right))
    }
  }

  /// The known digest of the empty text and of "abc" (FIPS 180-4).
  @Test func tokensAreStoredAsSHA256() {
    #expect(Tokens.hash([]).prefix(4) == [0xE3, 0xB0, 0xC4, 0x42])
    #expect(Tokens.hash(Array("abc".utf8)).prefix(4) == [0xBA, 0x78, 0x16, 0xBF])
  }

  @Test func otherHashesAreKeyedByPurpose() {
    let slip = tokens.keyedHash("slip", "123456")
    #expect(slip == tokens.keyedHash("slip", "123456") && slip.count == 32)
    #expect(slip != tokens.keyedHash("attempt", "123456") && slip != tokens.keyedHash("slip", "123457"))
    #expect(slip != foreign.keyedHash("slip", "123456"))
    #expect(tokens.seal([1, 2]) != tokens.seal([1, 3]) && tokens.seal([1, 2]) != foreign.seal([1, 2]))
  }

  @Test func base64GoesBothWays() {
    for count in 0..<70 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 251) }
      let text = Base64URL.encode(bytes)
      #expect(Base64URL.decode(text) == bytes)
      #expect(
        text.utf8.allSatisfy { ($0 >= 48 && $0 <= 57) || ($0 | 32 >= 97 && $0 | 32 <= 122) || $0 == 45 || $0 == 95 })
    }
    #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
  }

  /// One text only for each sequence of bytes: a changed capability is another capability.
  @Test(arguments: [
    "+/8", "-_8=", "-_9", "A", "AAA A", "AA\n", "AA==", "中文", "AAAAA", String(repeating: "A", count: 4097),
  ])
  func otherTextIsNoBase64(text: String) {
    #expect(Base64URL.decode(text) == nil)
  }

  @Test func aDigestKeepsFieldsApart() {
    func digest(_ fields: [(String, String)]) -> [UInt8] {
      var digest = ContentDigest()
      for (name, value) in fields { digest.add(name, Array(value.utf8)) }
      return digest.finish()
    }
    let sent = digest([("text", "路灯"), ("name", "秦")])
    #expect(sent == digest([("text", "路灯"), ("name", "秦")]))
    #expect(sent == digest([("form", "x"), ("text", "路灯"), ("name", "秦"), ("form", "y")]))
    for other in [
      [("text", "路灯")], [("name", "秦"), ("text", "路灯")], [("text", "路灯n"), ("ame", "秦")],
      [("text", "路灯"), ("name", "秦"), ("x", "")],
    ] {
      #expect(sent != digest(other))
    }
  }
}

@Suite struct PasswordHasherTests {
  private static let salt = [UInt8](repeating: 5, count: 16)
  private static let light = PasswordHasher.Cost(memory: 64, passes: 1)

  @Test func verifiesWhatItHashed() async throws {
    let hasher = PasswordHasher(cost: Self.light)
    let hash = try await hasher.hash("Abcdef12", salt: Self.salt)
    #expect(hash.hasPrefix("$argon2id$v=19$m=64,t=1,p=1$"))
    #expect(try await hasher.verify("Abcdef12", against: hash))
    for wrong in ["Abcdef13", "abcdef12", "Abcdef12 ", ""] { #expect(try await !hasher.verify(wrong, against: hash)) }
    await hasher.shutDown()
  }

  @Test func theSaltMakesTheHash() async throws {
    let hasher = PasswordHasher(cost: Self.light)
    let first = try await hasher.hash("密码Abc1", salt: Self.salt)
    #expect(try await hasher.hash("密码Abc1", salt: Self.salt) == first)
    #expect(try await hasher.hash("密码Abc1", salt: [UInt8](repeating: 6, count: 16)) != first)
    await hasher.shutDown()
  }

  /// The cost stands in the hash: one made under another cost is still verified.
  @Test func theStandardCostIsTheFieldsMinimum() async throws {
    let hasher = PasswordHasher()
    let hash = try await hasher.hash("Abcdef12", salt: Self.salt)
    #expect(hash.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
    let other = PasswordHasher(cost: Self.light)
    #expect(try await other.verify("Abcdef12", against: hash))
    await hasher.shutDown()
    await other.shutDown()
  }

  @Test(arguments: ["", "x", "$argon2id$", "$argon2i$v=19$m=64,t=1,p=1$BQUFBQUFBQUFBQUFBQUFBQ$AAAA", "Abcdef12"])
  func anythingElseDoesNotVerify(stored: String) async throws {
    let hasher = PasswordHasher(cost: Self.light)
    #expect(try await !hasher.verify("Abcdef12", against: stored))
    await hasher.shutDown()
  }

  @Test func aSaltTooShortIsAnError() async {
    let hasher = PasswordHasher(cost: Self.light)
    await #expect(throws: SecretsError.self) { try await hasher.hash("Abcdef12", salt: [1]) }
    await hasher.shutDown()
  }

  /// One runs, one waits, the rest are sent away at once; afterwards there is room again.
  @Test func aFloodIsSentAway() async throws {
    let hasher = PasswordHasher(threads: 1, longestLine: 2, cost: .init(memory: 19_456, passes: 12))
    let results = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<12 {
        group.addTask {
          do {
            _ = try await hasher.hash("Abcdef12", salt: Self.salt)
            return true
          } catch {
            #expect(error as? SecretsError == .busy)
            return false
          }
        }
      }
      return await group.reduce(into: [Bool]()) { $0.append($1) }
    }
    let done = results.filter { $0 }.count
    #expect(done >= 2 && done < 12)
    _ = try await hasher.hash("Abcdef12", salt: Self.salt)
    await hasher.shutDown()
  }
}
