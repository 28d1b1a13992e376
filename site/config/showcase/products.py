"""Products of the showcase: cards, prices, choices, offers."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from catalogue.cards import ProductCard
from catalogue.gallery import GalleryImage
from catalogue.models.reviews import star_marks
from catalogue.offers import Offer
from catalogue.options import OptionGroup, ProductChoice, SecondChoice, SoldOut, VariantChoice
from catalogue.reviews import Rating
from checkout.back_in_stock.forms import AddressForm
from config.showcase.pictures import PICTURE, WORDS
from config.showcase.samples import Sample
from home.shelf import ShelfOffer

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmütze"
SIZES = "(width < 860px) 92vw, 320px"

CARD = ProductCard(
    title="Tailwind",
    url="#main",
    label="Flow field, seed 1207",
    price=Decimal("24.00"),
    regular_price=None,
    is_from=False,
    image=PICTURE,
    image_alt=WORDS,
    badge="",
    badge_text="",
)
CARDS = {
    "filled": CARD,
    "new, from": replace(CARD, is_from=True, badge="new", badge_text="New"),
    "sale": replace(
        CARD, price=Decimal("18.00"), regular_price=Decimal("24.00"), badge="sale", badge_text="On sale"
    ),
    "reviewed": replace(CARD, rating=Rating(12, 52)),
    "low stock": replace(CARD, badge="low", badge_text="Last 2"),
    "sold out": replace(CARD, badge="sold", badge_text="Sold out"),
    "no picture": replace(CARD, image=None, image_alt=""),
    "long German words": replace(CARD, title=LONG, label="Wärmeempfindlichkeitsprüfung, Startwert 1207"),
}
BADGES = {
    "new": "New",
    "sale": "On sale",
    "low": "Last 2",
    "sold": "Sold out",
    "good": "Paid",
    "way": "On its way",
    "bad": "Refused",
    "plain": "Versandkostenfreigrenze erreicht",
}
LINE = {"image": PICTURE, "name": "Tailwind", "label": "A4", "quantity": 2, "total": Decimal("48.00")}
LINES = {
    "filled": LINE,
    "sale, no label": {**LINE, "label": "", "total": Decimal("36.00"), "regular_total": Decimal("48.00")},
    "no picture, long German words": {**LINE, "image": None, "name": LONG},
}


def _radio(value: str, **changes: object) -> VariantChoice:
    plain = VariantChoice(
        sku=f"TW-{value}",
        value=value,
        label=value,
        note="21 × 29,7" if value.startswith("A") else "",
        paper_width_px=16 if value.startswith("A") else None,
        price=Decimal("24.00"),
        regular_price=None,
        free=9,
        is_sold_out=False,
        is_chosen=False,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def _frame(value: str, more: str = "", *, is_sold_out: bool = False, is_chosen: bool = False) -> SecondChoice:
    return SecondChoice(f"TW-{value}", value, more, is_sold_out, is_chosen)


PAPER = OptionGroup(
    "first",
    "Paper size",
    "Paper size: A3",
    [
        _radio("A4"),
        _radio("A3", is_chosen=True),
        _radio("A2", is_sold_out=True, reason="Sold out"),
        _radio("A1", is_sold_out=True, reason="Not with Oak"),
    ],
)
PILLS = OptionGroup(
    "first",
    "Farbe",
    "Farbe: Elfenbein",
    [
        _radio("Elfenbein", is_chosen=True),
        _radio(LONG),
        _radio("Schiefer", is_sold_out=True, reason="Ausverkauft"),
    ],
)
FRAMES = OptionGroup(
    "second",
    "Frame",
    "Frame: none",
    [_frame("none", is_chosen=True), _frame("Oak", "+€18.00"), _frame("Walnut", "+€24.00", is_sold_out=True)],
)
CHOICE = ProductChoice(
    chosen=_radio("A3", is_chosen=True),
    groups=[PAPER, FRAMES],
    price=Decimal("24.00"),
    regular_price=None,
    percent_off=None,
    sale_end="",
    badge="",
    badge_text="",
    json={"variants": []},
)
GONE = replace(CHOICE, chosen=_radio("A3", is_sold_out=True, free=0))


def _offer(sku: str, label: str, free: int) -> Offer:
    return Offer(
        sku=sku,
        product_id=1,
        revision_id=None,
        name="Tailwind",
        option_label=label,
        label=f"Tailwind, {label}",
        unit_price=Decimal("24.00"),
        regular_price=Decimal("24.00"),
        free=free,
        weight_g=200,
        image=None,
        image_alt="",
        url="#main",
    )


OFFERS = {
    "one variant": [_offer("TW-A4", "A4", 4)],
    "several, one sold out": [_offer("TW-A4", "A4", 4), _offer("TW-A3", "A3", 0), _offer("TW-A2", LONG, 1)],
    "sold out": [_offer("TW-A4", "A4", 0)],
}
GALLERIES = {
    "three pictures": [GalleryImage(PICTURE, WORDS)] * 3,
    "one picture": [GalleryImage(PICTURE, WORDS)],
    "empty": [],
}

ONE = [SoldOut("TW-A2", "A2", is_chosen=True)]
SEVERAL = [SoldOut("TW-A2", "A2", is_chosen=False), SoldOut("TW-X", LONG, is_chosen=True)]


def product_samples() -> Iterator[Sample]:
    """A product on its card, and all that its page has to choose and to see."""
    for state, card in CARDS.items():
        yield Sample("card", state, {"card": card, "level": "h3", "sizes": SIZES})
    yield Sample("cards", "all of them", {"cards": list(CARDS.values()), "level": "h3"})
    for kind, text in BADGES.items():
        yield Sample("badge", kind, {"kind": kind, "text": text})
    for state, card in CARDS.items():
        if state in ("filled", "new, from", "sale"):
            yield Sample("price", state, vars(card))
    for stars in (1, 4, 5):
        yield Sample("stars", f"{stars} of five", {"stars": stars, "marks": star_marks(stars)})
    for state, rating in {"one review": Rating(1, 5), "many reviews": Rating(1280, 5600)}.items():
        yield Sample("card_rating", state, {"rating": rating})
    yield Sample("price", "large, sale", {**vars(CARDS["sale"]), "classname": "price--large"})
    for state, gallery in GALLERIES.items():
        yield Sample("gallery", state, {"gallery": gallery, "name": "Tailwind"})
    yield Sample("zoom", "several pictures", {"name": "Tailwind", "several": True}, is_open=True)
    yield Sample("zoom", "one picture", {"name": LONG, "several": None}, is_open=True)
    yield Sample("seen", "empty: hidden", {"key": ""})
    yield from _choices()


def _choices() -> Iterator[Sample]:
    yield Sample("size_choice", "paper, one sold out", {"group": PAPER})
    yield Sample("size_choice", "pills, long German words", {"group": PILLS})
    yield Sample("second_choice", "one sold out", {"group": FRAMES})
    yield Sample("quantity", "filled", {"value": 2, "label": "Quantity of Tailwind"})
    yield Sample("quantity", "small, one left", {"value": 1, "max": 1, "label": "Quantity", "small": True})
    yield from _wanted()
    yield Sample("heart", "empty", {"product_key": UUID(int=1)})
    yield Sample("buybar", "in stock", {"name": "Tailwind", "choice": CHOICE})
    yield Sample("buybar", "long German words", {"name": LONG, "choice": CHOICE})
    yield Sample("buybar", "sold out: nothing", {"name": "Tailwind", "choice": GONE})
    for state, line in LINES.items():
        yield Sample("summary_line", state, line)
    for state, offers in OFFERS.items():
        yield Sample("offer", state, {"offer": ShelfOffer(CARD, offers)})


def _wanted() -> Iterator[Sample]:
    nameless = AddressForm(initial={"email": "ada@example.com"}).offer([SoldOut("TW", "", is_chosen=True)])
    wrong = AddressForm({"email": "ada@example", "sku": "TW-X"}).offer(SEVERAL)
    yield Sample("back_in_stock", "one, for a guest", {"form": AddressForm().offer(ONE)})
    yield Sample("back_in_stock", "one without options, for an account", {"form": nameless})
    yield Sample("back_in_stock", "several, wrong address", {"form": wrong})
