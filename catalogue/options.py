"""The choice of a variant on the product page: sizes, frames, and what each costs."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from wagtail.images.models import AbstractImage

from catalogue.badges import badge_for
from catalogue.facts import VariantFacts, variant_facts
from catalogue.models.variants import ProductVariant
from catalogue.money import format_money
from catalogue.stock import free_stock

if TYPE_CHECKING:
    from catalogue.models.products import ProductPage

# ISO 216 in centimetres, and how wide the outline of each is drawn, in pixels.
PAPER_SIZES = {
    "A6": (10.5, 14.8),
    "A5": (14.8, 21),
    "A4": (21, 29.7),
    "A3": (29.7, 42),
    "A2": (42, 59.4),
    "A1": (59.4, 84.1),
}
PAPER_WIDTHS_PX = {"A4": 16, "A3": 23, "A2": 32, "A1": 45}


@dataclass(frozen=True)
class VariantChoice:
    """One radio button of the first group; `sku` is empty when no variant has `value` beside the choice.

    `reason` says why it cannot be chosen, where it cannot.
    """

    sku: str
    value: str
    label: str
    note: str
    paper_width_px: int | None
    price: Decimal | None
    regular_price: Decimal | None
    free: int
    is_sold_out: bool
    is_chosen: bool
    reason: str = ""


@dataclass(frozen=True)
class SecondChoice:
    """One radio button of the second group; `more` is what it costs more than what is chosen now, in words.

    `sku` has the same first option, or is the nearest that exists: choosing it changes the first option then.
    """

    sku: str
    value: str
    more: str
    is_sold_out: bool
    is_chosen: bool


@dataclass(frozen=True)
class SoldOut:
    """A variant that cannot be had now; the label is empty when there is nothing to choose."""

    sku: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class OptionGroup:
    """One question to the shopper: `kind` is "first" (VariantChoice) or "second" (SecondChoice)."""

    kind: str
    name: str
    legend: str
    choices: list[VariantChoice] | list[SecondChoice]


@dataclass(frozen=True)
class ProductChoice:
    """All that the buying panel shows. Everything is empty when there is no variant yet."""

    chosen: VariantChoice | None
    groups: list[OptionGroup]
    price: Decimal | None
    regular_price: Decimal | None
    percent_off: int | None
    sale_end: str
    badge: str
    badge_text: str
    json: dict[str, Any]
    low_note: str = ""
    facts: tuple[VariantFacts, ...] = ()
    sold_out: tuple[SoldOut, ...] = ()
    pictures: tuple[AbstractImage, ...] = ()  # the variants' own
    picture_id: int | None = None  # the chosen variant's own


def choice_for(
    page: "ProductPage", sku: str = "", variants: Sequence[ProductVariant] | None = None
) -> ProductChoice:
    """The choice on `page` with `sku` chosen; with an unknown one, the first variant that is in stock.

    Works from the page object, so that a preview shows variants that were never saved. One query, none where
    its saved `variants` are known with what is `free`.
    """
    if variants is None and has_saved_variants(page):
        variants = page.variants.all().with_free().select_related("image")
    if variants is not None:
        variants = list(variants)
        free = {variant.sku: variant.free for variant in variants}
    else:
        variants = list(page.variants.all())
        free = free_stock([variant.sku for variant in variants])
    return _Panel(page, variants, free, timezone.now()).choice(sku)


def has_saved_variants(page: "ProductPage") -> bool:
    """Whether the page object's variants are the saved rows; a preview has a list of what was never saved."""
    return hasattr(page.variants.all(), "with_free")


