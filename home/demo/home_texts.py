"""What stands on the demo shop's home page, from the headline to the newsletter."""

from dataclasses import dataclass

from home.demo.builders import gallery
from home.demo.entries import GalleryPicture

ProductKey = tuple[str, str]


@dataclass(frozen=True)
class JournalTeaser:
    """The story on the home page, with the product it sells; ``product`` is (category, slug)."""

    kicker: str
    heading: str
    lead: str
    text: str
    link_label: str
    picture: GalleryPicture
    product: ProductKey
    sku: str


@dataclass(frozen=True)
class Fact:
    """One of the three short facts."""

    heading: str
    text: str


@dataclass(frozen=True)
class HomeTexts:
    """Everything on the home page that is not taken from the catalogue. Products are (category, slug)."""

    promo_strong: str
    promo_text: str
    headline: tuple[str, str]
    side_text: str
    button_label: str
    button_category: str
    hero_wide: GalleryPicture
    hero_tall: GalleryPicture
    wall_label: str
    on_this_wall: tuple[ProductKey, ...]
    rail_heading: str
    rail: tuple[ProductKey, ...]
    tiles_heading: str
    tiles: tuple[str, ...]
    journal: JournalTeaser
    facts: tuple[Fact, Fact, Fact]
    sale_heading: str
    newsletter_heading: str
    newsletter_text: str
    newsletter_button: str
    newsletter_note: str
    footer_text: str


JOURNAL_TEASER = JournalTeaser(
    kicker="From the journal",
    heading="How a wind becomes a print",
    lead=(
        "Start with a field of arrows. Drop a pen anywhere and let it follow them until it meets "
        "another line."
    ),
    text=(
        "That is the whole rule behind Tailwind. The wide strokes go first, the thin ones fill what is "
        "left, and seed 1207 is the one we kept after looking at some four hundred."
    ),
    link_label="Read the story",
    picture=gallery("tailwind-close.jpg")[0],
    product=("posters", "tailwind"),
    sku="MOT-TAILWIND-A3",
)

HOME = HomeTexts(
    promo_strong="Free delivery in the EU from €60.",
    promo_text="Every piece is printed to order.",
    headline=("Drawn by rules.", "Printed on paper."),
    side_text=(
        "Sixteen drawings, each from a small program with one idea. We print what they draw on posters, "
        "shirts, mugs and cards."
    ),
    button_label="See the posters",
    button_category="posters",
    hero_wide=gallery("hero-wide.jpg")[0],
    hero_tall=gallery("hero-tall.jpg")[0],
    wall_label="On this wall",
    on_this_wall=(
        ("posters", "house-rules"),
        ("posters", "tailwind"),
        ("posters", "low-sun"),
        ("posters", "sunhead"),
        ("posters", "interference"),
        ("posters", "quarter-turn"),
    ),
    rail_heading="New on the wall",
    rail=(
        ("posters", "low-sun"),
        ("t-shirts", "interference"),
        ("mugs", "slow-reaction"),
        ("posters", "steps"),
        ("postcards", "four-drawings"),
        ("posters", "field-boundaries"),
        ("t-shirts", "sunhead"),
        ("mugs", "quarter-turn"),
    ),
    tiles_heading="Where a drawing can live",
    tiles=("posters", "t-shirts", "mugs", "postcards"),
    journal=JOURNAL_TEASER,
    facts=(
        Fact(
            "One seed, one drawing",
            "The same seed always draws the same picture. Yours is printed on the back.",
        ),
        Fact(
            "Printed when you order",
            "Pigment ink on cotton paper, a few working days from file to door.",
        ),
        Fact("Thirty days to decide", "Live with it. If the wall says no, send it back for a full refund."),
    ),
    sale_heading="For less, for now",
    newsletter_heading="One new drawing a month, by e-mail.",
    newsletter_text="A new print, how it was drawn, and nothing else.",
    newsletter_button="Write to us for it",
    newsletter_note="A line to us is enough, for coming and for going.",
    footer_text="Drawings made by code. This is a demo: the art is real, the orders are not.",
)
