# Splits Swift files into lines that rules can be held against, as path:line:text, blank lines left out:
#   the file `code`  without comments and without what stands in string literals; code interpolated into a string is kept
#   the file `text`  without comments only
# Give both names with -v. A string that is not closed on its line ends with it, so that one odd line spoils no other.

function ahead(n) { return substr(line, at, n) }

# Takes n characters over; those of a string's content only into the text.
function take(n, isCode,   taken) {
  taken = substr(line, at, n)
  kept = kept taken
  if (isCode) bare = bare taken
  at += n
}

# Takes everything before the next character that matches, or the rest of the line.
function takeUntil(pattern, isCode,   rest) {
  rest = substr(line, at)
  take(match(rest, pattern) ? RSTART - 1 : length(rest), isCode)
}

function inComment() {
  if (ahead(2) == "*/") { comment--; at += 2 }
  else if (ahead(2) == "/*") { comment++; at += 2 }
  else at++
}

function inString(   end) {
  takeUntil("[\"\\\\]", 0)
  if (ahead(1) == "\\") {
    if (ahead(1 + length(hashes[depth])) != "\\" hashes[depth]) { take(1, 0); return }
    take(1 + length(hashes[depth]), 0)
    if (ahead(1) == "(") { take(1, 1); depth++; kind[depth] = "code"; parentheses[depth] = 0 }
    else take(1, 0)
    return
  }
  end = (isMultiline[depth] ? "\"\"\"" : "\"") hashes[depth]
  if (ahead(length(end)) == end) { take(length(end), 1); depth-- }
  else take(1, 0)
}

function inCode(   mark) {
  takeUntil(depth ? "[\"/()]" : "[\"/]", 1)
  mark = ahead(1)
  if (ahead(2) == "//") at = length(line) + 1
  else if (ahead(2) == "/*") { comment = 1; at += 2 }
  else if (mark == "\"") {
    depth++
    kind[depth] = "string"
    hashes[depth] = match(substr(line, 1, at - 1), /#+$/) ? substr(line, RSTART, RLENGTH) : ""
    isMultiline[depth] = ahead(3) == "\"\"\""
    take(isMultiline[depth] ? 3 : 1, 1)
  } else {
    if (depth && mark == "(") parentheses[depth]++
    if (depth && mark == ")" && parentheses[depth]-- == 0) depth--
    take(1, 1)
  }
}

FNR == 1 { depth = 0; comment = 0 }
{
  line = $0
  at = 1
  bare = kept = ""
  while (at <= length(line)) {
    if (comment) inComment()
    else if (depth && kind[depth] == "string") inString()
    else inCode()
  }
  for (level = 1; level <= depth; level++) if (kind[level] == "string" && !isMultiline[level]) depth = level - 1
  if (bare ~ /[^ ]/) print FILENAME ":" FNR ":" bare > code
  if (kept ~ /[^ ]/) print FILENAME ":" FNR ":" kept > text
}
