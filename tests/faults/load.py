"""Shoppers by the dozen while processes are killed at any moment, or the database crashes under them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from threading import Event, Thread

from django.db import connection

from checkout.models import Order
from tests.faults.buyer import Buyer, GaveUp
from tests.faults.databases import Postgres
from tests.faults.healing import come_to_rest, deliver_all
from tests.faults.history import History, contradictions
from tests.faults.place import Place
from tests.faults.result import Result
from tests.faults.shop import PIECES, RunningShop

SHOPPERS = 4
# Lost deliveries come again after a third of a second, then after 1.5 s, 9 s, 36 s.
RETRY_SCALE = 0.005
STEPS = ("page", "gate", "confirm", "finish")


def kill_at_random(place: Place, result: Result, count: int) -> None:
    """`count` SIGKILLs to workers of the site and to the shop's worker at random moments under load."""
    dice = Random(result.seed)

    def kill_one(shop: RunningShop, history: History) -> None:
        time.sleep(dice.uniform(0.2, 2.5))
        workers = shop.site_workers()
        if workers and dice.random() < 0.85:
            shop.kill("site", dice.choice(workers))
        else:
            shop.kill("worker")
            history.worker_deaths += 1

    _under_load(place, result, count, kill_one)


def crash_database(place: Place, result: Result, count: int) -> None:
    """`count` immediate stops of PostgreSQL under load, each started again a moment later."""
    database = place.database
    assert isinstance(database, Postgres)
    dice = Random(result.seed)

    def crash(shop: RunningShop, history: History) -> None:
        time.sleep(dice.uniform(2.0, 4.0))
        database.crash()
        time.sleep(dice.uniform(0.0, 0.5))
        database.start()
        connection.close()  # this process had one as well
        place.watch(*database.pids)
        # Mails whose note was lost with the connection may go out again.
        history.worker_deaths += 1

    _under_load(place, result, count, crash)


def _under_load(
    place: Place, result: Result, count: int, strike: Callable[[RunningShop, History], None]
) -> None:
    history = History()
    with RunningShop(place, retry_scale=RETRY_SCALE) as shop:
        shop.start_worker()
        with _shoppers(shop, history, result.seed):
            for _number in range(count):
                strike(shop, history)
                history.note("fault", result.suite, "struck")
                result.tried += 1
                result.say(f"{result.tried} of {count}, {len(history.acknowledged)} orders acknowledged")
        shop.stop_worker()
        dice = Random(f"{result.seed}/rest")
        deliver_all(shop, dice, history)
        come_to_rest(shop, dice, history)
        result.broken += contradictions(shop, history)
        result.broken += [f"no order in a run of {count} faults"] * (not Order.objects.exists())
        result.counts = {
            "orders": Order.objects.count(),
            "acknowledged": len(history.acknowledged),
            "requests": len(history.operations),
        }
    if result.broken:
        result.story = history.last_words(40)


@contextmanager
def _shoppers(shop: RunningShop, history: History, seed: int) -> Iterator[None]:
    over = Event()
    threads = [
        Thread(target=_buy, args=(shop, history, Random(f"{seed}/{number}"), number, over))
        for number in range(SHOPPERS)
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join(90)


def _buy(shop: RunningShop, history: History, dice: Random, number: int, over: Event) -> None:
    """Buy one thing after another; now and then go away in the middle."""
    turn = 0
    while not over.is_set():
        turn += 1
        buyer = Buyer(f"shopper {number}.{turn}", shop, history)
        try:
            buyer.fill_bag(dice.choice(sorted(PIECES)), dice.randint(1, 2))
            _steps(buyer, dice.choice([*STEPS, "finish", "finish"]))
        except GaveUp as error:
            history.note(buyer.name, str(error), "gave up")


def _steps(buyer: Buyer, last: str) -> None:
    """The steps of a purchase as far as `last`; reloads where the shop wants that."""
    if not buyer.load_page() or last == "page":
        return
    if not buyer.gate() or last == "gate":
        return
    if buyer.confirm() and last == "finish":
        buyer.finish()
