"""Stripe hangs while forty shoppers stand at the checkout: every other page is there at once (S12)."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import requests

from checkout.models import Order
from tests.faults.buyer import Buyer
from tests.faults.healing import WORKER
from tests.faults.history import History, contradictions
from tests.faults.place import Place
from tests.faults.result import Result
from tests.faults.shop import PIECES, RunningShop

SHOPPERS = 40
# As a shop is served: two processes with four threads each, and the breaker as it is shipped.
AS_SHIPPED = {"WEB_THREADS": "4", "SHOP_STRIPE_PAUSE_AFTER": "5"}
HANGS_S = 12  # longer than the shop waits; Stripe keeps a call's key to itself for as long
LOOKS_EACH_S = 0.1
ARRIVE_WITHIN_S = 4.0  # one every tenth of a second
SLOW_MS = 1000
# On a machine that is busy with something else, pages are slow without any Stripe.
SLOWER = 4
PAGES = ("/", "/bag/", "/accounts/login/")
BACK_WITHIN_S = 20


def hang(place: Place, result: Result, count: int) -> None:
    """`count` shoppers, forty at a time, each of whom gets an answer; then Stripe is back, and they buy."""
    history = History()
    with RunningShop(place, environment=AS_SHIPPED) as shop:
        shop.stripe.set_delivery("auto")
        idle = _looks(shop, seconds=2)
        buyers = [_with_a_bag(shop, history, number) for number in range(SHOPPERS)]
        answers: Counter[int] = Counter()
        busy: list[int] = []
        while result.tried < count:
            shop.stripe.add_fault("**", "delay", seconds=HANGS_S, times=None, who="secret")
            busy += _crowd(shop, buyers, answers)
            shop.stripe.clear_faults()
            result.tried += len(buyers)
            result.say(f"{result.tried} shoppers, the slowest page {max(busy)} ms")
            _wait_until_open(buyers[0])
        result.counts = {f"answered {status}": times for status, times in sorted(answers.items())}
        result.counts |= {"pages": len(busy), "p95 idle, ms": _p95(idle), "p95 hanging, ms": _p95(busy)}
        result.broken += untrue(answers, _p95(idle), _p95(busy))
        buyers[0].go_on()
        result.broken += [] if Order.objects.count() == 1 else ["nobody can buy when Stripe is back"]
        shop.run(*WORKER)
        result.broken += contradictions(shop, history)


def untrue(answers: Counter[int], idle_ms: int, busy_ms: int) -> Iterator[str]:
    """What a hanging Stripe has changed for others, and who was not told."""
    for status in answers.keys() - {503}:
        yield f"{answers[status]} shoppers were answered {status}"
    if busy_ms > max(SLOW_MS, SLOWER * idle_ms):
        yield f"other pages take {busy_ms} ms while Stripe hangs, {idle_ms} ms without it"


def _with_a_bag(shop: RunningShop, history: History, number: int) -> Buyer:
    buyer = Buyer(f"shopper {number}", shop, history)
    buyer.fill_bag(sorted(PIECES)[number % len(PIECES)])
    return buyer


def _crowd(shop: RunningShop, buyers: list[Buyer], answers: Counter[int]) -> list[int]:
    """All of them open the checkout in a few seconds; how long other pages took, in milliseconds."""
    over, looks = Event(), list[int]()
    looker = Thread(target=lambda: looks.extend(_look_until(shop, over)))
    looker.start()
    with ThreadPoolExecutor(len(buyers)) as pool:
        answers.update(pool.map(_arrive, buyers, range(len(buyers))))
    over.set()
    looker.join()
    return looks


def _arrive(buyer: Buyer, number: int) -> int:
    time.sleep(number * ARRIVE_WITHIN_S / SHOPPERS)
    return _open_checkout(buyer)


def _open_checkout(buyer: Buyer) -> int:
    return buyer.browser.get("/checkout/", allow_redirects=False).status_code


def _looks(shop: RunningShop, *, seconds: float) -> list[int]:
    over = Event()
    Thread(target=lambda: (time.sleep(seconds), over.set()), daemon=True).start()
    return _look_until(shop, over)


def _look_until(shop: RunningShop, over: Event) -> list[int]:
    """Somebody who looks round in the shop, page after page."""
    took = []
    while not over.is_set():
        for page in PAGES:
            started = time.monotonic()
            requests.get(shop.place.url + page, timeout=30).raise_for_status()
            took.append(round((time.monotonic() - started) * 1000))
            time.sleep(LOOKS_EACH_S)
    return took


def _wait_until_open(buyer: Buyer) -> None:
    """The breaker lets one try after a rest; soon everybody is served."""
    deadline = time.monotonic() + BACK_WITHIN_S
    while _open_checkout(buyer) == 503 and time.monotonic() < deadline:
        time.sleep(0.5)


def _p95(values: list[int]) -> int:
    return sorted(values)[int(len(values) * 0.95)]
