import Domain
import HTTPKit
import HTTPTypes
import Hummingbird
import NIOCore

/// The stylesheet, the script and the mark: bytes inside the binary, named by their content so that browsers keep them
/// for good.
enum Assets {
  struct File: Sendable {
    let name: String
    let type: String
    let plain: [UInt8]
    let packed: [UInt8]?
  }

  static let style = file("style", "css", "text/css; charset=utf-8", PackageResources.style_css)
  static let script = file("app", "js", "text/javascript; charset=utf-8", PackageResources.app_js)
  static let mark = file("mark", "svg", "image/svg+xml", PackageResources.mark_svg)

  private static let all = [style, script, mark]

  private static func file(_ base: String, _ ending: String, _ type: String, _ bytes: [UInt8]) -> File {
    File(
      name: "\(base)-\(ContentTag.hex(bytes).prefix(12)).\(ending)", type: type, plain: bytes,
      packed: Gzip.compress(bytes, level: 9))
  }

  static func path(_ file: File) -> String { SitePath.asset(file.name).string }

  static func response(named name: String, acceptsGzip: Bool) -> Response? {
    guard let file = all.first(where: { $0.name == name }) else { return nil }
    return response(file, acceptsGzip: acceptsGzip)
  }

  static func response(_ file: File, acceptsGzip: Bool) -> Response {
    var headers = Respond.protective()
    headers[.contentType] = file.type
    headers[.cacheControl] = "public, max-age=31536000, immutable"
    headers[.vary] = "Accept-Encoding"
    var bytes = file.plain
    if acceptsGzip, let packed = file.packed {
      headers[.contentEncoding] = "gzip"
      bytes = packed
    }
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}
