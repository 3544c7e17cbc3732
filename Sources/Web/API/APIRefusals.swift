import Actions
import Domain
import HTTPKit
import Logging

extension APIRefusal {
  /// Every error as a refusal; what is unforeseen goes to the log under the request's number and tells nothing outside.
  static func of(_ error: any Error, requestID: String, readOnly: String?, log: Logger) -> APIRefusal {
    switch error {
    case let refusal as APIRefusal: return refusal
    case let error as ActionError: return of(error, readOnly: readOnly)
    case let error as BodyError: return of(error)
    case let reached as LimitReached: return .retry(.tooMany, after: max(1, reached.standing.retryAfter ?? 1))
    case let sentences as FormSentences:
      return .body(sentences.problems.map { SchemaProblem("", $0.words) })
    default: break
    }
    if let trouble = DatabaseTrouble(error) {
      log.error("database", metadata: ["id": .string(requestID), "what": .string(trouble.what)])
      return trouble.isPassing ? .retry(.unavailable, after: 5) : APIRefusal(.internalError, "问题编号：" + requestID)
    }
    log.error("unforeseen", metadata: ["id": .string(requestID), "type": .string(String(describing: type(of: error)))])
    return APIRefusal(.internalError, "问题编号：" + requestID)
  }

  private static func of(_ error: ActionError, readOnly: String?) -> APIRefusal {
    switch error {
    case .notFound: APIRefusal(.notFound)
    case .refused(let reason): of(reason)
    case .rule(let refusal): APIRefusal(.notNow, ProblemWords.sentence(refusal) + "。")
    case .suggestion(let refusal): APIRefusal(.notNow, ProblemWords.sentence(refusal) + "。")
    case .motion(let refusal): APIRefusal(.notNow, ProblemWords.sentence(refusal) + "。")
    case .changedMeanwhile: APIRefusal(.movedOn, "请重新读取，看看最新情况再决定要不要继续。")
    case .locked: .retry(.locked, after: 3600, "为了安全，请过一会儿再试。")
    case .wrongSecret: APIRefusal(.wrongCredentials, "请核对后再试。")
    case .duplicate: APIRefusal(.duplicate, "同样的内容已经存在，没有重复保存。")
    case .busy: .retry(.unavailable, after: 5, "现在人多，内容没有保存。")
    case .readOnly: .retry(.readOnly, after: 120, readOnly ?? "系统正在维护，现在只能查看。")
    case .invalid(let problems):
      .body(
        problems.map { problem in
          SchemaProblem("/" + problem.field, ProblemWords.sentence(problem, label: "这一项"))
        })
    }
  }

  private static func of(_ reason: AccessRefusal) -> APIRefusal {
    switch reason {
    case .notVisible: APIRefusal(.notFound)
    case .pinNeeded: APIRefusal(.pinNeeded, ProblemWords.sentence(reason) + "。")
    case .notYours, .onHisWord, .chiefDecides, .dutiesApart:
      APIRefusal(.forbidden, ProblemWords.sentence(reason) + "。")
    }
  }

  private static func of(_ error: BodyError) -> APIRefusal {
    switch error {
    case .tooLarge: APIRefusal(.tooLarge)
    case .malformed: APIRefusal(.malformed)
    case .unsupportedType: APIRefusal(.unsupportedType)
    case .tooSlow: APIRefusal(.tooSlow)
    }
  }
}
