"""Forged webhooks by the thousand while shoppers buy: none is believed, nobody waits long (S11)."""

import http.client
import json
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count as endless
from threading import Event, Thread
from urllib.parse import urlsplit

from checkout.models import Order, WebhookEvent
from stripe_double.signing import sign
from tests.faults.buyer import Buyer
from tests.faults.healing import WORKER
from tests.faults.history import History, contradictions
from tests.faults.place import Place
from tests.faults.result import Result
from tests.faults.shop import PIECES, SECRET, RunningShop

SOCKETS = 4
TIMEOUT_S = 60
SHOPPERS = 2
# Fewer forgeries than this are a short run, which is not timed; many checkouts make a 95th percentile.
WORTH_TIMING = 2000
SHORT, LONG = 4, 60
SLOWER = 3
FORGED = "evt_forged_"


def flood(place: Place, result: Result, count: int) -> None:
    """At least `count` forgeries, and shoppers first without and then beside them."""
    history = History()
    checkouts = LONG if count >= WORTH_TIMING else SHORT
    with RunningShop(place) as shop:
        shop.stripe.set_delivery("auto")
        idle = _buy(shop, history, "idle", checkouts)
        answers: Counter[str] = Counter()
        started = time.monotonic()
        with _forgers(shop, answers, count):
            busy = _buy(shop, history, "flooded", checkouts)
        result.tried = answers.total()
        result.counts = {f"answered {answer}": times for answer, times in sorted(answers.items())}
        result.counts["forgeries a second"] = round(result.tried / (time.monotonic() - started))
        result.counts["orders"] = Order.objects.count()
        result.counts["p95 idle, ms"], result.counts["p95 flooded, ms"] = _p95_ms(idle), _p95_ms(busy)
        result.broken += untrue(answers, Order.objects.count(), 2 * checkouts)
        if count >= WORTH_TIMING:
            result.broken += too_slow(_p95_ms(idle), _p95_ms(busy))
        shop.run(*WORKER)  # mails
        result.broken += contradictions(shop, history)


def untrue(answers: Counter[str], orders: int, bought: int) -> Iterator[str]:
    """What a forgery has changed."""
    for answer in answers.keys() - {"400"}:
        yield f"{answers[answer]} forgeries were answered {answer}"
    written = WebhookEvent.objects.filter(stripe_id__startswith=FORGED).count()
    if written:
        yield f"{written} forgeries are written down"
    if orders != bought:
        yield f"{bought} checkouts were paid, there are {orders} orders"


def too_slow(idle_ms: int, busy_ms: int) -> list[str]:
    """Whether shoppers wait too long beside the flood."""
    if busy_ms < SLOWER * idle_ms:
        return []
    return [f"a checkout takes {busy_ms} ms beside the flood, {idle_ms} ms without it"]


def _p95_ms(seconds: list[float]) -> int:
    return round(sorted(seconds)[int(len(seconds) * 0.95)] * 1000)


def _buy(shop: RunningShop, history: History, name: str, checkouts: int) -> list[float]:
    """How long each of so many shoppers took from the checkout's page to the order."""

    def act(number: int) -> float:
        buyer = Buyer(f"{name} {number}", shop, history)
        buyer.fill_bag(sorted(PIECES)[number % len(PIECES)])
        started = time.monotonic()
        buyer.go_on()
        return time.monotonic() - started

    with ThreadPoolExecutor(SHOPPERS) as pool:
        return list(pool.map(act, range(checkouts)))


@contextmanager
def _forgers(shop: RunningShop, answers: Counter[str], least: int) -> Iterator[None]:
    """Sockets that forge without a pause, at least so many, and until the block has ended."""
    over = Event()
    counts = [Counter[str]() for _socket in range(SOCKETS)]
    share = -(-least // SOCKETS)
    url = f"{shop.place.url}/checkout/wh/"
    threads = [Thread(target=_forge, args=(url, mine, share, over), daemon=True) for mine in counts]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()
        for mine in counts:
            answers.update(mine)


def _forge(url: str, answers: Counter[str], share: int, over: Event) -> None:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=TIMEOUT_S)
    for number in endless():
        if over.is_set() and number >= share:
            connection.close()
            return
        body, header = forgery(number)
        try:
            connection.request("POST", parts.path, body.encode(), {"Stripe-Signature": header})
            response = connection.getresponse()
            response.read()
            answers[str(response.status)] += 1
        except (OSError, http.client.HTTPException):
            connection.close()
            answers["none"] += 1


def forgery(number: int) -> tuple[str, str]:
    """A body that would be an order's event, and a header that does not sign it."""
    intent = {"object": "payment_intent", "id": f"pi_forged_{number}", "status": "succeeded"}
    kind = {"type": "payment_intent.succeeded", "livemode": False, "data": {"object": intent}}
    body = json.dumps({"object": "event", "id": f"{FORGED}{number}", **kind})
    now = int(time.time())
    headers = (
        "",
        "t=1,v1=",
        sign(body, "whsec_guessed", now),
        sign(body, SECRET, now - 3600),
        sign(body, SECRET, now + 3600),
        sign(body + " ", SECRET, now),
        sign(body, SECRET, now).replace("v1=", "v2="),
    )
    return body, headers[number % len(headers)]
