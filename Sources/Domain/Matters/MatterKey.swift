/// A matter's place in a list, read from an index without its row: enough to page by, and to find what is shown of it.
package struct MatterKey: Sendable, Hashable {
  package let id: ID<Matter>
  /// Grows with every act: what was read of the matter under the same revision still holds.
  package let revision: Int
  /// The day that the list is sorted by.
  package let sortOn: CivilDate

  package init(id: ID<Matter>, revision: Int, sortOn: CivilDate) {
    self.id = id
    self.revision = revision
    self.sortOn = sortOn
  }
}
