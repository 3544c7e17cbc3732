/// A mandate of an earlier term of which nobody has said that it ended, or that whoever holds it was elected again and goes
/// on with it.
package struct FormerMandate: Sendable, Equatable {
  package let id: ID<Mandate>
  package let person: Named<Person>
  /// The number of its term; nil where it was entered without one.
  package let term: Int?
  /// The constituency or electing unit.
  package let electedBy: String
  package let state: MandateState

  package init(id: ID<Mandate>, person: Named<Person>, term: Int?, electedBy: String, state: MandateState) {
    self.id = id
    self.person = person
    self.term = term
    self.electedBy = electedBy
    self.state = state
  }
}
