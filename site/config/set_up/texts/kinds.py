"""What the texts of a new shop are made of."""

from dataclasses import dataclass

Part = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Draft:
    """A page that the law or the customers want: what stands in [brackets] the owner has to write.

    `menu` is where the footer lists it, "help" or "legal"; `parts` are headings with their paragraphs.
    """

    key: str
    title: str
    slug: str
    menu: str
    intro: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Texts:
    """One language."""

    shop: str
    shop_slug: str
    journal: str
    welcome: str
    news: str
    shop_heading: str
    help_heading: str
    payment: str
    drafts: tuple[Draft, ...]
