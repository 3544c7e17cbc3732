/// Why no picture came of an upload. Each case is one sentence to a person; the sentences are made
/// elsewhere.
package enum PictureProblem: Error, Sendable, Equatable {
  /// Nothing was sent.
  case empty
  /// More bytes than `PictureLimits.maxBytes`; the value is how many were sent.
  case tooLarge(bytes: Int)
  /// Not a picture that is taken here: GIF, AVIF, animated WebP, SVG, PDF or anything else.
  case unsupported
  /// HEIC or HEIF: a camera can be set to save JPEG instead.
  case heic
  /// More pixels, or a longer side, than `PictureLimits` allows, or more memory than the child may use.
  case tooManyPixels
  /// The header says picture, the rest does not: cut short or garbled.
  case damaged
  /// Too many pictures are waiting already; worth trying again later.
  case busy
  /// The child did not answer: killed, too slow, out of processor time, or an answer that makes no
  /// sense. Also what a cancelled call gets.
  case workerFailed
}
