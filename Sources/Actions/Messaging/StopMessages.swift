import DatabaseKit
package import Domain
import Store

/// 不再收短信: by the receipt for one matter, by the address in a message for the number.
package enum StopMessages {
  /// How messages about a matter stand, for whoever holds its receipt.
  package enum Standing: Sendable, Equatable {
    /// There is no gateway, or no mobile number: nothing to choose.
    case unavailable
    case off
    case on
    /// Somebody who has the telephone wants nothing more.
    case numberStopped
  }

  package static func standing(of matter: ID<Matter>, in environment: AppEnvironment) async throws -> Standing {
    guard environment.couriers.sms != nil else { return .unavailable }
    return try await environment.database.read { tx in
      guard let number = try ConsentStore.number(of: matter, in: tx) else { return .unavailable }
      if try ConsentStore.isStopped(number.index, in: tx) { return .numberStopped }
      return try ConsentStore.isGiven(matter, in: tx) ? .on : .off
    }
  }

  /// The sender changes his mind.
  package static func set(_ wants: Bool, for matter: ID<Matter>, by actor: Actor, in environment: AppEnvironment)
    async throws
  {
    if environment.readOnly != nil { throw ActionError.readOnly }
    guard case .sender(matter) = actor else { throw ActionError.notFound }
    let now = environment.now()
    let message = environment.newIDs(1, at: now)[0]
    try await environment.database.write(locking: [LockKey(.matter, matter.raw)]) { tx in
      guard wants else { return try ConsentStore.end(matter, at: now, in: tx) }
      guard let number = try ConsentStore.number(of: matter, in: tx), try !ConsentStore.isGiven(matter, in: tx),
        let known = try MatterStore.matter(matter, in: tx)
      else { return }
      try ConsentStore.give(matter, at: now, in: tx)
      // A number that was never written to begins with its receipt.
      if try !ConsentStore.isGreeted(number.index, in: tx) {
        try SenderPayload.enqueue(.receipt, matter, known.status.congress, id: { message }, at: now, in: tx)
      }
    }
  }

  /// Nil for a code that there is not.
  package static func isStopped(code: String, in environment: AppEnvironment) async throws -> Bool? {
    try await environment.database.read { tx in try ConsentStore.isStopped(code: code, in: tx) }
  }

  /// - Parameter stops: false lets messages to the number again.
  package static func setNumber(_ stops: Bool, code: String, in environment: AppEnvironment) async throws {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let now = environment.now()
    let isKnown = try await environment.database.write { tx in
      try ConsentStore.stop(code: code, at: stops ? now : nil, in: tx)
    }
    guard isKnown else { throw ActionError.notFound }
  }
}
