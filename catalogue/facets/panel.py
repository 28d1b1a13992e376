"""What a listing shows of its filters: groups of choices with counts, chips of what is chosen."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from catalogue.facets.asked import CATEGORY, IN_STOCK, ON_SALE, Asked
from catalogue.facets.counts import Counts, ValueCount
from catalogue.facets.scope import Scope
from catalogue.facets.values import natural_order
from catalogue.money import format_money

MAX_GROUPS, MAX_OPTIONS, SHOWN_AT_ONCE = 8, 60, 10


@dataclass(frozen=True)
class FacetOption:
    """One box to tick, or one dot."""

    param: str
    value: str
    label: str
    count: int
    is_chosen: bool
    color: str = ""


@dataclass(frozen=True)
class FacetGroup:
    """One question with its answers; `more` are those that are folded away. Dots when each has a colour."""

    param: str
    name: str
    options: list[FacetOption]
    more: list[FacetOption]

    @property
    def is_dots(self) -> bool:
        return all(option.color for option in [*self.options, *self.more])


@dataclass(frozen=True)
class Chip:
    """A filter that is on, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True)
class PriceOption:
    """A range of prices, and the address with it; of the chosen one, without it."""

    key: str
    label: str
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class FacetPanel:
    """All filters of one listing."""

    groups: list[FacetGroup]
    switches: list[FacetOption]
    least: Decimal | None
    most: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None
    ranges: list[PriceOption]
    chips: list[Chip]
    clear_url: str
    kept: tuple[tuple[str, str], ...]

    @property
    def has_price(self) -> bool:
        """Whether there is anything to choose between."""
        return bool(self.least or self.most or self.lowest != self.highest)


def panel_for(scope: Scope, asked: Asked, counts: Counts) -> FacetPanel:
    """The filters of the listing `scope` as `asked`, with their `counts`."""
    groups = [*_category_group(scope, asked, counts), *_value_groups(asked, counts)]
    return FacetPanel(
        groups=groups,
        switches=[
            FacetOption(IN_STOCK, "1", _("In stock only"), counts.in_stock, asked.in_stock),
            FacetOption(ON_SALE, "1", _("On sale"), counts.on_sale, asked.on_sale),
        ],
        least=asked.least,
        most=asked.most,
        lowest=counts.lowest,
        highest=counts.highest,
        ranges=_price_options(asked, counts),
        chips=list(_chips(scope, asked)),
        clear_url=asked.cleared().url(),
        kept=tuple((name, value) for name, value in asked.kept if name != "sort"),
    )


def _category_group(scope: Scope, asked: Asked, counts: Counts) -> Iterator[FacetGroup]:
    below: dict[str, int] = defaultdict(int)
    for pk, count in counts.by_category.items():
        if choice := scope.choice_of(pk):
            below[choice.slug] += count
    options = [
        FacetOption(CATEGORY, choice.slug, choice.title, below[choice.slug], choice.slug in asked.categories)
        for choice in scope.choices
        if below[choice.slug] or choice.slug in asked.categories
    ]
    if len(options) > 1 or any(option.is_chosen for option in options):
        yield _group(CATEGORY, _("Category"), options)


def _value_groups(asked: Asked, counts: Counts) -> list[FacetGroup]:
    found: dict[str, dict[str, FacetOption]] = defaultdict(dict)
    names: dict[str, str] = {}
    for facet, chosen in asked.values.items():
        for value in chosen:
            names[facet] = value.name
            found[facet][value.value] = FacetOption(facet, value.value, value.label, 0, True, value.color)
    for row in counts.values:
        names.setdefault(row.facet, row.name)
        found[row.facet][row.value] = _option(row, row.value in found[row.facet])
    facets = [facet for facet in found if len(found[facet]) > 1 or facet in asked.values]
    # By name, so that no group changes its place while one filters.
    facets.sort(key=lambda facet: names[facet].casefold())
    kept = sorted(facets, key=lambda facet: facet not in asked.values)[:MAX_GROUPS]
    return [_group(f, names[f], _most_useful(list(found[f].values()))) for f in facets if f in kept]


def _option(row: ValueCount, is_chosen: bool) -> FacetOption:
    return FacetOption(row.facet, row.value, row.label, row.count, is_chosen, row.color)


def _most_useful(options: list[FacetOption]) -> list[FacetOption]:
    common = sorted(options, key=lambda option: (not option.is_chosen, -option.count))[:MAX_OPTIONS]
    return sorted(common, key=lambda option: natural_order(option.label))


def _group(param: str, name: str, options: list[FacetOption]) -> FacetGroup:
    if any(option.is_chosen for option in options[SHOWN_AT_ONCE:]):
        return FacetGroup(param, name, options, [])
    return FacetGroup(param, name, options[:SHOWN_AT_ONCE], options[SHOWN_AT_ONCE:])


def _chips(scope: Scope, asked: Asked) -> Iterator[Chip]:
    for choice in scope.chosen(asked.categories):
        yield Chip(choice.title, asked.without_category(choice.slug).url())
    for chosen in asked.values.values():
        for value in chosen:
            yield Chip(value.label, asked.without_value(value).url())
    if asked.has_price:
        yield Chip(_price_words(asked.least, asked.most), replace(asked, least=None, most=None).url())
    if asked.in_stock:
        yield Chip(_("In stock only"), replace(asked, in_stock=False).url())
    if asked.on_sale:
        yield Chip(_("On sale"), replace(asked, on_sale=False).url())


def _price_options(asked: Asked, counts: Counts) -> list[PriceOption]:
    """The ranges that lead to something, and the chosen one."""
    free = replace(asked, least=None, most=None)
    options = []
    for part in counts.price_ranges:
        chosen = (part.least, part.most) == (asked.least, asked.most)
        if part.count or chosen:
            url = (free if chosen else replace(free, least=part.least, most=part.most)).url()
            words = _price_words(part.least, part.most)
            options.append(
                PriceOption(f"{(part.least or Decimal(0)).normalize():f}", words, part.count, url, chosen)
            )
    return options if len(options) > 1 or asked.has_price else []


def _price_words(least: Decimal | None, most: Decimal | None) -> str:
    if least is None:
        return _("up to %(most)s") % {"most": format_money(most or Decimal(0))}
    if least == most:
        return format_money(least)
    if most is None:
        return _("from %(least)s") % {"least": format_money(least)}
    return _("%(least)s to %(most)s") % {"least": format_money(least), "most": format_money(most)}
