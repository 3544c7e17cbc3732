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
  // Suggestions: a draft, a confidential one that was answered and rated, a letter that is not signed, one refused, one
  // given back
  case suggestionDraft, earlierDraft, proposerName, suggestionText, contactNote, opinionWords, letterWords, ratingWords,
    unsentRating
  case objectionWords, letterDraft, refusalReason, returnReason
  // Motions: a draft, one before the congress, one carried out, one sent back
  case motionDraft, motionText, motionNote, motionReason

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
    case .suggestionDraft: "标草建议"
    case .earlierDraft: "标初稿语"
    case .proposerName: "联名己"
    case .suggestionText: "标建正文"
    case .contactNote: "标沟通记"
    case .opinionWords: "标协办见"
    case .letterWords: "标函正文"
    case .ratingWords: "标测评语"
    case .unsentRating: "标未交评"
    case .objectionWords: "标不公开"
    case .letterDraft: "标函草稿"
    case .refusalReason: "标不作为"
    case .returnReason: "标申退由"
    case .motionDraft: "标议草案"
    case .motionText: "标议案据"
    case .motionNote: "标议内记"
    case .motionReason: "标议补正"
    case .lookupCode, .capability, .slip, .session, .keyBase64, .keyHex: nil
    }
  }

  /// Digits that may be written in groups.
  var isNumber: Bool { chosen.map { $0.allSatisfy(\.isNumber) } ?? (self == .lookupCode) }
}

/// Looks for every mark in bytes.
struct MarkFinder {
  /// What all marks of a group have in them: most answers hold none, and are gone through once instead of for each mark.
  private struct Group {
    let common: Data?
    var needles: [(mark: Mark, data: Data)] = []
  }

  private var groups = [Group(common: Data("标".utf8)), Group(common: Data("13".utf8)), Group(common: nil)]

  init(_ values: [Mark: [String]]) {
    for (mark, texts) in values {
      for text in texts where !text.isEmpty {
        let group = text.contains("标") ? 0 : text.hasPrefix("13") ? 1 : 2
        groups[group].needles.append((mark: mark, data: Data(text.utf8)))
      }
    }
  }

  func marks(in bytes: [UInt8]) -> Set<Mark> {
    if bytes.isEmpty { return [] }
    let hay = Data(bytes)
    var found: Set<Mark> = []
    for group in groups {
      if let common = group.common, hay.range(of: common) == nil { continue }
      for (mark, data) in group.needles where !found.contains(mark) && hay.range(of: data) != nil { found.insert(mark) }
    }
    return found
  }

  func marks(in text: String) -> Set<Mark> { marks(in: Array(text.utf8)) }
}
