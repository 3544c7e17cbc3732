import DatabaseKit
package import Domain
import Store

/// Somebody with an account and posts: the person, if new, the account and the posts together, or nothing.
package enum AddStaff {
  package struct Input: Sendable {
    /// Nil adds a person of this name.
    package let person: ID<Person>?
    package let name: String
    package let username: String
    package let password: String
    package let posts: [Post]

    package init(person: ID<Person>? = nil, name: String, username: String, password: String, posts: [Post] = []) {
      self.person = person
      self.name = name
      self.username = username
      self.password = password
      self.posts = posts
    }
  }

  package static func run(_ input: Input, by actor: Actor, in environment: AppEnvironment) async throws -> ID<Person> {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let staff = try await NewStaff(input, by: actor, in: environment)
    try await environment.database.write(locking: [LockKey(.account, staff.person.raw)]) { tx in
      let held = try AccountStore.posts(of: staff.person, on: environment.now().date, in: tx)
      guard DirectoryAccess.mayManageAccount(holding: held, by: actor),
        input.posts.allSatisfy({ DirectoryAccess.mayGrant($0, to: staff.person, by: actor) })
      else { throw ActionError.refused(.notYours) }
      try staff.insert(in: tx)
    }
    return staff.person
  }
}

/// The rows of ``AddStaff``, made ready outside of the transaction.
struct NewStaff: Sendable {
  let person: ID<Person>
  private let newPerson: Person?
  private let entry: NewEntry
  private let account: NewAccount
  private let posts: [NewPost]

  init(_ input: AddStaff.Input, by actor: Actor, in environment: AppEnvironment) async throws {
    if input.name.isEmpty { throw ActionError.invalid([FieldProblem("name", .missing)]) }
    let now = environment.now()
    person = input.person ?? environment.newID(at: now)
    newPerson = input.person == nil ? Person(id: person, name: input.name) : nil
    entry = NewEntry(
      id: environment.newID(at: now), kind: .person, subject: person.raw, act: "add", at: now,
      actor: actor.recordActor, facts: try JSONText.encode(["name": input.name]), words: nil,
      salt: environment.random(16))
    account = try await NewAccount(
      username: input.username, password: input.password, person: person, mustChange: true, by: actor, in: environment)
    let person = person
    posts = input.posts.map { NewPost($0, to: person, by: actor, in: environment) }
  }

  func insert(in tx: any WriteTransaction) throws {
    if let newPerson {
      let keys = Pinyin.searchKeys(for: newPerson.name)
      let sortKey = (keys.full.first ?? newPerson.name) + " " + newPerson.name
      try PersonStore.save(newPerson, searchText: keys.searchText, sortKey: sortKey, in: tx)
      try ManageAccounts.append(entry, in: tx)
    }
    try account.insert(in: tx)
    for post in posts { try post.insert(in: tx) }
  }
}

/// A password for the first sign-in, after which another one has to be chosen: sixteen letters and digits without those
/// that look alike, in groups of four.
package enum OneTimePassword {
  package static func make(_ random: (Int) -> [UInt8]) -> String {
    let kinds = [Array("ABCDEFGHJKLMNPQRSTUVWXYZ"), Array("abcdefghijkmnpqrstuvwxyz"), Array("23456789")]
    let bytes = random(16)
    let groups = (0..<4).map { group in
      // Of every kind something in each group; the last place of a group takes any kind.
      String(
        (0..<4).map { place in
          let byte = Int(bytes[group * 4 + place])
          let kind = kinds[place < 3 ? (place + group) % 3 : byte % 3]
          return kind[byte % kind.count]
        })
    }
    return groups.joined(separator: "-")
  }
}
