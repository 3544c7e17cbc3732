package import Domain

/// The addresses of suggestions.
package enum SuggestionPath: Sendable, Equatable {
  // Public
  case published
  case publication(ID<Suggestion>)
  case feed
  // Workbench
  case queue
  case own
  case all
  case answered
  // 办理情况报告
  case report
  case reportList
  case reportPaper
  case reportFile
  case exportReport
  // 承诺事项台账、交办清单、公开材料
  case ledger
  case ledgerPaper
  case ledgerFile
  case exportLedger
  case handOvers
  case handOversPaper
  case handOversFile
  case exportHandOvers
  case portal
  case portalPage
  case portalFile
  case recordPortal
  case portalPageOf(ID<Suggestion>)
  case portalFileOf(ID<Suggestion>)
  case photo(ID<Suggestion>, ID<SuggestionFile>, Bool)
  case promiseLetter(ID<Suggestion>, Int)
  case promiseLetterFile(ID<Suggestion>, Int)
  case new
  case record(ID<Suggestion>)
  case edit(ID<Suggestion>)
  case act(ID<Suggestion>, SuggestionAct)
  case partAct(ID<Suggestion>, Int, SuggestionAct)
  case tellResidents(ID<Suggestion>)
  /// 答复函 of a part and a round, as a page and as a file.
  case letter(ID<Suggestion>, Int, Int)
  case letterFile(ID<Suggestion>, Int, Int)
  case paper(ID<Suggestion>, SuggestionPaper)
  case paperFile(ID<Suggestion>, SuggestionPaper)

  var string: String {
    switch self {
    case .published: "/suggestions"
    case .publication(let id): "/suggestions/\(id)"
    case .feed: "/suggestions/feed.atom"
    case .queue: "/work/suggestions"
    case .own: "/work/suggestions/own"
    case .all: "/work/suggestions/all"
    case .answered: "/work/suggestions/answered"
    case .report: "/work/suggestions/report"
    case .reportList: "/work/suggestions/report/list"
    case .reportPaper: "/work/suggestions/report/paper"
    case .reportFile: "/work/suggestions/report/pdf"
    case .exportReport: "/work/suggestions/report/export"
    case .ledger: "/work/suggestions/ledger"
    case .ledgerPaper: "/work/suggestions/ledger/paper"
    case .ledgerFile: "/work/suggestions/ledger/pdf"
    case .exportLedger: "/work/suggestions/ledger/export"
    case .handOvers: "/work/suggestions/hand-overs"
    case .handOversPaper: "/work/suggestions/hand-overs/paper"
    case .handOversFile: "/work/suggestions/hand-overs/pdf"
    case .exportHandOvers: "/work/suggestions/hand-overs/export"
    case .portal: "/work/suggestions/portal"
    case .portalPage: "/work/suggestions/portal/html"
    case .portalFile: "/work/suggestions/portal/pdf"
    case .recordPortal: "/work/suggestions/portal/record"
    case .portalPageOf(let id): "/work/suggestions/\(id)/portal/html"
    case .portalFileOf(let id): "/work/suggestions/\(id)/portal/pdf"
    case .photo(let id, let file, let isSmall): "/work/suggestions/\(id)/photos/\(file)" + (isSmall ? "/small" : "")
    case .promiseLetter(let id, let number): "/work/suggestions/\(id)/promises/\(number)/letter"
    case .promiseLetterFile(let id, let number): "/work/suggestions/\(id)/promises/\(number)/letter/pdf"
    case .new: "/work/suggestions/new"
    case .record(let id): "/work/suggestions/\(id)"
    case .edit(let id): "/work/suggestions/\(id)/edit"
    case .act(let id, let act): "/work/suggestions/\(id)/\(act.rawValue)"
    case .partAct(let id, let part, let act): "/work/suggestions/\(id)/parts/\(part)/\(act.rawValue)"
    case .tellResidents(let id): "/work/suggestions/\(id)/tell-residents"
    case .letter(let id, let part, let round): "/work/suggestions/\(id)/parts/\(part)/letters/\(round)"
    case .letterFile(let id, let part, let round): "/work/suggestions/\(id)/parts/\(part)/letters/\(round)/pdf"
    case .paper(let id, let paper): "/work/suggestions/\(id)/papers/\(paper.rawValue)"
    case .paperFile(let id, let paper): "/work/suggestions/\(id)/papers/\(paper.rawValue)/pdf"
    }
  }
}

/// The same by the names that pages use.
extension SitePath {
  package static let publicSuggestions = SitePath.suggestionPages(.published)
  package static let suggestionFeed = SitePath.suggestionPages(.feed)
  package static let suggestions = SitePath.suggestionPages(.queue)
  package static let ownSuggestions = SitePath.suggestionPages(.own)
  package static let allSuggestions = SitePath.suggestionPages(.all)
  package static let answeredSuggestions = SitePath.suggestionPages(.answered)
  package static let suggestionReport = SitePath.suggestionPages(.report)
  package static let suggestionReportList = SitePath.suggestionPages(.reportList)
  package static let suggestionReportPaper = SitePath.suggestionPages(.reportPaper)
  package static let suggestionReportFile = SitePath.suggestionPages(.reportFile)
  package static let exportSuggestionReport = SitePath.suggestionPages(.exportReport)
  package static let newSuggestion = SitePath.suggestionPages(.new)
  package static let promiseLedger = SitePath.suggestionPages(.ledger)
  package static let handOverList = SitePath.suggestionPages(.handOvers)
  package static let portal = SitePath.suggestionPages(.portal)

  package static func publicSuggestion(_ id: ID<Suggestion>) -> SitePath { .suggestionPages(.publication(id)) }
  package static func suggestion(_ id: ID<Suggestion>) -> SitePath { .suggestionPages(.record(id)) }
  package static func editSuggestion(_ id: ID<Suggestion>) -> SitePath { .suggestionPages(.edit(id)) }
  package static func suggestionPhoto(_ id: ID<Suggestion>, _ file: ID<SuggestionFile>, thumbnail: Bool) -> SitePath {
    .suggestionPages(.photo(id, file, thumbnail))
  }
  package static func tellResidents(_ id: ID<Suggestion>) -> SitePath { .suggestionPages(.tellResidents(id)) }
  package static func suggestionAct(_ id: ID<Suggestion>, _ act: SuggestionAct) -> SitePath {
    .suggestionPages(.act(id, act))
  }
  package static func suggestionPartAct(_ id: ID<Suggestion>, _ part: Int, _ act: SuggestionAct) -> SitePath {
    .suggestionPages(.partAct(id, part, act))
  }
  package static func suggestionLetter(_ id: ID<Suggestion>, _ part: Int, _ round: Int) -> SitePath {
    .suggestionPages(.letter(id, part, round))
  }
  package static func suggestionLetterFile(_ id: ID<Suggestion>, _ part: Int, _ round: Int) -> SitePath {
    .suggestionPages(.letterFile(id, part, round))
  }
  package static func suggestionPaper(_ id: ID<Suggestion>, _ paper: SuggestionPaper) -> SitePath {
    .suggestionPages(.paper(id, paper))
  }
  package static func suggestionPaperFile(_ id: ID<Suggestion>, _ paper: SuggestionPaper) -> SitePath {
    .suggestionPages(.paperFile(id, paper))
  }
}
