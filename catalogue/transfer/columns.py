"""The first line of a file: which heading is which column, in the words of either language."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from django.utils.translation import gettext as _

from catalogue.transfer.rows import COLUMNS
from catalogue.transfer.wrong import Wrong

# What the export calls it comes first; then what people and other programs do.
HEADINGS: dict[str, tuple[str, ...]] = {
    "sku": ("artikelnummer", "artikelnr", "artnr", "bestellnummer"),
    "product": ("produkt", "artikel", "title", "titel"),
    "category": ("kategorie", "warengruppe"),
    "option_1": ("first option", "erste option", "auswahl 1"),
    "option_2": ("second option", "zweite option", "auswahl 2"),
    "price": ("preis", "verkaufspreis"),
    "sale_price": ("angebotspreis", "aktionspreis", "sonderpreis"),
    "sale_starts_at": ("sale starts", "sale start", "angebot ab", "angebot beginnt", "aktion ab"),
    "sale_ends_at": ("sale ends", "sale end", "angebot bis", "angebot endet", "aktion bis"),
    "weight_g": ("weight", "weight in grams", "gewicht", "gewicht in gramm"),
    "on_hand": ("stock", "bestand", "lagerbestand", "auf lager"),
    "status": ("zustand",),
}


def _plain(heading: str) -> str:
    """Without what differs by habit: capitals, blanks, marks, and a unit in brackets."""
    return re.sub(r"[\W_]", "", re.sub(r"\((?:g|€|eur)\)", "", heading.lower()))


BY_HEADING = {_plain(word): column for column, words in HEADINGS.items() for word in (column, *words)}
BY_HEADING["gewichtg"] = "weight_g"


def columns_of(headings: Sequence[str]) -> tuple[list[str], list[str]]:
    """The column below each heading, "" for one that is not read; and the headings that are not read.

    Raises Wrong: no SKU, a column twice, or a heading that looks like a misspelt one.
    """
    columns = [BY_HEADING.get(_plain(heading), "") for heading in headings]
    unread = [heading for heading, column in zip(headings, columns, strict=True) if heading and not column]
    reasons = [*_misspelt(unread), *_twice(columns)]
    if reasons:
        raise Wrong(" ".join(reasons))
    if "sku" not in columns:
        raise Wrong(_("The first line has to name the columns, and one of them has to be “sku”."))
    return columns, unread


def _misspelt(unread: Sequence[str]) -> Iterator[str]:
    for heading in unread:
        if near := get_close_matches(_plain(heading), BY_HEADING, 1, 0.75):
            text = _("There is no column “%(name)s”. Did you mean “%(near)s”?")
            yield text % {"name": heading, "near": BY_HEADING[near[0]]}


def _twice(columns: Sequence[str]) -> Iterator[str]:
    counted = Counter(column for column in columns if column)
    for column in COLUMNS:
        if counted[column] > 1:
            yield _("The column “%(name)s” stands in the first line twice.") % {"name": column}
