/// A band of the paper that is not cut.
struct Strip<Content> {
  let height: Double
  /// Room above it, except at the top of a page.
  var gap: Double = 0
  /// Stands on the page of the next one.
  var joinsNext = false
  var startsPage = false
  /// What is repeated above it when it is the first of a page.
  var head: Head?
  let content: Content

  struct Head {
    let height: Double
    let content: Content
  }
}

/// A strip in its place on a page.
struct Placed<Content> {
  let top: Double
  /// The topmost of its page, or the bottommost.
  var isFirst = false
  var isLast = false
  let content: Content
}

/// Deals strips out to pages as they come, so that only one page has to be remembered.
struct Pagination<Content> {
  typealias Page = [Placed<Content>]

  let height: Double
  private var finished: [Page] = []
  private var page: Page = []
  private var used: Double = 0
  /// Strips that stand together; nothing is decided before the last of them is here.
  private var group: [Strip<Content>] = []

  init(height: Double) { self.height = height }

  /// Takes the next strip and returns the pages that are complete.
  mutating func add(_ strip: Strip<Content>) -> [Page] {
    if strip.startsPage { breakPage() }
    group.append(strip)
    if !strip.joinsNext { place() }
    return taken()
  }

  /// The pages that are left; at least one page comes out in all if `isOnly`.
  mutating func finish(atLeastOne isOnly: Bool) -> [Page] {
    place()
    if !page.isEmpty || (isOnly && finished.isEmpty) { turn() }
    return taken()
  }

  private mutating func taken() -> [Page] {
    defer { finished = [] }
    return finished
  }

  private mutating func breakPage() {
    place()
    if !page.isEmpty { turn() }
  }

  private mutating func place() {
    guard let first = group.first else { return }
    let strips = group
    group = []
    let whole = strips.reduce(0) { $0 + $1.gap + $1.height }
    if !fits(whole - (page.isEmpty ? first.gap : 0)), !page.isEmpty, whole - first.gap + headHeight(first) <= height {
      turn()
    }
    for strip in strips { put(strip) }
  }

  private func headHeight(_ strip: Strip<Content>) -> Double { strip.head?.height ?? 0 }

  /// A hundredth of a point is no reason to turn a page.
  private func fits(_ more: Double) -> Bool { used + more <= height + 0.01 }

  private mutating func put(_ strip: Strip<Content>) {
    if !page.isEmpty, !fits(strip.gap + strip.height) { turn() }
    if page.isEmpty, let head = strip.head {
      page.append(Placed(top: 0, content: head.content))
      used = head.height
    } else if !page.isEmpty {
      used += strip.gap
    }
    page.append(Placed(top: used, content: strip.content))
    used += strip.height
  }

  private mutating func turn() {
    if !page.isEmpty {
      page[0].isFirst = true
      page[page.count - 1].isLast = true
    }
    finished.append(page)
    page = []
    used = 0
  }
}
