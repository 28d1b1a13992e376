"""What the demo catalogue is made of: frozen records, free of Django."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class GalleryPicture:
    """A picture by its file name, with what is seen in it."""

    name: str
    alt: str


@dataclass(frozen=True)
class Detail:
    """One folded part below the price; plain text, paragraphs divided by blank lines."""

    title: str
    text: str


@dataclass(frozen=True)
class Story:
    """Heading, first paragraph, and the paragraphs after it, as plain text.

    ``quote`` is words and whose they are, ``picture`` a picture with its caption; both come after the text.
    """

    heading: str
    lead: str
    paragraphs: tuple[str, ...]
    quote: tuple[str, str] | None = None
    picture: tuple[GalleryPicture, str] | None = None


@dataclass(frozen=True)
class Facts:
    """How a work was drawn. ``inks`` are hex codes, ``colors`` the names a shopper filters by."""

    technique: str
    seed: int
    inks: tuple[str, ...]
    colors: tuple[str, ...]


@dataclass(frozen=True)
class Variant:
    """One thing to buy; a sale price holds for ``sale_days`` from seeding, or without end if that is None."""

    sku: str
    option_1: str
    option_2: str
    price: Decimal
    weight_g: int
    stock: int
    sale_price: Decimal | None = None
    sale_days: int | None = None
    picture: str | None = None


@dataclass(frozen=True)
class Product:
    """One product page. ``facts`` is empty for sets of several works."""

    category: str
    title: str
    slug: str
    label: str
    summary: str
    story: Story
    facts: Facts | None
    details: tuple[Detail, ...]
    gallery: tuple[GalleryPicture, ...]
    option_1_name: str
    option_2_name: str
    variants: tuple[Variant, ...]
    is_new: bool = False

    @property
    def properties(self) -> tuple[tuple[str, str], ...]:
        """What a shopper filters by beside the options: names and values."""
        if self.facts is None:
            return ()
        colors = () if self.option_2_name == "Colour" else self.facts.colors
        return (("Technique", self.facts.technique), *(("Colour", color) for color in colors))


@dataclass(frozen=True)
class Category:
    """One category page, and its tile on the home page."""

    title: str
    slug: str
    intro: str
    tile_note: str
    tile_picture: GalleryPicture


@dataclass(frozen=True)
class Sale:
    """A share taken off the price of the print, for some days or without end."""

    percent: int
    days: int | None = None
