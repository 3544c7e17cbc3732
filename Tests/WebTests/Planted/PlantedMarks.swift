import Foundation

/// What is planted: every private field of every kind, each with words or digits that occur nowhere else. A new kind of
/// private data gets a case, a value, a place in ``PlantedTown`` and a line in ``PlantedReader/sees(_:in:)``.
enum Mark: String, CaseIterable {
  // A matter that stays private, with a unit's part and a request about it
  case name, phone, guardian, words, place, supplement, note, revealReason, askedOfUnit, unitDraft, photo, fileName
  // An accusation, sealed
  case accusation, accuserName, accuserPhone
  // One that is published
  case originalWords, publishedName, publishedWords
  // Somebody else's
  case otherWords, otherPhone
  // Deputies and staff
  case deputyMobile, deputyAddress, staffMobile
  // Secrets
  case lookupCode, capability, password, pin, slip, session, keyBase64, keyHex
  // What is asked about one's own data, and what is held
  case requestWords, requestName, requestPhone, holdReason
  // Rosters
  case rosterMobile

  /// The value of those that are chosen; the others are made when they are planted.
  var chosen: String? {
    switch self {
    case .name: "秦标甲"
    case .phone: "13871110001"
    case .guardian: "郑标乙"
    case .words: "标丙原话"
    case .place: "标丁地点"
    case .supplement: "标未补充"
    case .note: "标戊备注"
    case .revealReason: "标庚事由"
    case .askedOfUnit: "标己转办"
    case .unitDraft: "标午拟办"
    case .photo: "PHOTOMARK-A"
    case .fileName: "标癸文件名"
    case .accusation: "标辛检举"
    case .accuserName: "蒋标巳"
    case .accuserPhone: "13876660006"
    case .originalWords: "标申原话"
    case .publishedName: "孙标酉"
    case .publishedWords: "标公开稿"
    case .otherWords: "标戌他人"
    case .otherPhone: "13877770007"
    case .deputyMobile: "13972220002"
    case .deputyAddress: "标子住址"
    case .staffMobile: "13973330003"
    case .password: "Sanhe-2026-ok"
    case .pin: "860427"
    case .requestWords: "标寅请求"
    case .requestName: "秦标卯"
    case .requestPhone: "13975550005"
    case .holdReason: "标辰保全"
    case .rosterMobile: "13974440004"
    case .lookupCode, .capability, .slip, .session, .keyBase64, .keyHex: nil
    }
  }

  /// Digits that may be written in groups.
  var isNumber: Bool { chosen.map { $0.allSatisfy(\.isNumber) } ?? (self == .lookupCode) }
}

/// Looks for every mark in bytes.
struct MarkFinder {
  private let needles: [(mark: Mark, data: [Data])]

  init(_ values: [Mark: [String]]) {
    needles = values.map { mark, texts in (mark: mark, data: texts.filter { !$0.isEmpty }.map { Data($0.utf8) }) }
  }

  func marks(in bytes: [UInt8]) -> Set<Mark> {
    if bytes.isEmpty { return [] }
    let hay = Data(bytes)
    return Set(needles.filter { item in item.data.contains { hay.range(of: $0) != nil } }.map(\.mark))
  }

  func marks(in text: String) -> Set<Mark> { marks(in: Array(text.utf8)) }
}
