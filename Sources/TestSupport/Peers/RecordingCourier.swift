package import Actions
package import Domain
import Synchronization

/// A way out that writes down what it is given and answers as a test wants.
package final class RecordingCourier: MessageCourier {
  package let knowsIDs: Bool
  package let longest: Int
  package let width: Int
  package let host = "recorder"
  private let state: Mutex<(sent: [OutgoingMessage], outcome: SendOutcome)>

  package init(knowsIDs: Bool = false, longest: Int = 30, width: Int = 4, _ outcome: SendOutcome = .accepted) {
    self.knowsIDs = knowsIDs
    self.longest = longest
    self.width = width
    state = Mutex((sent: [], outcome: outcome))
  }

  package var sent: [OutgoingMessage] { state.withLock { $0.sent } }

  package func answer(_ outcome: SendOutcome) { state.withLock { $0.outcome = outcome } }

  package func send(_ message: OutgoingMessage) async -> SendResult {
    state.withLock { state in
      state.sent.append(message)
      return SendResult(state.outcome, reason: "recorded")
    }
  }

  package func shutDown() async {}
}
