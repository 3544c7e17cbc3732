package import Domain

/// The addresses of motions.
package enum MotionPath: Sendable, Equatable {
  case publicList
  case publicOne(ID<Motion>)
  case list
  case new
  case record(ID<Motion>)
  case edit(ID<Motion>)
  case act(ID<Motion>, MotionAct)
  case implementation(ID<Motion>)
  case paper(ID<Motion>)
  case paperFile(ID<Motion>)

  var string: String {
    switch self {
    case .publicList: "/motions"
    case .publicOne(let id): "/motions/\(id)"
    case .list: "/work/motions"
    case .new: "/work/motions/new"
    case .record(let id): "/work/motions/\(id)"
    case .edit(let id): "/work/motions/\(id)/edit"
    case .act(let id, let act): "/work/motions/\(id)/\(act.rawValue)"
    case .implementation(let id): "/work/motions/\(id)/implementation"
    case .paper(let id): "/work/motions/\(id)/paper"
    case .paperFile(let id): "/work/motions/\(id)/paper/pdf"
    }
  }
}

extension SitePath {
  package static var motions: SitePath { .motionPages(.publicList) }
  package static func motion(_ id: ID<Motion>) -> SitePath { .motionPages(.publicOne(id)) }
  package static var workMotions: SitePath { .motionPages(.list) }
  package static var newMotion: SitePath { .motionPages(.new) }
  package static func workMotion(_ id: ID<Motion>) -> SitePath { .motionPages(.record(id)) }
  package static func editMotion(_ id: ID<Motion>) -> SitePath { .motionPages(.edit(id)) }
  package static func motionAct(_ id: ID<Motion>, _ act: MotionAct) -> SitePath { .motionPages(.act(id, act)) }
  package static func motionImplementation(_ id: ID<Motion>) -> SitePath { .motionPages(.implementation(id)) }
  package static func motionPaper(_ id: ID<Motion>) -> SitePath { .motionPages(.paper(id)) }
  package static func motionPaperFile(_ id: ID<Motion>) -> SitePath { .motionPages(.paperFile(id)) }
}
