"""Every picture of the demo shop: which works it shows, how, and what a visitor sees in it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PIL import Image

from home.demo.art import hero, inks, mugs, prints, shirts
from home.demo.art.frames import Hanging
from home.demo.art.mugs import Wrap
from home.demo.art.shirts import Printed
from home.demo.art.sights import CLOSE, SEEN


@dataclass(frozen=True)
class Picture:
    """One picture: file name, alt text, the prints it needs, and what paints it from them."""

    name: str
    alt: str
    arts: tuple[str, ...]
    paint: Callable[..., Image.Image]


@dataclass(frozen=True)
class Place:
    """Where a poster hangs: the tones of its two walls and its frame."""

    work: str
    tone: str
    frame: str
    clipped_tone: str
    share: float = 0.62
    window: bool = True


@dataclass(frozen=True)
class Shirt:
    """A shirt: its color by name and ink, its wall, its print."""

    work: str
    color: str
    cloth: str
    tone: str
    printed: Printed


@dataclass(frozen=True)
class Mug:
    """A mug: tones of wall and table, and how the print is wrapped."""

    work: str
    tones: tuple[str, str]
    wrap: Wrap


@dataclass(frozen=True)
class CardSet:
    """A set of postcards: its four works, the lowest first, and the ground it lies on."""

    name: str
    works: tuple[str, str, str, str]
    tone: str


PLACES = (
    Place("tailwind", "#D3D8D4", "oak", "#D8D3C8", 0.64),
    Place("headwind", "#D6D0C6", "white", "#C9D0D3", 0.62),
    Place("quarter-turn", "#C9CFD2", "black", "#D0D3CE", 0.61, False),
    Place("two-pendulums", "#C7CDD0", "black", "#D9D4CB", 0.60, False),
    Place("sunhead", "#D9D3C4", "oak", "#CBD0D2"),
    Place("contour-interval", "#DADBD6", "white", "#CFC9BF"),
    Place("slow-reaction", "#D0D4D3", "walnut", "#D8CFC8", 0.61),
    Place("interference", "#D8D3CA", "white", "#CBD0D2", 0.62, False),
    Place("steps", "#C9D2D3", "oak", "#DAD6CC", 0.60),
    Place("ridge-lines", "#CFCBC6", "walnut", "#D3D8D4", 0.61),
    Place("house-rules", "#DAD6CC", "black", "#C7CDD0", 0.62, False),
    Place("low-sun", "#CFC9BF", "black", "#D3D8D4", 0.60),
    Place("disorder", "#D3D5D1", "oak", "#D6D5CF", 0.61),
    Place("field-boundaries", "#D5D7CC", "walnut", "#D8CFC8", 0.62),
    Place("the-long-way-home", "#D6D1CB", "oak", "#C9CFCC", 0.60),
    Place("room-for-one-more", "#C9D1D0", "white", "#D9D3C4", 0.63),
)
RINGS = Printed((0.05, 0.13, 0.95, 0.89), 0.42, 0.33)
SUNK = Printed((0.05, 0.12, 0.95, 0.95), 0.38, 0.31)
SEEDS = Printed((0.06, 0.12, 0.94, 0.84), 0.43, 0.33)
FALLEN = Printed((0.05, 0.04, 0.95, 0.97), 0.36, 0.31)
SHIRTS = (
    Shirt("interference", "ecru", "#F1EFE8", "#C6CCD0", RINGS),
    Shirt("interference", "sky", "#C9D6DC", "#D8D3C8", RINGS),
    Shirt("disorder", "white", "#F3F1EA", "#CBCFCB", FALLEN),
    Shirt("ridge-lines", "night", inks.NIGHT, "#CFC8BC", Printed((0.10, 0.19, 0.90, 0.92), 0.44, 0.33)),
    Shirt("sunhead", "bottle", inks.BOTTLE, "#D6D5CF", SEEDS),
    Shirt("low-sun", "ecru", "#F1EDE2", "#C9CFCC", SUNK),
    Shirt("low-sun", "sand", "#DCCBB0", "#CBD0D2", SUNK),
    Shirt(
        "the-long-way-home", "indigo", inks.INDIGO, "#D3D0CA", Printed((0.09, 0.08, 0.91, 0.92), 0.41, 0.31)
    ),
)
MUGS = (
    Mug("slow-reaction", ("#D3D6D1", "#C8B79E"), Wrap((0.085, 0.20, 0.915, 0.72))),
    Mug("quarter-turn", ("#D9D2C6", "#B79F7F"), Wrap((0.085, 0.10, 0.915, 0.60))),
    Mug("house-rules", ("#CCD1D3", "#D8D2C6"), Wrap((0.091, 0.074, 0.909, 0.764), around=False)),
    Mug("contour-interval", ("#D8CFC8", "#BFC6C4"), Wrap((0.085, 0.16, 0.915, 0.70))),
    Mug("tailwind", ("#C9D0D3", "#CDBFA8"), Wrap((0.09, 0.22, 0.91, 0.74))),
)
CARD_SETS = (
    CardSet("four-drawings", ("contour-interval", "sunhead", "two-pendulums", "low-sun"), "#C9CFCC"),
    CardSet("corners", ("disorder", "field-boundaries", "steps", "house-rules"), "#D6CFC3"),
    CardSet("round-things", ("sunhead", "interference", "low-sun", "room-for-one-more"), "#CBD0D2"),
    CardSet("weather-report", ("contour-interval", "headwind", "low-sun", "tailwind"), "#D8D3CA"),
    CardSet("slow-post", ("two-pendulums", "quarter-turn", "the-long-way-home", "slow-reaction"), "#D3D6D1"),
)
FRAME_NAMES = {
    "oak": "an oak frame",
    "walnut": "a walnut frame",
    "black": "a black frame",
    "white": "a white frame",
}


def unchanged(art: Image.Image) -> Image.Image:
    """Return the print itself, for close views that need no wall."""
    return art


def poster_pictures(seed: int, place: Place) -> list[Picture]:
    """Return the framed, the clipped and the close picture of a poster."""
    work, seen = place.work, SEEN[place.work]
    framed = partial(
        prints.framed,
        tone=place.tone,
        how=Hanging(place.frame),
        seed=seed,
        share=place.share,
        window=place.window,
    )
    clipped = partial(prints.clipped, tone=place.clipped_tone, seed=seed + 40)
    return [
        Picture(
            f"{work}-framed.jpg", f"{seen}, in {FRAME_NAMES[place.frame]} on a plain wall", (work,), framed
        ),
        Picture(
            f"{work}-clipped.jpg", f"{seen}, on an unframed sheet held by two black clips", (work,), clipped
        ),
        Picture(f"{work}-close.jpg", CLOSE[work], (f"{work}-close",), unchanged),
    ]


def shirt_pictures(seed: int, shirt: Shirt) -> list[Picture]:
    """Return a folded shirt and a close view of its chest."""
    name, seen = f"shirt-{shirt.work}-{shirt.color}", SEEN[shirt.work]
    flat = partial(shirts.folded, tone=shirt.tone, cloth=shirt.cloth, printed=shirt.printed, seed=seed)
    near = partial(shirts.chest, tone=shirt.tone, cloth=shirt.cloth, printed=shirt.printed, seed=seed)
    folded = f"A folded T-shirt in {shirt.color}, printed with: {seen[0].lower()}{seen[1:]}"
    chest = f"Collar and print of the {shirt.color} T-shirt from close by, the cloth showing between the inks"
    return [
        Picture(f"{name}.jpg", folded, (shirt.work,), flat),
        Picture(f"{name}-chest.jpg", chest, (shirt.work,), near),
    ]


def mug_pictures(seed: int, mug: Mug) -> list[Picture]:
    """Return a mug from both sides."""
    seen = SEEN[mug.work]
    pictures = []
    for side, flipped in (("right", False), ("left", True)):
        wrap = mug.wrap.far_side() if flipped else mug.wrap
        paint = partial(mugs.on_table, tones=mug.tones, wrap=wrap, seed=seed, flipped=flipped)
        alt = f"A white mug on a table, handle {side}, with {seen[0].lower()}{seen[1:]}, wrapped round it"
        pictures.append(Picture(f"mug-{mug.work}-{side}.jpg", alt, (mug.work,), paint))
    return pictures


def card_pictures(seed: int, cards: CardSet) -> list[Picture]:
    """Return a set of postcards in a pile and in two rows."""
    pile = partial(prints.postcards, tone=cards.tone, seed=seed, width=430, places=prints.PILE)
    rows = partial(prints.postcards, tone=cards.tone, seed=seed + 9, width=372, places=prints.TWO_ROWS)
    seen = SEEN[cards.works[3]]
    top = f"Four postcards with white borders in a loose pile; on the top one {seen[0].lower()}{seen[1:]}"
    flat = "The four drawings of the set laid out in two rows, each with a white border"
    return [
        Picture(f"cards-{cards.name}.jpg", top, cards.works, pile),
        Picture(f"cards-{cards.name}-laid-out.jpg", flat, cards.works, rows),
    ]


def shop_pictures() -> list[Picture]:
    """Return the wall of the home page for wide screens and phones, and the tile of the shirts."""
    on_wall = tuple(name for name, *_ in hero.PRINTS)
    pair = partial(
        shirts.pair, cloths=("#F3F1EA", inks.BOTTLE), prints=(FALLEN, SEEDS), tone="#CFC8BC", seed=21
    )
    wide = (
        "Six framed drawings on a pale wall above a wooden bench: a large one of flowing bands, "
        "then a red sun, rings, a ring of dots, tiles and geometric shapes"
    )
    tall = "A large framed drawing of flowing bands on a pale wall, the end of a wooden bench below it"
    two = "Two folded T-shirts: a white one with toppling squares, a green one with a ring of yellow dots"
    return [
        Picture("hero-wide.jpg", wide, on_wall, hero.wide),
        Picture("hero-tall.jpg", tall, on_wall, hero.tall),
        Picture("shirt-pair.jpg", two, ("disorder", "sunhead"), pair),
    ]


def all_pictures() -> list[Picture]:
    """Return every picture, those of the home page first."""
    found = shop_pictures()
    for seed, place in enumerate(PLACES, 1):
        found += poster_pictures(seed, place)
    for seed, shirt in enumerate(SHIRTS, 60):
        found += shirt_pictures(seed, shirt)
    for seed, mug in enumerate(MUGS, 80):
        found += mug_pictures(seed, mug)
    for seed, cards in enumerate(CARD_SETS, 100):
        found += card_pictures(seed, cards)
    return found
