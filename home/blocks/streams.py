"""The two streams of the shop's pages: the home page and everything to read."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.featured import HeroBlock, ProductBlock, RailBlock, StorySplitBlock, TilesBlock
from home.blocks.text import (
    FactsBlock,
    FaqBlock,
    GalleryBlock,
    NewsletterBlock,
    PictureBlock,
    QuoteBlock,
    SpecBlock,
    text_block,
)


class HomeBlock(blocks.StreamBlock):
    """The home page, from top to bottom."""

    hero = HeroBlock()
    rail = RailBlock()
    product = ProductBlock()
    tiles = TilesBlock()
    story = StorySplitBlock()
    facts = FactsBlock()
    text = text_block()
    quote = QuoteBlock()
    gallery = GalleryBlock()
    faq = FaqBlock()
    newsletter = NewsletterBlock()

    class Meta:
        block_counts = {"hero": {"max_num": 1}}


class ArticleBlock(blocks.StreamBlock):
    """A page to read: help, terms, a story of the journal."""

    heading = blocks.CharBlock(
        icon="title",
        max_length=120,
        label=_("Heading"),
        template="home/blocks/heading.html",
        description=_("The head of a part of the page."),
        preview_value="A field of arrows and a stubborn pen",
    )
    text = text_block()
    image = PictureBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    facts = SpecBlock()
    faq = FaqBlock()
    newsletter = NewsletterBlock()
    rail = RailBlock()
    product = ProductBlock()
    tiles = TilesBlock()
