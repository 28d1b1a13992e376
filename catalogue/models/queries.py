"""Which products a shopper may see, and in what order."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

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
        """Live, not past its expiry (even if the scheduler is late), and not in a private section."""
        in_time = Q(expire_at__isnull=True) | Q(expire_at__gt=now or timezone.now())
        return self.live().filter(in_time).outside_private_sections()

    def outside_private_sections(self) -> Self:
        """As Wagtail's `public`, which asks for the private sections first: a part of this very statement."""
        sections = PageViewRestriction.objects.annotate(here=ExpressionWrapper(OuterRef("path"), CharField()))
        return self.exclude(Exists(sections.filter(here__startswith=F("page__path"))))

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
            translation_key=OuterRef("translation_key"), locale__language_code=wanted
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
