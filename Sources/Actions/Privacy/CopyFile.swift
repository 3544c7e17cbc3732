import Domain
import Foundation

extension InformationCopy {
  /// The same as on the page, as JSON with names in Chinese: to keep, or to take elsewhere (个人信息保护法 45). Times are Beijing
  /// time, pictures JPEG in base64.
  package func file() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(CopyFile(self)))
  }
}

private struct CopyFile: Encodable {
  struct Contact: Encodable {
    let 称呼: String
    let 电话: String
    let 监护人: String?
  }
  struct Entry: Encodable {
    let 时间: String
    let 事项: String
    let 内容: String?
    let 地点: String?
    let 由谁: String?
  }
  struct Photo: Encodable {
    let 时间: String
    let 图片: Data?
  }
  struct Look: Encodable {
    let 时间: String
    let 由谁: String
    let 事由: String
  }
  struct HandedTo: Encodable {
    let 时间: String
    let 单位: String
    let 提供了联系方式: Bool
  }

  let 回执号: String
  let 收到时间: String
  let 类别: String?
  let 处理者: String
  let 联系方式: [Contact]
  let 您说的: [Entry]
  let 告诉您的: [Entry]
  let 照片: [Photo]
  let 谁看过联系方式: [Look]
  let 转给了谁: [HandedTo]
  let 公开的内容: String?
  let 您的请求: [String]

  init(_ copy: InformationCopy) {
    回执号 = copy.receipt
    收到时间 = Self.time(copy.receivedAt)
    类别 = copy.category
    处理者 = copy.organ
    联系方式 = copy.contacts.map { Contact(称呼: $0.name, 电话: $0.phone, 监护人: $0.guardian) }
    您说的 = copy.said.map(Self.entry)
    告诉您的 = copy.told.map(Self.entry)
    照片 = copy.photos.map { Photo(时间: Self.time($0.at), 图片: $0.jpeg) }
    谁看过联系方式 = copy.looks.map { Look(时间: Self.time($0.at), 由谁: $0.office, 事由: $0.reason) }
    转给了谁 = copy.handedTo.map { HandedTo(时间: Self.time($0.at), 单位: $0.unit, 提供了联系方式: $0.withContact) }
    公开的内容 = copy.published
    您的请求 = copy.requests
  }

  private static func entry(_ entry: InformationCopy.Entry) -> Entry {
    Entry(时间: time(entry.at), 事项: entry.what, 内容: entry.text, 地点: entry.place, 由谁: entry.by)
  }

  /// 2026-11-18 10:05.
  private static func time(_ instant: Instant) -> String {
    let minute = instant.minuteOfDay
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(instant.date) \(two(minute / 60)):\(two(minute % 60))"
  }
}