@dataclass(frozen=True)
class _Panel:
    page: "ProductPage"
    variants: list[ProductVariant]
    free: Mapping[str, int]
    now: datetime

    def choice(self, sku: str) -> ProductChoice:
        chosen = self._chosen(sku)
        if chosen is None:
            return ProductChoice(None, [], None, None, None, "", "", "", {"variants": []})
        badge, badge_text = self._badge(chosen)
        return ProductChoice(
            chosen=self._radio(chosen, chosen),
            groups=self._groups(chosen),
            price=self._price(chosen),
            regular_price=chosen.reduced_from(self.now),
            percent_off=self._percent_off(chosen),
            sale_end=self._sale_end(chosen),
            low_note=self._low_note(chosen),
            badge=badge,
            badge_text=badge_text,
            json=self._json(),
            facts=variant_facts(self.variants, self.free, self.now),
            sold_out=self._sold_out(chosen),
            pictures=tuple(variant.image for variant in self.variants if variant.image is not None),
            picture_id=chosen.image_id,
        )

    def _json(self) -> dict[str, Any]:
        variants = [self._for_script(variant) for variant in self.variants]
        return {"variants": variants, "missing": _("Not with %(value)s")}

    def _chosen(self, sku: str) -> ProductVariant | None:
        asked = [variant for variant in self.variants if variant.sku == sku]
        in_stock = [variant for variant in self.variants if self._pieces(variant) > 0]
        return next(iter([*asked, *in_stock, *self.variants]), None)

    def _pieces(self, variant: ProductVariant) -> int:
        return self.free.get(variant.sku, 0)

    def _badge(self, variant: ProductVariant) -> tuple[str, str]:
        is_on_sale = variant.reduced_from(self.now) is not None
        return badge_for(self._pieces(variant), is_on_sale=is_on_sale, is_new=self.page.is_new)

    def _price(self, variant: ProductVariant) -> Decimal | None:
        # A preview may come before the editor has typed the price.
        return None if variant.price is None else variant.price_at(self.now)

    def _percent_off(self, variant: ProductVariant) -> int | None:
        before = variant.reduced_from(self.now)
        return int((before - variant.price_at(self.now)) * 100 / before) if before else None

    def _sale_end(self, variant: ProductVariant) -> str:
        """The last words of the sale's badge; empty for a sale without an end."""
        if variant.sale_ends_at is None or variant.reduced_from(self.now) is None:
            return ""
        day = date_format(timezone.localtime(variant.sale_ends_at), "MONTH_DAY_FORMAT")
        return _("until %(day)s") % {"day": day}

    def _low_note(self, variant: ProductVariant) -> str:
        """What a sale is measured by, which the law wants said beside it; empty without a sale."""
        low = variant.low_at(self.now)
        if low is None:
            return ""
        return _("%(price)s was the lowest price in the 30 days before this sale.") % {
            "price": format_money(low)
        }

    def _sold_out(self, chosen: ProductVariant) -> tuple[SoldOut, ...]:
        gone = [variant for variant in self.variants if self._pieces(variant) <= 0]
        return tuple(SoldOut(variant.sku, variant.label, variant is chosen) for variant in gone)

    def _groups(self, chosen: ProductVariant) -> list[OptionGroup]:
        groups = []
        if any(variant.option_1 for variant in self.variants):
            groups.append(self._first(chosen))
        if any(variant.option_2 for variant in self.variants):
            groups.append(self._second(chosen))
        return groups

    def _first(self, chosen: ProductVariant) -> OptionGroup:
        name = self.page.option_1_name or _("Choice")
        values = dict.fromkeys(variant.option_1 for variant in self.variants)
        choices = [self._radio_for(value, chosen) for value in values]
        return OptionGroup("first", name, _legend(name, chosen.option_1), choices)

    def _radio_for(self, value: str, chosen: ProductVariant) -> VariantChoice:
        for variant in self.variants:
            if (variant.option_1, variant.option_2) == (value, chosen.option_2):
                return self._radio(variant, chosen)
        reason = _("Not with %(value)s") % {"value": chosen.option_2}
        paper = _paper(value)
        return VariantChoice("", value, value, *paper, None, None, 0, True, False, reason)

    def _radio(self, variant: ProductVariant, chosen: ProductVariant) -> VariantChoice:
        pieces = self._pieces(variant)
        return VariantChoice(
            variant.sku,
            variant.option_1,
            variant.label,
            *_paper(variant.option_1),
            self._price(variant),
            variant.reduced_from(self.now),
            pieces,
            is_sold_out=pieces <= 0,
            is_chosen=variant is chosen,
            reason=_("Sold out") if pieces <= 0 else "",
        )

    def _second(self, chosen: ProductVariant) -> OptionGroup:
        name = self.page.option_2_name or _("Choice")
        values = dict.fromkeys(variant.option_2 for variant in self.variants)
        choices = [self._second_for(value, chosen) for value in values]
        return OptionGroup("second", name, _legend(name, chosen.option_2), choices)

    def _second_for(self, value: str, chosen: ProductVariant) -> SecondChoice:
        alike = [variant for variant in self.variants if variant.option_2 == value]
        # The same first option with this value, else a variant with this value that can be bought.
        target = min(alike, key=lambda v: (v.option_1 != chosen.option_1, self._pieces(v) <= 0))
        return SecondChoice(
            sku=target.sku,
            value=value,
            more=self._more(target, chosen),
            is_sold_out=self._pieces(target) <= 0,
            is_chosen=value == chosen.option_2,
        )

    def _more(self, target: ProductVariant, chosen: ProductVariant) -> str:
        price, now = self._price(target), self._price(chosen)
        return f"+{format_money(price - now)}" if price and now and price > now else ""

    def _for_script(self, variant: ProductVariant) -> dict[str, Any]:
        price, before = self._price(variant), variant.reduced_from(self.now)
        return {
            "sku": variant.sku,
            "label": variant.label,
            "option_1": variant.option_1,
            "option_2": variant.option_2,
            "price": "" if price is None else format_money(price),
            "regular_price": format_money(before) if before else "",
            "low_note": self._low_note(variant),
            "sale_end": self._sale_end(variant),
            "percent_off": self._percent_off(variant),
            "free": self._pieces(variant),
            "is_sold_out": self._pieces(variant) <= 0,
            "badge": self._badge(variant),
            "picture": variant.image_id,
            "second": {choice.value: asdict(choice) for choice in self._second(variant).choices},
        }


def _paper(value: str) -> tuple[str, int | None]:
    """Its size in centimetres as the visitor writes numbers, and the width of its outline."""
    size = value.strip().upper()
    centimetres = " × ".join(number_format(side) for side in PAPER_SIZES.get(size, ()))
    return centimetres, PAPER_WIDTHS_PX.get(size)


def _legend(name: str, value: str) -> str:
    return _("%(option)s: %(value)s") % {"option": name, "value": value or _("none")}
