import Domain
import Testing

@Suite("令牌桶") struct TokenBucketTests {
  private let rate = TokenRate.hourly(120, burst: 30)
  private let start = Instant(milliseconds: 1_790_000_000_000)

  @Test("满的桶一次能用到底，之后按时间均匀补回") func takesAndRefills() {
    var bucket = TokenBucket(full: rate, at: start)
    func take(after milliseconds: Int64) -> Bool {
      bucket.take(1, by: rate, at: start.adding(milliseconds: milliseconds))
    }
    for _ in 0..<30 { #expect(take(after: 0)) }
    #expect(!take(after: 0))
    #expect(bucket.wait(for: 1, by: rate, at: start) == 30_000)
    #expect(bucket.untilFull(by: rate, at: start) == 900_000)
    #expect(!take(after: 29_999))
    #expect(take(after: 30_000))
    #expect(bucket.remaining(by: rate, at: start.adding(seconds: 30 + 45)) == 1)
    #expect(bucket.remaining(by: rate, at: start.adding(hours: 5)) == 30)
  }

  /// (elapsed before the take in milliseconds, cost, allowed, remaining after it) one after the other on one bucket of 5.
  @Test("一步一步走：补回、超出、时钟倒退和跳跃") func walks() {
    let rate = TokenRate(capacity: 5, refill: 1, seconds: 10)
    let steps: [(Int64, Int, Bool, Int)] = [
      (0, 5, true, 0), (9_999, 1, false, 0), (1, 1, true, 0), (20_000, 1, true, 1), (0, 2, false, 1), (0, 0, true, 1),
      (-3_600_000, 1, true, 0), (-3_600_000, 1, false, 0), (10_000, 1, true, 0), (400 * 86_400_000, 3, true, 2),
      // Nine of five takes the full bucket.
      (Int64.max / 4, 9, true, 0), (0, 1, false, 0), (-Int64.max / 8, 1, false, 0), (50_000, 9, true, 0),
    ]
    var bucket = TokenBucket(full: rate, at: start)
    var now = start
    for (index, step) in steps.enumerated() {
      now = now.adding(milliseconds: step.0)
      let taken = bucket.take(step.1, by: rate, at: now)
      #expect(taken == step.2, "step \(index)")
      #expect(bucket.remaining(by: rate, at: now) == step.3, "step \(index)")
    }
  }

  @Test("时钟走到头也不会算错") func extremes() {
    let widest = TokenRate(capacity: .max, refill: .max, seconds: .max)
    for rate in [rate, widest, TokenRate(capacity: 0, refill: -5, seconds: 0)] {
      for (first, second) in [(Int64.min, Int64.max), (Int64.max, Int64.min), (0, Int64.max), (Int64.min, 0)] {
        var bucket = TokenBucket(full: rate, at: Instant(milliseconds: first))
        bucket.take(1, by: rate, at: Instant(milliseconds: second))
        bucket.take(.max, by: rate, at: Instant(milliseconds: first))
        #expect((0...rate.capacity).contains(bucket.remaining(by: rate, at: Instant(milliseconds: second))))
      }
    }
  }
}

@Suite("来访地址") struct ClientAddressTests {
  @Test(
    "读得懂的写法",
    arguments: [
      ("192.0.2.1", "192.0.2.1"), (" 192.0.2.1\t", "192.0.2.1"), ("192.0.2.1:443", "192.0.2.1"),
      ("::ffff:192.0.2.1", "192.0.2.1"), ("[::ffff:c000:201]:80", "192.0.2.1"), ("::1", "0.0.0.0.0.0.0.0/64"),
      ("2001:db8:1:2:3:4:5:6", "20.1.d.b8.0.1.0.2/64"), ("2001:DB8:1:2::9", "20.1.d.b8.0.1.0.2/64"),
      ("[2001:db8:1:2::9]", "20.1.d.b8.0.1.0.2/64"), ("2001:db8::1:2", "20.1.d.b8.0.0.0.0/64"),
      ("fe80::1%eth0", "fe.80.0.0.0.0.0.0/64"), ("::", "0.0.0.0.0.0.0.0/64"), ("1::", "0.1.0.0.0.0.0.0/64"),
      ("64:ff9b::192.0.2.33", "0.64.ff.9b.0.0.0.0/64"),
    ])
  func reads(text: String, network: String) {
    #expect(ClientAddress(text: text)?.network == network)
  }

  @Test(
    "读不懂的一律不算",
    arguments: [
      "", " ", "unknown", "_hidden", "192.0.2", "192.0.2.256", "192.0.2.01", "192.0.2.1.5", "192.0.2.1:", "192.0.2.1:a",
      "192.0.2.1:1234567", "1.2.3.4, 5.6.7.8", ":::", ":1", "1:", "1::2::3", "2001:db8:1:2:3:4:5:6:7", "1:2:3:4:5:6:7",
      "1:2:3:4:5:6:7::8", "g::1", "12345::", "[::1", "[::1]x", "[]:80", "::192.0.2.1:5", "192.0.2.1::", "<script>",
      "１９２.0.2.1", String(repeating: "1", count: 5000), "-1.2.3.4", "+1.2.3.4",
    ])
  func refuses(text: String) {
    #expect(ClientAddress(text: text) == nil)
  }

  private let peer = ClientAddress(text: "127.0.0.1") ?? .loopback

  @Test(
    "只信自己的代理，从右往左看",
    arguments: [
      ("", [], "127.0.0.1"), ("", ["203.0.113.7"], "203.0.113.7"),
      // What the client wrote itself stands to the left of what the proxy saw.
      ("", ["198.51.100.1, 203.0.113.7"], "203.0.113.7"), ("", ["198.51.100.1", "203.0.113.7"], "203.0.113.7"),
      ("", ["203.0.113.7", "junk"], "127.0.0.1"), ("", ["203.0.113.7,"], "127.0.0.1"),
      ("", ["127.0.0.1, 127.0.0.1"], "127.0.0.1"), ("", ["203.0.113.7, 127.0.0.9"], "203.0.113.7"),
      ("10.0.0.0/8", ["198.51.100.1, 203.0.113.7, 10.1.2.3, 10.9.9.9"], "203.0.113.7"),
      ("10.0.0.0/8", ["203.0.113.7, 10.1.2.3, junk, 10.9.9.9"], "10.9.9.9"),
      ("2001:db8::/32", ["203.0.113.7, 2001:db8::5"], "203.0.113.7"),
    ])
  func finds(more: String, forwarded: [String], client: String) throws {
    let proxies = try #require(TrustedProxies(text: "127.0.0.0/8 ::1," + more))
    #expect(proxies.client(peer: peer, forwarded: forwarded).network == client)
  }

  @Test("别人的机器说什么都不信") func believesNobodyElse() throws {
    let stranger = try #require(ClientAddress(text: "203.0.113.50"))
    #expect(TrustedProxies.loopback.client(peer: stranger, forwarded: ["198.51.100.1"]) == stranger)
    let nobody = try #require(TrustedProxies(text: ""))
    #expect(nobody.client(peer: peer, forwarded: ["198.51.100.1"]) == peer)
    #expect(TrustedProxies(text: "10.0.0.0/33") == nil)
    #expect(TrustedProxies(text: "10.0.0.0/-1") == nil)
    #expect(TrustedProxies(text: "proxy.example") == nil)
  }
}
