"""What stands on every page of the shop: the line above, the footer below."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from home.blocks import FooterColumnBlock, LinkBlock


@register_setting(icon="home")
class ShopSettings(BaseSiteSetting):
    """Words and links around every page of a site."""

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
        verbose_name = _("words around every page")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
