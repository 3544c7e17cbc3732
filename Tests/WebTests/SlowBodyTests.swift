import NIOCore
import NIOPosix
import TestSupport
import Testing
import Web

/// Senders that stop in the middle, over real connections.
@Suite struct SlowBodyTests {
  /// Sends `text` and gives all that comes back until the server closes.
  private func talk(_ site: TestSite, _ text: String) async throws -> String {
    let port = try #require(Int(site.address.split(separator: ":").last ?? ""))
    let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    return try await channel.executeThenClose { inbound, outbound in
      try await outbound.write(ByteBuffer(string: text))
      var answer = ""
      for try await buffer in inbound { answer += String(buffer: buffer) }
      return answer
    }
  }

  @Test("停在半路的表单得到一句话，连接放开，什么也没写")
  func stalledForm() async throws {
    var options = ServerOptions()
    options.bodyPatience = .milliseconds(300)
    try await TestSite.run(options: options) { site in
      let answer = try await talk(
        site,
        "POST /submit HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
          + "Content-Length: 5000\r\n\r\nwhat=%E8%B7%AF")
      #expect(answer.hasPrefix("HTTP/1.1 408"))
      #expect(answer.contains("等得太久了"))
      #expect(try await SubmitSteps.count(site.town) == 0)
    }
  }
}
