"""What scripts/attack-test stands on: the two tools, and a site with holes on which they have to prove themselves before
anybody believes that they found nothing. Python's standard library only."""

import collections
import http.client
import http.server
import json
import os
import re
import signal
import sqlite3
import subprocess
import threading
import time
import urllib.parse
import urllib.request
from pathlib import Path

from harness import Wrong

# Debian 12's wapiti 3.0.4 cannot leave anything out, for Python 3.11 refuses its own translation of wildcards; and it
# encodes its line ends twice, so that none would ever arrive as one.
WAPITI = r"""
import fnmatch, re
import wapitiCore.attack.mod_crlf as crlf
import wapitiCore.net.crawler as crawler
crawler.wildcard_translate = lambda pattern: re.compile(fnmatch.translate(pattern))
crlf.mod_crlf.payloads = ("http://www.example.org\r\nwapiti: 3.0.4 version", crlf.Flags())
from wapitiCore.main.wapiti import wapiti_main
wapiti_main()
"""

MODULES = [
    "sql", "blindsql", "xss", "permanentxss", "crlf", "file", "exec", "ssrf", "redirect", "methods", "http_headers",
    "cookieflags", "csp",
]


class Peer:
    """A loopback server that ends with its `with`."""

    def __init__(self, handler):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.site = f"http://127.0.0.1:{self.server.server_address[1]}/"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class Quiet(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def answer(self, content, kind="text/html; charset=utf-8", status=200, headers=""):
        body = content.encode("utf-8", "replace")
        # By hand, because what a hole lets into a header must get there.
        head = f"HTTP/1.0 {status} OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
        self.wfile.write(head.encode("utf-8", "replace") + body)

    def parts(self):
        address = urllib.parse.urlsplit(self.path)
        return address.path, dict(urllib.parse.parse_qsl(address.query, keep_blank_values=True))


def listener():
    """Takes note of whoever comes: the address that wapiti wants the attacked server to ask (SSRF)."""
    heard = collections.defaultdict(lambda: collections.defaultdict(lambda: collections.defaultdict(list)))

    class Listener(Quiet):
        def do_GET(self):
            path, fields = self.parts()
            part = path.strip("/").split("/")
            if part[0] == "ssrf" and len(part) == 4:
                heard[part[1]][part[2]][part[3]].append(
                    {"date": "", "ip": "127.0.0.1", "url": self.path, "method": "GET"})
            if part[0] == "get_ssrf.php":
                return self.answer(json.dumps(heard[fields.get("id", "")]), "application/json")
            return self.answer("")

    return Peer(Listener)


def holes():
    """One of each kind that the tools must find."""
    lock, rows = threading.Lock(), sqlite3.connect(":memory:", check_same_thread=False)
    rows.executescript("CREATE TABLE t (id INTEGER, words TEXT); INSERT INTO t VALUES (1, 'one'), (2, 'two')")

    class Holes(Quiet):
        def do_GET(self):
            path, fields = self.parts()
            if path == "/item":
                try:
                    with lock:
                        found = rows.execute("SELECT words FROM t WHERE id = " + fields.get("id", "1")).fetchall()
                    return self.answer(f"<p>{found}</p>")
                except (sqlite3.Error, sqlite3.Warning) as error:
                    return self.answer(f"<p>Warning: sqlite_query(): {error}</p>")
            if path == "/echo":
                return self.answer(f"<html><body><p>{fields.get('words', '')}</p></body></html>")
            if path == "/go":
                return self.answer("", status=302, headers=f"Location: {fields.get('to', '/')}\r\n")
            if path == "/fetch":
                try:
                    urllib.request.urlopen(fields.get("from", ""), timeout=2).read()
                except (OSError, ValueError, http.client.HTTPException):
                    pass
                return self.answer("<p>read</p>")
            links = ["/item?id=1", "/echo?words=a", "/go?to=/", "/fetch?from=http://127.0.0.1/"]
            page = "".join(f'<a href="{link}">{link}</a>' for link in links)
            return self.answer(f"<html><body>{page}</body></html>", headers="Set-Cookie: open=1\r\n")

    return Peer(Holes)


# What of these wapiti must find in the site with holes.
KINDS = {
    "SQL Injection", "Cross Site Scripting", "Open Redirect", "Server Side Request Forgery", "CRLF Injection",
    "HttpOnly Flag cookie", "Secure Flag cookie", "Content Security Policy Configuration", "HTTP Secure Headers",
}


def code_in(page, folder):
    """The path that the first QR code of a page leads to: codes stand on paper, and their addresses nowhere else."""
    drawn = re.search(
        r'<svg[^>]*viewBox="0 0 (\d+) \1"[^>]*>(?:(?!</svg>).)*?<path[^>]*d="((?:M\d+ \d+h\d+v1h-\d+z)+)"', page, re.S)
    if not drawn:
        raise Wrong("the poster has no code")
    size, scale = int(drawn.group(1)), 8
    rows = [bytearray(b"\xff" * size * scale) for _ in range(size)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1", drawn.group(2)):
        rows[int(y)][int(x) * scale:(int(x) + int(width)) * scale] = bytes(int(width) * scale)
    picture = Path(folder) / "code.pgm"
    head = f"P5 {size * scale} {size * scale} 255\n".encode()
    picture.write_bytes(head + b"".join(bytes(row) * scale for row in rows))
    done = subprocess.run(["zbarimg", "--quiet", "--raw", str(picture)], capture_output=True, text=True)
    if done.returncode:
        raise Wrong(f"the code cannot be read: {done.stderr}")
    return urllib.parse.urlsplit(done.stdout.strip()).path


class Ran:
    """What a tool did: how many requests, how long, and what it found."""

    def __init__(self, name, asked):
        self.name, self.asked = name, asked
        self.requests, self.seconds, self.findings, self.trouble = 0, 0.0, [], None

    def told(self):
        found = "; ".join(self.findings) if self.findings else "nothing"
        return f"{self.requests:,} requests, {self.seconds:.0f} s, {self.trouble or found}"


def launch(command, folder, log, patience):
    """The output; everything that the tool leaves behind is left in the folder."""
    environment = {**os.environ, "HOME": str(folder), "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        environment.pop(name, None)
    began = time.monotonic()
    with open(log, "wb") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environment, cwd=folder,
            start_new_session=True)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    late = time.monotonic() - began >= patience
    return Path(log).read_text(errors="replace"), time.monotonic() - began, late


def wapiti(name, site, folder, endpoint, options, headers=(), starts=(), without=()):
    """Crawls a site and attacks what it found."""
    folder.mkdir()
    report = folder / "report.json"
    command = [
        "/usr/bin/python3", "-c", WAPITI, "--url", site, "--scope", "domain", "--module", ",".join(MODULES),
        "--max-scan-time", str(options.crawl), "--max-attack-time", str(options.attack), "--depth", "5",
        "--max-links-per-page", "60", "--max-files-per-dir", "30", "--max-parameters", "40", "--timeout", "15",
        "--format", "json", "--output", str(report), "--flush-session", "--store-session", str(folder / "session"),
        "--store-config", str(folder / "config"), "--no-bugreport", "--endpoint", endpoint, "--verbose", "2",
    ]
    for header in headers:
        command += ["--header", header]
    for start in starts:
        command += ["--start", site + start.lstrip("/")]
    for pattern in without:
        command += ["--exclude", site + pattern.lstrip("/")]
    ran = Ran(name, "")
    patience = options.crawl + options.attack * len(MODULES) + 120
    output, ran.seconds, late = launch(command, folder, folder / "log", patience)
    crawled = output.split("[*] Saving scan state")[0].count("\n[+] ")
    ran.requests = crawled + output.count("\n[¨] ")
    ran.asked = f"{crawled} pages and forms"
    if late or not report.exists():
        ran.trouble = "did not come to an end: " + output[-800:]
        return ran
    told = json.loads(report.read_text())
    for part in ("vulnerabilities", "anomalies", "additionals"):
        for kind, found in told.get(part, {}).items():
            ran.findings += [f"{kind}: {x['method']} {x['path']} {x['parameter']} {x['info']}".strip() for x in found]
    if "Traceback" in output:
        ran.trouble = "stumbled: " + output[output.index("Traceback"):][:800]
    return ran


# Sentences of sqlmap that say more than that nothing was found.
SUSPICIONS = [
    r"identified the following injection point[\s\S]*?---\n([\s\S]*?)---", r"(.*might be vulnerable to cross-site.*)",
    r"(.*heuristic \(basic\) test shows that .* might be injectable.*)", r"(.*might be vulnerable to file inclusion.*)",
]


def sqlmap(target, folder, engine, options):
    """Tries the parameters of one request, which is given as the bytes of a file."""
    folder.mkdir()
    (folder / "request").write_bytes(target.request)
    command = [
        "sqlmap", "--ignore-stdin", "--batch", "-r", str(folder / "request"), "--level", str(options.level),
        "--risk", "2", "--dbms", engine, "--time-sec", "2", "--timeout", "15", "--retries", "1", "--threads", "2", "--skip-waf",
        "--parse-errors", "--disable-coloring", "--flush-session", "--output-dir", str(folder / "output"),
        "-t", str(folder / "traffic"), "--ignore-code", "401,403,404,409,410,422,429",
    ]
    if target.parameters:
        command += ["-p", ",".join(target.parameters)]
    ran = Ran(target.name, ", ".join(target.parameters) or target.marked)
    output, ran.seconds, late = launch(command, folder, folder / "log", options.patience)
    traffic = folder / "traffic"
    if traffic.exists():
        numbers = re.findall(r"^HTTP request \[#(\d+)\]", traffic.read_text(errors="replace"), re.M)
        ran.requests = max(map(int, numbers), default=0)
        traffic.unlink()
    for pattern in SUSPICIONS:
        ran.findings += [" ".join(found.split()) for found in re.findall(pattern, output)]
    if late:
        ran.trouble = "did not come to an end"
    elif not ran.findings and "all tested parameters do not appear to be injectable" not in output:
        ran.trouble = "did not try: " + output[-800:]
    return ran
