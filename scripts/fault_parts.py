"""What scripts/fault-test is made of: people who use the place and write down what they see, a PostgreSQL that can be stopped,
and a cable to it that can be cut."""

import collections
import os
import re
import select
import shlex
import signal
import socket
import subprocess
import threading
import time
import urllib.parse
from pathlib import Path

import harness
from harness import BROKEN, MULTIPART, Browser, Wrong

BIN = "/usr/lib/postgresql/15/bin"


def await_true(condition, patience, otherwise):
    """Seconds until it is so."""
    began = time.monotonic()
    while not condition():
        if time.monotonic() - began > patience:
            raise Wrong(f"{otherwise} after {patience} s")
        time.sleep(0.1)
    return time.monotonic() - began


def sentence_of(page):
    """Title and first words of an error page."""
    title = re.search(r'class="page-title">([^<]*)', page)
    lead = re.search(r'class="page-lead">([^<]*)', page)
    return " ".join(found.group(1) for found in (title, lead) if found)


class Sample:
    def __init__(self, kind, began, ended, status, retries):
        self.kind, self.began, self.ended, self.status, self.retries = kind, began, ended, status, retries

    @property
    def is_good(self):
        return self.status in (200, 303)


class Sent:
    def __init__(self, mark):
        self.mark, self.location, self.tries, self.at = mark, None, 0, time.monotonic()


class Load:
    """People at work: senders repeat the same form until it is taken, readers look at pages."""

    def __init__(self, servers, chance, senders=6, photos=0.2, staff=True):
        self.servers, self.chance, self.photos = servers, chance, photos
        self.stopping, self.lock = threading.Event(), threading.Lock()
        self.samples, self.sent, self.troubles = [], [], []
        self.words_of_503 = ""
        readers = [("home", "/", None), ("list", "/matters", None), ("healthz", "/healthz", None)]
        if staff:
            readers.append(("queue", "/work/matters", Browser(servers[0]).sign_in("liaison")))
        self.threads = [threading.Thread(target=self.watch, args=(self.send, i), daemon=True) for i in range(senders)]
        self.threads += [threading.Thread(target=self.watch, args=(self.read, *reader), daemon=True) for reader in readers]

    def start(self):
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join(90)
            if thread.is_alive():
                raise Wrong("somebody still waits for an answer after 90 s")
        if self.troubles:
            raise Wrong("; ".join(self.troubles[:3]))

    def watch(self, work, *arguments):
        try:
            work(*arguments)
        except Exception as trouble:  # Kept until the end, where it fails the case.
            with self.lock:
                self.troubles.append(f"{type(trouble).__name__}: {trouble}")

    def ask(self, browser, kind, method, path, body=None, type=None):
        began = time.monotonic()
        status, headers, content, retry = 0, None, b"", None
        try:
            status, headers, content = browser.ask(method, path, body, type, timeout=60)
            retry = headers["Retry-After"]
        except BROKEN:
            pass
        with self.lock:
            self.samples.append(Sample(kind, began, time.monotonic(), status, retry))
            if status == 503 and method == "POST":
                self.words_of_503 = sentence_of(content.decode(errors="replace")) or self.words_of_503
        return status, headers, content

    def read(self, kind, path, browser):
        index = 0
        while not self.stopping.is_set():
            index += 1
            server = self.servers[index % len(self.servers)]
            visitor = browser or Browser(server)
            visitor.server = server
            self.ask(visitor, kind, "GET", path)
            time.sleep(0.02)

    def send(self, index):
        server = self.servers[index % len(self.servers)]
        while not self.stopping.is_set():
            browser = Browser(server)
            status, _, page = self.ask(browser, "form", "GET", "/submit")
            if status != 200:
                # Somebody who stands before a door that is shut tries the next one, if there is one.
                server = self.servers[(self.servers.index(server) + 1) % len(self.servers)]
                time.sleep(0.05)
                continue
            with self.lock:
                sent = Sent(f"第{id(self) % 1000}-{len(self.sent)}件")
                self.sent.append(sent)
            fields = harness.submission(harness.form_token(page.decode()), f"路灯坏了两个多星期，请派人修好（{sent.mark}）。")
            files = [("灯.png", harness.picture(self.chance))] if self.chance.random() < self.photos else []
            self.insist(browser, sent, harness.multipart(fields, files))

    def insist(self, browser, sent, body):
        began = time.monotonic()
        while time.monotonic() - began < 80:
            sent.tries += 1
            status, headers, content = self.ask(browser, "submit", "POST", "/submit", body, MULTIPART)
            if status == 303:
                sent.location, sent.at = headers["Location"], time.monotonic()
                return
            if status not in (0, 503):
                raise Wrong(f"{sent.mark} was answered {status}: {sentence_of(content.decode(errors='replace'))}")
            if self.stopping.is_set():
                return
            if status == 0:
                browser.server = self.servers[(self.servers.index(browser.server) + 1) % len(self.servers)]
            time.sleep(0.05)
        raise Wrong(f"{sent.mark} was not taken within 80 s")

    # Afterwards

    def count(self, status, since=0.0):
        return sum(sample.status == status for sample in self.samples if sample.began >= since)

    def p99(self, kind, since, until):
        took = sorted(s.ended - s.began for s in self.samples if s.kind == kind and since <= s.began <= until)
        return took[int(len(took) * 0.99)] if took else 0.0

    def slowest(self, kind, since):
        return max((s.ended - s.began for s in self.samples if s.kind == kind and s.began >= since), default=0.0)

    def problems(self, since):
        found = []
        for sample in self.samples:
            if sample.status >= 500 and sample.status != 503:
                found.append(f"{sample.kind} was answered {sample.status}")
            if sample.status == 503 and not sample.retries and sample.kind != "healthz":
                found.append(f"{sample.kind}: 503 without Retry-After")
        health = [s for s in self.samples if s.kind == "healthz" and not s.is_good and s.status]
        if health:
            found.append(f"/healthz was answered {health[0].status}")
        return found

    def recovery(self, began, back):
        """From the moment the thing was back until the last answer that was not good had been given."""
        bad = [s.ended for s in self.samples if not s.is_good and s.ended >= back]
        good = [s for s in self.samples if s.is_good and s.began >= back]
        if not good:
            raise Wrong("nothing was answered after the recovery")
        for kind in {s.kind for s in self.samples if s.is_good}:
            if not any(s.kind == kind for s in good):
                raise Wrong(f"{kind} was not answered after the recovery")
        return max(0.0, max(bad, default=back) - back)

    def seen(self, began, back):
        during = [s for s in self.samples if s.ended >= began]
        counts = collections.Counter(
            "cut connections" if s.status == 0 else f"503 + Retry-After {s.retries} s" if s.status == 503 else "good answers"
            for s in during if s.kind != "healthz")
        told = ", ".join(f"{count} {what}" for what, count in sorted(counts.items(), key=lambda item: -item[1]))
        slowest = max((s.ended - s.began for s in during), default=0.0)
        return f"{told}; longest wait {slowest:.1f} s"

    def compare(self, place):
        marks = rf"第{id(self) % 1000}-\d+件"
        found = collections.Counter()
        for text in place.texts("SELECT words AS x FROM events WHERE act = 'submit' AND words IS NOT NULL"):
            found.update(set(re.findall(marks, text)))
        lost = [sent.mark for sent in self.sent if sent.location and not found[sent.mark]]
        return lost, [sent.mark for sent in self.sent if found[sent.mark] > 1]


