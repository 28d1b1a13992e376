"""Sixteen writers on one SQLite file: everybody gets their turn, nobody is told that it is locked."""

from collections import Counter
from random import Random

from catalogue.models import MovementKind, StockRecord
from catalogue.stock import adjust
from checkout.attempts import payable
from checkout.bag.contents import bag_contents
from checkout.bag.services import add
from checkout.models import CheckoutAttempt, Order
from checkout.tests.bags import pieces, request_of, session_with
from checkout.tests.paying import make_bag
from tests.faults.bare_shop import SKUS, BareShop
from tests.faults.history import History, book_contradictions
from tests.faults.place import Place
from tests.faults.races.paying import press_pay
from tests.faults.races.race import Race, by_browser
from tests.faults.result import Result

WRITERS, TURNS, PIECES = 16, 2, 5000


def run_sqlite_writers(place: Place, result: Result, count: int) -> None:
    """`count` rounds of sixteen writers with eight things to do each; stops at the first contradiction."""
    with BareShop(WRITERS) as shop:
        while result.tried < count and not result.broken:
            race = Race(shop, Random(f"{result.seed}/{result.tried}"))
            _round(race)
            shop.come_to_rest()
            race.wrong += book_contradictions(shop, History())
            # Even the polite answer is one too many here.
            race.wrong += [f"{times} were told {why}" for why, times in race.told.items()]
            result.tried += 1
            result.broken += race.wrong
            result.say(f"{result.tried} rounds")


def _round(race: Race) -> None:
    race.shop.empty(dict.fromkeys(SKUS, PIECES))
    guest = request_of()
    add(guest, SKUS[0], 1)
    bag_id = guest.session["bag_id"]
    works = {
        "add": lambda: add(request_of(session=session_with(bag_id)), SKUS[1], 1),
        "count": lambda: adjust(sku=SKUS[2], delta=3, kind=MovementKind.DELIVERY),
        "buy": lambda: _buy(race),
        "hold": lambda: press_pay(_opened()),
    }
    names = [name for name in works for _turn in range(TURNS * WRITERS)]

    race.rush_for([works[name] for name in names])

    turns = TURNS * WRITERS
    race.expect("the bag", Counter(pieces(guest)), {SKUS[0]: 1, SKUS[1]: turns})
    race.expect("orders", Order.objects.filter(state="paid").count(), turns)
    stock = dict(StockRecord.objects.values_list("sku", "on_hand"))
    race.expect("pieces", stock, dict.fromkeys(SKUS, PIECES) | _changed(turns))


def _changed(turns: int) -> dict[str, int]:
    return {SKUS[2]: PIECES + 3 * turns, SKUS[3]: PIECES - 2 * turns}


def _opened() -> CheckoutAttempt:
    bag = make_bag({SKUS[3]: 2, SKUS[4]: 1})
    return payable(bag, None, bag_contents(bag).quote)[0]


def _buy(race: Race) -> Order:
    return by_browser(race.paid({SKUS[3]: 2}))
