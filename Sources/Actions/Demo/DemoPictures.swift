package import PictureKit

/// The same few photos stand at many matters of the demonstration: each is decoded once.
package actor DemoPictures: PictureMaking {
  private let worker: any PictureMaking
  private var prepared: [[UInt8]: PreparedPicture] = [:]

  package init(_ worker: any PictureMaking) { self.worker = worker }

  package func prepare(_ bytes: [UInt8]) async throws(PictureProblem) -> PreparedPicture {
    if let picture = prepared[bytes] { return picture }
    let picture = try await worker.prepare(bytes)
    prepared[bytes] = picture
    return picture
  }
}
