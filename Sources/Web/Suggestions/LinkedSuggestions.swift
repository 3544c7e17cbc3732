import Actions
import Domain
import HTMLKit

/// On a matter: the suggestions that deputies have made of it.
struct LinkedSuggestions {
  let suggestions: [LinkedSuggestion]

  /// For those who work on the matter; whoever may draft can begin one from it.
  func writeForStaff(_ matter: ID<Matter>, mayDraft: Bool, _ h: inout HTMLWriter) {
    if suggestions.isEmpty, !mayDraft { return }
    h.card("suggestions", "代表建议") { h in
      if !suggestions.isEmpty {
        h.ul(.class("lines")) { h in
          for suggestion in suggestions { h.li { h in line(suggestion, forStaff: true, &h) } }
        }
      }
      if mayDraft {
        h.p(.class("section-s")) { h in
          h.a(
            .class("btn btn-s"), .href(SitePath.newSuggestion.with([("matters", "\(matter)")]))
          ) { h in
            h.icon(.pencil)
            h.text("据此起草代表建议")
          }
        }
      }
    }
  }

  /// For the resident, on the receipt.
  func writeForSender(_ h: inout HTMLWriter) {
    if suggestions.isEmpty { return }
    h.card("suggestions", "代表已据此提出建议") { h in
      if !suggestions.contains(where: \.isAnswered) {
        h.p(.class("small"), text: "代表把您和其他群众反映的情况整理成建议，交有关单位研究办理。答复出来以后，会在这里告诉您，请您评价。")
      }
      h.ul(.class("lines")) { h in
        for suggestion in suggestions { h.li { h in line(suggestion, forStaff: false, &h) } }
      }
    }
  }

  private func line(_ suggestion: LinkedSuggestion, forStaff: Bool, _ h: inout HTMLWriter) {
    let title = suggestion.title ?? "代表建议"
    let path: SitePath? = suggestion.id.flatMap { id in
      forStaff && suggestion.mayOpen ? .suggestion(id) : suggestion.isPublished ? .publicSuggestion(id) : nil
    }
    let stage = forStaff ? Words.suggestion(suggestion.state) : stage(suggestion)
    guard let path else {
      h.div(.class("line")) { h in
        h.b(title)
        h.small(stage)
      }
      return
    }
    h.a(.class("line"), .href(path.string)) { h in
      h.b(title)
      h.small(stage)
    }
  }

  /// How far it is, in words for everybody.
  private func stage(_ suggestion: LinkedSuggestion) -> String {
    switch suggestion.state {
    case .submitted, .registered, .drafting, .returned, .split, .merged: "已提交，正在审查交办"
    case .handling: suggestion.isAnswered ? "已答复，正在进一步办理" : "有关单位正在办理"
    case .replied, .studying, .disputed: "已答复"
    case .closed: "已办结"
    case .refused, .letter, .withdrawn, .discarded: "不作为建议办理，您的诉求照常办理"
    }
  }
}
