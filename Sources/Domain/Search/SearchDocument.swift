/// What the index holds of one record: who may find it, and by which words. A pure function of the record; the store
/// writes it down, `verify` makes it again and compares.
package struct SearchDocument: Sendable, Equatable {
  /// The record's own id, which grows with time: newest first is the order of the index itself.
  package let id: Int64
  /// Whose searches find it, and in which state it is (``SearchScope``).
  package let scope: [String]
  /// See ``SearchText``.
  package let tokens: [String]

  package init(id: Int64, scope: Set<String>, texts: [String]) {
    self.id = id
    self.scope = scope.sorted()
    var tokens: [String] = []
    for text in texts where tokens.count < SearchText.mostTokens { tokens += SearchText.tokens(text) }
    self.tokens = Array(tokens.prefix(SearchText.mostTokens))
  }
}

/// Which of the two indexes: what the workbench finds, and what everybody finds. Nothing private is ever in the second.
package enum SearchIndex: String, CaseIterable, Sendable { case staff, open }

/// What is looked for beside each other; a word of the scope says which kind a document is.
package enum SearchKind: String, CaseIterable, Sendable {
  case matters, suggestions, deputies, venues, campaigns
}

/// The words of one act in a matter's history that searches go by.
package struct SpokenWords: Sendable, Equatable {
  package let act: MatterAct
  package let words: MatterWords

  package init(act: MatterAct, words: MatterWords) {
    self.act = act
    self.words = words
  }

  /// Acts whose words everybody reads who sees the matter, and the sender, too: what he said and what he was told.
  /// Notes, drafts and reasons among staff are not looked through.
  package static let acts: Set<MatterAct> = [
    .submit, .supplement, .ask, .recordResult, .signResult, .reply, .decline, .divert,
  ]
}

extension SearchDocument {
  /// What staff find a matter by: its receipt number, title, place and the words said between sender and station. Nil when
  /// it was erased. Numbers that could be somebody's telephone or card are left out.
  package static func staff(_ matter: Matter, facts: MatterFacts, words: [SpokenWords]) -> SearchDocument? {
    guard !matter.status.isErased else { return nil }
    var texts = [matter.title]
    for said in words where SpokenWords.acts.contains(said.act) {
      texts += [said.words.place, said.words.text, said.words.reply].compactMap { $0 }
    }
    return SearchDocument(
      id: matter.id.raw, scope: SearchScope.words(of: facts).union(SearchScope.words(ofReceipt: matter.receipt)),
      texts: texts.map { PrivateText.masked($0) })
  }

  /// What everybody finds a matter by: the redacted words as they were released, and nothing else. Nil when nothing is
  /// public.
  package static func open(_ publication: MatterPublication?, of status: MatterStatus) -> SearchDocument? {
    guard let publication, publication.isPublic, status.publication == .published, status.seal == nil,
      !status.erased.contains(.published)
    else { return nil }
    return SearchDocument(
      id: publication.matter.raw, scope: SearchScope.openWords(of: status),
      texts: [publication.title, publication.place, publication.text, publication.reply].map { PrivateText.masked($0) })
  }

  /// What everybody finds a suggestion by: the redacted words as they were released, with what the list is narrowed by.
  /// Nil while it is not public.
  package static func suggestion(_ publication: SuggestionPublication, units: [ID<HandlingUnit>]) -> SearchDocument? {
    guard publication.isPublic else { return nil }
    let texts = [publication.title, publication.text, publication.reply, publication.proposer, publication.units]
    return SearchDocument(
      id: publication.suggestion.raw, scope: SearchScope.words(of: publication, units: units),
      texts: texts.map { PrivateText.masked($0) })
  }

  /// A deputy by name and pinyin, in the form that the directory keeps for finding (``Pinyin``).
  package static func deputy(_ id: ID<Person>, searchText: String) -> SearchDocument {
    SearchDocument(id: id.raw, scope: [SearchScope.word(of: .deputies)], texts: [searchText])
  }

  /// An open station by name and address; nil when it is closed.
  package static func venue(_ id: ID<Venue>, name: String, address: String, isOpen: Bool) -> SearchDocument? {
    guard isOpen else { return nil }
    return SearchDocument(id: id.raw, scope: [SearchScope.word(of: .venues)], texts: [name, address])
  }

  /// A campaign by theme and text; nil while it is a draft.
  package static func campaign(_ campaign: Campaign) -> SearchDocument? {
    guard campaign.isOpenToRead else { return nil }
    return SearchDocument(
      id: campaign.id.raw, scope: [SearchScope.word(of: .campaigns)], texts: [campaign.theme, campaign.text])
  }
}
