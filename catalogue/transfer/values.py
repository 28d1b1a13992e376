"""What people type into cells, as the one text that the export has for the same value."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from catalogue.money import quantize
from catalogue.transfer.moments import moment_of, order_of
from catalogue.transfer.numbers import amount_of, mark_of, whole_of
from catalogue.transfer.rows import as_text
from catalogue.transfer.wrong import Wrong


@dataclass(frozen=True)
class Style:
    """How a file writes: what stands before decimals, which number of 3/12 is the day; "" for unclear."""

    mark: str = ""
    order: str = ""


def style_of(lines: Iterable[Mapping[str, str]]) -> Style:
    """What the cells of a file tell of the habits of whoever wrote it."""
    cells = [(column, text) for line in lines for column, text in line.items() if text and column in READERS]
    amounts = (text for column, text in cells if column.endswith("price"))
    return Style(mark_of(amounts), order_of(text for column, text in cells if column.endswith("_at")))


def normal(column: str, text: str, style: Style) -> str:
    """`text` of a changeable column as the export writes it. Raises Wrong."""
    if not text and column not in ("price", "on_hand"):
        return ""
    return READERS[column](text, style)


def _money(text: str, style: Style) -> str:
    amount = amount_of(text, style.mark)
    if amount != quantize(amount, settings.STRIPE_CURRENCY):
        raise Wrong(_("This currency has no such small coins."))
    if amount >= 10**8:
        raise Wrong(_("Write an amount such as 24.00."))
    return as_text(amount)


def _whole(text: str, style: Style) -> str:
    return str(whole_of(text, style.mark))


def _moment(text: str, style: Style) -> str:
    return as_text(moment_of(text, style.order))


READERS: dict[str, Callable[[str, Style], str]] = {
    "price": _money,
    "sale_price": _money,
    "sale_starts_at": _moment,
    "sale_ends_at": _moment,
    "weight_g": _whole,
    "on_hand": _whole,
}
