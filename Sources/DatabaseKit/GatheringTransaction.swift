/// A transaction that lets inserts wait until there are many, and sends them on together.
///
/// Anything else goes on at once, after what waits. An insert counts as one row although it has not been made yet: what is
/// wrong with it is found by ``finish()``, in the same transaction.
package final class GatheringTransaction: WriteTransaction {
  private let target: any WriteTransaction
  private var batches = InsertBatches()

  package init(_ target: any WriteTransaction) { self.target = target }

  package var engine: DatabaseEngine { target.engine }

  package func rows(_ sql: SQL) throws(DatabaseError) -> [Row] {
    try finish()
    return try target.rows(sql)
  }

  @discardableResult
  package func execute(_ sql: SQL) throws(DatabaseError) -> Int {
    if batches.add(sql) { return 1 }
    try finish()
    return try target.execute(sql)
  }

  package func post(_ sql: SQL) throws(DatabaseError) {
    if batches.add(sql) { return }
    try finish()
    try target.post(sql)
  }

  /// Sends on what waits.
  package func finish() throws(DatabaseError) {
    if batches.isEmpty { return }
    for statement in batches.take() { try target.post(statement) }
  }
}
