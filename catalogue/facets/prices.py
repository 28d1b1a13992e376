"""Price ranges to choose from: products are counted by the rungs of a fixed ladder, then joined to a few.

So the ranges suit the shop, whatever it sells, and still one statement counts them. Two ranges meet a
smallest coin apart: up to 24.99, then from 25.00, so that no price is in both or in none.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField
from django.db.models.sql.compiler import SQLCompiler

from catalogue.money import smallest_step
from catalogue.statements import OfColumn, Sql

MAX_RANGES = 5
# How much less balanced the ranges may be for a rounder amount between them.
ROUNDNESS = {"1": 0.0, "5": 0.02, "2": 0.03, "2.5": 0.03, "1.5": 0.08, "3": 0.08, "4": 0.08, "7.5": 0.08}
# Where a rung begins, from 1 to 10,000,000. With the rung below they fit into 63 bits.
STEPS = sorted(
    (Decimal(digits) * 10**power, unround) for power in range(7) for digits, unround in ROUNDNESS.items()
)
EDGES = (*(edge for edge, _unround in STEPS), Decimal(10**7))
UNROUND = dict(STEPS) | {EDGES[-1]: 0.0}


@dataclass(frozen=True)
class PriceRange:
    """A choice of price, both ends in it; None for an open end. `count` products have such a price."""

    least: Decimal | None
    most: Decimal | None
    count: int


class Rung(OfColumn):
    """The rung of the price at `path`, as a number with one bit set: sums of different ones are sets."""

    def __init__(self, path: str) -> None:
        super().__init__(path, "")
        self.output_field = BigIntegerField()

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Sql:
        column, params = compiler.compile(self.column)
        return _rung_sql(column, 0, len(EDGES)), [*params] * len(EDGES)


Rungs = tuple[int, ...]


def price_ranges(everything: Mapping[Rungs, int], matching: Mapping[Rungs, int]) -> list[PriceRange]:
    """A few ranges of about as many products each; none where there is nothing to choose between.

    `everything` is what the listing has without a filter: so the ranges stay the same while one filters.
    `matching` are the products that the other filters leave, which the ranges count. The keys are sets of
    rungs, one for each chosen facet: a product is in a range that has a price of each of its sets.
    """
    if not (edges := _edges_between(everything)):
        return []
    return [_range(low, high, matching) for low, high in pairwise([0, *edges, len(EDGES) + 1])]


def _range(low: int, high: int, matching: Mapping[Rungs, int]) -> PriceRange:
    """The range from the rung `low` to the one before `high`."""
    bits = (1 << high) - (1 << low)
    count = sum(products for sets, products in matching.items() if all(rungs & bits for rungs in sets))
    least = EDGES[low - 1] if low else None
    most = EDGES[high - 1] - smallest_step(settings.STRIPE_CURRENCY) if high <= len(EDGES) else None
    return PriceRange(least, most, count)


def _edges_between(products: Mapping[Rungs, int]) -> Collection[int]:
    """The rungs at which a range begins, but for the lowest: with products below and above each, in order."""
    shares = _shares_below(products)
    chosen: dict[float, int] = {}
    for part in range(1, MAX_RANGES) if shares else ():
        ideal = part / MAX_RANGES
        rung = min((abs(share - ideal) + UNROUND[EDGES[r - 1]], r) for r, share in shares.items())[1]
        chosen.setdefault(shares[rung], rung)
    return sorted(chosen.values())


def _shares_below(products: Mapping[Rungs, int]) -> dict[int, float]:
    """By rung the share of products below it, where there are some below and some not."""
    step = smallest_step(settings.STRIPE_CURRENCY)
    counts = {rungs.bit_length() - 1: count for (rungs,), count in products.items()}
    total, below, shares = sum(counts.values()), 0, {}
    for rung in range(min(counts, default=0) + 1, max(counts, default=0) + 1):
        below += counts.get(rung - 1, 0)
        if EDGES[rung - 1] % step == 0:
            shares[rung] = below / total
    return shares


def _rung_sql(column: str, low: int, high: int) -> str:
    """Looks among the edges from `low` to `high` by halves: six comparisons a row instead of fifty."""
    if low == high:
        return str(1 << low)
    middle = (low + high) // 2
    below, above = _rung_sql(column, low, middle), _rung_sql(column, middle + 1, high)
    return f"CASE WHEN {column} < {EDGES[middle]:f} THEN {below} ELSE {above} END"
