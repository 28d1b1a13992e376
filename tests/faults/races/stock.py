"""The last pieces, pieces in every order, and pieces that come, go and are counted at once."""

from catalogue.models import MovementKind, StockRecord
from catalogue.stock import adjust
from checkout.attempts import payable
from checkout.bag.contents import bag_contents
from checkout.gate import Pass, TotalChanged
from checkout.models import CheckoutAttempt, Order
from checkout.refunds.requests import Pieces
from checkout.tests.paying import make_bag
from checkout.tests.refunding import ask
from tests.faults.bare_shop import SKUS
from tests.faults.races.paying import press_pay
from tests.faults.races.race import Race, by_browser


def last_pieces(race: Race) -> None:
    """More buyers than pieces at the gate: as many get through as there are pieces, and all of them buy."""
    each, lucky = race.dice.randint(1, 3), race.dice.randint(3, race.width - 8)
    race.begin(TW_0=each * lucky + each - 1)
    _gate_and_buy(race, [{"TW-0": each}] * race.width, lucky)
    race.expect("pieces left", StockRecord.objects.get().on_hand, each - 1)


def opposite_bags(race: Race) -> None:
    """Bags with the same pieces in any order: nobody waits in a circle, all that can be sold is sold."""
    lucky = race.dice.randint(3, race.width - 8)
    scarce, *others = race.dice.sample(SKUS, 5)
    race.shop.empty({scarce: lucky} | dict.fromkeys(others, race.width))
    bags = []
    for _number in range(race.width):
        skus = [scarce, *race.dice.sample(others, 3)]
        race.dice.shuffle(skus)
        bags.append(dict.fromkeys(skus, 1))
    _gate_and_buy(race, bags, lucky)
    race.expect("scarce pieces left", StockRecord.objects.get(sku=scarce).on_hand, 0)


def _gate_and_buy(race: Race, bags: list[dict[str, int]], lucky: int) -> None:
    """Everybody passes the gate with a bag of their own, or is told that it is too late; then they pay."""
    attempts = race.rush(lambda number: _opened(bags[number]))

    passes = race.rush(lambda number: press_pay(attempts[number]), TotalChanged)
    race.expect("passes", sum(isinstance(answer, Pass) for answer in passes), lucky)

    def buy(number: int) -> object:
        if not isinstance(passes[number], Pass):
            return None
        race.shop.stripe.pay(attempts[number].stripe_pid)
        return by_browser(attempts[number]) if number % 2 else race.by_webhook(attempts[number])

    race.rush(buy)
    race.expect("orders", Order.objects.filter(state="paid").count(), lucky)


def _opened(pieces: dict[str, int]) -> CheckoutAttempt:
    bag = make_bag(pieces)
    return payable(bag, None, bag_contents(bag).quote)[0]


def adjust_sale_restock(race: Race) -> None:
    """Pieces are sold, come back and are counted at once: the sum is exact."""
    part = race.width // 4
    race.begin(TW_0=400)
    orders = race.many(part, lambda: race.placed({"TW-0": 2}))
    attempts = race.many(part, lambda: race.paid({"TW-0": 3}))

    def act(number: int) -> object:
        mine, way = number // 4, number % 4
        if way == 0:
            return by_browser(attempts[mine])
        if way == 1:
            line = orders[mine].lines.get()
            return ask(orders[mine], "22.00", lines=[Pieces(line.pk, 1, restock=True)])
        delta, kind = (7, MovementKind.DELIVERY) if way == 2 else (-2, MovementKind.DAMAGE)
        return adjust(sku="TW-0", delta=delta, kind=kind)

    race.rush(act)

    record = StockRecord.objects.get()
    race.expect("pieces left", record.on_hand, 400 + part * (-2 - 3 + 1 + 7 - 2))
    race.expect("pieces held", record.reserved, 0)
