import DatabaseKit
package import Domain
import SecretsKit
import Store

/// Adds or corrects a person; mandates, posts and accounts are apart.
package enum SavePerson {
  package struct Input: Sendable {
    package let id: ID<Person>?
    package let name: String
    package let residence: ID<Region>?
    package let workplace: String
    package let occupation: String
    package let expertise: [String]
    package let introduction: String

    package init(
      id: ID<Person>?, name: String, residence: ID<Region>? = nil, workplace: String = "", occupation: String = "",
      expertise: [String] = [], introduction: String = ""
    ) {
      self.id = id
      self.name = name
      self.residence = residence
      self.workplace = workplace
      self.occupation = occupation
      self.expertise = expertise
      self.introduction = introduction
    }
  }

  /// - Parameter seen: the revision that was edited; refused when somebody was faster.
  package static func run(_ input: Input, seen: Int? = nil, by actor: Actor, in environment: AppEnvironment)
    async throws
    -> ID<Person>
  {
    if input.name.isEmpty { throw ActionError.invalid([FieldProblem("name", .missing)]) }
    let edit = DirectoryEdit(environment, by: actor)
    let id: ID<Person> = input.id ?? environment.newID(at: edit.now)
    let person = Person(
      id: id, name: input.name, residence: input.residence, workplace: input.workplace, occupation: input.occupation,
      expertise: input.expertise, introduction: input.introduction)
    let keys = Pinyin.searchKeys(for: input.name)
    let sortKey = (keys.full.first ?? input.name) + " " + input.name
    let facts = [
      "name": input.name, "occupation": input.occupation, "workplace": input.workplace,
      "expertise": input.expertise.joined(separator: "、"),
    ]
    let allowed = { @Sendable (tx: any ReadTransaction) throws -> Bool in try edit.mayEdit(id, in: tx) }
    try await edit.run(.person, id.raw, input.id == nil ? "add" : "change", if: allowed, facts: facts) { tx in
      if input.id != nil, try PersonStore.person(id, in: tx) == nil { throw ActionError.notFound }
      if let residence = input.residence, try RegionStore.region(residence, in: tx) == nil {
        throw ActionError.invalid([FieldProblem("residence", .notFound)])
      }
      try DirectoryEdit.claim(.person(id), seen: seen, in: tx)
      try PersonStore.save(person, searchText: keys.searchText, sortKey: sortKey, in: tx)
    }
    return id
  }
}

/// A deputy's own contact data and whether residents may see them, field by field.
package enum SaveContact {
  /// - Parameter text: empty removes the field.
  package static func run(
    _ field: ContactField, _ text: String, isPublic: Bool, of person: ID<Person>, by actor: Actor,
    in environment: AppEnvironment
  ) async throws {
    let edit = DirectoryEdit(environment, by: actor)
    let sealed = try environment.cipher.seal(
      text, record: person.raw, field: "person_contacts", nonce: environment.random(12))
    let stored = StoredContactField(
      field: field, sealed: sealed.bytes, keyID: sealed.keyID, mask: ContactMask.mask(phone: text), isPublic: isPublic)
    let facts = ["field": field.rawValue, "public": isPublic ? "yes" : "no"]
    let change = { @Sendable (tx: any WriteTransaction) throws -> Void in
      if text.isEmpty {
        try PersonStore.removeContact(field, of: person, in: tx)
      } else {
        try PersonStore.save(stored, of: person, agreedAt: isPublic ? edit.now : nil, in: tx)
      }
    }
    // One's own contact is one's own to change; clerks enter it on the deputy's word.
    let allowed = { @Sendable (tx: any ReadTransaction) throws -> Bool in
      try actor.person == person || edit.mayEdit(person, in: tx)
    }
    try await edit.run(.person, person.raw, "contact", if: allowed, facts: facts, change)
  }
}
