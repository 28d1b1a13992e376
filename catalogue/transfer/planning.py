"""What a file would change: every change and every error, and nothing written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from catalogue.bulk.pages import MOST_PRODUCTS, reasons_against
from catalogue.models import ProductPage
from catalogue.transfer.cells import NOT_IN_XML
from catalogue.transfer.files import Line
from catalogue.transfer.rows import CHANGEABLE, COLUMNS, Row, rows
from catalogue.transfer.values import Style, normal, style_of
from catalogue.transfer.wrong import Wrong


@dataclass(frozen=True)
class Change:
    """One cell: what it says now, and what it would say."""

    line: int
    sku: str
    product: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Problem:
    """Why a line cannot be taken over; `column` is empty when it is about the whole line."""

    line: int
    column: str
    text: str


@dataclass
class Plan:
    """All changes, in the order of the file; with a single problem nothing is applied."""

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # what of the file is not taken over
    lines: int = 0

    @property
    def is_good(self) -> bool:
        """Whether there is something to apply, and nothing in the way."""
        return bool(self.changes) and not self.problems


def plan_for(lines: Sequence[Line], user: Any) -> Plan:
    """What `lines` would change if `user` had it done."""
    plan, style = Plan(lines=len(lines)), style_of(line.cells for line in lines)
    now = {row.sku.upper(): row for row in rows()}
    seen: dict[str, int] = {}
    for line in lines:
        sku = line.cells.get("sku", "").upper()
        if reason := _why_unknown(sku, now, seen):
            plan.problems.append(Problem(line.number, "sku", reason))
            continue
        seen[sku] = line.number
        _compare(line, now[sku], plan, style)
    _refuse_pages(plan, now, user)
    _refuse_stock(plan, now, user)
    plan.problems.sort(key=lambda problem: problem.line)
    plan.notes = [*_unread(lines), *_unchangeable(lines, now)]
    return plan


def _unread(lines: Sequence[Line]) -> Iterator[str]:
    for heading in getattr(lines, "unread", ()):
        yield _("The column “%(name)s” is unknown here and is not read.") % {"name": heading}


def _unchangeable(lines: Sequence[Line], now: Mapping[str, Row]) -> Iterator[str]:
    """What a file says of columns that are only written out."""
    for column in COLUMNS:
        if column == "sku" or column in CHANGEABLE:
            continue
        pairs = ((line, now.get(line.cells.get("sku", "").upper())) for line in lines if column in line.cells)
        differing = [str(line.number) for line, row in pairs if row and _differs(line, row, column)]
        if differing:
            text = _("“%(name)s” changes in the editor alone. The file differs in line %(lines)s.")
            yield text % {"name": column, "lines": ", ".join(differing[:5]) + (" …" if differing[5:] else "")}


def _differs(line: Line, row: Row, column: str) -> bool:
    there, here = NOT_IN_XML.sub("", line.cells[column]), NOT_IN_XML.sub("", row.cells[column])
    return there.split() != here.split()


def _why_unknown(sku: str, now: Mapping[str, Row], seen: Mapping[str, int]) -> str:
    if not sku:
        return _("The line has no SKU.")
    if sku in seen:
        return _("Line %(line)s has this SKU as well.") % {"line": seen[sku]}
    if sku not in now:
        return _("No product has this SKU. New pieces begin in the editor.")
    return ""


def _compare(line: Line, row: Row, plan: Plan, style: Style) -> None:
    cells = dict(row.cells)
    for column in CHANGEABLE:
        if column not in line.cells or (column == "on_hand" and not line.cells[column]):
            continue  # an empty count leaves the stock as it is
        try:
            after = normal(column, line.cells[column], style)
        except Wrong as wrong:
            plan.problems.append(Problem(line.number, column, wrong.text))
            continue
        if after != cells[column]:
            change = Change(line.number, row.sku, cells["product"], column, cells[column], after)
            plan.changes.append(change)
            cells[column] = after
    plan.problems += _faults_of_sale(line.number, cells)


def _faults_of_sale(line: int, cells: Mapping[str, str]) -> Iterator[Problem]:
    """What the product's own form would refuse."""
    if cells["sale_price"] and Decimal(cells["sale_price"]) >= Decimal(cells["price"]):
        yield Problem(line, "sale_price", _("The sale price must be lower than the price."))
    start, end = cells["sale_starts_at"], cells["sale_ends_at"]
    if start and end and datetime.fromisoformat(end) <= datetime.fromisoformat(start):
        yield Problem(line, "sale_ends_at", _("The sale must end after it starts."))


def _refuse_pages(plan: Plan, now: Mapping[str, Row], user: Any) -> None:
    """Prices are published with their page, and nobody's draft may be published or lost with them."""
    changed = [change for change in plan.changes if change.column != "on_hand"]
    wanted = {now[change.sku.upper()].page_id for change in changed}
    if len(wanted) > MOST_PRODUCTS:
        text = _("More than %(most)s products would change. Please split the file.")
        plan.problems.append(Problem(1, "", text % {"most": MOST_PRODUCTS}))
        return
    reasons = reasons_against(ProductPage.objects.filter(pk__in=wanted), user)
    for line, sku in dict.fromkeys((change.line, change.sku) for change in changed):
        if reason := reasons.get(now[sku.upper()].page_id):
            plan.problems.append(Problem(line, "", reason))


def _refuse_stock(plan: Plan, now: Mapping[str, Row], user: Any) -> None:
    may = user.has_perm("catalogue.adjust_stock")
    for change in plan.changes:
        if change.column != "on_hand":
            continue
        reserved = now[change.sku.upper()].reserved
        if not may:
            plan.problems.append(Problem(change.line, "on_hand", _("You may not change the stock.")))
        elif int(change.after) < reserved:
            text = _("Open checkouts hold %(held)s of them.") % {"held": reserved}
            plan.problems.append(Problem(change.line, "on_hand", text))
