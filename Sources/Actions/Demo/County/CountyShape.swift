import Domain

/// The figures of a county as the third and fourth sources give them, or of a city ten times as large.
package struct CountyShape: Sendable, Equatable {
  /// Counties in the city; one is a county by itself.
  package var counties = 1
  /// In each county, as the following: townships with a home each.
  package var townships = 15
  package var villages = 8
  package var stations = 109
  package var points = 26
  package var studios = 10
  /// Mandates by level: of the province and of the prefecture stationed here, of the county, of the townships.
  package var province = 3
  package var prefecture = 85
  package var county = 324
  package var township = 1606
  /// Of the county's deputies.
  package var groups = 14
  /// In all: what deputies raised and what residents brought.
  package var matters: Int

  package static let county = CountyShape(matters: CountyShares.matters)
  package static let city = CountyShape(counties: 10, matters: CountyShares.matters * 10)

  /// Two townships, for a test that has no time.
  package static func small(matters: Int) -> CountyShape {
    CountyShape(
      townships: 2, villages: 5, stations: 9, points: 3, studios: 2, province: 1, prefecture: 4, county: 18,
      township: 64, groups: 2, matters: matters)
  }

  package var isCity: Bool { counties > 1 }

  /// Another number of 代表建议 than the place's own, in the same proportions.
  package var suggestionCount: Int?

  /// 代表建议 by session, rising each year: 501 in the third source, 147 of them on their way; a city has ten times that.
  package var suggestions: [Int] {
    let own = isBrief ? [3, 4, 5, 14] : [92, 118, 144, 147].map { $0 * (isCity ? 10 : 1) }
    guard let count = suggestionCount else { return own }
    let all = own.reduce(0, +)
    let earlier = own.dropLast().map { $0 * count / all }
    return earlier + [count - earlier.reduce(0, +)]
  }
  /// 代表建议 of the former term of its first township, all of them closed: 329 in the second source.
  package var formerSuggestions: Int { isBrief ? 12 : 329 }
  /// A whole county's suggestions, however small the rest.
  package var tellsAllSuggestions = false
  private var isBrief: Bool { county < 100 && !tellsAllSuggestions }
  package var shares: CountyShares { CountyShares(of: matters) }
}

/// How the matters of a county ended, or where they stand: 24,786 in all, 22,013 concluded and rated, 21,967 of them
/// satisfied or basically satisfied; other numbers of matters in the same proportion.
package struct CountyShares: Sendable, Equatable {
  package static let matters = 24_786

  /// What deputies raised within the campaign 关注民意提建议.
  package let raised: Int
  package let raisedConcluded: Int
  package let raisedContent: Int
  /// What residents brought.
  package let received: Int
  package let concluded: Int
  package let content: Int

  package init(of matters: Int) {
    func share(_ part: Int, of whole: Int, in total: Int) -> Int { (total * part + whole / 2) / whole }
    let allConcluded = share(22_013, of: Self.matters, in: matters)
    let allContent = share(21_967, of: 22_013, in: allConcluded)
    raised = share(78, of: 100, in: matters)
    raisedConcluded = share(80, of: 100, in: allConcluded)
    raisedContent = raisedConcluded - share(35, of: 100, in: allConcluded - allContent)
    received = matters - raised
    concluded = allConcluded - raisedConcluded
    content = allContent - raisedContent
  }

  package var allConcluded: Int { raisedConcluded + concluded }
  package var allContent: Int { raisedContent + content }
}
