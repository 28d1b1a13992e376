"""A CHECK that amounts add up, for both databases."""

from decimal import Decimal

from django.db.models import Q, Value
from django.db.models.expressions import Combinable

# SQLite counts decimals as floats: 19.20 × 3 is 57.599…9 there. A tenth of a cent is no amount.
SLACK = Decimal("0.001")


def adds_up(field: str, expected: Combinable) -> Q:
    """The condition that `field` equals `expected`, to well below the smallest amount of money."""
    return Q(**{f"{field}__gte": expected - Value(SLACK)}) & Q(**{f"{field}__lte": expected + Value(SLACK)})
