"""What hangs well beside a product."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import BigIntegerField, Case, DateTimeField, Exists, F, IntegerField, OuterRef, Q, When
from django.utils import timezone
from wagtail.models import Page

from catalogue.models.queries import language_codes
from catalogue.models.stock import StockRecord
from catalogue.models.variants import ProductVariant
from catalogue.statements import Among, Below, Given, Statement

if TYPE_CHECKING:
    from catalogue.models.products import ProductPage
    from catalogue.models.queries import ProductPageQuerySet

RELATED = 4


def related_to(page: "ProductPage") -> "list[ProductPage]":
    """Up to four other visible products with a piece left: the picked ones, then the category's newest."""
    if page._state.adding:
        return []
    picked = _picked_for(page)
    found = _RELATED.rows(
        bool(picked),
        page=page.pk,
        depth=page.depth,
        parent=page.path[: -page.steplen],
        picked=picked,
        now=timezone.now(),
    )
    place = {pk: number for number, pk in enumerate(picked)}
    return sorted(found, key=lambda other: place.get(other.pk, RELATED))


def _picked_for(page: "ProductPage") -> list[int]:
    """The ids that the page object names, of a preview too, each as its twin in the page's language."""
    picked = [raw["value"] for raw in page.related.raw_data if isinstance(raw["value"], int)]
    wanted, own = language_codes()
    return _in_language_of(page, picked) if picked and wanted != own else picked


def _in_language_of(page: "ProductPage", picked: list[int]) -> list[int]:
    keys = Page.objects.filter(pk__in=picked).values("translation_key")
    rows = list(
        Page.objects.filter(translation_key__in=keys).values_list("pk", "translation_key", "locale_id")
    )
    key_of = {pk: key for pk, key, _locale in rows}
    twins = {key: pk for pk, key, locale in rows if locale == page.locale_id}
    return [twins.get(key_of.get(pk), pk) for pk in picked]


def _related(has_picked: bool) -> "ProductPageQuerySet":
    in_stock = StockRecord.objects.filter(sku=OuterRef("sku"), on_hand__gt=F("reserved"))
    to_buy = ProductVariant.objects.filter(Exists(in_stock), page=OuterRef("pk"))
    pages: ProductPageQuerySet = apps.get_model("catalogue", "ProductPage").objects.all()
    beside = Q(Below("path", "parent"), depth=Given("depth", IntegerField()))
    order = ["-first_published_at", "-pk"]
    if has_picked:
        picked = Among("pk", "picked", "bigint")
        beside |= Q(picked)
        pages = pages.alias(rank=Case(When(picked, then=0), default=1))
        order = ["rank", *order]
    others = pages.filter(beside).exclude(pk=Given("page", BigIntegerField()))
    visible = others.visible(Given("now", DateTimeField())).defer("story", "details", "related")
    return visible.filter(Exists(to_buy)).order_by(*order)[:RELATED]


_RELATED: "Statement[ProductPage]" = Statement(_related)
