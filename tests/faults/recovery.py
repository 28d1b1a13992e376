"""How soon a paid order is there when all events are lost, and how soon a stopped shop serves (I15)."""

import time
from concurrent.futures import ThreadPoolExecutor

from checkout.models import Heartbeat, Order
from checkout.worker import STRIPE
from tests.faults.buyer import Buyer
from tests.faults.healing import WORKER
from tests.faults.history import History, contradictions
from tests.faults.place import Place
from tests.faults.result import Result
from tests.faults.shop import PIECES, RunningShop
from tests.scenarios.shopper import Page

BROWSER_S, WORKER_S, START_S = 5.0, 120.0, 15.0
# Fewer payments than this are a short run: the worker is called once instead of waited for.
WORTH_WAITING = 10
ABREAST = 4
POINT = "reconcile_page"


def recover(place: Place, result: Result, count: int) -> None:
    """`count` payments (at least one of each) of which no event ever comes: half of the browsers return."""
    count = max(count, 2)
    history = History()
    with RunningShop(place) as shop:
        result.counts["cold start, ms"] = _ms(shop.opened_within_s)
        result.broken += too_late("the shop served", shop.opened_within_s, START_S)
        shop.stripe.set_delivery("drop")
        if count >= WORTH_WAITING:
            _start_worker(shop)
        _returning(shop, history, result, count // 2)
        if count < WORTH_WAITING:
            _called(shop, history, result, count - count // 2)
        else:
            _never_returning(shop, history, result, count // 4)
            _never_returning(shop, history, result, count - count // 2 - count // 4, is_killed=True)
            shop.stop_worker()
        shop.run(*WORKER)  # mails
        result.broken += contradictions(shop, history)


def _start_worker(shop: RunningShop) -> None:
    """Until it has reconciled once: from there on, a payment has its whole interval to wait."""
    shop.start_worker()
    deadline = time.monotonic() + WORKER_S
    while not Heartbeat.objects.filter(lane=STRIPE).exists():  # written after the first of the lane's jobs
        if time.monotonic() > deadline:
            raise RuntimeError("the worker did not begin:\n" + shop.place.log("worker").read_text()[-3000:])
        time.sleep(0.1)


def _returning(shop: RunningShop, history: History, result: Result, count: int) -> None:
    """From the return of the browser until it shows the order."""

    def act(number: int) -> float:
        buyer = _paid(shop, history, f"returning {number}")
        started = time.monotonic()
        answer = buyer.insist("finish", lambda: buyer.browser.finish(_page(buyer)))
        page = buyer.browser.get(answer.headers.get("Location", "/checkout/"))
        page.raise_for_status()
        return time.monotonic() - started if "/success/" in page.url else WORKER_S

    with ThreadPoolExecutor(ABREAST) as pool:
        _judge(result, "browser back", list(pool.map(act, range(count))), BROWSER_S)


def _called(shop: RunningShop, history: History, result: Result, count: int) -> None:
    """The worker runs once, with nobody to wait for its minute."""
    paid = [_moment(shop, history, f"short {number}") for number in range(count)]
    shop.run(*WORKER)
    _judge(result, "worker called", waits(paid, WORKER_S), WORKER_S)


def _never_returning(
    shop: RunningShop, history: History, result: Result, count: int, *, is_killed: bool = False
) -> None:
    """From the payment until the worker has placed the order; it is killed in the middle, if asked."""
    with ThreadPoolExecutor(ABREAST) as pool:
        paid = list(pool.map(lambda number: _moment(shop, history, f"away {number}"), range(count)))
    if is_killed:
        shop.arm(POINT)
        shop.replace_dead_worker(WORKER_S)
        history.worker_deaths += 1
        result.broken += ["the worker was not killed"] * (not shop.has_died_at(POINT))
    _judge(result, "worker killed" if is_killed else "worker alone", waits(paid, WORKER_S), WORKER_S)


def _paid(shop: RunningShop, history: History, name: str) -> Buyer:
    buyer = Buyer(name, shop, history)
    buyer.fill_bag(sorted(PIECES)[0])
    if not (buyer.load_page() and buyer.gate() and buyer.confirm()):
        raise RuntimeError(f"{name} could not pay:\n{history.last_words()}")
    return buyer


def _moment(shop: RunningShop, history: History, name: str) -> tuple[str, float]:
    """A payment and the moment in which it succeeded."""
    return _page(_paid(shop, history, name)).intent_id, time.monotonic()


def _page(buyer: Buyer) -> Page:
    assert buyer.page
    return buyer.page


def waits(paid: list[tuple[str, float]], patience_s: float) -> list[float]:
    """How long each payment waited for its order; as long as the patience for one that has none."""
    waiting = dict(paid)
    found: list[float] = []
    while waiting and time.monotonic() - max(waiting.values()) < patience_s:
        placed = Order.objects.filter(stripe_pid__in=waiting).values_list("stripe_pid", flat=True)
        found += [time.monotonic() - waiting.pop(payment) for payment in placed]
        time.sleep(0.1)
    return found + [patience_s + 1] * len(waiting)


def _judge(result: Result, name: str, seconds: list[float], limit_s: float) -> None:
    result.tried += len(seconds)
    result.counts[f"{name}, ms"] = _ms(max(seconds))
    result.broken += too_late(f"{name}: an order was there", max(seconds), limit_s)
    result.say(f"{name}: {max(seconds):.1f} s at worst of {len(seconds)}")


def too_late(what: str, seconds: float, limit_s: float) -> list[str]:
    """The sentence that breaks the run when `seconds` are more than allowed."""
    return [f"{what} after {seconds:.1f} s, allowed are {limit_s:.0f}"] * (seconds > limit_s)


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
