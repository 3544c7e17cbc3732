import Actions
import CourierKit
import Domain
import Web

/// The gateway for short messages and the relay for mail, from flags, environment and settings file. Keys and passwords
/// stay here and in what is built from them: no page, no row and no log has them.
enum CourierSettings {
  static func couriers(_ settings: Settings) throws -> Couriers {
    var own: [MessageKind: String] = [:]
    for kind in MessageKind.allCases {
      let text = settings.text("sms.text." + kind.rawValue)
      if !text.isEmpty { own[kind] = text }
    }
    let texts: MessageTexts
    do { texts = try MessageTexts(own) } catch { throw Failure("sms.text 不对：\(words(error))", code: 78) }
    let origin = settings.publicURL.hasSuffix("/") ? String(settings.publicURL.dropLast()) : settings.publicURL
    return Couriers(
      sms: try sms(settings), mail: try mail(settings), texts: texts,
      signInURL: origin.isEmpty ? "" : origin + SitePath.signIn.string,
      stopURL: origin.isEmpty ? "" : origin + SitePath.stopMessages("").string)
  }

  private static func words(_ problem: MessageTexts.Problem) -> String {
    switch problem {
    case .unknownSlot(let name):
      "没有 {\(name)} 这一项，可用的有 " + MessageTexts.Slot.allCases.map { "{\($0.rawValue)}" }.joined(separator: " ")
    case .tooLong(let kind): "\(kind.rawValue) 太长"
    case .controlCharacter: "不能有换行"
    }
  }

  private static let defaultBody =
    #"{"phone":"{phone}","text":"{text}","template":"{template}","params":{params},"id":"{id}"}"#

  private static func sms(_ settings: Settings) throws -> SMSCourier? {
    let url = settings.text("sms.url")
    if url.isEmpty { return nil }
    let format = settings.text("sms.format")
    guard let known = RequestTemplate.Format(rawValue: format.isEmpty ? "json" : format) else {
      throw Failure("sms.format 只能是 json 或 form", code: 78)
    }
    let body = settings.text("sms.body")
    if body.isEmpty, known == .form { throw Failure("sms.format 是 form 时要写 sms.body", code: 78) }
    let key = settings.text("sms.key", isSecret: true)
    let header = RequestTemplate.fill(settings.text("sms.header")) { $0 == "key" ? key : nil }
    let seal = settings.text("sms.seal.header")
    var templates: [MessageKind: String] = [:]
    for kind in MessageKind.allCases { templates[kind] = settings.text("sms.template." + kind.rawValue) }
    do {
      let gateway = try Gateway(
        url: url, template: RequestTemplate(format: known, body: body.isEmpty ? defaultBody : body),
        headers: header.isEmpty ? [] : [header],
        seal: seal.isEmpty
          ? nil : Gateway.Seal(header: seal, key: settings.text("sms.seal.key", isSecret: true)),
        success: settings.text("sms.success"), patience: patience(settings, "sms.timeout"))
      return SMSCourier(
        gateway: gateway, signature: settings.text("sms.signature"), templates: templates,
        knowsIDs: settings.isOn("sms.idempotent"))
    } catch {
      throw Failure("短信设置不对：sms.url 要以 http:// 或 https:// 开头，sms.header 写成一行", code: 78)
    }
  }

  private static func mail(_ settings: Settings) throws -> MailCourier? {
    let url = settings.text("mail.url")
    if url.isEmpty { return nil }
    let from = settings.text("mail.from")
    guard MailAddress.parse(from) != nil else { throw Failure("mail.from 不是邮箱地址", code: 78) }
    let name = settings.text("mail.name")
    let tls = settings.text("mail.tls")
    guard let security = Relay.Security(rawValue: tls.isEmpty ? "required" : tls) else {
      throw Failure("mail.tls 只能是 required 或 none", code: 78)
    }
    let user = settings.text("mail.user")
    let isLoopback = ["smtp://127.0.0.1", "smtp://localhost", "smtp://[::1]"].contains { url.hasPrefix($0) }
    if security == .none, !user.isEmpty, !isLoopback {
      throw Failure("mail.tls 是 none 时，密码会明文经过网络，只能用于本机", code: 78)
    }
    do {
      let relay = try Relay(
        url: url, from: from, fromName: name.isEmpty ? "联络" : name, security: security, user: user,
        password: settings.text("mail.password", isSecret: true), patience: patience(settings, "mail.timeout"))
      return MailCourier(relay: relay)
    } catch {
      throw Failure("邮件设置不对：mail.url 要以 smtp:// 或 smtps:// 开头，mail.name 写成一行", code: 78)
    }
  }

  private static func patience(_ settings: Settings, _ key: String) -> CourierPatience {
    CourierPatience(seconds: min(60, max(1, settings.number(key, default: 15))))
  }
}
