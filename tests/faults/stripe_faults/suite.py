"""The whole product of faults and call sites, in an order that follows from the seed."""

import logging
from random import Random

from tests.faults.place import Place
from tests.faults.result import Result
from tests.faults.stripe_faults.case import Case
from tests.faults.stripe_faults.kinds import Kind, faults_of
from tests.faults.stripe_faults.sites import SITES, Site
from tests.faults.stripe_faults.visit import Shop

PRODUCT: tuple[tuple[Site, Kind, str], ...] = tuple(
    (site, kind, side) for site in SITES for kind, side in faults_of(site.call)
)


def break_stripe(_place: Place, result: Result, count: int) -> None:
    """`count` cases, each of the product once before any comes again; stops at the first contradiction."""
    logging.getLogger().handlers = []  # faults are what is meant here
    with Shop().open() as shop:
        while result.tried < count and not result.broken:
            turn, number = divmod(result.tried, len(PRODUCT))
            order = list(range(len(PRODUCT)))
            Random(f"{result.seed}/{turn}").shuffle(order)
            run_one(shop, result, order[number])
            if result.tried % 25 == 0:
                result.say(f"{result.tried} of {count} faults")


def run_one(shop: Shop, result: Result, number: int) -> None:
    """Case `number` of the product."""
    site, kind, side = PRODUCT[number]
    dice = Random(f"{result.seed}/{result.tried}/{number}")
    result.broken += Case(shop, site, kind, side, dice).run()
    result.tried += 1
    for name in (kind.name, site.name):
        result.counts[name] = result.counts.get(name, 0) + 1
