"""Build products from what sets them apart: sizes, frames, colours, stock."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import product

from home.demo import details
from home.demo.art.gallery import PLACES, all_pictures
from home.demo.drawings import DRAWINGS
from home.demo.entries import GalleryPicture, Product, Sale, Story, Variant

POSTER_PRICES = {
    "A4": Decimal("24.00"),
    "A3": Decimal("39.00"),
    "A2": Decimal("55.00"),
    "A1": Decimal("79.00"),
}
POSTER_WEIGHTS = {"A4": 110, "A3": 190, "A2": 340, "A1": 620}
POSTER_STOCK = {"A4": 24, "A3": 18, "A2": 9, "A1": 5}
FRAMES = ("No frame", "Oak", "Black")
FRAME_PRICE = Decimal("38.00")
FRAME_WEIGHTS = {"A4": 900, "A3": 1500, "A2": 2600, "A1": 4200}
SHIRT_SIZES = ("XS", "S", "M", "L", "XL")
SHIRT_WEIGHTS = {"XS": 150, "S": 165, "M": 180, "L": 195, "XL": 210}
SHIRT_STOCK = {"XS": 7, "S": 12, "M": 16, "L": 14, "XL": 8}
SHIRT_PRICE = Decimal("32.00")
MUG_PRICES = {"330 ml": Decimal("18.00"), "450 ml": Decimal("22.00")}
MUG_WEIGHTS = {"330 ml": 380, "450 ml": 470}
CARD_PRICES = {"8 cards": Decimal("12.00"), "16 cards": Decimal("21.00")}
CARD_WEIGHTS = {"8 cards": 70, "16 cards": 130}
CENT = Decimal("0.01")
Stock = Mapping[str, int]


@lru_cache(maxsize=1)
def alts() -> Mapping[str, str]:
    """Return the alt text of every picture by its file name."""
    return {picture.name: picture.alt for picture in all_pictures()}


def gallery(*names: str) -> tuple[GalleryPicture, ...]:
    """Return pictures by their file names. Raises KeyError for a picture nobody draws."""
    return tuple(GalleryPicture(name, alts()[name]) for name in names)


def sku(*parts: str) -> str:
    """Return a stock number such as ``MOT-TAILWIND-A3-OAK`` from words."""
    words = "-".join(part for part in parts if part).upper().removeprefix("THE-")
    return f"MOT-{words.replace(' ', '')}"


def reduced(price: Decimal, sale: Sale | None) -> Decimal | None:
    """Return the price less the sale's share, to the cent, or None without a sale."""
    return (price * (100 - sale.percent) / 100).quantize(CENT) if sale else None


def poster_picture(slug: str, frame: str) -> str | None:
    """Return the picture of a poster in this frame, or None if it is only shown in another."""
    if frame not in FRAMES[1:]:
        return f"{slug}-clipped.jpg"
    shown = next(place.frame for place in PLACES if place.work == slug)
    return f"{slug}-framed.jpg" if frame.lower() == shown else None


def poster_variant(
    slug: str, size: str, frame: str, prices: Mapping[str, Decimal], sale: Sale | None, stock: Stock
) -> Variant:
    """Return one size of a poster in one frame; a sale is on the print, never on the frame."""
    framed = frame in FRAMES[1:]
    extra = FRAME_PRICE if framed else Decimal(0)
    lower = reduced(prices[size], sale)
    code = sku(slug.removeprefix("the-"), size, frame if framed else "")
    usual = POSTER_STOCK[size] // (3 if framed else 1)
    return Variant(
        sku=code,
        option_1=size,
        option_2=frame,
        price=prices[size] + extra,
        weight_g=POSTER_WEIGHTS[size] + (FRAME_WEIGHTS[size] if framed else 0),
        stock=stock.get(code.removeprefix("MOT-"), stock.get(size, usual)),
        sale_price=None if lower is None else lower + extra,
        sale_days=sale.days if sale else None,
        picture=poster_picture(slug, frame),
    )


def spread(sizes: tuple[str, ...]) -> str:
    """Return the sizes as a shopper reads them."""
    return sizes[0] if len(sizes) == 1 else f"{sizes[0]} to {sizes[-1]}"


def poster(
    slug: str,
    title: str,
    story: Story,
    *,
    sizes: tuple[str, ...] = ("A4", "A3", "A2", "A1"),
    prices: Mapping[str, Decimal] = POSTER_PRICES,
    frames: bool = False,
    sale: Sale | None = None,
    stock: Stock | None = None,
    is_new: bool = False,
) -> Product:
    """Return a poster; ``stock`` overrides what is on hand by size or by the end of a SKU."""
    work, choices = DRAWINGS[slug], product(sizes, FRAMES if frames else ("",))
    return Product(
        category="posters",
        title=title,
        slug=slug,
        label=f"Poster, {spread(sizes)}",
        summary=f"{work.technique}, seed {work.seed}. Poster on cotton paper.",
        story=story,
        facts=work,
        details=details.FRAMED_POSTER if frames else details.POSTER,
        gallery=gallery(f"{slug}-framed.jpg", f"{slug}-clipped.jpg", f"{slug}-close.jpg"),
        option_1_name="Paper size",
        option_2_name="Frame" if frames else "",
        variants=tuple(poster_variant(slug, *choice, prices, sale, stock or {}) for choice in choices),
        is_new=is_new,
    )


