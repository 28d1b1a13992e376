"""Amounts as spreadsheets and people write them, in German and in English.

One mark between digits is ambiguous when three digits follow it: 1.234 may be 1,234.00 or 1.23. Then the
rest of the file decides, if every other amount in it uses one mark for its decimals; else it is refused.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from babel.numbers import get_currency_symbol
from django.conf import settings
from django.utils.translation import gettext as _

from catalogue.transfer.wrong import Wrong

BLANKS = "\u00a0\u202f\u2009\u2007' ’"
GROUPED_BY_BLANKS = re.compile(rf"(?<=[0-9])[{BLANKS}](?=[0-9]{{3}}(?![0-9]))")
PLAIN = re.compile(r"[0-9]{1,8}(?:[.,][0-9]{1,2})?")
UNCLEAR = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")
GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*(?:(?!\1)[.,][0-9]{1,2})?")
WHOLE = re.compile(r"([0-9]{1,7})(?:[.,]0{1,2})?")
GROUPED_WHOLE = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,2}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,2}")


def amount_of(text: str, mark: str = "") -> Decimal:
    """The amount that `text` says; decimals follow `mark` in its file ("" when unknown). Raises Wrong."""
    bare = _bare(text)
    if UNCLEAR.fullmatch(bare):
        return Decimal(_decided(bare, mark, text))
    if PLAIN.fullmatch(bare):
        return Decimal(bare.replace(",", "."))
    return Decimal(_ungrouped(bare))


def whole_of(text: str, mark: str = "") -> int:
    """The whole number that `text` says; 1.234 can only be one, 1.000 needs `mark`. Raises Wrong."""
    bare = GROUPED_BY_BLANKS.sub("", text.strip(BLANKS))
    if UNCLEAR.fullmatch(bare) and bare.endswith("000"):
        return int(Decimal(_decided(bare, mark, text)))
    if plain := WHOLE.fullmatch(bare):
        return int(plain[1])
    if GROUPED_WHOLE.fullmatch(bare) and len(bare) <= 9:
        return int(re.sub(r"[.,]", "", bare))
    raise Wrong(_("Write a whole number."))


def mark_of(texts: Iterable[str]) -> str:
    """What all amounts of a file have before their decimals; "" where none tells it, or two disagree."""
    marks = {mark for text in texts if (mark := _mark_in(GROUPED_BY_BLANKS.sub("", text)))}
    return marks.pop() if len(marks) == 1 else ""


def _mark_in(text: str) -> str:
    found = re.findall(r"[.,]", re.sub(r"[^0-9.,]", "", text))
    if not found:
        return ""
    if len(found) > 1 and len(set(found)) == 1:
        return "," if found[0] == "." else "."
    tail = text.rstrip(BLANKS + "€$£").rpartition(found[-1])[2]
    return found[-1] if len(found) > 1 or len(tail) < 3 else ""


def _bare(text: str) -> str:
    """Without the shop's own currency and the blanks between groups."""
    code = settings.STRIPE_CURRENCY.upper()
    signs = "|".join(map(re.escape, (code, get_currency_symbol(code, "en"))))
    bare = re.sub(rf"^(?:{signs})|(?:{signs})$", "", text.strip(BLANKS), flags=re.I).strip(BLANKS)
    if "%" in bare:
        raise Wrong(_("This is a percentage. Write the amount."))
    if re.search(r"[€$£¥]|^[A-Za-z]{3}\b|\b[A-Za-z]{3}$", bare) and bare.lower() != "nan":
        raise Wrong(_("The shop sells in %(currency)s.") % {"currency": code})
    return GROUPED_BY_BLANKS.sub("", bare)


def _decided(bare: str, mark: str, text: str) -> str:
    whole, decimals = bare[:-4], bare[-3:]
    if mark:
        return f"{whole}.{decimals}" if bare[-4] == mark else whole + decimals
    meant = {"text": text, "large": f"{whole}{decimals}.00", "small": f"{whole}.{decimals[:2]}"}
    raise Wrong(_("%(text)s may mean %(large)s or %(small)s. Write it one of these ways.") % meant)


def _ungrouped(bare: str) -> str:
    found = GROUPED.fullmatch(bare)
    if not found:
        raise Wrong(_("Write an amount such as 24.00."))
    return bare.replace(found[1], "").replace(",", ".")
