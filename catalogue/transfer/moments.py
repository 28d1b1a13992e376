"""Days and hours as spreadsheets and people write them, in German and in English.

03.12.2026 is the third of December, as points are only written so. 03/12/2026 is that in Britain and the
twelfth of March in America: the rest of the file decides, if a day above twelve in it tells; else it is
refused.
"""

import re
from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.transfer.wrong import Wrong

CLOCK = (
    r"(?:[,T\s]\s*(?:um\s+)?(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?:[:.](?P<second>[0-9]{2}))?"
    r"\s*(?P<half>[ap])?(?:\.?m\.?)?\s*(?:Uhr)?)?"
)
NUMBERS = re.compile(
    rf"(?P<a>[0-9]{{1,4}})(?P<mark>[./-])\s?(?P<b>[0-9]{{1,2}})(?P=mark)\s?(?P<c>[0-9]{{1,4}}){CLOCK}", re.I
)
YEAR = r"(?P<year>[0-9]{4})"
DAY_MONTH = re.compile(rf"(?P<day>[0-9]{{1,2}})\.?\s+(?P<name>[a-zä]+)\.?,?\s+{YEAR}{CLOCK}", re.I)
MONTH_DAY = re.compile(rf"(?P<name>[a-zä]+)\.?\s+(?P<day>[0-9]{{1,2}}),?\s+{YEAR}{CLOCK}", re.I)
ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*")
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar", "feb february februar", "mar march mär märz", "apr april", "may mai",
            "jun june juni", "jul july juli", "aug august", "sep sept september", "oct october okt oktober",
            "nov november", "dec december dez dezember",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
DAY_FIRST, MONTH_FIRST = "day", "month"


def moment_of(text: str, order: str = "") -> datetime:
    """The moment that `text` says in the shop's time, where `order` tells which number of 3/12 is the day.

    Raises Wrong.
    """
    plain = " ".join(text.split())
    try:
        moment = _iso(plain) or _in_numbers(plain, order) or _in_words(plain)
    except (ValueError, KeyError):
        moment = None
    if moment is None or not 2000 <= moment.year <= 9998:
        raise Wrong(_("Write a day and an hour such as 2026-12-03 11:00."))
    return moment if moment.tzinfo else timezone.make_aware(moment)


def order_of(texts: Iterable[str]) -> str:
    """Whether the file's dates with slashes have the day or the month first; "" where nothing tells it."""
    found = (NUMBERS.fullmatch(" ".join(text.split())) for text in texts)
    pairs = [(int(date["a"]), int(date["b"])) for date in found if date and date["mark"] != "."]
    orders = {DAY_FIRST for a, _b in pairs if 12 < a < 32} | {MONTH_FIRST for _a, b in pairs if 12 < b < 32}
    return orders.pop() if len(orders) == 1 else ""


def _iso(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if ISO.fullmatch(text) else None


def _in_numbers(text: str, order: str) -> datetime | None:
    found = NUMBERS.fullmatch(text)
    if not found:
        return None
    a, b, c = (int(found[name]) for name in "abc")
    if len(found["a"]) == 4:
        return datetime(a, b, c, *_clock(found))
    if len(found["c"]) not in (2, 4):
        return None
    day, month = _day_and_month(a, b, found["mark"], order, text)
    return datetime(c + 2000 if len(found["c"]) == 2 else c, month, day, *_clock(found))


def _day_and_month(a: int, b: int, mark: str, order: str, text: str) -> tuple[int, int]:
    if mark == "." or a > 12 or a == b or (order == DAY_FIRST and b <= 12):
        return a, b
    if b > 12 or order == MONTH_FIRST:
        return b, a
    raise Wrong(_("%(text)s can be two days. Write it as 2026-12-03 11:00.") % {"text": text})


def _in_words(text: str) -> datetime | None:
    found = DAY_MONTH.fullmatch(text) or MONTH_DAY.fullmatch(text)
    if not found:
        return None
    return datetime(int(found["year"]), MONTHS[found["name"].lower()], int(found["day"]), *_clock(found))


def _clock(found: re.Match[str]) -> tuple[int, int, int]:
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    if found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    return hour, minute, second
