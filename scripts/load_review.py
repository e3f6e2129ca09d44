"""Puts the review page under load: 100 uploads at once, and 50 readers who look at pages for a minute meanwhile.

    python -m scripts.load_review [SECONDS]

A tenth of the uploads are the drawn pictures of `samples/`, which are read by Tesseract while the readers go on; the
others are typed labels. Every answer must be one that was meant, every upload must become a label that is read, and
every decision that was taken must be on record. Prints how long answers took. It runs in one process beside the server,
on the same processors: what it takes itself is part of what it measures.
"""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from scripts.review_server import ReviewServer, review_server

UPLOADS = 100
READERS = 50
SECONDS = 60.0
SAMPLES = Path(__file__).resolve().parents[1] / "samples"

_LABEL = "product: Oats {0}\ntype: dietary_supplement\nclaims: [Cures gout within {0} days, A good source of fiber]\n"
_PAGES = ("/", "/rules", "/rules?q=kratom", "/dashboard", "/labels/{}", "/api/v1/labels", "/api/v1/labels/{}/result")
_PAUSE = 1.0
"""Seconds that a reader looks at a page before the next: nobody reads faster."""


@dataclass(slots=True)
class Times:
    """How long answers took, by what was asked for, and what went wrong."""

    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)
    decided: list[int] = field(default_factory=list)
    """The numbers of the decisions that the server said to be on record."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, seconds: float) -> None:
        with self._lock:
            self.taken[kind].append(seconds)

    def fault(self, text: str) -> None:
        with self._lock:
            self.faults.append(text)

    def all(self) -> list[float]:
        return [seconds for of_kind in self.taken.values() for seconds in of_kind]


class Client:
    """One connection that is kept open, as that of a browser."""

    def __init__(self, server: ReviewServer, times: Times) -> None:
        self._server = server
        self._times = times
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)

    def ask(
        self, kind: str, path: str, body: bytes | None = None, content: str = "", expected: Sequence[int] = (200,)
    ) -> bytes:
        """The answer; one that was not expected is a fault."""
        heads = {"Authorization": f"Bearer {self._server.token}"} | ({"Content-Type": content} if content else {})
        start = time.perf_counter()
        try:
            self._connection.request("GET" if body is None else "POST", path, body, heads)
            answer = self._connection.getresponse()
            data = answer.read()
        except OSError as error:
            self._times.fault(f"{path}: {error!r}")
            self._connection.close()
            return b""
        self._times.add(kind, time.perf_counter() - start)
        if answer.status not in expected:
            self._times.fault(f"{path}: {answer.status} {data[:200]!r}")
        return data

    def close(self) -> None:
        self._connection.close()


def main(seconds: float) -> int:
    """The exit code: 1 where anything went wrong or was lost."""
    times = Times()
    with review_server(("--engine", "tesseract", "--workers", "1")) as server:
        numbers = _under_load(server, times, seconds)
        waited = _all_read(server, times, numbers)
        decided = _kept(server, times)
    every = times.all()
    print(f"{UPLOADS} uploads at once, {READERS} readers for {seconds:.0f} s: {len(every)} answers")
    for kind, taken in sorted(times.taken.items()):
        print(f"  {kind:10} {len(taken):6}  median {_at(taken, 50):7.0f} ms  95 % within {_at(taken, 95):7.0f} ms")
    print(f"  {'all':10} {len(every):6}  median {_at(every, 50):7.0f} ms  95 % within {_at(every, 95):7.0f} ms")
    print(
        f"labels: {len(set(numbers))} of {UPLOADS}, all read {waited:.0f} s after the load; decisions kept: {decided}"
    )
    for fault in times.faults[:20]:
        print(f"fault: {fault}")
    return 1 if times.faults or len(set(numbers)) != UPLOADS else 0


def _under_load(server: ReviewServer, times: Times, seconds: float) -> list[int]:
    """Uploads and reads, all at once; the numbers of the labels that were made."""
    numbers: list[int] = []
    together = threading.Barrier(UPLOADS + READERS)
    end = time.monotonic() + seconds
    pictures = sorted(SAMPLES.glob("*/front.png"))

    def upload(number: int) -> None:
        client = Client(server, times)
        if number % 10 == 0 and pictures:
            picture = pictures[number // 10 % len(pictures)]
            name, data = f"{picture.parent.name}.png", picture.read_bytes()
        else:
            name, data = f"oats-{number}.yaml", _LABEL.format(number + 1).encode()
        together.wait()
        made = client.ask("upload", "/api/v1/labels", *_form(name, data), expected=(202,))
        if made:
            numbers.extend(json.loads(made)["labels"])
        client.close()

    def read(number: int) -> None:
        client = Client(server, times)
        together.wait()
        turn = number
        while time.monotonic() < end:
            path = _PAGES[turn % len(_PAGES)].format(turn % UPLOADS + 1)
            # A label that is not there yet, or not read yet, is an answer too.
            client.ask("api" if path.startswith("/api/") else "page", path, expected=(200, 404, 409))
            if turn % 5 == 0:
                _decide(client, times, (number + turn // 5) % UPLOADS + 1)
            turn += 7 if turn % 2 else 3
            time.sleep(_PAUSE)
        client.close()

    threads = [threading.Thread(target=upload, args=(n,)) for n in range(UPLOADS)]
    threads += [threading.Thread(target=read, args=(n,)) for n in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return numbers


def _decide(client: Client, times: Times, label: int) -> None:
    """Decides on the first finding of a label, or undoes what others decided, as one who has seen the newest record."""
    data = client.ask("api", f"/api/v1/labels/{label}/result", expected=(200, 404, 409))
    findings = json.loads(data or b"{}").get("findings", [])
    if not findings:
        return
    address, fingerprint = f"/api/v1/labels/{label}/decisions", findings[0]["fingerprint"]
    trail = json.loads(client.ask("api", address) or b"{}").get("decisions", [])
    body = {
        "fingerprint": fingerprint,
        "kind": "undo" if trail and trail[-1]["kind"] == "accept" else "accept",
        "seen": trail[-1]["id"] if trail else 0,
    }
    # Whoever was overtaken by another reader is told so.
    made = json.loads(client.ask("decide", address, json.dumps(body).encode(), "application/json", (201, 409)) or b"{}")
    if "id" in made:
        times.decided.append(made["id"])


def _all_read(server: ReviewServer, times: Times, numbers: Sequence[int]) -> float:
    """Waits until every label is read; the seconds that took."""
    start = time.monotonic()
    client = Client(server, Times())
    waiting = set(numbers)
    while waiting and time.monotonic() - start < 600:
        listed = json.loads(client.ask("api", "/api/v1/labels?limit=1000"))["labels"]
        states = {label["id"]: label["state"] for label in listed}
        for number in list(waiting):
            if states.get(number) == "failed":
                times.fault(f"label {number} was not read")
            if states.get(number) in ("read", "failed"):
                waiting.discard(number)
        time.sleep(0.2)
    if waiting:
        times.fault(f"{len(waiting)} labels were not read within ten minutes")
    client.close()
    return time.monotonic() - start


def _kept(server: ReviewServer, times: Times) -> int:
    """How many decisions are on record; each one that a reader was told to be on record has to be there, no other."""
    client = Client(server, Times())
    kept = []
    for label in range(1, UPLOADS + 1):
        trail = json.loads(client.ask("api", f"/api/v1/labels/{label}/decisions", expected=(200, 404)) or b"{}")
        kept += [record["id"] for record in trail.get("decisions", [])]
    client.close()
    if sorted(kept) != sorted(times.decided):
        times.fault(f"{len(times.decided)} decisions were taken, {len(kept)} are on record")
    return len(kept)


def _form(name: str, data: bytes) -> tuple[bytes, str]:
    head = f'--b0undary\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
    return head.encode() + data + b"\r\n--b0undary--\r\n", "multipart/form-data; boundary=b0undary"


def _at(taken: Sequence[float], percent: int) -> float:
    """Milliseconds within which so many percent of the answers came."""
    return 1000 * (quantiles(taken, n=100)[percent - 1] if len(taken) > 1 else sum(taken))


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))
