import Domain
import Testing

/// Clocks that leap.
@Suite struct ClockTests {
  private let start = Instant(milliseconds: 1_800_000_000_000)

  @Test("钟走得稳不算跳，往前往后跳十分钟以上才算，跳后歇十分钟")
  func leaps() {
    var watch = ClockWatch()
    #expect(watch.look(wall: start, steady: 0) == nil)
    #expect(watch.look(wall: start.adding(seconds: 61), steady: 60_000) == nil)
    #expect(!watch.rests(at: 60_000))
    #expect(watch.look(wall: start.adding(days: 1), steady: 61_000) != nil)
    #expect(watch.rests(at: 62_000))
    #expect(watch.rests(at: 61_000 + ClockWatch.rest - 1) && !watch.rests(at: 61_000 + ClockWatch.rest))
    #expect(watch.look(wall: start, steady: 62_000) == -86_400_000 - 1000)
    // A machine that slept: both clocks went on.
    #expect(watch.look(wall: start.adding(hours: 5), steady: 62_000 + 5 * 3_600_000) == nil)
  }

  @Test("钟往回拨，号只增不减；重新启动也接着往后")
  func idsOnlyGrow() {
    let first = IDGenerator(node: 1)
    let ahead = (0..<5).map { _ in first.next(at: start.adding(days: 2)) }
    let behind = (0..<5000).map { _ in first.next(at: start) }
    #expect(zip(ahead + behind, (ahead + behind).dropFirst()).allSatisfy { $0 < $1 })
    // The next start finds the clock behind, and perhaps another number.
    for node in [0, 1, 1023] {
      let second = IDGenerator(node: node)
      second.beyond(behind[4999])
      let next = (0..<3).map { _ in second.next(at: start) }
      #expect(next[0] > behind[4999] && next[0] < next[1] && next[1] < next[2])
    }
    // A clock that is right is not held back.
    let third = IDGenerator(node: 1)
    third.beyond(ahead[0])
    #expect(third.next(at: start.adding(days: 3)) >> 22 == (start.adding(days: 3).milliseconds - IDGenerator.epoch))
  }

  @Test("维护的话说清楚到几点，过多久再来")
  func maintenanceWords() {
    let six = CivilDate(text: "2026-12-01")?.start.adding(hours: 6)
    #expect(Maintenance(words: "", until: nil).sentence == "系统正在维护，现在只能查看，不能提交。")
    #expect(Maintenance(words: "系统升级", until: six).sentence == "系统升级，现在只能查看，不能提交。预计12月1日6:00恢复。")
    let maintenance = Maintenance(words: "", until: six)
    #expect(six.map { maintenance.retryAfter(at: $0.adding(seconds: -600)) } == 600)
    #expect(six.map { maintenance.retryAfter(at: $0.adding(hours: -9)) } == 3600)
    #expect(six.map { maintenance.retryAfter(at: $0.adding(hours: 1)) } == 60)
    #expect(Maintenance(words: "", until: nil).retryAfter(at: start) == 120)
  }
}
