package import Domain
import HTTPKit

/// Every address of the site, printed in one place. Pages and redirects never write one themselves.
package enum SitePath: Sendable, Equatable {
  // Public
  case home
  case congressHome(ID<Congress>)
  case deputies
  case deputy(ID<Person>)
  case venues
  case venue(ID<Venue>)
  case code(String)
  case submit
  case similar
  case receiptLink(String)
  case receiptLinkAgain(String)
  case mine
  case forget
  case receipt(String)
  case receiptAct(String, MatterAct)
  case receiptPhoto(String, ID<MatterFile>, thumbnail: Bool)
  /// Whether a receipt's holder wants short messages.
  case receiptMessages(String)
  /// No more messages to a number, by the code that stands in them.
  case stopMessages(String)
  /// 我的个人信息, of one receipt.
  case information(String)
  case informationAct(String, InformationAct)
  case lookup
  case matters
  case search
  case matter(ID<Matter>)
  case matterPhoto(ID<Matter>, ID<MatterFile>, thumbnail: Bool)
  case numbers
  case number(MatterMeasure)
  case termNumber(TermFigure)
  case campaigns
  case campaign(ID<Campaign>)
  case privacy
  case accessibility
  case help
  case elderMode
  case api
  case apiDocument
  // Sign-in
  case signIn
  case signOut
  case slip(String)
  case slipEntry
  case pin
  case password
  case signIns
  case endSignIn(ID<SignInSession>)
  case tokens
  case revokeToken(ID<AccessToken>)
  // Workbench
  case work
  case workSearch
  case queue
  case exportMatters
  case exportWatched(WatchKind)
  case exportParts
  case exportGrid
  case exportNumber(MatterMeasure)
  case exportDirectory(ExportedPart)
  case exportAudit
  case exportCampaign(ID<Campaign>)
  case bulk
  case bulkRun(ID<BulkRun>)
  case bulkStep(ID<BulkRun>, BulkStep)
  case record(ID<Matter>)
  case recordAct(ID<Matter>, MatterAct)
  case recordPhoto(ID<Matter>, ID<MatterFile>, thumbnail: Bool)
  case paper(ID<Matter>, MatterPaper)
  case unit
  case handling(ID<Matter>, Int)
  case handlingAct(ID<Matter>, Int, MatterAct)
  case handlingPhoto(ID<Matter>, Int, ID<MatterFile>, thumbnail: Bool)
  case watched(WatchKind)
  case imports
  case importTemplate(ImportKind, SheetFormat)
  case importRun(ID<ImportRun>)
  case importAct(ID<ImportRun>, ImportAct)
  case importReport(ID<ImportRun>, SheetFormat)
  case importSlips(ID<ImportRun>)
  case intake
  case raise
  /// The slips of a form that was sent, by its key.
  case raised(String)
  case callBacks
  case reviews
  case held
  case notices
  case readNotices
  case reminders(ID<Notice>)
  case preferences
  case messages
  case retryMessage(ID<Message>)
  case testMessage
  case ownContacts
  /// 代表建议: ``SuggestionPath``.
  case suggestionPages(SuggestionPath)
  /// 议案: ``MotionPath``.
  case motionPages(MotionPath)
  case workCampaigns
  case newCampaign
  case workCampaign(ID<Campaign>)
  case editCampaign(ID<Campaign>)
  case publishCampaign(ID<Campaign>)
  case stopCampaign(ID<Campaign>)
  case sessions(SessionPath)
  // Directory
  case directory
  case directoryPart(DirectoryPart)
  case directoryCongress(ID<Congress>)
  case directoryPerson(ID<Person>)
  case directoryVenue(ID<Venue>)
  case directoryEdit(DirectoryEditKind)
  case directoryGroup(ID<DeputyGroup>)
  case directoryCluster(ID<AreaCluster>)
  case directoryMechanism(ID<LinkMechanism>)
  case directoryLink(ID<ResponsibilityLink>)
  case coverage(CoverageGap)
  case arrange(ArrangeKind)
  case ownLinks
  case logContact(ID<ResponsibilityLink>)
  case codes
  case revokeCode(ID<Code>)
  case cards
  case poster(ID<Venue>)
  case issueSlip(ID<Person>)
  case printCodes(PrintedSheet)
  case portrait(ID<Person>)
  case savePortrait(ID<Person>)
  case grid
  case gridRegister
  // People's own data
  case workInformation
  case informationRequest(ID<InformationRequest>)
  case decideInformation(ID<InformationRequest>)
  case lookAtInformation(ID<InformationRequest>)
  case retention(ID<Congress>)
  case confirmRetention(ID<Congress>)
  case placeHold(ID<Congress>)
  case liftHold(ID<Congress>, ID<LegalHold>)
  // Rules and system
  case settings(ID<Congress>)
  case previewSettings(ID<Congress>)
  case routing(ID<Congress>)
  case suggestionRules(ID<Congress>)
  case holidays
  case accounts
  case accountAct(AccountAct)
  // Security and audit
  case security
  case previewSecurity
  case liveSignIns
  case endLiveSignIn(ID<SignInSession>)
  case unlock
  case audit
  case auditLine(Int64)
  case endPost(ID<PostRecord>)
  case disableAccount
  case recordHistory(SubjectKind, Int64)
  case mergeRegions
  case previewMerge
  case regionNumbers
  case health
  case ready
  case asset(String)
  case favicon

  package var string: String {
    switch self {
    case .home: "/"
    case .congressHome(let id): "/congresses/\(id)"
    case .deputies: "/deputies"
    case .deputy(let id): "/deputies/\(id)"
    case .venues: "/venues"
    case .venue(let id): "/venues/\(id)"
    case .code(let token): "/c/\(token)"
    case .submit: "/submit"
    case .similar: "/submit/similar"
    case .receiptLink(let capability): "/r/\(capability)"
    case .receiptLinkAgain(let capability): "/r/\(capability)/open"
    case .mine: "/mine"
    case .forget: "/mine/forget"
    case .receipt(let number): "/mine/\(number)"
    case .receiptAct(let number, let act): "/mine/\(number)/\(act.rawValue)"
    case .receiptPhoto(let number, let id, let thumbnail): "/mine/\(number)/photos/\(id)" + (thumbnail ? "/small" : "")
    case .receiptMessages(let number): "/mine/\(number)/messages"
    case .stopMessages(let code): "/t/\(code)"
    case .information(let number): "/mine/\(number)/information"
    case .informationAct(let number, let act): "/mine/\(number)/information/\(act.rawValue)"
    case .workInformation: "/work/information"
    case .informationRequest(let id): "/work/information/\(id)"
    case .decideInformation(let id): "/work/information/\(id)/decide"
    case .lookAtInformation(let id): "/work/information/\(id)/reveal"
    case .retention(let id): "/work/retention/\(id)"
    case .confirmRetention(let id): "/work/retention/\(id)/confirm"
    case .placeHold(let id): "/work/retention/\(id)/holds"
    case .liftHold(let id, let hold): "/work/retention/\(id)/holds/\(hold)/lift"
    case .lookup: "/lookup"
    case .matters: "/matters"
    case .search: "/search"
    case .matter(let id): "/matters/\(id)"
    case .matterPhoto(let id, let file, let thumbnail): "/matters/\(id)/photos/\(file)" + (thumbnail ? "/small" : "")
    case .numbers: "/numbers"
    case .number(let measure): "/numbers/\(measure.rawValue.replacing("_", with: "-"))"
    case .termNumber(let figure): "/numbers/term-\(figure.rawValue.replacing("_", with: "-"))"
    case .campaigns: "/campaigns"
    case .campaign(let id): "/campaigns/\(id)"
    case .privacy: "/privacy"
    case .accessibility: "/accessibility"
    case .help: "/help"
    case .elderMode: "/elder-mode"
    case .api: "/api"
    case .apiDocument: APIDocument.path
    case .signIn: "/work/sign-in"
    case .signOut: "/work/sign-out"
    case .slip(let code): "/work/slip/\(code)"
    case .slipEntry: "/work/slip"
    case .pin: "/work/pin"
    case .password: "/work/password"
    case .signIns: "/work/sign-ins"
    case .endSignIn(let id): "/work/sign-ins/\(id)/end"
    case .tokens: "/work/tokens"
    case .revokeToken(let id): "/work/tokens/\(id)/revoke"
    case .work: "/work"
    case .workSearch: "/work/search"
    case .queue: "/work/matters"
    case .exportMatters: "/work/matters/export"
    case .exportWatched(let kind): SitePath.watched(kind).string + "/export"
    case .exportParts: "/work/unit/export"
    case .exportGrid: "/work/grid/export"
    case .exportNumber(let measure): "/work/numbers/\(measure.rawValue.replacing("_", with: "-"))/export"
    case .exportDirectory(let part): "/work/directory/export/\(part.rawValue)"
    case .exportAudit: "/work/audit/export"
    case .exportCampaign(let id): "/work/campaigns/\(id)/export"
    case .bulk: "/work/bulk"
    case .bulkRun(let id): "/work/bulk/\(id)"
    case .bulkStep(let id, let step): "/work/bulk/\(id)/\(step.rawValue)"
    case .record(let id): "/work/matters/\(id)"
    case .recordAct(let id, let act): "/work/matters/\(id)/\(act.rawValue)"
    case .recordPhoto(let id, let file, let thumbnail):
      "/work/matters/\(id)/photos/\(file)" + (thumbnail ? "/small" : "")
    case .paper(let id, let paper): "/work/matters/\(id)/papers/\(paper.rawValue)"
    case .unit: "/work/unit"
    case .handling(let id, let part): "/work/unit/\(id)/\(part)"
    case .handlingAct(let id, let part, let act): "/work/unit/\(id)/\(part)/\(act.rawValue)"
    case .handlingPhoto(let id, let part, let file, let thumbnail):
      "/work/unit/\(id)/\(part)/photos/\(file)" + (thumbnail ? "/small" : "")
    case .watched(let kind): "/work/watched/\(kind.rawValue.replacing("_", with: "-"))"
    case .imports: "/work/imports"
    case .importTemplate(let kind, let format): "/work/imports/templates/\(kind.rawValue)/\(format.rawValue)"
    case .importRun(let id): "/work/imports/\(id)"
    case .importAct(let id, let act): "/work/imports/\(id)/\(act.rawValue)"
    case .importReport(let id, let format): "/work/imports/\(id)/report/\(format.rawValue)"
    case .importSlips(let id): "/work/imports/\(id)/slips"
    case .intake: "/work/intake"
    case .raise: "/work/raise"
    case .raised(let key): "/work/raise/slips/\(key)"
    case .callBacks: "/work/call-backs"
    case .reviews: "/work/reviews"
    case .held: "/work/held"
    case .notices: "/work/notices"
    case .readNotices: "/work/notices/read"
    case .reminders(let id): "/work/notices/\(id)"
    case .preferences: "/work/preferences"
    case .messages: "/work/messages"
    case .retryMessage(let id): "/work/messages/\(id)/retry"
    case .testMessage: "/work/messages/test"
    case .ownContacts: "/work/contacts"
    case .suggestionPages(let path): path.string
    case .motionPages(let path): path.string
    case .workCampaigns: "/work/campaigns"
    case .newCampaign: "/work/campaigns/new"
    case .workCampaign(let id): "/work/campaigns/\(id)"
    case .editCampaign(let id): "/work/campaigns/\(id)/edit"
    case .publishCampaign(let id): "/work/campaigns/\(id)/publish"
    case .stopCampaign(let id): "/work/campaigns/\(id)/stop"
    case .sessions(let path): path.string
    case .directory: "/work/directory"
    case .directoryPart(let part): "/work/directory/\(part.rawValue)"
    case .directoryCongress(let id): "/work/directory/congresses/\(id)"
    case .directoryPerson(let id): "/work/directory/people/\(id)"
    case .directoryVenue(let id): "/work/directory/venues/\(id)"
    case .directoryEdit(let kind): "/work/directory/edit/\(kind.rawValue)"
    case .directoryGroup(let id): "/work/directory/groups/\(id)"
    case .directoryCluster(let id): "/work/directory/clusters/\(id)"
    case .directoryMechanism(let id): "/work/directory/mechanisms/\(id)"
    case .directoryLink(let id): "/work/directory/links/\(id)"
    case .coverage(let gap): "/work/directory/coverage/\(gap.rawValue)"
    case .arrange(let kind): "/work/directory/arrange/\(kind.rawValue)"
    case .ownLinks: "/work/links"
    case .logContact(let id): "/work/links/\(id)/contacts"
    case .codes: "/work/codes"
    case .revokeCode(let id): "/work/codes/\(id)/revoke"
    case .cards: "/work/codes/cards"
    case .poster(let id): "/work/codes/posters/\(id)"
    case .issueSlip(let id): "/work/directory/people/\(id)/slip"
    case .printCodes(let sheet): "/work/codes/print/\(sheet.rawValue)"
    case .portrait(let id): "/deputies/\(id)/portrait"
    case .savePortrait(let id): "/work/directory/people/\(id)/portrait"
    case .grid: "/work/grid"
    case .gridRegister: "/work/grid/new"
    case .settings(let id): "/work/settings/\(id)"
    case .previewSettings(let id): "/work/settings/\(id)/preview"
    case .routing(let id): "/work/settings/\(id)/routing"
    case .suggestionRules(let id): "/work/settings/\(id)/suggestions"
    case .holidays: "/work/holidays"
    case .accounts: "/work/accounts"
    case .accountAct(let act): "/work/accounts/\(act.rawValue)"
    case .security: "/work/security"
    case .previewSecurity: "/work/security/preview"
    case .liveSignIns: "/work/security/sign-ins"
    case .endLiveSignIn(let id): "/work/security/sign-ins/\(id)/end"
    case .unlock: "/work/security/unlock"
    case .audit: "/work/audit"
    case .auditLine(let id): "/work/audit/\(id)"
    case .endPost(let id): "/work/directory/posts/\(id)/end"
    case .disableAccount: "/work/accounts/disable"
    case .mergeRegions: "/work/directory/merge"
    case .previewMerge: "/work/directory/merge/preview"
    case .regionNumbers: "/work/numbers/regions"
    case .recordHistory(let kind, let id): "/work/directory/history/\(kind.rawValue)/\(id)"
    case .health: "/healthz"
    case .ready: "/readyz"
    case .asset(let name): "/assets/\(name)"
    case .favicon: "/favicon.ico"
    }
  }

  /// With a query; empty values are left out.
  package func with(_ query: [(String, String?)]) -> String {
    let parts = query.compactMap { name, value -> String? in
      guard let value, !value.isEmpty else { return nil }
      return name + "=" + PercentEncoding.encodeQueryValue(value)
    }
    return parts.isEmpty ? string : string + "?" + parts.joined(separator: "&")
  }

  /// The prefixes whose next part is a secret, or points to a resident's own matter, and never enters a log.
  package static let secretPrefixes = ["/r/", "/t/", "/work/slip/", "/work/raise/slips/", "/c/", "/mine/"]
}

