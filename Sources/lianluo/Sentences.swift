import Actions
import DatabaseKit
import Domain
import Foundation
import SecretsKit

/// An error as a sentence for whoever runs the command.
enum Sentences {
  static func of(_ error: any Error) -> String {
    switch error {
    case let error as DatabaseError: return database(error)
    case let error as ActionError: return action(error)
    case let error as SecretsError: return "密钥不对：\(secrets(error))"
    case let error as CocoaError where error.code == .fileWriteNoPermission || error.code == .fileReadNoPermission:
      return "没有权限读写数据目录"
    case let error as POSIXError: return "系统错误 \(error.code.rawValue)"
    default: return "没有办成：\(type(of: error))"
    }
  }

  private static func database(_ error: DatabaseError) -> String {
    switch error {
    case .unavailable(let reason): "数据库连不上：\(reason)"
    case .migration(let reason): "数据库结构不对：\(reason)"
    case .diskFull: "磁盘满了"
    case .conflictRetriesExhausted, .lockWait: "数据库太忙，请再试一次"
    case .uniqueViolation: "已经有同样的记录"
    case .foreignKeyViolation, .checkViolation: "数据不符合规定"
    case .statement(let code, let message): "数据库报错 \(code)：\(message)"
    case .decoding(let message): "数据库内容读不懂：\(message)"
    }
  }

  private static func action(_ error: ActionError) -> String {
    switch error {
    case .notFound: return "没有找到"
    case .duplicate: return "已经有了"
    case .invalid(let problems): return problems.map { word($0) }.joined(separator: "；")
    case .readOnly: return "现在只能查看"
    case .refused(.dutiesApart): return "系统管理员、安全管理员、审计员不能由一个人担任"
    default: return "没有办成：\(error)"
    }
  }

  private static func word(_ problem: FieldProblem) -> String {
    switch problem.rule {
    case .password(let reason):
      switch reason {
      case .tooShort(let minimum): return "密码至少\(minimum)位"
      case .tooLong: return "密码太长"
      case .tooSimple(let kinds): return "密码要有大写、小写、数字、符号中的\(kinds)种"
      case .containsName: return "密码里不能有用户名"
      case .usedBefore(let history): return "不能用最近\(history)次用过的密码"
      }
    case .taken: return "\(problem.field) 已经有了"
    default: return "\(problem.field) 不对"
    }
  }

  private static func secrets(_ error: SecretsError) -> String {
    switch error {
    case .unknownKey(let id): "没有第\(id)号密钥"
    case .notAuthentic: "内容解不开"
    case .hashing(let code): "口令计算出错 \(code)"
    case .busy: "太忙"
    }
  }
}
