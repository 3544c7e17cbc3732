import DatabaseKit
package import Domain
import SecretsKit
import Store

/// 补发回执: the liaison has verified the person; a new link and lookup code are printed, the old ones die.
package enum ReissueReceipt {
  package static func run(
    verifiedBy: String, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> SubmitMatter.Receipt {
    guard let key = request.key else { throw ActionError.notFound }
    // Follows from the request, so that a reload of the page shows the same slip.
    let capability = environment.tokens.mac("reissue", [key.hash])
    let tokens = environment.tokens
    let code = tokens.lookupCode(capability: capability)
    _ = try await MatterChange(environment).run(.reissue, on: matter, request) { work in
      try work.carryOut(.reissue(verifiedBy: verifiedBy))
      try MatterPartStore.setReceipt(
        of: matter, capabilityHash: Tokens.hash(capability),
        lookupHash: tokens.lookupHash(receipt: work.matter.receipt, code: code), isNew: false, at: work.now,
        in: work.tx)
    }
    let number = try await environment.database.read { tx in try MatterStore.matter(matter, in: tx)?.receipt ?? "" }
    return SubmitMatter.Receipt(matter: matter, number: number, capability: capability, lookupCode: code)
  }
}
