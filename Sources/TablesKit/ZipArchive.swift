import CZlib

/// The files of a ZIP package, read by its central directory and within hard limits. What sheets never use is refused:
/// encryption, several disks, ZIP64, methods other than stored and deflated, parts that overlap.
package struct ZipArchive: Sendable {
  private struct Entry: Sendable {
    let method: UInt16
    let crc: UInt32
    let packed: Int
    let size: Int
    let offset: Int
  }

  private let bytes: [UInt8]
  private let limits: TableLimits
  private var entries: [String: Entry] = [:]
  /// What may still be unpacked.
  private var budget: Int

  package var names: Set<String> { Set(entries.keys) }

  package init(_ bytes: [UInt8], limits: TableLimits = TableLimits()) throws(TableProblem) {
    self.bytes = bytes
    self.limits = limits
    budget = limits.inflatedBytes
    let end = try Self.endRecord(bytes)
    let count = try word16(end + 10)
    let size = try word32(end + 12)
    let start = try word32(end + 16)
    let disk = try word16(end + 4)
    let onDisk = try word16(end + 8)
    if disk != 0 || onDisk != count { throw .damaged("several disks") }
    if count == 0xFFFF || start == 0xFFFF_FFFF { throw .damaged("zip64") }
    if count > limits.entries { throw .bomb }
    if start + size > end { throw .damaged("directory") }
    try readDirectory(from: start, to: start + size, count: count)
    try checkOverlaps(before: start)
  }

  /// The record at the end, before a comment of at most 65,535 bytes.
  private static func endRecord(_ bytes: [UInt8]) throws(TableProblem) -> Int {
    guard bytes.count >= 22 else { throw .damaged("too short") }
    var position = bytes.count - 22
    let lowest = max(0, bytes.count - 22 - 65_535)
    while position >= lowest {
      if bytes[position] == 0x50, bytes[position + 1] == 0x4B, bytes[position + 2] == 5, bytes[position + 3] == 6 {
        return position
      }
      position -= 1
    }
    throw .damaged("no end record")
  }

  private mutating func readDirectory(from start: Int, to end: Int, count: Int) throws(TableProblem) {
    var position = start
    for _ in 0..<count {
      guard try word32(position) == 0x0201_4B50, position + 46 <= end else { throw .damaged("directory entry") }
      let flags = try word16(position + 8)
      let nameLength = try word16(position + 28)
      let next = try position + 46 + nameLength + word16(position + 30) + word16(position + 32)
      guard next <= end else { throw .damaged("directory entry") }
      if flags & 1 != 0 { throw .encrypted }
      let name = String(decoding: bytes[position + 46..<position + 46 + nameLength], as: UTF8.self)
      let entry = Entry(
        method: UInt16(try word16(position + 10)), crc: UInt32(try word32(position + 16)),
        packed: try word32(position + 20), size: try word32(position + 24), offset: try word32(position + 42))
      if entry.packed == 0xFFFF_FFFF || entry.size == 0xFFFF_FFFF || entry.offset == 0xFFFF_FFFF {
        throw .damaged("zip64")
      }
      // Which of two files with one name is meant depends on the reader.
      guard entries.updateValue(entry, forKey: name) == nil else { throw .damaged("name twice") }
      position = next
    }
  }

  /// A small file whose parts share one packed stream unpacks to any size.
  private func checkOverlaps(before directory: Int) throws(TableProblem) {
    var last = 0
    for entry in entries.values.sorted(by: { $0.offset < $1.offset }) {
      if entry.offset < last { throw .bomb }
      last = entry.offset + 30 + entry.packed
    }
    if last > directory { throw .damaged("part beyond the directory") }
  }

  /// The unpacked bytes of a file; nil when there is none of that name.
  package mutating func contents(of name: String) throws(TableProblem) -> [UInt8]? {
    guard let entry = entries[name] else { return nil }
    guard try word32(entry.offset) == 0x0403_4B50 else { throw .damaged("local header") }
    let start = try entry.offset + 30 + word16(entry.offset + 26) + word16(entry.offset + 28)
    guard start + entry.packed <= bytes.count else { throw .damaged("cut short") }
    let packed = bytes[start..<start + entry.packed]
    // The size that is claimed is checked, and what comes out is counted all the same.
    if entry.size > budget || entry.size > max(1 << 20, entry.packed * limits.ratio) { throw .bomb }
    let result: [UInt8]
    switch entry.method {
    case 0:
      guard entry.size == entry.packed else { throw .damaged("stored size") }
      result = Array(packed)
    case 8: result = try Self.inflate(packed, to: entry.size)
    default: throw .damaged("method \(entry.method)")
    }
    budget -= result.count
    let crc = result.withUnsafeBufferPointer { crc32(0, $0.baseAddress, UInt32($0.count)) }
    guard UInt32(truncatingIfNeeded: crc) == entry.crc else { throw .damaged("checksum") }
    return result
  }

  /// Exactly `size` bytes: a stream that gives one more is refused before it is unpacked further.
  private static func inflate(_ packed: ArraySlice<UInt8>, to size: Int) throws(TableProblem) -> [UInt8] {
    var stream = z_stream()
    guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw .damaged("inflate")
    }
    defer { inflateEnd(&stream) }
    var input = Array(packed)
    var output = [UInt8](repeating: 0, count: size + 1)
    let status = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        return CZlib.inflate(&stream, Z_FINISH)
      }
    }
    let written = Int(stream.total_out)
    if written > size { throw .bomb }
    guard status == Z_STREAM_END, written == size else { throw .damaged("deflated data") }
    output.removeLast()
    return output
  }

  private func word16(_ position: Int) throws(TableProblem) -> Int {
    guard position >= 0, position + 2 <= bytes.count else { throw .damaged("cut short") }
    return Int(bytes[position]) | Int(bytes[position + 1]) << 8
  }

  private func word32(_ position: Int) throws(TableProblem) -> Int {
    try word16(position) | word16(position + 2) << 16
  }
}
