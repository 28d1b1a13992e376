"""SIGKILL at every failpoint: rounds in which each point is met once, in an order that the seed decides."""

from random import Random

from checkout.failpoints import FAILPOINTS
from tests.faults.cases import Case
from tests.faults.healing import come_to_rest
from tests.faults.history import History, contradictions
from tests.faults.place import Place
from tests.faults.result import Result
from tests.faults.shop import RunningShop


def kill_at_points(place: Place, result: Result, count: int) -> None:
    """`count` deaths, a fresh shop for every round of all the points; stops at the first contradiction."""
    with RunningShop(place) as shop:
        number = 0
        while result.tried < count and not result.broken:
            _round(shop, result, number, min(count - result.tried, len(FAILPOINTS)))
            number += 1


def _round(shop: RunningShop, result: Result, number: int, deaths: int) -> None:
    dice = Random(f"{result.seed}/{number}")
    points = [*FAILPOINTS]
    dice.shuffle(points)
    history = History()
    shop.empty()
    for point in points[:deaths]:
        case = Case(point, shop, Random(f"{result.seed}/{number}/{point}"), history)
        wrong = [] if case.run() else ["nobody died there"]
        come_to_rest(shop, case.dice, history)
        wrong += contradictions(shop, history)
        result.tried += case.has_died
        result.counts[point] = result.counts.get(point, 0) + case.has_died
        result.say(f"{result.tried} deaths, {point}")
        if wrong:
            result.broken += [f"{point}: {sentence}" for sentence in wrong]
            met = ", ".join(points[: points.index(point) + 1])
            result.story = f"round {number}: {met}\n{history.last_words()}"
            return
