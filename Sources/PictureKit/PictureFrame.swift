/// The child's answer on its standard output, big-endian:
///
///     0  magic "LLPF"          4  version 1            5  status         6  two zero bytes
///     8  main width            12 main height          16 main bytes
///     20 thumbnail width       24 thumbnail height     28 thumbnail bytes
///     32 main JPEG, thumbnail JPEG, and nothing after them
///
/// A refusal is the 32 bytes alone, with zeros after the status.
enum PictureFrame: Equatable {
  case ready(PreparedPicture)
  case refused(PictureProblem)

  static let headerBytes = 32
  private static let opening = Array("LLPF".utf8) + [1]

  /// The longest frame that can be true.
  static func maxBytes(_ limits: PictureLimits) -> Int {
    headerBytes + limits.maxOutputBytes(side: limits.mainSide) + limits.maxOutputBytes(side: limits.thumbnailSide)
  }

  func encoded() -> [UInt8] {
    switch self {
    case .refused(let problem):
      return Self.opening + [Self.status(of: problem)] + [UInt8](repeating: 0, count: Self.headerBytes - 6)
    case .ready(let picture):
      let numbers = [
        picture.mainWidth, picture.mainHeight, picture.main.count,
        picture.thumbWidth, picture.thumbHeight, picture.thumbnail.count,
      ]
      var bytes = Self.opening + [0, 0, 0]
      bytes.reserveCapacity(Self.headerBytes + picture.main.count + picture.thumbnail.count)
      for number in numbers {
        for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
      }
      return bytes + picture.main + picture.thumbnail
    }
  }

  /// Takes nothing on trust: every number is compared with what `sent` can become under `limits`, and
  /// both JPEGs must say the same size in their own headers.
  ///
  /// - Parameters:
  ///   - bytes: all that the child wrote.
  ///   - sent: size that the upload's header claims.
  ///   - sentBytes: length of the upload, for `tooLarge`.
  /// - Returns: nil for anything that is not a frame made to these rules.
  static func decode(_ bytes: [UInt8], sent: PictureSize, sentBytes: Int, limits: PictureLimits) -> PictureFrame? {
    let header = HeaderBytes(bytes)
    guard header.has(opening, at: 0), let status = header[5], header.big16(at: 6) == 0 else { return nil }
    guard status == 0 else {
      let rest = bytes.dropFirst(6)
      guard bytes.count == headerBytes, rest.allSatisfy({ $0 == 0 }) else { return nil }
      return problem(of: status, sentBytes: sentBytes).map { .refused($0) }
    }
    guard let main = part(header, at: 8, of: sent, side: limits.mainSide, limits: limits) else { return nil }
    let mainSize = main.size
    guard mainSize == sent.fitted(within: limits.mainSide) || mainSize == sent.turned.fitted(within: limits.mainSide)
    else { return nil }
    guard let small = part(header, at: 20, of: mainSize, side: limits.thumbnailSide, limits: limits),
      small.size == mainSize.fitted(within: limits.thumbnailSide)
    else { return nil }
    guard bytes.count == headerBytes + main.length + small.length else { return nil }
    let middle = headerBytes + main.length
    return ready(
      main: Array(bytes[headerBytes..<middle]), mainSize: mainSize,
      thumbnail: Array(bytes[middle...]), thumbnailSize: small.size)
  }

  private static func part(
    _ header: HeaderBytes, at offset: Int, of source: PictureSize, side: Int, limits: PictureLimits
  ) -> (size: PictureSize, length: Int)? {
    guard let width = header.big32(at: offset), let height = header.big32(at: offset + 4),
      let length = header.big32(at: offset + 8)
    else { return nil }
    guard width > 0, height > 0, max(width, height) <= min(side, source.longestSide) else { return nil }
    guard length > 0, length <= limits.maxOutputBytes(side: side) else { return nil }
    return (PictureSize(width: width, height: height), length)
  }

  private static func ready(
    main: [UInt8], mainSize: PictureSize, thumbnail: [UInt8], thumbnailSize: PictureSize
  ) -> PictureFrame? {
    guard PictureSniffer.sniff(main) == SniffedPicture(kind: .jpeg, size: mainSize) else { return nil }
    guard PictureSniffer.sniff(thumbnail) == SniffedPicture(kind: .jpeg, size: thumbnailSize) else { return nil }
    return .ready(
      PreparedPicture(
        main: main, mainWidth: mainSize.width, mainHeight: mainSize.height,
        thumbnail: thumbnail, thumbWidth: thumbnailSize.width, thumbHeight: thumbnailSize.height))
  }

  private static func status(of problem: PictureProblem) -> UInt8 {
    switch problem {
    case .empty: 1
    case .tooLarge: 2
    case .unsupported: 3
    case .heic: 4
    case .tooManyPixels: 5
    case .damaged: 6
    case .busy, .workerFailed: 7
    }
  }

  private static func problem(of status: UInt8, sentBytes: Int) -> PictureProblem? {
    switch status {
    case 1: .empty
    case 2: .tooLarge(bytes: sentBytes)
    case 3: .unsupported
    case 4: .heic
    case 5: .tooManyPixels
    case 6: .damaged
    case 7: .workerFailed
    default: nil
    }
  }
}
