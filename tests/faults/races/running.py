"""The race suite: round after round, each of one race in an empty shop, in an order that the seed decides."""

import time
from collections.abc import Callable, Iterator
from random import Random

from tests.faults.bare_shop import BareShop, deadlocks
from tests.faults.history import History, book_contradictions
from tests.faults.place import Place
from tests.faults.races import accounts, bags, paying, refunds, stock
from tests.faults.races.race import Race
from tests.faults.result import Result

# SQLite has one writer at a time and no queue for the others: each asks again by chance. Sixteen is what the
# shop promises there, sixty-four could be unlucky for longer than its 20 seconds.
WIDTHS = {"postgresql": 64, "sqlite": 16}

RACES: dict[str, Callable[[Race], None]] = {
    "one payment": paying.one_payment,
    "one event": paying.one_event,
    "one checkout": paying.one_checkout,
    "expire, confirm, place": paying.expire_confirm_place,
    "place and sweep": paying.place_sweep,
    "last pieces": stock.last_pieces,
    "opposite bags": stock.opposite_bags,
    "adjust, sell, restock": stock.adjust_sale_restock,
    "first adds": bags.first_adds,
    "bag adds": bags.bag_adds,
    "bag merge": bags.bag_merge,
    "bag while placing": bags.bag_while_placing,
    "merge while placing": bags.merge_while_placing,
    "refund one order": refunds.refund_one_order,
    "refund parts": refunds.refund_parts,
    "refund everywhere": refunds.refund_everywhere,
    "orders of one account": accounts.account_orders,
    # Here is the place of vouchers (uses within their limit), once the shop has any.
}


def run_races(place: Place, result: Result, count: int) -> None:
    """`count` rounds, every race in turn; stops at the first that is not exact."""
    with BareShop(WIDTHS[place.kind]) as shop:
        for number, name in enumerate(_names(result.seed)):
            if number == count or result.broken:
                break
            _round(shop, result, number, name)
    # PostgreSQL counts a connection's deadlocks when it has been closed.
    found = deadlocks()
    result.broken += [f"{found} deadlocks"] * bool(found)


def _names(seed: int) -> Iterator[str]:
    dice = Random(seed)
    while True:
        yield from dice.sample(sorted(RACES), len(RACES))


def _round(shop: BareShop, result: Result, number: int, name: str) -> None:
    race = Race(shop, Random(f"{result.seed}/{number}/{name}"))
    started = time.monotonic()
    RACES[name](race)
    raced = time.monotonic()
    shop.come_to_rest()
    race.wrong += book_contradictions(shop, History())
    result.tried += 1
    result.counts[name] = result.counts.get(name, 0) + 1
    result.counts["come again"] = result.counts.get("come again", 0) + race.told.total()
    told = f", told to come again: {dict(race.told)}" if race.told else ""
    seconds = f"{raced - started:.1f} + {time.monotonic() - raced:.1f} s"
    result.say(f"{result.tried} rounds, {name}, {seconds}{told}")
    result.broken += [f"{name}: {sentence}" for sentence in race.wrong]
