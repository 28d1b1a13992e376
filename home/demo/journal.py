"""The stories of the demo shop's journal."""

from dataclasses import dataclass

from home.demo.builders import gallery
from home.demo.entries import GalleryPicture

Part = str | GalleryPicture


@dataclass(frozen=True)
class Section:
    """A part of a story: its heading, empty for the first, then paragraphs and pictures in order."""

    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class JournalStory:
    """One story. ``product`` is the (category, slug) of the work it is about."""

    title: str
    slug: str
    minutes: int
    lead: str
    cover: GalleryPicture
    sections: tuple[Section, ...]
    product: tuple[str, str]


WIND = JournalStory(
    title="How a wind becomes a print",
    slug="how-a-wind-becomes-a-print",
    minutes=4,
    lead=(
        "Start with a field of arrows. Drop a pen anywhere and let it follow them until it meets "
        "another line."
    ),
    cover=gallery("tailwind-close.jpg")[0],
    product=("posters", "tailwind"),
    sections=(
        Section(
            "",
            (
                "A field of arrows is a table of angles, one for each spot on the sheet. Ours has 480 "
                "columns and 600 rows. If neighbouring angles had nothing to do with each other, a pen "
                "following them would tremble on the spot. So we make them agree: throw a handful of "
                "random numbers, far apart, and fill in everything between them smoothly. What you get "
                "behaves like wind, without any meteorology in it.",
                "Then a pen comes down. It reads the angle beneath it, moves a third of a per cent of the "
                "sheet's width in that direction, and reads again. After a hundred such steps there is a "
                "curve that nobody drew.",
            ),
        ),
        Section(
            "Big ones first",
            (
                "If all pens were equal the sheet would look like combed hair. We use five nibs, and the "
                "widest goes first. It has the empty sheet to itself and draws forty-nine heavy "
                "strokes. The next is a little over half as wide and has to fit between them. The fifth is "
                "as thin as a pencil line, gets seven thousand tries, and finds a hundred seats.",
                gallery("tailwind-clipped.jpg")[0],
                "The one rule about manners: no stroke may come closer to another than two thousandths of "
                "the sheet's width. It ends there, with a round nose, and the thin white seam that is left "
                "is what holds the picture together.",
            ),
        ),
        Section(
            "Where colours come from",
            (
                "Six inks, chosen by dice, give you confetti. We tried it; it looked cheerful for a "
                "minute. Now a second field decides, slower than the first, with the inks laid out along "
                "it like climates on a map. A little chance is added, so a single red stroke can stray "
                "among the greens, but on the whole reds live with reds.",
            ),
        ),
        Section(
            "Why 1207",
            (
                "Everything random in the drawing comes from one number, the seed. Give it 1206 and "
                "another wind blows. We let the program draw some four hundred sheets overnight, pinned "
                "the twenty best along the corridor, and waited to see which ones people stopped in front "
                "of. After a week it was always the same one.",
                "The seed is printed on the back of every sheet. With it, and the source code of this "
                "shop, you can draw Tailwind yourself. We hope you will buy the paper from us anyway.",
            ),
        ),
    ),
)

STORIES: tuple[JournalStory, ...] = (WIND,)
