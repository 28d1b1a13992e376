"""Prices of many variants in one step."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.bulk.pages import MOST_PRODUCTS, lock_pages, publish_values, reasons_against
from catalogue.bulk.plan import Plan, Row, ticked_variants
from catalogue.models import ProductVariant
from catalogue.money import format_money, quantize, round_to_ending
from catalogue.shared_prices import MONEY, priced_elsewhere

MOST = Decimal("99999999.99")  # what the field holds


class PriceStep(models.TextChoices):
    """What is done to a price."""

    PERCENT = "percent", gettext_lazy("Price up or down by percent")
    AMOUNT = "amount", gettext_lazy("Price up or down by an amount")
    SALE = "sale", gettext_lazy("Sale price, percent below the price")
    NO_SALE = "no_sale", gettext_lazy("No sale price any more")


@dataclass(frozen=True)
class Prices:
    """What a variant costs, in major units, and what a sale makes of it."""

    price: Decimal
    sale_price: Decimal | None
    sale_starts_at: datetime | None
    sale_ends_at: datetime | None

    @classmethod
    def of(cls, variant: ProductVariant) -> Self:
        """Those of a live row."""
        return cls(**{name: getattr(variant, name) for name in MONEY})

    def __str__(self) -> str:
        if self.sale_price is None:
            return format_money(self.price)
        words = _("%(price)s, on sale for %(sale)s")
        parts = [words % {"price": format_money(self.price), "sale": format_money(self.sale_price)}]
        if self.sale_starts_at:
            parts.append(_("from %(moment)s") % {"moment": _moment(self.sale_starts_at)})
        if self.sale_ends_at:
            parts.append(_("until %(moment)s") % {"moment": _moment(self.sale_ends_at)})
        return ", ".join(parts)

    @property
    def fault(self) -> str:
        """What the page's own form would say against them; empty for nothing."""
        if self.price < 0:
            return _("A price cannot be negative.")
        if self.price > MOST:
            return _("More than %(most)s.") % {"most": format_money(MOST)}
        if self.sale_price is not None and self.sale_price >= self.price:
            return _("The sale price must be lower than the price.")
        return ""


@dataclass(frozen=True)
class PriceChange:
    """What is to be done. `number` is percent or major units; `ending`, such as 0.90, rounds once more."""

    step: PriceStep
    number: Decimal = Decimal(0)
    ending: Decimal | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def made_of(self, old: Prices) -> Prices:
        """What `old` becomes; it may be at fault."""
        if self.step == PriceStep.NO_SALE:
            return Prices(old.price, None, None, None)
        if self.step == PriceStep.SALE:
            sale_price = self._rounded(old.price * (100 - self.number) / 100)
            return Prices(old.price, sale_price, self.starts_at, self.ends_at)
        if self.step == PriceStep.AMOUNT:
            return replace(old, price=self._rounded(old.price + self.number))
        return replace(old, price=self._rounded(old.price * (100 + self.number) / 100))

    def _rounded(self, price: Decimal) -> Decimal:
        if self.ending is None or price < 0:
            return quantize(price, settings.STRIPE_CURRENCY)
        return round_to_ending(price, self.ending, settings.STRIPE_CURRENCY)


@transaction.atomic
def change_prices(
    page_ids: Collection[int], change: PriceChange, *, user: Any, shown: str = ""
) -> Plan[Prices]:
    """The table of what `change` makes of the pages' variants; with `shown`, its fingerprint, also the doing.

    Each page with another price is published by `user` as its editor would. Raises Refused, and changes
    nothing, when there are too many, when something changed since the table was shown, or has a fault.
    """
    if shown:  # whoever publishes one of them waits, or has done so before the table is made
        lock_pages(page_ids)
    variants = ticked_variants(page_ids, MOST_PRODUCTS)
    pages = {variant.page_id: variant.page for variant in variants}.values()
    against = reasons_against(pages, user)
    elsewhere = priced_elsewhere(pages)
    plan = Plan(tuple(_row(variant, change, against, elsewhere) for variant in variants))
    if shown:
        plan.refuse_unless_shown(shown)
        _publish(plan.changes, user)
    return plan


def _row(
    variant: ProductVariant, change: PriceChange, against: dict[int, str], elsewhere: set[tuple[int, str]]
) -> Row[Prices]:
    before = Prices.of(variant)
    if reason := against.get(variant.page_id):
        return Row(variant, before, None, reason)
    if (variant.page_id, variant.sku) in elsewhere:
        return Row(variant, before, None, _("Its price is that of the page in the shop's own language."))
    after = change.made_of(before)
    if after == before:
        return Row(variant, before, None, _("Stays the same."))
    fault = after.fault
    return Row(variant, before, after, fault, is_error=bool(fault))


def _publish(changes: Iterable[Row[Prices]], user: Any) -> None:
    """Publish each page with the prices of `changes`."""
    by_page: dict[int, dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in changes:
        if row.after is not None:
            prices = {name: getattr(row.after, name) for name in MONEY}
            by_page[row.variant.page_id][row.variant.sku] = prices
    publish_values(by_page, user)


def _moment(moment: datetime) -> str:
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT")
