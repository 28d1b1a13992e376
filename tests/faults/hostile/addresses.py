"""Every address of the site, asked of the site itself: a new one is attacked without anybody listing it."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from django.apps import apps
from django.urls import URLResolver, get_resolver
from django.utils.regex_helper import normalize
from wagtail.models import Page, Site

from checkout.models import Order
from tests.faults.hostile.texts import text

# The offline Stripe, which is no part of a shop that takes money; a view of Wagtail's that is meant to fail.
SPARED = ("_stripe/", "admin/failwhale/")
ADMIN = "admin/"


@dataclass(frozen=True)
class Address:
    """A pattern of the site; `template` has a `%(name)s` for each of `gaps`."""

    template: str
    gaps: tuple[str, ...] = ()

    @property
    def is_staff(self) -> bool:
        return self.template.startswith(ADMIN)

    def path(self, dice: Random, *, is_honest: bool = False) -> bytes:
        """A path for it: with values that may exist, or with anything in one of its gaps."""
        values = {gap: dice.choice(likely(gap)) for gap in self.gaps}
        if self.gaps and not is_honest:
            values[dice.choice(self.gaps)] = text(dice)
        raw = self.template.encode()
        for gap, value in values.items():
            raw = raw.replace(b"%%(%s)s" % gap.encode(), value)
        return b"/" + raw


def all_addresses() -> list[Address]:
    """The patterns of the URLconf and the pages of the site."""
    found = [*dict.fromkeys(_walk(get_resolver(), ""))]
    pages = Page.objects.live().filter(path__startswith=Site.objects.get(is_default_site=True).root_page.path)
    return found + [Address(url.lstrip("/").replace("%", "%%")) for page in pages if (url := page.url)]


def _walk(resolver: URLResolver, before: str) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        whole = before + pattern.pattern.regex.pattern.removeprefix("^")
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, whole)
        elif not whole.startswith(SPARED):
            yield from (Address(template, tuple(gaps)) for template, gaps in normalize(whole))


def likely(gap: str) -> list[bytes]:
    """Values that may exist for a part of an address of that name."""
    if "app" in gap:
        return [label.label.encode() for label in apps.get_app_configs()]
    if "model" in gap:
        return [name.encode() for models in apps.all_models.values() for name in models]
    if "number" in gap:
        return [order.order_number.encode() for order in Order.objects.all()[:3]]
    if "sku" in gap:
        return [b"TW-A4", b"TW-A3"]
    return [b"%d" % number for number in range(1, 9)]
