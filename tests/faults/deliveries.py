"""Stripe's deliveries by the thousand: signed anew each time, from many sockets, until they are taken."""

import http.client
import time
from collections import Counter
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any
from urllib.parse import urlsplit

from stripe_double.delivery import body_of
from stripe_double.signing import sign
from tests.faults.shop import SECRET

SOCKETS = 32
TIMEOUT_S = 60
# Every answer but a yes is followed by another try; what is not taken by then never will be.
MOST_TRIES = 40


@dataclass
class Deliveries:
    """What was sent to the shop at `url` and how often it was taken, by event."""

    url: str
    sent: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def send(self, parcels: list[dict[str, Any]]) -> None:
        """Deliver these events in this order from many sockets; the refused ones again, after the others."""
        for _try in range(MOST_TRIES):
            parcels = self._send_once(parcels)
            if not parcels:
                return
            time.sleep(0.1)

    def _send_once(self, parcels: list[dict[str, Any]]) -> list[dict[str, Any]]:
        waiting: SimpleQueue[dict[str, Any]] = SimpleQueue()
        refused: SimpleQueue[dict[str, Any]] = SimpleQueue()
        for parcel in parcels:
            waiting.put(parcel)
        postmen = [Thread(target=self._walk, args=(waiting, refused), daemon=True) for _ in range(SOCKETS)]
        for postman in postmen:
            postman.start()
        for postman in postmen:
            postman.join()
        return [refused.get() for _ in range(refused.qsize())]

    def _walk(self, waiting: SimpleQueue[dict[str, Any]], refused: SimpleQueue[dict[str, Any]]) -> None:
        """One socket that stays open while the shop lets it."""
        parts = urlsplit(self.url)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=TIMEOUT_S)
        while True:
            try:
                event = waiting.get_nowait()
            except Empty:
                connection.close()
                return
            answer = self._post(connection, parts.path, body_of(event))
            self._note(event["id"], answer)
            if not answer.startswith("2"):
                refused.put(event)

    def _post(self, connection: http.client.HTTPConnection, path: str, body: str) -> str:
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Stripe-Signature": sign(body, SECRET, int(time.time())),
        }
        try:
            connection.request("POST", path, body.encode(), headers)
            response = connection.getresponse()
            response.read()
            return str(response.status)
        except (OSError, http.client.HTTPException):
            connection.close()  # the next request opens it again
            return "none"

    def _note(self, event: str, answer: str) -> None:
        with self._lock:
            self.sent[event] += 1
            self.answers[answer] += 1
            self.taken[event] += answer.startswith("2")
