"""What search engines are told to read: the site's pages in every language."""

from functools import reduce
from operator import or_

from django.db.models import Exists, F, OuterRef, Q
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page
from wagtail.query import PageQuerySet

from catalogue.models import ProductStanding
from catalogue.models.privacy import InPrivateSection


class LanguagesSitemap(Sitemap):
    """As Wagtail's, which knows the site's own tree alone, with the trees that translate it."""

    def items(self) -> PageQuerySet:
        roots = self.get_wagtail_site().root_page.get_translations(inclusive=True).live()
        below = reduce(or_, (Q(path__startswith=root.path) for root in roots), Q(pk=None))
        # An alias of another language's page says nothing new.
        mirrors = Q(alias_of__isnull=False) & ~Q(alias_of__locale=F("locale"))
        off_sale = ProductStanding.objects.off_sale().filter(product_key=OuterRef("translation_key"))
        pages = (
            Page.objects.filter(below).exclude(mirrors).live().exclude(InPrivateSection() | Exists(off_sale))
        )
        return pages.order_by("path").defer_streamfields().specific()