def shirt_variant(slug: str, color: str, size: str, many: bool, stock: Stock, sale: Sale | None) -> Variant:
    """Return one size of a shirt in one colour; the colour is an option only if there are many."""
    end = "-".join([size, color.upper()] if many else [size])
    return Variant(
        sku=sku("tee", slug.removeprefix("the-"), end),
        option_1=size,
        option_2=color if many else "",
        price=SHIRT_PRICE,
        weight_g=SHIRT_WEIGHTS[size],
        stock=stock.get(end, SHIRT_STOCK[size]),
        sale_price=reduced(SHIRT_PRICE, sale),
        sale_days=sale.days if sale else None,
        picture=f"shirt-{slug}-{color.lower()}.jpg",
    )


def shirt(
    slug: str,
    title: str,
    colors: tuple[str, ...],
    cloth: str,
    story: Story,
    *,
    stock: Stock | None = None,
    sale: Sale | None = None,
    is_new: bool = False,
) -> Product:
    """Return a T-shirt; with one colour only, the colour is not a choice. ``stock`` is by end of SKU."""
    work, many, choices = DRAWINGS[slug], len(colors) > 1, product(colors, SHIRT_SIZES)
    first, *others = (f"shirt-{slug}-{color.lower()}" for color in colors)
    return Product(
        category="t-shirts",
        title=title,
        slug=slug,
        label="T-shirt, XS to XL",
        summary=f"{work.technique}, seed {work.seed}. Screen print on {cloth}.",
        story=story,
        facts=work,
        details=details.SHIRT,
        gallery=gallery(f"{first}.jpg", f"{first}-chest.jpg", *(f"{other}.jpg" for other in others)),
        option_1_name="Size",
        option_2_name="Colour" if many else "",
        variants=tuple(shirt_variant(slug, *choice, many, stock or {}, sale) for choice in choices),
        is_new=is_new,
    )


def mug_variant(slug: str, volume: str, many: bool, stock: Stock, sale: Sale | None) -> Variant:
    """Return a mug of one volume; the volume is an option only if there are many."""
    return Variant(
        sku=sku("mug", slug, volume.removesuffix(" ml") if many else ""),
        option_1=volume if many else "",
        option_2="",
        price=MUG_PRICES[volume],
        weight_g=MUG_WEIGHTS[volume],
        stock=stock.get(volume, 14),
        sale_price=reduced(MUG_PRICES[volume], sale),
        sale_days=sale.days if sale else None,
    )


def mug(
    slug: str,
    title: str,
    story: Story,
    *,
    volumes: tuple[str, ...] = ("330 ml",),
    stock: Stock | None = None,
    sale: Sale | None = None,
    is_new: bool = False,
) -> Product:
    """Return a mug; with one volume only, it has a single variant and no options."""
    work, many = DRAWINGS[slug], len(volumes) > 1
    return Product(
        category="mugs",
        title=title,
        slug=slug,
        label=f"Mug, {' or '.join(volumes)}",
        summary=f"{work.technique}, seed {work.seed}. Porcelain, fired twice.",
        story=story,
        facts=work,
        details=details.MUG,
        gallery=gallery(f"mug-{slug}-right.jpg", f"mug-{slug}-left.jpg"),
        option_1_name="Volume" if many else "",
        option_2_name="",
        variants=tuple(mug_variant(slug, volume, many, stock or {}, sale) for volume in volumes),
        is_new=is_new,
    )


def card_variant(slug: str, size: str, stock: Stock) -> Variant:
    """Return one size of a set of postcards."""
    return Variant(
        sku=sku("cards", slug, size.removesuffix(" cards")),
        option_1=size,
        option_2="",
        price=CARD_PRICES[size],
        weight_g=CARD_WEIGHTS[size],
        stock=stock.get(size, 30),
    )


def postcards(
    slug: str,
    title: str,
    summary: str,
    story: Story,
    *,
    stock: Stock | None = None,
    is_new: bool = False,
) -> Product:
    """Return a set of postcards: four drawings, two or four of each."""
    return Product(
        category="postcards",
        title=title,
        slug=slug,
        label="Postcards, set of 8 or 16",
        summary=summary,
        story=story,
        facts=None,
        details=details.CARDS,
        gallery=gallery(f"cards-{slug}.jpg", f"cards-{slug}-laid-out.jpg"),
        option_1_name="Set",
        option_2_name="",
        variants=tuple(card_variant(slug, size, stock or {}) for size in CARD_PRICES),
        is_new=is_new,
    )
