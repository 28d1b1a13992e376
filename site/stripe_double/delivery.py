"""Delivery of events to webhook endpoints: concurrent, signed anew each time, retried with back-off."""

import heapq
import itertools
import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from stripe_double.errors import Json
from stripe_double.events import is_type
from stripe_double.ids import new_id
from stripe_double.posting import post
from stripe_double.signing import sign
from stripe_double.store import Store, public

# Seconds between attempts, about three days in all; `retry_scale` shortens them.
RETRY_DELAYS = (60, 300, 1800, 7200, 18000, 36000, 43200, 43200, 43200, 43200)
MODES = ("auto", "hold", "shuffle", "duplicate", "late", "drop")
CONCURRENT = 64

# Sends a body with its signature to a URL, within so many seconds; answers the status, None without one.
Post = Callable[[str, str, str | None, float], int | None]


@dataclass(frozen=True)
class Mode:
    """How new events travel; `seconds` is the lateness or the span of a shuffle, `copies` of a duplicate."""

    name: str = "auto"
    seconds: float = 0.5
    copies: int = 2

    def delay(self) -> float:
        """Answer how many seconds the next delivery waits."""
        if self.name == "shuffle":
            return random.uniform(0, self.seconds)  # noqa: S311 (an order, not a secret)
        return self.seconds if self.name == "late" else 0.0

    def status(self) -> str:
        """Answer the state in which a new delivery starts."""
        return {"hold": "held", "drop": "dropped"}.get(self.name, "pending")


class Courier:
    """Sends events in threads of its own. Takes the store's lock before its own, never the other way."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], int],
        *,
        retry_scale: float = 1.0,
        timeout: float = 20.0,
        post: Post = post,
    ) -> None:
        self.mode = Mode()
        self._store = store
        self._now = now
        self._retry_scale = retry_scale
        self._timeout = timeout
        self._post = post
        self._queue: list[tuple[float, int, str]] = []
        self._tickets = itertools.count()
        self._unfinished: set[str] = set()
        self._under_way = 0
        self._changed = threading.Condition()
        self._slots = threading.BoundedSemaphore(CONCURRENT)
        self._is_running = False

    def start(self) -> None:
        """Begin to deliver, first what an earlier run left undone."""
        with self._changed:
            self._is_running = True
        with self._store.lock:
            for delivery in self._store.every("deliveries"):
                if delivery["status"] == "pending":
                    self._schedule(delivery, 0)
        threading.Thread(target=self._work, name="stripe-double-courier", daemon=True).start()

    def stop(self) -> None:
        """Stop delivering; what is left stays pending."""
        with self._changed:
            self._is_running = False
            self._queue.clear()
            self._unfinished.clear()
            self._changed.notify_all()

    def forget(self) -> None:
        """Drop everything that waits for delivery; what is under way gets no second attempt."""
        with self._store.lock:
            for delivery in self._store.every("deliveries"):
                self._store.remove("deliveries", delivery["id"])
            with self._changed:
                self._queue.clear()
                self._unfinished.clear()
                self._changed.notify_all()

    def wait_until_home(self, timeout: float) -> bool:
        """Wait until no delivery is under way, whatever else is due; answers whether in time."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._under_way, timeout)

    def send(self, event: Json) -> None:
        """Take over the delivery of an event to every endpoint that wants its type."""
        copies = self.mode.copies if self.mode.name == "duplicate" else 1
        targets = [we for we in self._store.every("webhook_endpoints") if _wants(we, event["type"])]
        event["pending_webhooks"] = len(targets)
        for endpoint in targets * copies:
            self._add(event, endpoint)

    def _add(self, event: Json, endpoint: Json) -> None:
        delivery = {
            "id": new_id("del"),
            "event": event["id"],
            "type": event["type"],
            "endpoint": endpoint["id"],
            "status": self.mode.status(),
            "attempts": [],
        }
        self._store.save("deliveries", delivery)
        event.setdefault("_deliveries", []).append(delivery["id"])
        if delivery["status"] == "pending":
            self._schedule(delivery, self.mode.delay())

    def _schedule(self, delivery: Json, delay: float) -> None:
        with self._changed:
            if self._is_running:
                self._unfinished.add(delivery["id"])
                heapq.heappush(self._queue, (time.monotonic() + delay, next(self._tickets), delivery["id"]))
                self._changed.notify_all()

    def wait_until_idle(self, timeout: float) -> bool:
        """Wait until nothing is under way or due; answers whether that came to pass in time."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._unfinished, timeout)

    def _work(self) -> None:
        while True:
            delivery_id = self._next()
            if delivery_id is None:
                return
            self._slots.acquire()
            threading.Thread(target=self._deliver_in_slot, args=(delivery_id,), daemon=True).start()

    def _next(self) -> str | None:
        with self._changed:
            while self._is_running:
                wait = self._queue[0][0] - time.monotonic() if self._queue else None
                if wait is not None and wait <= 0:
                    self._under_way += 1
                    return heapq.heappop(self._queue)[2]
                self._changed.wait(wait)
            return None

    def _deliver_in_slot(self, delivery_id: str) -> None:
        try:
            self.deliver(delivery_id)
        finally:
            self._slots.release()
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()

    def deliver(self, delivery_id: str) -> int | None:
        """Make one attempt in the calling thread; answers the endpoint's status, None without an answer."""
        with self._store.lock:
            delivery = self._store.find("deliveries", delivery_id)
            event = self._store.find("events", delivery["event"]) if delivery else None
            endpoint = self._store.find("webhook_endpoints", delivery["endpoint"]) if delivery else None
            body = body_of(event) if event else ""
        if delivery is None or event is None or endpoint is None:
            self._finish(delivery_id)
            return None
        moment = self._now()
        status = self._post(endpoint["url"], body, sign(body, endpoint["_secret"], moment), self._timeout)
        self._record(delivery, event, {"at": moment, "status": status})
        return status

    def _record(self, delivery: Json, event: Json, attempt: Json) -> None:
        is_received = attempt["status"] is not None and 200 <= attempt["status"] < 300
        with self._store.lock:
            if self._store.find("deliveries", delivery["id"]) is None:
                self._finish(delivery["id"])
                return
            delivery["attempts"].append(attempt)
            delay = None if is_received else self._retry_delay(len(delivery["attempts"]))
            delivery["status"] = "delivered" if is_received else "failed" if delay is None else "pending"
            self._store.save("deliveries", delivery)
            self._count_pending(event)
            self._store.flush()
            if delay is not None:
                self._schedule(delivery, delay)
                return
        self._finish(delivery["id"])

    def _retry_delay(self, attempts: int) -> float | None:
        if self._retry_scale <= 0 or attempts > len(RETRY_DELAYS):
            return None
        return RETRY_DELAYS[attempts - 1] * self._retry_scale

    def _count_pending(self, event: Json) -> None:
        deliveries = [self._store.find("deliveries", known) for known in event["_deliveries"]]
        waiting = {known["endpoint"] for known in deliveries if known and known["status"] != "delivered"}
        event["pending_webhooks"] = len(waiting)
        self._store.save("events", event)

    def _finish(self, delivery_id: str) -> None:
        with self._changed:
            self._unfinished.discard(delivery_id)
            self._changed.notify_all()


def _wants(endpoint: Json, kind: str) -> bool:
    return endpoint["status"] == "enabled" and any(is_type(kind, name) for name in endpoint["enabled_events"])


def body_of(event: Json) -> str:
    """Answer an event as it is sent."""
    return json.dumps(public(event), indent=2)
