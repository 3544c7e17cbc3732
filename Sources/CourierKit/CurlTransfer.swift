import CCurl

/// One transfer of libcurl on the thread that runs it: a fresh connection, used once, so that nothing is ever said a second
/// time behind our back. No redirects, no proxy from the environment, only the protocols named, certificates checked.
final class CurlTransfer {
  private let handle: UnsafeMutableRawPointer
  private var lists: [UnsafeMutablePointer<curl_slist>] = []
  private let received = Received()
  private let upload: Upload?

  /// Once for the process.
  private static let started: Bool = courier_start() == CURLE_OK

  /// Bytes of an answer that are kept.
  private static let mostReceived = 64 * 1024

  private final class Received {
    var bytes: [UInt8] = []
  }

  /// What is sent, piece by piece, and whether the last piece was taken.
  private final class Upload {
    let bytes: [UInt8]
    var sent = 0
    var isFinished = false
    init(_ bytes: [UInt8]) { self.bytes = bytes }
  }

  init?(url: String, protocols: String, patience: CourierPatience, upload bytes: [UInt8]? = nil) throws(CourierProblem)
  {
    guard Self.started, let handle = curl_easy_init() else { return nil }
    self.handle = handle
    upload = bytes.map { Upload($0) }
    try set(CURLOPT_URL, url)
    try set(CURLOPT_PROTOCOLS_STR, protocols)
    try set(CURLOPT_PROXY, "")
    for (option, value) in [
      (CURLOPT_NOSIGNAL, 1), (CURLOPT_FOLLOWLOCATION, 0), (CURLOPT_FRESH_CONNECT, 1), (CURLOPT_FORBID_REUSE, 1),
      (CURLOPT_SSL_VERIFYPEER, 1), (CURLOPT_SSL_VERIFYHOST, 2), (CURLOPT_TIMEOUT_MS, patience.wholeMilliseconds),
      (CURLOPT_CONNECTTIMEOUT_MS, patience.connectMilliseconds),
      // A relay that is silent is said goodbye to as well, and that has a patience of its own.
      (CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, patience.wholeMilliseconds / 1000)),
    ] {
      try set(option, value)
    }
    try receive()
    if let upload { try send(upload) }
  }

  deinit {
    curl_easy_cleanup(handle)
    for list in lists { curl_slist_free_all(list) }
  }

  func set(_ option: CURLoption, _ value: String) throws(CourierProblem) {
    // Text with a zero would be cut there.
    if value.utf8.contains(0) { throw .controlCharacter(field: "option") }
    try check(courier_set_text(handle, option, value))
  }

  func set(_ option: CURLoption, _ value: Int) throws(CourierProblem) {
    try check(courier_set_number(handle, option, value))
  }

  func set(size option: CURLoption, _ value: Int) throws(CourierProblem) {
    try check(courier_set_size(handle, option, curl_off_t(value)))
  }

  func set(_ option: CURLoption, lines: [String]) throws(CourierProblem) {
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines {
      if line.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) {
        throw .controlCharacter(field: "header")
      }
      list = curl_slist_append(list, line)
    }
    guard let list else { return }
    lists.append(list)
    try check(courier_set_list(handle, option, list))
  }

  /// The last status of the far side, what it said, and how far we came.
  struct Outcome {
    let code: CURLcode
    let status: Int
    let body: [UInt8]
    /// Something of the request has gone out.
    let hasSpoken: Bool
    /// All of the upload was taken from us: the far side may hold the whole of it.
    let hasFinished: Bool

    var reason: String { String(cString: curl_easy_strerror(code)) }
  }

  func run() -> Outcome {
    let code = curl_easy_perform(handle)
    return Outcome(
      code: code, status: number(CURLINFO_RESPONSE_CODE), body: received.bytes,
      hasSpoken: number(CURLINFO_REQUEST_SIZE) > 0, hasFinished: upload?.isFinished ?? false)
  }

  private func number(_ info: CURLINFO) -> Int {
    var value = 0
    return courier_number(handle, info, &value) == CURLE_OK ? value : 0
  }

  private func check(_ code: CURLcode) throws(CourierProblem) {
    guard code == CURLE_OK else { throw .option(code.rawValue) }
  }

  private func receive() throws(CourierProblem) {
    let write: courier_callback = { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      let box = Unmanaged<Received>.fromOpaque(context).takeUnretainedValue()
      let room = max(0, CurlTransfer.mostReceived - box.bytes.count)
      bytes.withMemoryRebound(to: UInt8.self, capacity: size * count) { start in
        box.bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: min(room, size * count)))
      }
      return size * count
    }
    try check(courier_set_callback(handle, CURLOPT_WRITEFUNCTION, write))
    try check(courier_set_data(handle, CURLOPT_WRITEDATA, Unmanaged.passUnretained(received).toOpaque()))
  }

  private func send(_ upload: Upload) throws(CourierProblem) {
    let read: courier_callback = { buffer, size, count, context in
      guard let buffer, let context else { return 0 }
      let box = Unmanaged<Upload>.fromOpaque(context).takeUnretainedValue()
      let piece = min(size * count, box.bytes.count - box.sent)
      box.bytes[box.sent..<box.sent + piece].withUnsafeBytes { bytes in
        if let start = bytes.baseAddress { UnsafeMutableRawPointer(buffer).copyMemory(from: start, byteCount: piece) }
      }
      box.sent += piece
      box.isFinished = box.sent == box.bytes.count
      return piece
    }
    try check(courier_set_callback(handle, CURLOPT_READFUNCTION, read))
    try check(courier_set_data(handle, CURLOPT_READDATA, Unmanaged.passUnretained(upload).toOpaque()))
  }
}

/// How long the far side is waited for.
package struct CourierPatience: Sendable, Equatable {
  package let wholeMilliseconds: Int
  package let connectMilliseconds: Int
  /// Seconds after which a sending is over for certain.
  package var longest: Int { wholeMilliseconds / 1000 * 3 }

  /// - Parameter seconds: for the whole of one sending; a third of it for the connection, five seconds at most.
  package init(seconds: Int) {
    wholeMilliseconds = max(1, seconds) * 1000
    connectMilliseconds = min(5000, max(1000, seconds * 1000 / 3))
  }
}
