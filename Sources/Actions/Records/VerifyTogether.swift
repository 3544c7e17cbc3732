import Domain
import Store

/// Matters that name each other: those that came in one form, and those that were put together. `verify` looks at both ends.
struct VerifyTogether: Sendable {
  private struct End: Sendable {
    let receipt: String
    /// The form it came in, by its leading matter.
    var formLead: ID<Matter>?
    var formFollowers: Set<ID<Matter>> = []
    /// Matters that say they joined others, and those that say others came to them.
    var joined: Set<ID<Matter>> = []
    var took: Set<ID<Matter>> = []
    var mergedInto: ID<Matter>?
    /// The words of the form are there.
    var hasWords: Bool
    /// They were erased together with those of the others, as today's erasures do.
    var erasedTogether: Bool
  }

  /// Only of matters that have something to do with others.
  private var ends: [ID<Matter>: End] = [:]

  mutating func add(_ matter: Matter, _ history: [RecordEntry]) throws {
    var end = End(
      receipt: matter.receipt, mergedInto: matter.status.mergedInto, hasWords: history.first?.words != nil,
      erasedTogether: false)
    for entry in history {
      guard let act = MatterAct(rawValue: entry.act) else { continue }
      switch act {
      case .submit, .join, .merge, .erase: break
      default: continue
      }
      switch try MatterEventCoding.event(act, entry.facts) {
      case .submitted(let facts):
        end.formLead = facts.lead
        end.formFollowers = Set(facts.followers ?? [])
      case .joined(let facts): end.joined.insert(facts.lead)
      case .merged(let facts): end.took.formUnion(facts.followers)
      // Entries of earlier versions told no parts and left the others alone.
      case .erased(let facts): if facts.parts?.contains(.words) == true { end.erasedTogether = true }
      default: break
      }
    }
    if end.formLead != nil || end.mergedInto != nil || !end.formFollowers.isEmpty || !end.joined.isEmpty
      || !end.took.isEmpty
    {
      ends[matter.id] = end
    }
  }

  mutating func add(_ other: VerifyTogether) { ends.merge(other.ends) { $1 } }

  var findings: [VerifyFinding] {
    ends.sorted { $0.key < $1.key }.flatMap { id, end in
      forms(id, end) + joinings(id, end)
    }
  }

  private func forms(_ id: ID<Matter>, _ end: End) -> [VerifyFinding] {
    var findings: [VerifyFinding] = []
    if let lead = end.formLead, ends[lead]?.formFollowers.contains(id) != true {
      findings.append(VerifyFinding("诉求 \(end.receipt)：说是和另一件一张表单提的，那一件没有记着它"))
    }
    for follower in end.formFollowers.sorted() where ends[follower]?.formLead != id {
      findings.append(VerifyFinding("诉求 \(end.receipt)：说有一件和它一张表单提的，那一件没有记着它"))
    }
    guard end.erasedTogether else { return findings }
    let lead = end.formLead ?? id
    for other in Set([lead]).union(ends[lead]?.formFollowers ?? []).subtracting([id]).sorted() {
      if let other = ends[other], other.hasWords {
        findings.append(VerifyFinding("诉求 \(other.receipt)：同一张表单的另一件已依法删除，相同的原话还在"))
      }
    }
    return findings
  }

  private func joinings(_ id: ID<Matter>, _ end: End) -> [VerifyFinding] {
    var findings: [VerifyFinding] = []
    if let lead = end.mergedInto, ends[lead].map({ $0.took.union($0.formFollowers).contains(id) }) != true {
      findings.append(VerifyFinding("诉求 \(end.receipt)：并入了另一件，那一件没有记着它"))
    }
    for follower in end.took.sorted() where ends[follower]?.joined.contains(id) != true {
      findings.append(VerifyFinding("诉求 \(end.receipt)：并来了一件，那一件没有记着它"))
    }
    return findings
  }
}