/// A paper about a matter.
package enum MatterPaper: String, CaseIterable, Sendable {
  /// 接待登记表.
  case registration
  /// 答复单.
  case reply
  /// 告知单.
  case diversion
  /// 转办单.
  case transfer
}

/// A list of the directory.
package enum DirectoryPart: String, CaseIterable, Sendable {
  case regions, people, venues
  case groups, clusters, mechanisms, coverage, placements
  case gridHeads = "grid-heads"
}

/// An edit of the directory: one form each.
package enum DirectoryEditKind: String, CaseIterable, Sendable {
  case region, congress, term, body, constituency
  case electingUnit = "electing-unit"
  case delegation
  case delegationMember = "delegation-member"
  case unit, category, person, contact, mandate
  case mandateState = "mandate-state"
  case venue, placement, reception, post
}

/// What the administrator does to accounts.
package enum AccountAct: String, CaseIterable, Sendable {
  case add, password, disable, enable
}

/// What codes are printed on.
package enum PrintedSheet: String, CaseIterable, Sendable {
  /// 代表联系卡, ten on A4.
  case cards
  /// 站点海报, A4.
  case posters
  /// 桌牌, A5.
  case stands
  /// 公示牌, A3.
  case boards
  /// 网格海报, A4.
  case grids
  /// 征集活动海报, A4.
  case campaigns
}
