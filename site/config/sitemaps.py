"""What search engines are told to read: the site's pages in every language."""

from functools import reduce
from operator import or_

from django.db.models import F, Q
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page
from wagtail.query import PageQuerySet


class LanguagesSitemap(Sitemap):
    """As Wagtail's, which knows the site's own tree alone, with the trees that translate it."""

    def items(self) -> PageQuerySet:
        roots = self.get_wagtail_site().root_page.get_translations(inclusive=True).live()
        below = reduce(or_, (Q(path__startswith=root.path) for root in roots), Q(pk=None))
        # An alias of another language's page says nothing new.
        mirrors = Q(alias_of__isnull=False) & ~Q(alias_of__locale=F("locale"))
        pages = Page.objects.filter(below).exclude(mirrors).live().public()
        return pages.order_by("path").defer_streamfields().specific()
