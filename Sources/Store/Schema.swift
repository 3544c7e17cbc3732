package import DatabaseKit

/// The product's schema, one file a step. A file that has shipped is never edited.
package enum Schema {
  package static let migrations: [Migration] = [
    file(1, "foundation", PackageResources._001_foundation_sql),
    file(2, "directory", PackageResources._002_directory_sql),
    file(3, "accounts", PackageResources._003_accounts_sql),
    file(4, "matters", PackageResources._004_matters_sql),
    file(5, "groups-and-links", PackageResources._005_groups_and_links_sql),
    file(6, "grids", PackageResources._006_grids_sql),
    file(7, "imports", PackageResources._007_imports_sql),
    file(8, "security", PackageResources._008_security_sql),
    file(9, "levels", PackageResources._009_levels_sql),
    file(10, "shares", PackageResources._010_shares_sql),
    file(11, "campaigns", PackageResources._011_campaigns_sql),
    file(12, "api-tokens", PackageResources._012_api_tokens_sql),
    Migration(
      number: 13, name: "search", sqlite: text(PackageResources._013_search_sqlite_sql),
      postgresql: text(PackageResources._013_search_postgresql_sql)),
    file(14, "quarantine", PackageResources._014_quarantine_sql),
    file(15, "messaging", PackageResources._015_messaging_sql),
    file(16, "privacy", PackageResources._016_privacy_sql),
    file(17, "bulk", PackageResources._017_bulk_sql),
    file(19, "lean-counts", PackageResources._019_lean_counts_sql),
    file(20, "list-order", PackageResources._020_list_order_sql),
    file(21, "sessions", PackageResources._021_sessions_sql),
    file(22, "suggestions", PackageResources._022_suggestions_sql),
    file(23, "motions", PackageResources._023_motions_sql),
    file(24, "suggestion-papers", PackageResources._024_suggestion_papers_sql),
    file(25, "proposal-notices", PackageResources._025_proposal_notices_sql),
    file(26, "suggestion-search", PackageResources._026_suggestion_search_sql),
  ]

  private static func file(_ number: Int, _ name: String, _ bytes: [UInt8]) -> Migration {
    Migration(number: number, name: name, text: text(bytes))
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
