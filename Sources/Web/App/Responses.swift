import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird
import NIOCore
import SecretsKit

/// How long a page may be kept by a browser.
enum PageKeeping {
  /// Forms, receipts, the workbench: never.
  case never
  /// Public pages: asked for again each time, answered with 304 when nothing changed.
  case revalidate
}

/// Builds the answers of the site; every one carries the same protective headers.
enum Respond {
  static func page(
    _ html: [UInt8], for visit: Visit, status: HTTPResponse.Status = .ok, keeping: PageKeeping = .never,
    cookies: [SetCookie] = []
  ) -> Response {
    var headers = protective()
    headers[.cacheControl] = keeping == .never ? "no-store" : "no-cache"
    for cookie in cookies { headers.append(HTTPField(name: .setCookie, value: cookie.headerValue)) }
    let isKept = keeping == .revalidate && status == .ok
    return answer(
      html, digest: isKept ? ContentTag.hex(html) : nil, for: visit, status, headers, packed: { compressed(html) })
  }

  /// A public page from the cache.
  static func page(_ kept: KeptPage, for visit: Visit) -> Response {
    var headers = protective()
    headers[.cacheControl] = "no-cache"
    return answer(
      kept.html, digest: kept.digest, for: visit, .ok, headers, packed: { kept.packed(compressed) })
  }

  private static func answer(
    _ html: [UInt8], digest: String?, for visit: Visit, _ status: HTTPResponse.Status, _ known: HTTPFields,
    packed: () -> [UInt8]?
  ) -> Response {
    var headers = known
    headers[.contentType] = "text/html; charset=utf-8"
    headers[.vary] = "Accept-Encoding, Cookie"
    // A page that fits into one packet is not worth the work.
    let packs = visit.acceptsGzip && html.count > 1400
    if let digest, let tag = ETag.strong(hexDigest: digest, encoding: packs ? "gzip" : nil) {
      headers[.eTag] = tag
      if IfNoneMatch.matches(visit.ifNoneMatch, tag) { return Response(status: .notModified, headers: headers) }
    }
    var bytes = html
    if packs, let small = packed() {
      headers[.contentEncoding] = "gzip"
      bytes = small
    }
    return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  private static func compressed(_ html: [UInt8]) -> [UInt8]? { Gzip.compress(html, level: 4) }

  /// After a POST: the browser shows the next page and a reload does not send the form again.
  static func redirect(_ location: String, cookies: [SetCookie] = []) -> Response {
    var headers = protective()
    headers[.location] = location
    headers[.cacheControl] = "no-store"
    for cookie in cookies { headers.append(HTTPField(name: .setCookie, value: cookie.headerValue)) }
    return Response(status: .seeOther, headers: headers)
  }

  static func picture(_ bytes: [UInt8]) -> Response {
    var headers = protective()
    headers[.contentType] = "image/jpeg"
    headers[.contentDisposition] = "inline; filename=\"photo.jpg\""
    headers[.contentSecurityPolicy] = "default-src 'none'; sandbox"
    headers[.cacheControl] = "private, max-age=300"
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
    var headers = protective()
    headers[.contentType] = "text/plain; charset=utf-8"
    headers[.cacheControl] = "no-store"
    return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  /// No script or style but our own files, nothing from elsewhere, no frame around us, no address passed on.
  static func protective() -> HTTPFields {
    var headers = HTTPFields()
    headers[.contentSecurityPolicy] = """
      default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; \
      base-uri 'none'; frame-ancestors 'none'
      """
    headers[.xContentTypeOptions] = "nosniff"
    // For browsers that do not know frame-ancestors.
    headers[.frameOptions] = "DENY"
    headers[.referrerPolicy] = "no-referrer"
    headers[.openerPolicy] = "same-origin"
    headers[.permissionsPolicy] = "camera=(), geolocation=(), microphone=()"
    return headers
  }

  /// A cookie of the site; `maxAge` in seconds, nil until the browser closes. Where it is inlined into an async function,
  /// the optimizer of Swift 6.3.1 crashes on its typed throw.
  @inline(never)
  static func cookie(_ name: String, _ value: String, maxAge: Int?, for visit: Visit) -> [SetCookie] {
    // The values are base64 or digits, which a cookie may hold; a refusal would be a fault of ours, and then no cookie is
    // set rather than a broken one.
    guard
      let cookie = try? SetCookie(
        name: name, value: value, maxAge: maxAge, secure: visit.options.secureCookies, sameSite: .lax)
    else { return [] }
    return [cookie]
  }
}

/// A short digest for entity tags.
enum ContentTag {
  static func hex(_ bytes: [UInt8]) -> String {
    Tokens.hash(bytes).prefix(12).map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
  }
}
