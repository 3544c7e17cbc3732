/// A deputy in a delegation.
package struct DelegationMember: Sendable, Equatable {
  package let delegation: ID<Delegation>
  package let mandate: ID<Mandate>
  package let person: ID<Person>
  package let name: String
  /// 团长.
  package let isHead: Bool

  package init(
    delegation: ID<Delegation>, mandate: ID<Mandate>, person: ID<Person>, name: String, isHead: Bool
  ) {
    self.delegation = delegation
    self.mandate = mandate
    self.person = person
    self.name = name
    self.isHead = isHead
  }
}
