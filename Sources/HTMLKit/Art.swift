/// The drawings of the pages: plain line art without words, people or emblems.
///
/// Colours come from the stylesheet (`village`, `v-red`, `v-soft`, `v-fill`, `v-roof`), so a
/// drawing follows the dark mode by itself.
package enum Art {
  /// A village under hills: a gate-like house in the middle, two farmhouses, poplars and round
  /// trees, terraced fields, the sun and two birds. Shown once, on the home, as decoration.
  package static let village: StaticString = """
    <svg class="village" viewBox="0 0 512 140" aria-hidden="true" focusable="false">\
    <circle class="v-fill" cx="408" cy="36" r="23"/>\
    <path class="v-soft" d="M0 84c36-26 82-50 130-36 44 13 70 26 126 26s82-22 128-34c46-12 92 2 128 20M92 55c18-5 36-3 54 5M352 52c18-4 34-2 50 4M62 72c12-3 24-2 34 2"/>\
    <path d="M0 104c46-16 98-18 142-9M370 96c44-12 96-16 142-6"/>\
    <path class="v-roof" d="M214 84v36h84V84z"/>\
    <path class="v-roof" d="M192 87c14-2 25-9 31-21h66c6 12 17 19 31 21zM212 63c10-2 18-8 22-17h44c4 9 12 15 22 17z"/>\
    <path class="v-red" d="M228 46c-3 0-5-2-5-5M284 46c3 0 5-2 5-5M230 46h52M238 41.5h36M256 41.5V36M226 66v-3M286 66v-3M224 72h64M238 120V87M274 120V87"/>\
    <path class="v-roof" d="M241 76h30v10h-30z"/>\
    <path class="v-red" d="M244 120V97h24v23M256 97v23M219 96h14v14h-14zM226 96v14M219 103h14M279 96h14v14h-14zM286 96v14M279 103h14M206 120h100M200 124h112"/>\
    <path class="v-roof" d="M92 98v20h56V98z"/><path class="v-roof" d="M82 100c10-1 18-6 23-15h30c5 9 13 14 23 15z"/>\
    <path class="v-red" d="M103 85h34M114 118v-12h11v12M131 105h10v7h-10zM98 105h9v7h-9z"/>\
    <path class="v-soft" d="M126 85v-8h5v8M128.5 72c-4-4 4-7 0-12s3-6 1-10"/>\
    <path class="v-roof" d="M366 99v18h62V99z"/><path class="v-roof" d="M356 101c10-1 18-6 23-15h36c5 9 13 14 23 15z"/>\
    <path class="v-red" d="M377 86h40M374 105h11v7h-11zM392 117v-12h11v12M411 105h11v7h-11z"/>\
    <path d="M26 116V92M26 106c-9 0-11-9-6-13 0-7 12-7 12 0 5 4 3 13-6 13zM54 117V76M54 108c-7-3-8-30 0-40 8 10 7 37 0 40zM70 117V84M70 109c-6-3-7-24 0-32 7 8 6 29 0 32zM176 118V98M176 110c-9 0-11-9-6-13 0-7 12-7 12 0 5 4 3 13-6 13zM336 118V96M336 109c-10 0-12-10-6-14 0-8 12-8 12 0 6 4 4 14-6 14zM454 116V80M454 107c-7-3-8-26 0-35 8 9 7 32 0 35zM470 116V88M470 108c-6-2-7-20 0-27 7 7 6 25 0 27zM493 115V96M493 107c-8 0-10-8-5-12 0-6 10-6 10 0 5 4 3 12-5 12z"/>\
    <path d="M0 119c40-5 78-2 122-1 34 1 54 3 84 2M306 120c40 2 66-1 100-3 42-2 74-4 106-1"/>\
    <path class="v-soft" d="M247 124c-3 6-13 12-30 16M265 124c3 6 13 12 30 16M0 129c54-7 104-5 214-2M298 127c74-3 146-6 214-1M28 138c54-5 104-6 158-4M326 134c52-2 104-1 158 4"/>\
    <path class="v-red" d="M338 24c4-5 8-5 11 0 3-5 7-5 11 0M364 38c3-4 6-4 9 0 3-4 6-4 9 0"/></svg>
    """

  /// The mark of the product: a red seal with the character 联, also served as the favicon.
  package static let mark: StaticString = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" aria-hidden="true" focusable="false">\
    <path fill="#A61B1F" d="M11 2h41a9 9 0 0 1 9 8l1 42a10 10 0 0 1-10 10H12A9 9 0 0 1 2 52V12A10 10 0 0 1 11 2z"/>\
    <path fill="none" stroke="#fff" stroke-opacity=".5" d="M13 6.5h37a7 7 0 0 1 7 6.5l.5 37a7 7 0 0 1-7 7.5h-37a7 7 0 0 1-7-7V13.5a7 7 0 0 1 6.5-7z"/>\
    <path fill="none" stroke="#fff" stroke-width="3.6" stroke-linecap="round" stroke-linejoin="round" d="M12.5 16.5h15.5M16 16.5v25M25 16.5V50M16 24.5h9M16 32.5h9M12.5 43.5L28 38.5M36 14.5l3 5.5M48.5 14l-3.5 6.5M32.5 23.5h18.5M30.5 33h22.5M42 23.5v9c-1 7.5-4.5 13-11 17M42.5 34c2 7 5.5 12 10.5 15.5"/></svg>
    """
}
