"""The pages that sell, and what editors do to them; each deed also says what it must mean for prices."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from django.core.management import call_command
from django.utils import timezone

from catalogue.models import ProductPage
from catalogue.tests.factories import make_product

PRODUCTS = {
    "Tideway": {"TW-A4": 2200, "TW-A3": 3900},
    "Roadbed": {"RB-A4": 1995, "RB-A3": 2450},  # ten per cent of these end in half a cent
    "Owlery": {"OW-A2": 4400, "OW-A1": 105},
}
Prices = dict[str, int]


@dataclass
class Draft:
    """One version of a page: its prices in cents, and when it wants to go live."""

    revision: int
    prices: Prices
    goes_live: datetime | None = None


@dataclass
class Product:
    """One product as the model has it: its versions, which prices are live, which version is scheduled."""

    title: str
    page: int
    drafts: list[Draft] = field(default_factory=list)
    live: Prices = field(default_factory=dict)
    scheduled: Draft | None = None
    copies: list[int] = field(default_factory=list)
    is_touched: bool = False
    is_deleted: bool = False


class Shelf:
    """All products; `price_of` is what each SKU costs on the live site, absent when it is not for sale."""

    def __init__(self) -> None:
        self.products = [self._new(title) for title in PRODUCTS]

    @property
    def price_of(self) -> Prices:
        return {sku: price for product in self.products for sku, price in product.live.items()}

    def _new(self, title: str) -> Product:
        rows = [(sku, sku[-2:], f"{cents / 100:.2f}", None) for sku, cents in PRODUCTS[title].items()]
        page = make_product(title, rows)
        product = Product(title, page.pk)
        self._start(product)
        return product

    def _start(self, product: Product) -> None:
        prices = dict(PRODUCTS[product.title])
        first = ProductPage.objects.get(pk=product.page).revisions.earliest("pk")
        product.drafts = [Draft(first.pk, prices)]
        product.live, product.scheduled, product.is_touched = dict(prices), None, False

    def tidy(self) -> None:
        """Every product as it was in the beginning."""
        for number, product in enumerate(self.products):
            if product.is_deleted:
                self.products[number] = self._new(product.title)
            elif product.is_touched:
                self._restore(product)
            ProductPage.objects.filter(pk__in=product.copies).delete()
            product.copies = []

    def _restore(self, product: Product) -> None:
        page = ProductPage.objects.get(pk=product.page)
        first = page.revisions.earliest("pk")
        first.publish()
        page.revisions.exclude(pk=first.pk).delete()
        self._start(product)

    # What editors do

    def save_draft(self, product: Product, percent: int, minutes: int = 0) -> None:
        """Write a new version on top of the latest, at `percent` of its prices; nothing goes live."""
        page = ProductPage.objects.get(pk=product.page).get_latest_revision_as_object()
        variants = list(page.variants.all())
        for variant in variants:
            variant.price = Decimal(max(50, int(variant.price * percent))).scaleb(-2)
        page.variants = variants
        page.go_live_at = timezone.now() + timedelta(minutes=minutes) if minutes else None
        revision = page.save_revision()
        prices = {variant.sku: int(variant.price * 100) for variant in variants}
        product.drafts.append(Draft(revision.pk, prices, page.go_live_at))

    def publish(self, product: Product, draft: Draft) -> None:
        """Publish any version, however old; one with a time to come waits for it."""
        ProductPage.objects.get(pk=product.page).revisions.get(pk=draft.revision).publish()
        self._goes_live(product, draft)

    def _goes_live(self, product: Product, draft: Draft) -> None:
        if draft.goes_live and draft.goes_live > timezone.now():
            product.scheduled = draft
        else:
            product.live, product.scheduled = dict(draft.prices), None

    def revert(self, product: Product, draft: Draft) -> None:
        """Save an old version as the newest one and publish that."""
        page = ProductPage.objects.get(pk=product.page)
        old = page.revisions.get(pk=draft.revision).as_object()
        revision = old.save_revision()
        revision.publish()
        product.drafts.append(Draft(revision.pk, dict(draft.prices), draft.goes_live))
        self._goes_live(product, product.drafts[-1])

    def unpublish(self, product: Product) -> None:
        ProductPage.objects.get(pk=product.page).unpublish()
        product.live, product.scheduled = {}, None

    def delete(self, product: Product) -> None:
        ProductPage.objects.get(pk=product.page).delete()
        product.live, product.scheduled, product.is_deleted = {}, None, True

    def copy(self, product: Product) -> None:
        """A copy sells under SKUs of its own, which nobody has counted yet."""
        page = ProductPage.objects.get(pk=product.page)
        slug = f"{page.slug}-{len(product.copies) + 2}"
        product.copies.append(page.copy(update_attrs={"slug": slug, "title": slug}).pk)

    def publish_due(self) -> None:
        """What the worker does every half minute."""
        call_command("publish_scheduled", verbosity=0)
        for product in self.products:
            due = product.scheduled
            if due and due.goes_live and due.goes_live <= timezone.now():
                product.live, product.scheduled = dict(due.prices), None
