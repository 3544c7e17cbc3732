/// 附议、联名: one who was asked to sign.
package struct CoSigner: Sendable, Hashable, Codable {
  package enum Answer: String, CaseIterable, Sendable, Codable { case invited, signed, declined }

  package let person: ID<Person>
  package let mandate: ID<Mandate>
  package var answer: Answer
  package var answeredOn: CivilDate?
  /// Agrees that it is withdrawn.
  package var agreesToWithdraw: Bool

  package init(person: ID<Person>, mandate: ID<Mandate>, answer: Answer = .invited, answeredOn: CivilDate? = nil) {
    self.person = person
    self.mandate = mandate
    self.answer = answer
    self.answeredOn = answeredOn
    agreesToWithdraw = false
  }
}

extension [CoSigner] {
  /// The words are others: whoever has signed is asked again.
  mutating func askAgain() {
    for index in indices where self[index].answer == .signed {
      self[index].answer = .invited
      self[index].answeredOn = nil
    }
  }

  /// Somebody who was asked before and declined takes the last place.
  mutating func invite(_ signers: [CoSigner]) {
    let asked = Set(signers.map(\.person))
    removeAll { asked.contains($0.person) }
    self += signers
  }

  mutating func answer(_ person: ID<Person>, _ answer: CoSigner.Answer, on date: CivilDate) {
    guard let index = lastIndex(where: { $0.person == person }) else { return }
    self[index].answer = answer
    self[index].answeredOn = date
  }
}
