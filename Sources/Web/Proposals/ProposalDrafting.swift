import Actions
import Domain
import HTTPKit

/// What the forms have in common with which suggestions and motions are begun.
enum ProposalDrafting {
  /// Where a deputy sits in several congresses that are run here, the form says which; a deputy of one is not asked. Nil for
  /// somebody who sits in none.
  static func congress(_ form: PostedForm, of deputy: ID<Person>?, _ visit: Visit) async throws -> ID<Congress>? {
    guard let deputy else { return nil }
    let all = try await ReadMandates.run(of: deputy, in: visit.environment)
    if let chosen: ID<Congress> = form.id("congress"), all.contains(where: { $0.id == chosen }) { return chosen }
    return all.first { $0.id == visit.site.congress.id }?.id ?? all.first?.id
  }
}
