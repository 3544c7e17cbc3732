"""What scripts/kill-test and scripts/fault-test share: a server that can be killed, browsers that send a form again after a
cut connection, and what the database holds at the end. Python's standard library only."""

import http.client
import importlib.util
import os
import re
import secrets
import shutil
import signal
import socket
import struct
import subprocess
import threading
import time
import urllib.parse
import zlib
from importlib.machinery import SourceFileLoader
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def load_bench():
    """The bench knows how the program is built, where the rows are and how a form is read."""
    loader = SourceFileLoader("bench", str(ROOT / "scripts/bench"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("bench", loader))
    loader.exec_module(module)
    return module


bench = load_bench()
Wrong, Form, PASSWORD = bench.Wrong, bench.Form, bench.PASSWORD
# The station of the demonstration town's sample accounts.
STATION = "柳林村人大代表联络站"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """`lianluo serve`, always on the same port, started and ended as often as a test likes."""

    def __init__(self, binary, folder, environment, data=None, wrap=(), options=()):
        self.binary, self.folder, self.environment = binary, Path(folder), environment
        self.data = data or self.folder / "data"
        self.wrap, self.options = list(wrap), list(options)
        # A wrapper that stays, and whose child is the server.
        self.fronted = bool(wrap) and wrap[0] == "faketime"
        self.port = free_port()
        self.log = open(self.folder / "serve.log", "ab")
        self.process = None

    def start(self, wait=True, patience=30):
        # In a group of its own, so that a child in front of it (unshare, faketime) ends with it.
        self.process = subprocess.Popen(
            [*self.wrap, str(self.binary), "serve", "--data", str(self.data), "--host", "127.0.0.1", "--port",
             str(self.port), *self.options],
            stdout=self.log, stderr=self.log, env=self.environment, start_new_session=True)
        if wait:
            self.await_ready(patience)

    def await_ready(self, patience=30):
        began = time.monotonic()
        while time.monotonic() - began < patience:
            if self.process.poll() is not None:
                raise Wrong("the server ended: " + self.tail())
            try:
                if self.ask("GET", "/readyz", timeout=5)[0] == 200:
                    return time.monotonic() - began
            except OSError:
                pass
            except http.client.HTTPException:
                pass
            time.sleep(0.01)
        raise Wrong(f"the server was not ready within {patience} s: " + self.tail())

    def tail(self):
        return (self.folder / "serve.log").read_text(errors="replace")[-2000:]

    def ask(self, method, path, headers=None, body=None, timeout=30):
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            link.request(method, path, body=body, headers=headers or {})
            answer = link.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            link.close()

    def signal(self, number):
        """To the server itself: something that stands in front of it ends when it does."""
        if not self.process or self.process.poll() is not None:
            return
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        os.kill(int(children[0]) if self.fronted and children else self.process.pid, number)

    def kill(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self, patience=30):
        """SIGTERM; the exit code and the seconds it took."""
        began = time.monotonic()
        self.signal(signal.SIGTERM)
        try:
            return self.process.wait(patience), time.monotonic() - began
        except subprocess.TimeoutExpired:
            self.kill()
            raise Wrong(f"the server did not stop within {patience} s")

    def memory(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)) // 1024

    def close(self):
        if self.process and self.process.poll() is None:
            self.kill()
        self.log.close()


BROKEN = (OSError, http.client.HTTPException)


class Browser:
    """Keeps cookies, and sends a form again until it is answered, as somebody does who presses the button once more."""

    def __init__(self, server, stopping=None):
        self.server, self.cookies = server, {}
        self.stopping = stopping or threading.Event()

    def ask(self, method, path, body=None, type=None, timeout=30):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        if type:
            headers["Content-Type"] = type
        status, received, content = self.server.ask(method, path, headers, body, timeout)
        for line in received.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return status, received, content

    def insist(self, method, path, body=None, type=None, patience=120, pause=0.05):
        """The first answer that is neither a cut connection nor 503, and how often it was asked for."""
        began, tries = time.monotonic(), 0
        while time.monotonic() - began < patience:
            tries += 1
            try:
                answer = self.ask(method, path, body, type)
                if answer[0] != 503:
                    return answer, tries
            except BROKEN:
                pass
            time.sleep(pause)
        raise Wrong(f"{method} {path} was not answered within {patience} s")

    def open(self, path, patience=120):
        (status, _, content), _ = self.insist("GET", path, patience=patience)
        return status, content.decode(errors="replace")

    def follow(self, path):
        """Where a link leads in the end: its address, status and page."""
        for _ in range(5):
            (status, headers, content), _ = self.insist("GET", path)
            if status != 303:
                return path, status, content.decode(errors="replace")
            path = headers["Location"]
        raise Wrong(f"{path} leads on and on")

    def sign_in(self, username):
        status, page = self.open("/work/sign-in")
        form = Form(page, "/work/sign-in")
        body = urllib.parse.urlencode({**form.fields, "username": username, "password": PASSWORD})
        (status, _, content), _ = self.insist("POST", "/work/sign-in", body, FORM)
        if status != 303 or "session" not in self.cookies:
            raise Wrong(f"{username} could not sign in: {status} {content[:300]!r}")
        return self


