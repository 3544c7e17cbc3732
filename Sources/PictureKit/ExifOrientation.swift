import CExif

/// How a camera was held, as EXIF numbers it: 1 is upright, 2 to 4 are mirrored or upside down, 5 to 8
/// also lie on their side.
enum ExifOrientation: UInt16, CaseIterable {
  case upright = 1
  case mirrored, upsideDown, mirroredUpsideDown
  case transposed, onLeftSide, transverse, onRightSide

  /// Reads the tag of a JPEG with libexif, which gets no more than the EXIF block (at most 64 KiB) to read;
  /// upright where there is no such tag or it is nonsense.
  static func read(fromJPEG bytes: [UInt8]) -> ExifOrientation {
    guard let block = JPEGStructure.exif(in: HeaderBytes(bytes)) else { return .upright }
    let data = bytes[block].withUnsafeBufferPointer { exif_data_new_from_data($0.baseAddress, UInt32($0.count)) }
    guard let data else { return .upright }
    defer { exif_data_unref(data) }
    guard let content = data.pointee.ifd.0, let entry = exif_content_get_entry(content, EXIF_TAG_ORIENTATION),
      entry.pointee.format == EXIF_FORMAT_SHORT, entry.pointee.size >= 2, let value = entry.pointee.data
    else { return .upright }
    return ExifOrientation(rawValue: exif_get_short(value, exif_data_get_byte_order(data))) ?? .upright
  }
}
