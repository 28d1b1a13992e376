"""What stands on every page of the shop: the line above, the footer below, in each of its languages."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from catalogue.drawing import Shared
from home.blocks import FooterColumnBlock, LinkBlock


def other_languages() -> list[tuple[str, str]]:
    """The languages beside the shop's own, by code and name."""
    return [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


class WordsAround(Shared, models.Model):
    """Words and links around every page, in one language."""

    promo_strong = models.CharField(
        _("first sentence"), max_length=80, blank=True, help_text=_("Stands out, and stays on phones.")
    )
    promo_rest = models.CharField(_("second sentence"), max_length=120, blank=True)
    footer_text = models.CharField(_("sentence below the name"), max_length=200, blank=True)
    footer_columns = StreamField(
        [("column", FooterColumnBlock())], verbose_name=_("lists of links"), blank=True, max_num=3
    )
    payment_words = models.CharField(
        _("ways to pay"), max_length=120, blank=True, help_text=_("In words, such as “Pay by card or SEPA”.")
    )
    legal_links = StreamField([("link", LinkBlock())], verbose_name=_("legal links"), blank=True, max_num=5)

    panels = [
        MultiFieldPanel(
            [FieldPanel("promo_strong"), FieldPanel("promo_rest")], heading=_("Line above the header")
        ),
        MultiFieldPanel(
            [
                FieldPanel("footer_text"),
                FieldPanel("footer_columns"),
                FieldPanel("payment_words"),
                FieldPanel("legal_links"),
            ],
            heading=_("Footer"),
        ),
    ]

    class Meta:
        abstract = True


@register_setting(icon="home")
class ShopSettings(WordsAround, ClusterableModel, BaseSiteSetting):
    """Words and links around every page of a site, in the shop's own language."""

    panels = [
        *WordsAround.panels,
        InlinePanel(
            "translations",
            heading=_("In other languages"),
            label=_("Language"),
            help_text=_(
                "A language without an entry says what stands above. Links lead to the page in the "
                "visitor's language, where there is one; lists that are left empty are those above."
            ),
        ),
    ]

    class Meta:
        verbose_name = _("words around every page")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def in_active_language(self) -> WordsAround:
        """The words for the visitor's language; these, without a query, in the shop's own."""
        language = get_language()
        if language == settings.LANGUAGE_CODE:
            return self
        return self.translations.filter(language=language).first() or self


class TranslatedWords(WordsAround):
    """The same in another language."""

    shop_settings = ParentalKey(ShopSettings, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=10, choices=other_languages)

    panels = [FieldPanel("language"), *WordsAround.panels]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("shop_settings", "language"), name="words_once_a_language"),
        )

    def __str__(self) -> str:
        return self.get_language_display()
