"""What people type into cells, as the one text that the export has for the same value."""

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.money import quantize
from catalogue.transfer.rows import as_text

# Eight digits before the point, as the columns have; a comma is what spreadsheets of many countries write.
MONEY = re.compile(r"[0-9]{1,8}(?:[.,][0-9]{1,2})?")
WHOLE = re.compile(r"[0-9]{1,7}")


class Wrong(Exception):
    """No value of its column; `text` says what was expected."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def normal(column: str, text: str) -> str:
    """`text` of a changeable column as the export writes it. Raises Wrong."""
    if not text and column not in ("price", "on_hand"):
        return ""
    return READERS[column](text)


def _money(text: str) -> str:
    if not MONEY.fullmatch(text):
        raise Wrong(_("Write an amount such as 24.00."))
    amount = Decimal(text.replace(",", "."))
    if amount != quantize(amount, settings.STRIPE_CURRENCY):
        raise Wrong(_("This currency has no such small coins."))
    return as_text(amount)


def _whole(text: str) -> str:
    if not WHOLE.fullmatch(text):
        raise Wrong(_("Write a whole number."))
    return str(int(text))


def _moment(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Wrong(_("Write a day and an hour such as 2026-12-03 11:00.")) from None
    if not 2000 <= moment.year <= 9998:
        raise Wrong(_("Write a day and an hour such as 2026-12-03 11:00."))
    return as_text(moment if moment.tzinfo else timezone.make_aware(moment))


READERS: dict[str, Callable[[str], str]] = {
    "price": _money,
    "sale_price": _money,
    "sale_starts_at": _moment,
    "sale_ends_at": _moment,
    "weight_g": _whole,
    "on_hand": _whole,
}
