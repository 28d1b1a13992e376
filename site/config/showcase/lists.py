"""Lists of the showcase: filters, sorting, page numbers, and what is said when nothing is there."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator

from catalogue.facets.panel import Chip, FacetGroup, FacetOption, FacetPanel, PriceOption
from catalogue.listing import SortChoice, page_links
from config.showcase.products import CARDS, LONG
from config.showcase.samples import Sample

SORTS = [SortChoice("newest", "Newest", "?", True), SortChoice("name", "Name, A to Z", "?", False)]


def _option(value: str, count: int, *, is_chosen: bool = False, color: str = "") -> FacetOption:
    return FacetOption("size", value.lower(), value, count, is_chosen, color)


BOXES = [_option("A4", 12), _option("A3", 4, is_chosen=True), _option("A2", 0), _option(LONG, 1)]
DOTS = [_option("Red", 3, color="#D9482B"), _option("Night", 1, is_chosen=True, color="#16324A")]
SIZE = FacetGroup("size", "Paper size", BOXES, [_option("A1", 2), _option("A0", 1)])
COLOR = FacetGroup("color", "Farbe", DOTS, [])
RANGES = [
    PriceOption("0", "up to €11.99", 4, "#main", False),
    PriceOption("12", "€12.00 to €40.00", 9, "#main", False),
]
PANEL = FacetPanel(
    groups=[SIZE, COLOR],
    switches=[_option("In stock only", 14), _option("On sale", 0)],
    least=None,
    most=None,
    lowest=Decimal("9.00"),
    highest=Decimal("69.00"),
    ranges=RANGES,
    chips=[],
    clear_url="#main",
    kept=(),
)
FILTERED = replace(
    PANEL,
    least=Decimal(12),
    most=Decimal(40),
    ranges=[RANGES[0], replace(RANGES[1], is_chosen=True)],
    chips=[Chip("A3", "#main"), Chip(LONG, "#main")],
)
PANELS = {"plain": PANEL, "filtered": FILTERED}


def list_samples() -> Iterator[Sample]:
    """A list and its parts."""
    for state, panel in PANELS.items():
        yield Sample("facets", state, {"panel": panel, "total": 14})
        amounts = ("least", "most", "lowest", "highest", "ranges")
        yield Sample("facet_price", state, {name: getattr(panel, name) for name in amounts})
        yield Sample("chips", state, {"panel": panel})
        yield Sample("no_results", state, {"panel": panel, "text": "There is no piece on this wall yet."})
        yield Sample("toolbar", state, {**_counts(panel), "sort": "newest", "sort_choices": SORTS})
        yield Sample("list_count", state, _counts(panel))
    yield Sample("facet_group", "boxes, more folded", {"group": SIZE})
    yield Sample("facet_group", "dots", {"group": COLOR})
    yield Sample("facet_boxes", "chosen, and none left", {"options": BOXES})
    yield Sample("facet_dots", "one chosen", {"options": DOTS})
    for number, state in ((1, "first page"), (7, "in the middle"), (12, "last page")):
        yield Sample("pager", state, _pages(number))
    yield Sample("listing", "filled", _listing(PANEL, list(CARDS.values())))
    yield Sample("listing", "empty", _listing(FILTERED, []))


def _counts(panel: FacetPanel) -> dict[str, Any]:
    return {"panel": panel, "total": 4 if panel.chips else 14, "everything": 14}


def _pages(number: int) -> dict[str, Any]:
    page = Paginator(range(140), 12).page(number)
    return {"paginator_page": page, "page_links": page_links(page), "query": ""}


def _listing(panel: FacetPanel, cards: list[Any]) -> dict[str, Any]:
    words = {"heading": "Pieces", "empty_text": "There is no piece on this wall yet."}
    return {**_pages(1), **_counts(panel), **words, "cards": cards, "sort": "newest", "sort_choices": SORTS}
