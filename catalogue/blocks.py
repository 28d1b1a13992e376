"""The building blocks of a product's story and details."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock

TEXT_FEATURES = ["bold", "italic", "link", "ol", "ul"]


class QuoteBlock(blocks.StructBlock):
    """Somebody's words."""

    text = blocks.TextBlock(label=_("Words"))
    attribution = blocks.CharBlock(required=False, label=_("Whose words"))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "catalogue/blocks/quote.html"
        description = _("A sentence set apart, with who said it.")
        preview_value = {"text": "Draw the line, then listen to it.", "attribution": "From the studio wall"}


class PictureBlock(blocks.StructBlock):
    """A picture with its caption."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(required=False, max_length=160, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "catalogue/blocks/picture.html"
        description = _("One picture across the text, with a caption if it needs one.")

    def get_preview_value(self) -> Any:
        newest = get_image_model().objects.order_by("-pk").first()
        picture = newest and {"image": newest.pk, "alt_text": newest.description, "decorative": False}
        return self.normalize(self.to_python({"image": picture, "caption": "Ink meets paper."}))


class FactBlock(blocks.StructBlock):
    """One row of a table of facts."""

    name = blocks.CharBlock(max_length=60, label=_("Name"))
    value = blocks.CharBlock(max_length=255, label=_("Value"))
    is_code = blocks.BooleanBlock(
        required=False, label=_("Set like code"), help_text=_("For seeds, ink numbers and measurements.")
    )


class FactsBlock(blocks.ListBlock):
    """A small table of names and values."""

    def __init__(self) -> None:
        super().__init__(FactBlock(), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Facts")
        template = "catalogue/blocks/facts.html"
        description = _("A small table: technique, seed, inks.")
        preview_value = [
            {"name": "Technique", "value": "flow field", "is_code": False},
            {"name": "Seed", "value": "1207", "is_code": True},
        ]


class StoryBlock(blocks.StreamBlock):
    """The story of a product, from top to bottom."""

    heading = blocks.CharBlock(
        icon="title",
        label=_("Heading"),
        template="catalogue/blocks/heading.html",
        description=_("The head of the story or of a part of it."),
        preview_value="A field of arrows and a stubborn pen",
    )
    lead = blocks.TextBlock(
        icon="bold",
        label=_("Lead"),
        template="catalogue/blocks/lead.html",
        description=_("The first paragraph, set larger."),
        preview_value="Every point on the sheet holds an arrow. The pen lands and turns to face it.",
    )
    paragraph = blocks.RichTextBlock(
        features=TEXT_FEATURES,
        icon="pilcrow",
        label=_("Paragraph"),
        template="catalogue/blocks/paragraph.html",
        description=_("Running text with links and lists."),
        preview_value="<p>It stops when it comes <b>too close</b> to a line that is already there.</p>",
    )
    quote = QuoteBlock()
    image = PictureBlock()
    facts = FactsBlock()


class DetailBlock(blocks.StructBlock):
    """One folded part below the price: paper, delivery, care."""

    title = blocks.CharBlock(max_length=80, label=_("Title"))
    text = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("Text"))

    class Meta:
        icon = "form"
        label = _("Detail")
        template = "catalogue/blocks/detail.html"
        description = _("Opens when the shopper clicks its title.")
        preview_value = {"title": "Paper and print", "text": "<p>Pigment ink on 240 g/m² cotton paper.</p>"}


class DetailsBlock(blocks.StreamBlock):
    """The folded parts of a product page."""

    detail = DetailBlock()


class RelatedBlock(blocks.StreamBlock):
    """The products that an editor hangs beside one; its raw values are their ids, read without a query."""

    product = blocks.PageChooserBlock(
        page_type="catalogue.ProductPage",
        icon="tag",
        label=_("Product"),
        description=_("A product to show beside this one while it has a piece left."),
        is_previewable=False,
    )
