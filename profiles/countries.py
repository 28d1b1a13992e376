"""The choice of a country, which costs as much as all the rest of a page unless it is drawn once."""

from functools import lru_cache
from typing import Any

from django import forms
from django.conf import settings
from django.forms.renderers import BaseRenderer
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_countries import countries

KEPT = 64  # languages × countries that are chosen at the moment, 15 KB each


def country_choices() -> list[tuple[str, str]]:
    """Every country in the active language, behind the invitation to choose one."""
    return [("", _("Choose a country")), *countries]


def likely_country() -> str:
    """Where a delivery goes to before the shopper has said so: the shop's setting, else by the language."""
    language = (get_language() or settings.LANGUAGE_CODE).partition("-")[0]
    return settings.SHOP_COUNTRY or settings.SHOP_COUNTRY_BY_LANGUAGE.get(language, "")


class CountrySelect(forms.Select):
    """A select of `country_choices`, drawn once a process for the same language, choice and attributes."""

    def use_required_attribute(self, initial: Any) -> bool:
        """As any select that begins with an invitation, without looking at each country for it."""
        return not self.is_hidden

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        attributes = tuple(self.build_attrs(self.attrs, attrs).items())
        return _drawn(get_language(), name, value if value in countries else "", attributes)


@lru_cache(KEPT)
def _drawn(
    language: str | None, name: str, value: str, attributes: tuple[tuple[str, Any], ...]
) -> SafeString:
    return forms.Select(choices=country_choices()).render(name, value, dict(attributes))
