// The kinds of records that ids name before their values are written down elsewhere.

package enum MatterFile {}
package enum SuggestionFile {}
package enum Account {}
package enum SignInSession {}
package enum SignInSlip {}
package enum Code {}
package enum RecordEvent {}
package enum Seal {}
package enum Notice {}
package enum SettingsVersion {}
