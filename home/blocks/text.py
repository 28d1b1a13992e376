"""Blocks of words and pictures that name no product."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from home.blocks.links import LinkBlock
from home.blocks.previews import sample_picture

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "link", "document-link", "ol", "ul"]


def text_block() -> blocks.RichTextBlock:
    """Running text with the few formats that the shop's pages have."""
    return blocks.RichTextBlock(
        features=TEXT_FEATURES,
        icon="pilcrow",
        label=_("Text"),
        template="home/blocks/text.html",
        description=_("Running text with headings, links and lists."),
        preview_value="<p>The pen lands, <b>turns</b> to face the arrow and takes a short step.</p>",
    )


class PictureBlock(blocks.StructBlock):
    """One picture with a caption."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(required=False, max_length=160, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "home/blocks/picture.html"
        description = _("One large picture with its caption.")

    def get_preview_value(self) -> Any:
        return self.normalize(self.to_python({"image": sample_picture(), "caption": "Ink meets paper."}))


class GalleryBlock(blocks.StructBlock):
    """Two to six pictures side by side."""

    title = blocks.CharBlock(required=False, max_length=80, label=_("Title"))
    pictures = blocks.ListBlock(ImageBlock(), min_num=2, max_num=6, label=_("Pictures"))

    class Meta:
        icon = "copy"
        label = _("Gallery")
        template = "home/blocks/gallery.html"
        description = _("Two to six pictures side by side.")

    def get_preview_value(self) -> Any:
        return self.to_python({"title": "In the studio", "pictures": [sample_picture()] * 3})


class QuoteBlock(blocks.StructBlock):
    """Somebody's words."""

    text = blocks.TextBlock(label=_("Words"))
    attribution = blocks.CharBlock(required=False, max_length=120, label=_("Whose words"))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "home/blocks/quote.html"
        description = _("A sentence set large, with who said it.")
        preview_value = {"text": "A rule is only a very patient hand.", "attribution": "Note on a test print"}


class FactBlock(blocks.StructBlock):
    """One short promise or explanation."""

    title = blocks.CharBlock(max_length=60, label=_("Title"))
    text = blocks.TextBlock(label=_("Text"), rows=2)

    class Meta:
        icon = "tick"
        label = _("Fact")


class FactsBlock(blocks.ListBlock):
    """Three facts in a row."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(FactBlock(), min_num=2, max_num=3, **kwargs)

    class Meta:
        icon = "list-ul"
        label = _("Facts")
        template = "home/blocks/facts.html"
        description = _("Two or three short facts side by side.")
        preview_value = [
            {"title": "One seed, one drawing", "text": "The same seed always draws the same picture."},
            {"title": "Printed when you order", "text": "Nothing waits on a shelf."},
            {"title": "Thirty days to decide", "text": "If the wall says no, send it back."},
        ]


class SpecRowBlock(blocks.StructBlock):
    """One row of a table of facts."""

    name = blocks.CharBlock(max_length=60, label=_("Name"))
    value = blocks.CharBlock(max_length=255, label=_("Value"))


class SpecBlock(blocks.ListBlock):
    """A small table of names and values."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(SpecRowBlock(), min_num=1, **kwargs)

    class Meta:
        icon = "table"
        label = _("Table of facts")
        template = "home/blocks/spec.html"
        description = _("Names on the left, values on the right.")
        preview_value = [
            {"name": "A4", "value": "21 × 29.7 cm"},
            {"name": "A3", "value": "29.7 × 42 cm"},
        ]


class QuestionBlock(blocks.StructBlock):
    """A question and its answer."""

    question = blocks.CharBlock(max_length=160, label=_("Question"))
    answer = blocks.RichTextBlock(features=["bold", "italic", "link", "ul"], label=_("Answer"))


class FaqBlock(blocks.StructBlock):
    """Questions that open to their answers."""

    title = blocks.CharBlock(required=False, max_length=80, label=_("Title"))
    questions = blocks.ListBlock(QuestionBlock(), min_num=1, label=_("Questions"))

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        template = "home/blocks/faq.html"
        description = _("Questions that open to their answers.")
        preview_value = {
            "title": "Often asked",
            "questions": [
                {"question": "Is every print the same?", "answer": "<p>Yes, down to the last dot.</p>"}
            ],
        }


class NewsletterBlock(blocks.StructBlock):
    """A place for the newsletter: words, and a button to where it is ordered. Nothing of others is loaded."""

    title = blocks.CharBlock(max_length=80, label=_("Title"))
    text = blocks.TextBlock(required=False, rows=2, label=_("Text"))
    button = LinkBlock(label=_("Button"), help_text=_("The page or form where one signs up."))
    small_print = blocks.CharBlock(
        required=False,
        max_length=160,
        label=_("Small print"),
        help_text=_("How often it comes, how it ends."),
    )

    class Meta:
        icon = "mail"
        label = _("Newsletter")
        template = "home/blocks/newsletter.html"
        description = _("Words about the newsletter, and a button to where one signs up.")
        preview_value = {
            "title": "One drawing a month",
            "text": "A new print, how it was drawn, and nothing else.",
            "button": {"text": "Sign up", "page": None, "url": "https://example.org/newsletter"},
            "small_print": "Twelve letters a year. Each has a link to end it.",
        }