FORM = "application/x-www-form-urlencoded"
BOUNDARY = "----lianluo7MA4YWxkTrZu0gW"
MULTIPART = "multipart/form-data; boundary=" + BOUNDARY


def multipart(fields, files=()):
    parts = []
    for name, value in fields.items():
        parts.append(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name, content in files:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="photo"; filename="{name}"\r\n'
        parts.append((head + "Content-Type: image/png\r\n\r\n").encode() + content + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def picture(chance, width=24, height=24):
    """A small PNG of its own colours."""
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    rows = b"".join(b"\0" + chance.randbytes(width * 3) for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def submission(token, words, place="村东头小学门口", station=None):
    return {
        "form": token, "what": words, "where": place, "name": "王建国", "phone": "13800001234",
        "to": "v-" + station if station else "arrange", "via": "phone", "visibility": "private", "category": "",
    }


def form_token(page):
    found = re.search(r'name="form" value="([^"]+)"', page)
    if not found:
        raise Wrong("the page shows no form")
    return found.group(1)


class Databases(bench.Databases):
    """With PostgreSQL's own tools."""

    number = 0

    def __init__(self, engine, folder):
        super().__init__(engine, folder)
        if self.url:
            # More than one at a time.
            Databases.number += 1
            name = f"{self.name}_{Databases.number}"
            self.psql(self.cluster, f"ALTER DATABASE {self.name} RENAME TO {name}")
            self.name, self.url = name, urllib.parse.urlsplit(self.cluster)._replace(path="/" + name).geturl()

    def surroundings(self, name):
        parts = urllib.parse.urlsplit(self.cluster)
        return {
            **os.environ, "PGHOST": parts.hostname, "PGPORT": str(parts.port or 5432), "PGUSER": parts.username or "",
            "PGPASSWORD": urllib.parse.unquote(parts.password or ""), "PGDATABASE": name}

    def tool(self, tool, *arguments, name=None):
        done = subprocess.run(
            [tool, *arguments], capture_output=True, text=True, env=self.surroundings(name or self.name))
        if done.returncode:
            raise Wrong(f"{tool}: {done.stderr[-800:]}")

    def restored(self, dump):
        """The address of a new database filled from a dump."""
        copy = self.name + "_restored"
        self.psql(self.cluster, f"CREATE DATABASE {copy} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
        self.tool("pg_restore", "--no-owner", "--dbname", copy, str(dump), name=copy)
        return urllib.parse.urlsplit(self.cluster)._replace(path="/" + copy).geturl()

    def remove(self):
        if self.url:
            self.psql(self.cluster, f"DROP DATABASE IF EXISTS {self.name}_restored WITH (FORCE)")
        super().remove()


class Place:
    """A demonstration town in a folder and a database of its own."""

    def __init__(self, engine, binary, folder):
        self.engine, self.binary, self.folder = engine, Path(binary), Path(folder)
        self.databases = Databases(engine, self.folder)
        self.environment = self.databases.environment()

    def make(self):
        self.run("demo", "--scale", "town", "--data", self.folder / "data")
        return self

    def copy(self, other):
        """The same town once more, instead of making it again."""
        shutil.copytree(other.folder / "data", self.folder / "data")
        if self.engine == "PostgreSQL":
            databases = self.databases
            databases.psql(databases.cluster, f"DROP DATABASE {databases.name}")
            databases.psql(databases.cluster, f"CREATE DATABASE {databases.name} TEMPLATE {other.databases.name}")
        return self

    def run(self, *arguments, environment=None, check=True, timeout=300):
        done = subprocess.run(
            [str(self.binary), *map(str, arguments)], env=environment or self.environment, capture_output=True, text=True,
            timeout=timeout)
        if check and done.returncode:
            raise Wrong(f"lianluo {arguments[0]}: exit {done.returncode}: {done.stdout[-1500:]} {done.stderr[-1500:]}")
        return done

    def verify(self):
        return self.run("verify", "--data", self.folder / "data").stdout.strip()

    def query(self, sql):
        return self.databases.query(sql)

    def column(self, sql):
        """One column as lines; texts must not hold line ends."""
        return self.databases.column(sql)

    def texts(self, sql):
        """One column of any text, passed through hexadecimal digits so that no line end can split it."""
        hexed = f"SELECT hex(x) FROM ({sql}) AS t" if self.engine == "SQLite" else \
            f"SELECT encode(convert_to(x, 'UTF8'), 'hex') FROM ({sql}) AS t"
        return [bytes.fromhex(line).decode() for line in self.databases.column(hexed)]

    def close(self):
        self.databases.remove()


def random_seed(given):
    return given if given is not None else secrets.randbelow(1_000_000)
