"""The building blocks that editors set pages with."""

from home.blocks.featured import HeroBlock, ProductBlock, RailBlock, StorySplitBlock, TilesBlock
from home.blocks.links import FooterColumnBlock, LinkBlock
from home.blocks.streams import ArticleBlock, HomeBlock
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

__all__ = [
    "ArticleBlock",
    "FactsBlock",
    "FaqBlock",
    "FooterColumnBlock",
    "GalleryBlock",
    "HeroBlock",
    "HomeBlock",
    "LinkBlock",
    "NewsletterBlock",
    "PictureBlock",
    "ProductBlock",
    "QuoteBlock",
    "RailBlock",
    "SpecBlock",
    "StorySplitBlock",
    "TilesBlock",
    "text_block",
]
