import HTTPTypes

// Names of headers that the library does not know. The literals are valid field names, so the fallback never happens.
extension HTTPField.Name {
  static let forwardedFor = HTTPField.Name("X-Forwarded-For") ?? .accept
  static let forwarded = HTTPField.Name("Forwarded") ?? .accept
  static let realIP = HTTPField.Name("X-Real-IP") ?? .accept
  static let forwardedProto = HTTPField.Name("X-Forwarded-Proto") ?? .accept
  static let referrerPolicy = HTTPField.Name("Referrer-Policy") ?? .accept
  static let permissionsPolicy = HTTPField.Name("Permissions-Policy") ?? .accept
  static let openerPolicy = HTTPField.Name("Cross-Origin-Opener-Policy") ?? .accept
  static let frameOptions = HTTPField.Name("X-Frame-Options") ?? .accept
  static let fetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .accept
  static let rateLimit = HTTPField.Name("RateLimit") ?? .accept
  static let rateLimitPolicy = HTTPField.Name("RateLimit-Policy") ?? .accept
  static let requestID = HTTPField.Name("X-Request-Id") ?? .accept
}
