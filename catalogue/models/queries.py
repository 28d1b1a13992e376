"""Which products a shopper may see, and in what order."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import get_language
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from catalogue.models.privacy import InPrivateSection
from catalogue.models.standing import ProductStanding, in_time
from catalogue.models.variants import ProductVariant
from catalogue.statements import Given


def language_codes() -> tuple[str, str]:
    """The content languages to show: the visitor's, then the shop's own."""
    own = get_supported_content_language_variant(settings.LANGUAGE_CODE)
    try:
        return get_supported_content_language_variant(get_language() or own), own
    except LookupError:
        return own, own


class ProductPageQuerySet(PageQuerySet):
    """Reads of product pages."""

    def visible(self, now: datetime | Given | None = None) -> Self:
        """Live, not past its expiry, in no private section, and of a product that is on sale."""
        return self.live().filter(in_time(now)).outside_private_sections().on_sale(now)

    def outside_private_sections(self) -> Self:
        """As Wagtail's `public`, in one statement; and what is private in one language is so in all."""
        return self.exclude(InPrivateSection())

    def on_sale(self, now: datetime | Given | None = None) -> Self:
        """Without products that are archived, and without translations whose source is not published."""
        standing = ProductStanding.objects.filter(product_key=OuterRef("translation_key"))
        return self.exclude(Exists(standing.off_sale(now)))

    def unaliased(self) -> Self:
        """Without the aliases that show a product in a further place; those that mirror a language stay."""
        return self.filter(Q(alias_of__isnull=True) | ~Q(alias_of__locale=F("locale")))

    def once(self) -> Self:
        """Each product once: in the visitor's language, else in the shop's own, and no aliases beside it."""
        wanted, own = language_codes()
        pages = self.unaliased()
        if wanted == own:
            return pages.filter(locale__language_code=own)
        twin = self.model.objects.live().filter(
            in_time(), translation_key=OuterRef("translation_key"), locale__language_code=wanted
        )
        untranslated = Q(locale__language_code=own) & ~Exists(twin)
        return pages.filter(Q(locale__language_code=wanted) | untranslated)

    def with_lowest_price(self, now: datetime) -> Self:
        """Adds `lowest_price`: what the cheapest variant costs at `now`; None without variants."""
        cheapest = (
            ProductVariant.objects.filter(page=OuterRef("pk"))
            .with_current_price(now)
            .order_by("current_price")
        )
        return self.annotate(lowest_price=Subquery(cheapest.values("current_price")[:1]))

    def with_sku(self, sku: str) -> Self:
        """Pages that sell `sku`, in capitals or not."""
        return self.filter(Exists(ProductVariant.objects.filter(page=OuterRef("pk"), sku__iexact=sku)))


ProductPageManager = PageManager.from_queryset(ProductPageQuerySet)
