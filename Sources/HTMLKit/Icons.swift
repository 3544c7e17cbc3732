/// The line icons of the pages, drawn on a 24-unit grid with strokes only.
///
/// An icon never carries meaning alone: the word beside it does. Write it as
/// `<svg class="i" viewBox="0 0 24 24" aria-hidden="true" focusable="false">` around ``path``;
/// the stylesheet gives stroke, width and size.
package enum Icon: String, CaseIterable, Sendable {
  // Finding one's way
  case home, people, person, pencil, search, menu, list, filter, sort
  case chevronLeft, chevronRight, chevronDown, arrowUp, back, link, close, plus
  // People, places and organs
  case pin, phone, venue, unit, tree, hand, seal, flag, star
  // Time and state
  case clock, calendar, check, checkCircle, warning, info, question, pause, refresh, bell
  // Acts on a matter
  case reply, ask, send, transfer, merge, inbox, note, trash
  // Papers and files
  case document, documentCheck, folder, book, news, scales, clip, print, download, qr
  // Pictures, sound and sight
  case camera, photo, video, speaker, textSize, eye
  // Safety, settings and figures
  case lock, key, shield, gear, logout, chart, road

  /// The inner SVG markup of the icon.
  package var path: StaticString {
    switch self {
    // Finding one's way
    case .home:
      #"""
      <path d="M2.8 11.4C6.6 10.3 9.8 7.8 12 4.3c2.2 3.5 5.4 6 9.2 7.1"/><path d="M5.8 10.6v9h12.4v-9M10 \#
      19.6v-5.2h4v5.2"/>
      """#
    case .people:
      #"""
      <circle cx="9" cy="8.2" r="3.3"/><path d="M3 19.6c.3-3.9 2.6-6 6-6s5.7 2.1 6 6M15.8 5.1a3.2 3.2 0 0 \#
      1 0 6.1M17.7 14.2c2 .8 3.1 2.6 3.3 5.4"/>
      """#
    case .person: #"<circle cx="12" cy="8" r="3.8"/><path d="M4.8 20c.5-4.2 3.2-6.3 7.2-6.3s6.7 2.1 7.2 6.3"/>"#
    case .pencil:
      #"""
      <path d="M4.5 19.5l1-4.6L15.8 4.6a1.9 1.9 0 0 1 2.7 0l.9.9a1.9 1.9 0 0 1 0 2.7L9.1 18.5zM13.7 \#
      6.7l3.6 3.6"/>
      """#
    case .search: #"<circle cx="10.7" cy="10.7" r="6.2"/><path d="M15.3 15.3l5 5"/>"#
    case .menu: #"<path d="M4 6.5h16M4 12h16M4 17.5h16"/>"#
    case .list: #"<path d="M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.1M4.5 12h.1M4.5 17.5h.1"/>"#
    case .filter: #"<path d="M3.8 5h16.4l-6.3 7.7v5.1l-3.8 2.2v-7.3z"/>"#
    case .sort: #"<path d="M7.5 4.8v14.4M4.2 15.8l3.3 3.4 3.3-3.4M16.5 19.2V4.8M13.2 8.2l3.3-3.4 3.3 3.4"/>"#
    case .chevronLeft: #"<path d="M14.8 5.2L8 12l6.8 6.8"/>"#
    case .chevronRight: #"<path d="M9.2 5.2L16 12l-6.8 6.8"/>"#
    case .chevronDown: #"<path d="M5.2 9.2L12 16l6.8-6.8"/>"#
    case .arrowUp: #"<path d="M12 19.5v-14M6 11.5l6-6 6 6"/>"#
    case .back: #"<path d="M8.8 6L3.8 11l5 5M3.8 11h10.4a5.8 5.8 0 0 1 5.8 5.8V19"/>"#
    case .link:
      #"""
      <path d="M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 0 0-5.7-5.7l-1.3 1.3M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 \#
      4 0 0 0 5.7 5.7l1.3-1.3"/>
      """#
    case .close: #"<path d="M6 6l12 12M18 6L6 18"/>"#
    case .plus: #"<path d="M12 5v14M5 12h14"/>"#

    // People, places and organs
    case .pin:
      #"""
      <path d="M12 21c4.4-4.3 6.6-7.9 6.6-10.9a6.6 6.6 0 1 0-13.2 0c0 3 2.2 6.6 6.6 10.9z"/><circle \#
      cx="12" cy="10" r="2.4"/>
      """#
    case .phone:
      #"""
      <path d="M7.2 3.8l2.7.6.9 3.9-2.1 1.7c1.1 2.3 2.9 4.1 5.3 5.3l1.7-2.1 3.9.9.6 2.7c0 1.9-1.4 3.4-3.2 \#
      3.4C10 20.2 3.8 14 3.8 7c0-1.8 1.5-3.2 3.4-3.2z"/>
      """#
    case .venue:
      #"""
      <path d="M3 9.8c3.6-.4 6.4-1.7 8-3.8h2c1.6 2.1 4.4 3.4 8 3.8zM5.5 9.8v9.7M18.5 9.8v9.7M3.5 \#
      19.5h17M9.5 19.5v-5.2h5v5.2M12 6V3.5"/>
      """#
    case .unit:
      #"""
      <path d="M5 20V4.5h9V20M14 9.5h5V20M3 20h18M8 8.2h.1M11 8.2h.1M8 12h.1M11 12h.1M8 15.8h.1M11 \#
      15.8h.1M16.5 13h.1M16.5 16.4h.1"/>
      """#
    case .tree:
      #"""
      <rect x="8.8" y="3.6" width="6.4" height="4.6" rx="1"/><rect x="3" y="15.8" width="6.4" \#
      height="4.6" rx="1"/><rect x="14.6" y="15.8" width="6.4" height="4.6" rx="1"/><path d="M12 \#
      8.2V12M6.2 15.8V12h11.6v3.8"/>
      """#
    case .hand:
      #"""
      <path d="M8.2 12.5V6a1.4 1.4 0 0 1 2.8 0v5.2V4.8a1.4 1.4 0 0 1 2.8 0v6.4V6a1.4 1.4 0 0 1 2.8 \#
      0v8.5c0 3.6-2.2 6-5.4 6-2.5 0-4-1.1-5.3-3.3l-2.3-3.9a1.5 1.5 0 0 1 2.4-1.7z"/>
      """#
    case .seal:
      #"""
      <path d="M9.8 14c.4-2.3-.9-3.9-.9-6a3.1 3.1 0 0 1 6.2 0c0 2.1-1.3 3.7-.9 6M4.5 17.5V16a2 2 0 0 1 \#
      2-2h11a2 2 0 0 1 2 2v1.5zM5.5 20.5h13"/>
      """#
    case .flag: #"<path d="M5.5 21V3.8M5.5 4.8c4.3-2.2 7.2 1.9 13 0v9c-5.8 1.9-8.7-2.2-13 0"/>"#
    case .star: #"<path d="M12 3.8l2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8z"/>"#

    // Time and state
    case .clock: #"<circle cx="12" cy="12" r="8.3"/><path d="M12 7.2V12l3.2 2.1"/>"#
    case .calendar:
      #"""
      <rect x="3.8" y="5.2" width="16.4" height="15" rx="2"/><path d="M3.8 10h16.4M8.2 3.4v3.6M15.8 \#
      3.4v3.6M8 13.8h.1M12 13.8h.1M16 13.8h.1M8 17h.1M12 17h.1"/>
      """#
    case .check: #"<path d="M4.8 12.6l4.8 4.8L19.4 7"/>"#
    case .checkCircle: #"<circle cx="12" cy="12" r="8.5"/><path d="M8 12.3l2.8 2.8 5.4-5.7"/>"#
    case .warning: #"<path d="M12 4.2l9 15.6H3zM12 10v4.4M12 17.1v.1"/>"#
    case .info: #"<circle cx="12" cy="12" r="8.5"/><path d="M12 11.2v5M12 7.9v.1"/>"#
    case .question:
      #"""
      <circle cx="12" cy="12" r="8.5"/><path d="M9.5 9.7c.2-1.6 1.2-2.4 2.6-2.4 1.5 0 2.5.8 2.5 2.2 0 \#
      1.9-2.5 2.1-2.5 4M12.1 16.5v.1"/>
      """#
    case .pause: #"<path d="M8.5 5.5v13M15.5 5.5v13"/>"#
    case .refresh:
      #"""
      <path d="M19.5 4.5v4.8h-4.8M4.5 19.5v-4.8h4.8M5.6 9.3a7 7 0 0 1 13.3-.9M18.4 14.7a7 7 0 0 \#
      1-13.3.9"/>
      """#
    case .bell: #"<path d="M6.2 16.8v-5.6a5.8 5.8 0 0 1 11.6 0v5.6l1.7 1.7h-15zM10.2 20.8h3.6M12 5.4V3.6"/>"#

    // Acts on a matter
    case .reply: #"<path d="M4 4.8h16v11h-9.3L6.5 19.6v-3.8H4zM8 8.8h8M8 12h5"/>"#
    case .ask:
      #"""
      <path d="M4 4.8h16v11h-9.3L6.5 19.6v-3.8H4zM10.3 8.6c.1-1 .8-1.5 1.7-1.5s1.7.5 1.7 1.4c0 1.3-1.7 \#
      1.3-1.7 2.4M12 13.2v.1"/>
      """#
    case .send: #"<path d="M3.6 11.3l16.8-7.2-4.9 16.3-4.1-6.7zM11.4 13.7l9-9.6"/>"#
    case .transfer: #"<path d="M4 8h14.5M15 4.3L18.7 8 15 11.7M20 16H5.5M9 12.3L5.3 16 9 19.7"/>"#
    case .merge: #"<path d="M6 4v3.2c0 4.6 6 4.2 6 9V20M18 4v3.2c0 4.6-6 4.2-6 9M9.2 17.4L12 20.2l2.8-2.8"/>"#
    case .inbox: #"<path d="M3.8 13.6L6.3 5h11.4l2.5 8.6v6H3.8zM3.8 13.6h4.7l1.4 2.3h4.2l1.4-2.3h4.7"/>"#
    case .note: #"<path d="M5 4h14v10.4L13.4 20H5zM13.4 20v-5.6H19M8.5 8h7M8.5 11.5h4"/>"#
    case .trash: #"<path d="M4.5 7h15M9.5 7V4.2h5V7M6.5 7l.9 13h9.2l.9-13M10.2 11v5.5M13.8 11v5.5"/>"#

    // Papers and files
    case .document: #"<path d="M6 3.8h8.3l3.9 4V20.2H6zM14.3 3.8v4h3.9M9.2 12h5.8M9.2 15.6h5.8"/>"#
    case .documentCheck: #"<path d="M6 3.8h8.3l3.9 4V20.2H6zM14.3 3.8v4h3.9M9.2 14.2l2.1 2.1 3.8-4.3"/>"#
    case .folder: #"<path d="M3.6 18.8V5.6h5.9l2 2.6h8.9v10.6zM3.6 11.3h16.8"/>"#
    case .book:
      #"""
      <path d="M12 6.4c-2.2-1.5-5-2-8.5-1.9v13.7c3.5-.1 6.3.4 8.5 1.9 2.2-1.5 5-2 \#
      8.5-1.9V4.5c-3.5-.1-6.3.4-8.5 1.9zM12 6.4v13.7"/>
      """#
    case .news:
      #"""
      <path d="M4 5h12.5v14.2H6a2 2 0 0 1-2-2zM16.5 9.5H20v7.7a2 2 0 0 1-3.5 1.3M7 8.8h6.5M7 12.2h6.5M7 \#
      15.6h4"/>
      """#
    case .scales:
      #"""
      <path d="M12 3.8V20M8 20h8M4.5 7.6L12 5.8l7.5 1.8M4.5 7.6L2.2 14h4.6zM19.5 7.6L17.2 14h4.6zM2.2 \#
      14a2.3 2.3 0 0 0 4.6 0M17.2 14a2.3 2.3 0 0 0 4.6 0"/>
      """#
    case .clip:
      #"""
      <path d="M18.8 11.8l-7.3 7.3a4.5 4.5 0 0 1-6.4-6.4l7.9-7.9a3 3 0 0 1 4.3 4.2l-7.9 7.9a1.5 1.5 0 0 \#
      1-2.1-2.1l6.8-6.8"/>
      """#
    case .print: #"<path d="M7.2 8.6V3.8h9.6v4.8M7.2 16.8H3.8V8.6h16.4v8.2h-3.4M7.2 13.8h9.6v6.4H7.2zM16.8 11.2h.1"/>"#
    case .download: #"<path d="M12 4v11.2M7 10.3l5 5 5-5M4.5 19.8h15"/>"#
    case .qr:
      #"""
      <path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM7 7h.1M17 7h.1M7 17h.1M14 14h2.5v2.5M20 14v.1M14 \#
      20v-.1M17 20h3v-3"/>
      """#

    // Pictures, sound and sight
    case .camera: #"<path d="M3.6 8.2h4l1.6-2.7h5.6l1.6 2.7h4v11.1H3.6z"/><circle cx="12" cy="13.5" r="3.4"/>"#
    case .photo:
      #"""
      <rect x="3.6" y="5" width="16.8" height="14" rx="1.8"/><circle cx="8.6" cy="9.6" r="1.6"/><path \#
      d="M3.8 16.8l4.6-3.9 3.3 2.7 4.3-4.6 4.3 4.5"/>
      """#
    case .video:
      #"""
      <rect x="3.4" y="4.8" width="17.2" height="12" rx="1.6"/><path d="M10.2 8.2l4.6 2.6-4.6 2.6zM8 \#
      20h8"/>
      """#
    case .speaker:
      #"""
      <path d="M4 9.8v4.4h3.4l5 3.9V5.9l-5 3.9zM15.8 9.3a4.2 4.2 0 0 1 0 5.4M18.3 6.9a7.7 7.7 0 0 1 0 \#
      10.2"/>
      """#
    case .textSize: #"<path d="M2.8 18.8L8.3 5.5h.6l5.5 13.3M4.9 14.2h7.4M14.8 18.8l3-7.2h.5l3 7.2M15.9 16.4h4.3"/>"#
    case .eye:
      #"""
      <path d="M2.6 12c2.3-4.2 5.5-6.3 9.4-6.3s7.1 2.1 9.4 6.3c-2.3 4.2-5.5 6.3-9.4 6.3S4.9 16.2 2.6 \#
      12z"/><circle cx="12" cy="12" r="2.9"/>
      """#

    // Safety, settings and figures
    case .lock:
      #"""
      <rect x="5" y="10.6" width="14" height="9.6" rx="1.8"/><path d="M8.2 10.6V7.8a3.8 3.8 0 0 1 7.6 \#
      0v2.8M12 14.2v2.4"/>
      """#
    case .key: #"<circle cx="8" cy="15.8" r="4.2"/><path d="M11 12.8L19.8 4M16.3 7.5l3 3M13.6 10.2l2 2"/>"#
    case .shield:
      #"""
      <path d="M12 3.6l7.5 2.7v5.2c0 4.4-2.8 7.3-7.5 9-4.7-1.7-7.5-4.6-7.5-9V6.3zM8.6 11.9l2.5 2.5 \#
      4.5-4.8"/>
      """#
    case .gear:
      #"""
      <circle cx="12" cy="12" r="3"/><path d="M12 3.5v2.8M12 17.7v2.8M3.5 12h2.8M17.7 12h2.8M6 6l2 2M16 \#
      16l2 2M18 6l-2 2M8 16l-2 2"/><circle cx="12" cy="12" r="5.7"/>
      """#
    case .logout: #"<path d="M13.5 4H5.2v16h8.3M10 12h10.5M16.8 8.3l3.7 3.7-3.7 3.7"/>"#
    case .chart: #"<path d="M4 4v16h16.2M8.3 16v-3.5M12.3 16V8.3M16.3 16v-5.7"/>"#
    case .road: #"<path d="M8.6 4L4 20M15.4 4L20 20M12 4.5v2.6M12 10.7v2.6M12 16.9v2.6"/>"#
    }
  }
}
