"""Links that editors place: to a page of the shop or to an address."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError, StructValue


class LinkValue(StructValue):
    """A chosen link; one whose page is gone or hidden has no address and is not shown."""

    @property
    def href(self) -> str:
        page = self.get("page")
        if page is None:
            return self.get("url") or ""
        return (page.url or "") if page.live else ""

    @property
    def words(self) -> str:
        page = self.get("page")
        return self.get("text") or (page.title if page else "")


class LinkBlock(blocks.StructBlock):
    """Words and where they lead; nothing at all is allowed when the block is not required."""

    text = blocks.CharBlock(
        required=False, max_length=60, label=_("Words"), help_text=_("Empty: the title of the page.")
    )
    page = blocks.PageChooserBlock(required=False, label=_("Page"))
    url = blocks.URLBlock(required=False, label=_("Or an address"))

    class Meta:
        icon = "link"
        label = _("Link")
        value_class = LinkValue
        form_layout = ["text", "page", "url"]

    def clean(self, value: LinkValue) -> LinkValue:
        """Refuses words without a target, and two targets."""
        cleaned = super().clean(value)
        if cleaned.get("page") and cleaned.get("url"):
            too_many = ValidationError(_("Choose a page or type an address, not both."))
            raise StructBlockValidationError({"url": too_many})
        if cleaned.get("text") and not (cleaned.get("page") or cleaned.get("url")):
            raise StructBlockValidationError({"page": ValidationError(_("Choose where these words lead."))})
        return cleaned


class FooterColumnBlock(blocks.StructBlock):
    """One list of links in the footer."""

    title = blocks.CharBlock(max_length=40, label=_("Title"))
    links = blocks.ListBlock(LinkBlock(), max_num=8, label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("List of links")
