"""
How quick the pages are on a ledger: list with facets, search and claim page; many readers at once; memory; first paint.

    python -m bench.pages --ledger FILE [--readers 50] [--seconds 60]

Works on a copy of the ledger: two of the readers review. Times are of whole answers over loopback, p95 in milliseconds.
"""

import argparse
import http.client
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

FACETS = ("", "contested=yes", "origins=1", "origins=1%2B", "word=unnamed", "order=latest", "order=thin")
QUEUES = ("claims", "claims", "stories", "sources")
VERDICTS = ("same", "different", "unsure")
ASKED = 120  # requests of each kind, one after the other
RANDOM = 7


@contextmanager
def served(ledger: Path) -> Iterator[tuple[str, int, int]]:
    """(host, port, process id) of ``sayso serve`` on a ledger."""
    command = [str(Path(sys.executable).with_name("sayso")), "serve", "--port", "0", "--ledger", str(ledger)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"http://([\d.]+):(\d+)", line)
        if found is None:
            raise SystemExit(line + process.stderr.read())
        yield found[1], int(found[2]), process.pid
    finally:
        process.terminate()
        process.wait(10)


class Reader:
    """One who reads: a connection that stays open, and how long each answer took."""

    def __init__(self, host: str, port: int) -> None:
        self._connection = http.client.HTTPConnection(host, port, timeout=60)
        self.cookie = ""
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.largest = 0
        self.errors: list[str] = []

    def get(self, path: str, kind: str) -> str:
        """The answer; its time is kept under ``kind``."""
        return self._ask("GET", path, kind, None)

    def post(self, path: str, form: dict[str, str], kind: str) -> str:
        """The same for a form."""
        return self._ask("POST", path, kind, urlencode(form))

    def _ask(self, method: str, path: str, kind: str, body: str | None) -> str:
        headers = {"cookie": self.cookie} if self.cookie else {}
        if body is not None:
            headers["content-type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        try:
            answer, text = self._answer(method, path, body, headers)
        except OSError as error:
            self.errors.append(f"{path}: {error}")
            self._connection.close()
            return ""
        self.seconds[kind].append(time.perf_counter() - began)
        if answer.status >= 400:
            self.errors.append(f"{path}: {answer.status}")
        if answer.getheader("content-type", "").startswith("text/html"):
            self.largest = max(self.largest, len(text))
        return text.decode("utf-8", "replace")

    def _answer(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """Once more on a new connection where the server had closed the idle one."""
        for last in (False, True):
            try:
                self._connection.request(method, path, body, headers)
                answer = self._connection.getresponse()
                return answer, answer.read()
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                self._connection.close()
                if last:
                    raise
        raise AssertionError("not reached")


def percentile(seconds: Sequence[float], share: float) -> float:
    """In milliseconds."""
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def walk(reader: Reader, claims: Sequence[dict[str, object]], chosen: random.Random, kinds: Sequence[str]) -> None:
    """One request of a kind."""
    kind = chosen.choice(kinds)
    claim = chosen.choice(claims)
    words = re.findall(r"[A-Za-z]{4,}", str(claim["label"])) or ["the"]
    if kind == "list":
        reader.get("/claims?" + chosen.choice(FACETS), "list")
    elif kind == "search":
        reader.get("/search?q=" + quote(" ".join(chosen.sample(words, min(2, len(words))))), "search")
    else:
        reader.get(f"/c/{claim['id']}", "claim")


def alone(host: str, port: int, claims: Sequence[dict[str, object]]) -> tuple[dict[str, float], int]:
    """p95 of each kind, one request after the other, each claim looked at for the first time."""
    chosen, reader = random.Random(RANDOM), Reader(host, port)
    for kind in ("list", "search", "claim"):
        for _ in range(ASKED):
            walk(reader, claims, chosen, (kind,))
    if reader.errors:
        raise SystemExit("\n".join(reader.errors[:5]))
    return {kind: percentile(found, 0.95) for kind, found in reader.seconds.items()}, reader.largest


def together(
    host: str, port: int, claims: Sequence[dict[str, object]], readers: int, seconds: float
) -> dict[str, object]:
    """Many at once, two of them reviewing: errors, p95 over all requests, rulings sent and rulings in the ledger."""
    stop = time.monotonic() + seconds
    every = [Reader(host, port) for _ in range(readers)]
    sent = [0, 0]

    def read(at: int) -> None:
        chosen = random.Random(at)
        while time.monotonic() < stop:
            walk(every[at], claims, chosen, ("list", "search", "claim", "claim"))
            time.sleep(chosen.uniform(2.0, 8.0))  # people look at what they asked for

    def review(at: int) -> None:
        chosen = random.Random(at)
        while time.monotonic() < stop:
            queue = chosen.choice(QUEUES)
            page = every[at].get(f"/review?queue={queue}&at={at * 40}", "review")
            form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.partition("</form>")[2]))
            if form.get("a"):
                every[at].post("/review", {**form, "verdict": chosen.choice(VERDICTS), "by": f"Reader {at}"}, "ruling")
                sent[at] += 1
            time.sleep(3.0)

    threads = [threading.Thread(target=review if at < 2 else read, args=(at,)) for at in range(readers)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    times = [second for reader in every for found in reader.seconds.values() for second in found]
    errors = [error for reader in every for error in reader.errors]
    kept = len(json.loads(Reader(host, port).get("/review/agreement.json", "end"))["readings"])
    return {
        "requests": len(times),
        "errors": len(errors),
        "p95_ms": percentile(times, 0.95),
        "ruling_p95_ms": percentile([second for reader in every for second in reader.seconds["ruling"]], 0.95),
        "rulings_sent": sum(sent),
        "rulings_kept": kept,
        "first_errors": errors[:3],
    }


def resident(process: int) -> float:
    """Megabytes of memory that a process, and those that it has started, have had at most."""
    status = Path(f"/proc/{process}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+)", status)
    children = [each for task in Path(f"/proc/{process}/task").glob("*/children") for each in task.read_text().split()]
    own = int(found[1]) / 1024 if found else float("nan")
    return own + sum(resident(int(each)) for each in children)


def first_paint(address: str) -> float:
    """Milliseconds to the first contentful paint of the list in Chromium; NaN where there is none."""
    chromium = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return float("nan")
    if not chromium:
        return float("nan")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address)
        page.wait_for_timeout(300)
        found = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
        browser.close()
    return float(found) if found is not None else float("nan")


def main() -> None:
    """Measure, and print a line for each figure."""
    parser = argparse.ArgumentParser(description="How quick the pages are.")
    parser.add_argument("--ledger", type=Path, required=True)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(given.ledger, folder))
        with served(copy) as (host, port, process):
            reader = Reader(host, port)
            claims = [
                each
                for page in range(1, 41)
                for each in json.loads(reader.get(f"/claims.json?page={page}", "setup"))["claims"]
            ]
            p95, largest = alone(host, port, claims)
            paint = first_paint(f"http://{host}:{port}/claims")
            memory = resident(process)
            many = together(host, port, claims, given.readers, given.seconds)
            found = {
                "claims": json.loads(reader.get("/claims.json", "setup"))["total"],
                **{f"{kind}_p95_ms": round(ms) for kind, ms in p95.items()},
                "largest_page_kB": round(largest / 1000),
                "first_paint_ms": round(paint) if paint == paint else None,
                "memory_MB": round(memory),
                "memory_after_many_MB": round(resident(process)),
                "many": many,
            }
    print(json.dumps(found, indent=1))
    if given.json:
        given.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
