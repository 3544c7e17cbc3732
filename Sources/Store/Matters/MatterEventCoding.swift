package import Domain

/// A matter's event as the facts that are stored, and back.
package enum MatterEventCoding {
  package static func facts(_ event: MatterEvent) throws -> String {
    switch event {
    case .submitted(let facts): try JSONText.encode(facts)
    case .accepted(let facts): try JSONText.encode(facts)
    case .declined(let facts): try JSONText.encode(facts)
    case .diverted(let facts): try JSONText.encode(facts)
    case .sealed(let facts): try JSONText.encode(facts)
    case .assigned(let facts): try JSONText.encode(facts)
    case .classified(let facts): try JSONText.encode(facts)
    case .noted(let facts): try JSONText.encode(facts)
    case .asked(let facts): try JSONText.encode(facts)
    case .supplemented(let facts): try JSONText.encode(facts)
    case .transferred(let facts): try JSONText.encode(facts)
    case .recalled(let facts), .signedFor(let facts), .sentBack(let facts): try JSONText.encode(facts)
    case .appointed(let facts): try JSONText.encode(facts)
    case .returnAsked(let facts): try JSONText.encode(facts)
    case .returnSettled(let facts): try JSONText.encode(facts)
    case .resultDrafted(let facts): try JSONText.encode(facts)
    case .resultSigned(let facts): try JSONText.encode(facts)
    case .resultRecorded(let facts): try JSONText.encode(facts)
    case .replied(let facts): try JSONText.encode(facts)
    case .rated(let facts): try JSONText.encode(facts)
    case .feedbackRecorded(let facts): try JSONText.encode(facts)
    case .closedUnrated(let facts): try JSONText.encode(facts)
    case .reopened(let facts): try JSONText.encode(facts)
    case .withdrawn, .urged: "{}"
    case .redacted(let facts): try JSONText.encode(facts)
    case .published(let facts): try JSONText.encode(facts)
    case .archived(let facts): try JSONText.encode(facts)
    case .objected(let facts): try JSONText.encode(facts)
    case .revealed(let facts): try JSONText.encode(facts)
    case .reissued(let facts): try JSONText.encode(facts)
    case .erased(let facts): try JSONText.encode(facts)
    case .lapsed(let facts): try JSONText.encode(facts)
    case .handedOver(let facts): try JSONText.encode(facts)
    case .recounted(let facts): try JSONText.encode(facts)
    }
  }

  package static func event(_ act: MatterAct, _ facts: String) throws -> MatterEvent {
    func read<T: Decodable>(_ type: T.Type = T.self) throws -> T { try JSONText.decode(type, from: facts) }
    return switch act {
    case .submit: .submitted(try read())
    case .accept: .accepted(try read())
    case .decline: .declined(try read())
    case .divert: .diverted(try read())
    case .seal: .sealed(try read())
    case .assign: .assigned(try read())
    case .classify: .classified(try read())
    case .note: .noted(try read())
    case .urge: .urged
    case .ask: .asked(try read())
    case .supplement: .supplemented(try read())
    case .transfer: .transferred(try read())
    case .recall: .recalled(try read())
    case .signFor: .signedFor(try read())
    case .appoint: .appointed(try read())
    case .askReturn: .returnAsked(try read())
    case .settleReturn: .returnSettled(try read())
    case .draftResult: .resultDrafted(try read())
    case .sendBack: .sentBack(try read())
    case .signResult: .resultSigned(try read())
    case .recordResult: .resultRecorded(try read())
    case .reply: .replied(try read())
    case .rate: .rated(try read())
    case .recordFeedback: .feedbackRecorded(try read())
    case .closeUnrated: .closedUnrated(try read())
    case .rehandle: .reopened(try read())
    case .withdraw: .withdrawn
    case .redact: .redacted(try read())
    case .publish: .published(try read())
    case .archive: .archived(try read())
    case .object: .objected(try read())
    case .reveal: .revealed(try read())
    case .reissue: .reissued(try read())
    case .erase: .erased(try read())
    case .lapse: .lapsed(try read())
    case .recount: .recounted(try read())
    case .handOver: .handedOver(try read())
    }
  }
}