class Cluster:
    """The PostgreSQL that a place's database is on: stopped, killed, started with what it was started with."""

    def __init__(self, place):
        self.data = Path(place.databases.psql(place.databases.cluster, "SHOW data_directory").strip())
        self.options = shlex.split((self.data / "postmaster.opts").read_text())[1:]
        self.as_owner = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []

    def control(self, *arguments):
        subprocess.run(
            [*self.as_owner, f"{BIN}/pg_ctl", f"--pgdata={self.data}", "--silent", *arguments], cwd="/", check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def stop(self, mode):
        self.control("stop", f"--mode={mode}", "--wait")

    def start(self):
        # The path of the data is given by itself.
        kept = [option for index, option in enumerate(self.options)
                if option != "-D" and (index == 0 or self.options[index - 1] != "-D")]
        self.control("start", "--wait", f"--log={self.data}/../log", "--options=" + shlex.join(kept))

    def restart(self):
        self.control("restart", "--mode=fast", "--wait")

    def signal(self, number):
        postmaster = int((self.data / "postmaster.pid").read_text().splitlines()[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        for process in [postmaster, *map(int, children)]:
            try:
                os.kill(process, number)
            except ProcessLookupError:
                pass


class Proxy:
    """A cable between a server and PostgreSQL. Frozen, it takes what is sent and passes nothing on, as a dead network does;
    shut, it resets what there is and refuses what comes."""

    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self.target = (parts.hostname, parts.port)
        self.frozen, self.closed = threading.Event(), False
        self.links, self.lock = [], threading.Lock()
        self.port = harness.free_port()
        self.listener = None
        self.open()

    def url(self, url):
        parts = urllib.parse.urlsplit(url)
        account = parts.netloc.rpartition("@")[0]
        return parts._replace(netloc=f"{account}@127.0.0.1:{self.port}").geturl()

    def open(self):
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind(("127.0.0.1", self.port))
        self.listener.listen(128)
        threading.Thread(target=self.accept, args=(self.listener,), daemon=True).start()

    def accept(self, listener):
        while True:
            try:
                front, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self.carry, args=(front,), daemon=True).start()

    def carry(self, front):
        try:
            while self.frozen.is_set():
                time.sleep(0.02)
            back = socket.create_connection(self.target, timeout=5)
        except OSError:
            front.close()
            return
        with self.lock:
            self.links += [front, back]
        try:
            while True:
                readable, _, _ = select.select([front, back], [], [], 0.2)
                if self.frozen.is_set():
                    time.sleep(0.02)
                    continue
                for link in readable:
                    piece = link.recv(65536)
                    if not piece:
                        return
                    (back if link is front else front).sendall(piece)
        except (OSError, ValueError):
            pass
        finally:
            front.close()
            back.close()

    def freeze(self):
        self.frozen.set()

    def thaw(self):
        self.frozen.clear()

    def shut(self):
        # A listener that another thread waits at ends only when it is shut down.
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        with self.lock:
            for link in self.links:
                try:
                    link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                    link.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass
            self.links.clear()

    def close(self):
        self.thaw()
        try:
            self.shut()
        except OSError:
            pass
