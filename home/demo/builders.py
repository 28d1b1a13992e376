"""Build products from what sets them apart: sizes, frames, colours, stock."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

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


def poster_variant(
    slug: str, size: str, frame: str, price: Decimal, sale: Sale | None, stock: Stock
) -> Variant:
    """Return one size of a poster in one frame; a sale is on the print, never on the frame."""
    framed = frame in FRAMES[1:]
    extra = FRAME_PRICE if framed else Decimal(0)
    lower = reduced(price, sale)
    shown_frame = next(place.frame for place in PLACES if place.work == slug)
    picture = f"{slug}-framed.jpg" if frame.lower() == shown_frame else f"{slug}-clipped.jpg"
    code = sku(slug.removeprefix("the-"), size, frame if framed else "")
    usual = POSTER_STOCK[size] // (3 if framed else 1)
    return Variant(
        sku=code,
        option_1=size,
        option_2=frame,
        price=price + extra,
        weight_g=POSTER_WEIGHTS[size] + (FRAME_WEIGHTS[size] if framed else 0),
        stock=stock.get(code.removeprefix("MOT-"), stock.get(size, usual)),
        sale_price=None if lower is None else lower + extra,
        sale_days=sale.days if sale else None,
        picture=None if framed and frame.lower() != shown_frame else picture,
    )


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
    work = DRAWINGS[slug]
    choices = FRAMES if frames else ("",)
    spread = sizes[0] if len(sizes) == 1 else f"{sizes[0]} to {sizes[-1]}"
    return Product(
        category="posters",
        title=title,
        slug=slug,
        label=f"Poster, {spread}",
        summary=f"{work.technique}, seed {work.seed}. Poster on cotton paper.",
        story=story,
        facts=work,
        details=details.FRAMED_POSTER if frames else details.POSTER,
        gallery=gallery(f"{slug}-framed.jpg", f"{slug}-clipped.jpg", f"{slug}-close.jpg"),
        option_1_name="Paper size",
        option_2_name="Frame" if frames else "",
        variants=tuple(
            poster_variant(slug, size, frame, prices[size], sale, stock or {})
            for size in sizes
            for frame in choices
        ),
        is_new=is_new,
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
    many = len(colors) > 1
    variants = []
    for color in colors:
        for size in SHIRT_SIZES:
            end = "-".join(part for part in (size, color.upper() if many else "") if part)
            variants.append(
                Variant(
                    sku=sku("tee", slug.removeprefix("the-"), end),
                    option_1=size,
                    option_2=color if many else "",
                    price=SHIRT_PRICE,
                    weight_g=SHIRT_WEIGHTS[size],
                    stock=(stock or {}).get(end, SHIRT_STOCK[size]),
                    sale_price=reduced(SHIRT_PRICE, sale),
                    sale_days=sale.days if sale else None,
                    picture=f"shirt-{slug}-{color.lower()}.jpg",
                )
            )
    pictures = [f"shirt-{slug}-{color.lower()}.jpg" for color in colors]
    return Product(
        category="t-shirts",
        title=title,
        slug=slug,
        label="T-shirt, XS to XL",
        summary=f"{DRAWINGS[slug].technique}, seed {DRAWINGS[slug].seed}. Screen print on {cloth}.",
        story=story,
        facts=DRAWINGS[slug],
        details=details.SHIRT,
        gallery=gallery(pictures[0], f"shirt-{slug}-{colors[0].lower()}-chest.jpg", *pictures[1:]),
        option_1_name="Size",
        option_2_name="Colour" if many else "",
        variants=tuple(variants),
        is_new=is_new,
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
    many = len(volumes) > 1
    return Product(
        category="mugs",
        title=title,
        slug=slug,
        label=f"Mug, {' or '.join(volumes)}",
        summary=f"{DRAWINGS[slug].technique}, seed {DRAWINGS[slug].seed}. Porcelain, fired twice.",
        story=story,
        facts=DRAWINGS[slug],
        details=details.MUG,
        gallery=gallery(f"mug-{slug}-right.jpg", f"mug-{slug}-left.jpg"),
        option_1_name="Volume" if many else "",
        option_2_name="",
        variants=tuple(
            Variant(
                sku=sku("mug", slug, volume.removesuffix(" ml") if many else ""),
                option_1=volume if many else "",
                option_2="",
                price=MUG_PRICES[volume],
                weight_g=MUG_WEIGHTS[volume],
                stock=(stock or {}).get(volume, 14),
                sale_price=reduced(MUG_PRICES[volume], sale),
                sale_days=sale.days if sale else None,
            )
            for volume in volumes
        ),
        is_new=is_new,
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
        variants=tuple(
            Variant(
                sku=sku("cards", slug, size.removesuffix(" cards")),
                option_1=size,
                option_2="",
                price=price,
                weight_g=CARD_WEIGHTS[size],
                stock=(stock or {}).get(size, 30),
            )
            for size, price in CARD_PRICES.items()
        ),
        is_new=is_new,
    )
