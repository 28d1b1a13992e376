"""The standing pages of the demo shop: help, studio, and the small print."""

from dataclasses import dataclass

from home.demo.builders import gallery
from home.demo.entries import GalleryPicture

Question = tuple[str, str]


@dataclass(frozen=True)
class TextSection:
    """A heading, empty for the opening, and its paragraphs; ``rows`` is a table, its first row the head.

    ``quote`` is words and whose they are, ``questions`` come with their answers, ``rail`` names the rule of a
    row of products. The heading stands over pictures, questions and products.
    """

    heading: str
    paragraphs: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    quote: tuple[str, str] | None = None
    pictures: tuple[GalleryPicture, ...] = ()
    questions: tuple[Question, ...] = ()
    rail: str = ""


@dataclass(frozen=True)
class StandardPage:
    """One page. ``menu`` is where the footer lists it: help, about or legal."""

    title: str
    slug: str
    menu: str
    lead: str
    sections: tuple[TextSection, ...]


DELIVERY = StandardPage(
    "Delivery & returns",
    "delivery-and-returns",
    "help",
    "Every piece is printed when you order it. That takes a day or two; the rest is the post.",
    (
        TextSection(
            "How long it takes",
            (
                "Standard delivery takes three to five working days in the EU. The price of it stands in "
                "the bag, before anything is paid.",
                "Posters up to A2 travel rolled in a stiff tube, A1 and everything framed travels flat.",
            ),
        ),
        TextSection(
            "What it costs",
            ("A tenth of the price of the pieces, and nothing from €60.",),
        ),
        TextSection(
            "Sending it back",
            (
                "You have thirty days from the day it arrives. Write to us, we send a label, and refund "
                "the price to the card you paid with within five days of the parcel reaching us.",
                "If it arrives damaged, keep the packaging and send us a photograph. We print it again.",
            ),
        ),
        TextSection(
            "Often asked",
            (),
            questions=(
                (
                    "Can I still change my order?",
                    "Until it is printed, which is usually the next morning. Write to us with its number.",
                ),
                (
                    "Do you deliver to a parcel shop?",
                    "Yes. Write its address in the second line, as you would on an envelope.",
                ),
                (
                    "What if the frame arrives broken?",
                    "Send a photograph within two weeks. A new one leaves us the day after.",
                ),
            ),
        ),
        TextSection(
            "This is a demo", ("No order placed here is real, so nothing is printed, posted or charged.",)
        ),
    ),
)
SIZES = StandardPage(
    "Size guide",
    "size-guide",
    "help",
    "Paper is easy: it does not shrink. Shirts are measured flat, in centimetres, before washing.",
    (
        TextSection(
            "Paper",
            (
                "The drawing keeps a margin of its own within the sheet, so a frame may cover the outer "
                "five millimetres without harm.",
            ),
            (
                ("Size", "Centimetres", "Good for"),
                ("A4", "21 × 29.7", "A desk, a shelf, the narrow bit beside a door"),
                ("A3", "29.7 × 42", "Most walls; it also fits a carry-on"),
                ("A2", "42 × 59.4", "Over a sideboard, on its own"),
                ("A1", "59.4 × 84.1", "The long wall, seen from the other end of the room"),
            ),
        ),
        TextSection(
            "T-shirts",
            ("Lay a shirt that fits you on the table, measure it across the chest, and compare.",),
            (
                ("Size", "Chest", "Length"),
                ("XS", "46", "66"),
                ("S", "49", "69"),
                ("M", "52", "72"),
                ("L", "55", "74"),
                ("XL", "58", "76"),
            ),
        ),
        TextSection(
            "Mugs and postcards",
            (
                "A 330 ml mug is 9.5 cm tall and 8 cm wide, a 450 ml mug 11 by 9. Postcards are ten by "
                "thirteen centimetres, which most countries still send at the ordinary rate.",
            ),
        ),
    ),
)
CONTACT = StandardPage(
    "Contact",
    "contact",
    "help",
    "Write to hello@motacilla.example. In a real shop somebody would answer within a working day.",
    (
        TextSection(
            "About an order",
            (
                "Have the order number at hand; it is in the confirmation and on the page you saw after "
                "paying. If you have an account, most questions are answered under Orders.",
            ),
        ),
        TextSection(
            "About a drawing",
            (
                "Tell us its name, or the seed on the back. We like questions about seeds more than is "
                "reasonable.",
            ),
        ),
    ),
)
HOW_WE_DRAW = StandardPage(
    "How we draw",
    "how-we-draw",
    "about",
    "Each drawing is one rule, one number and a good deal of throwing away.",
    (
        TextSection(
            "A rule",
            (
                "Follow the arrow. Turn the tile. Leave the golden angle between two dots. A rule must fit "
                "on a card and be obeyed by a machine that does not know when to stop.",
            ),
        ),
        TextSection(
            "A seed",
            (
                "Wherever the rule leaves a choice, the computer throws dice that always fall the same way "
                "for the same number. That number is the seed. It stands on the product page and on the "
                "back of the sheet.",
            ),
        ),
        TextSection("", (), quote=("A rule is only a very patient hand.", "Pinned above the plotter")),
        TextSection(
            "A bin",
            (
                "For one drawing we keep, some hundreds are drawn. Choosing is the only part done by hand, "
                "and the only part that takes long.",
            ),
        ),
        TextSection(
            "Three that were kept",
            (),
            pictures=gallery("sunhead-close.jpg", "interference-close.jpg", "quarter-turn-close.jpg"),
        ),
        TextSection(
            "Yours",
            (
                "Your order number is a seed as well. After you pay, it draws a small figure that belongs "
                "to that order and to no other.",
            ),
        ),
    ),
)
PAPER = StandardPage(
    "Paper & print",
    "paper-and-print",
    "about",
    "Flat colour is a matter of good paper and patience. We can buy one of them.",
    (
        TextSection(
            "Paper",
            (
                "Cotton, 240 g/m², matt, without optical brighteners, so it is a warm white on the first "
                "day and the same warm white in ten years.",
            ),
        ),
        TextSection(
            "Ink",
            (
                "Pigments, between two and six to a drawing, none of them black. Looked at closely a "
                "little paper shines through; that is wanted, and drawn into the file.",
            ),
        ),
        TextSection(
            "Frames",
            ("Oak from the next county, oiled or stained black. Real glass, acid-free mats.",),
        ),
        TextSection("Last off the press", (), rail="newest"),
    ),
)
PRIVACY = StandardPage(
    "Privacy",
    "privacy",
    "legal",
    "We keep what an order needs, and nothing to follow you around with.",
    (
        TextSection(
            "What we store",
            (
                "Name, address, e-mail and what you bought, for as long as the tax office wants to see it. "
                "Card details go to the payment provider; we never see them.",
            ),
        ),
        TextSection(
            "Cookies",
            (
                "One to remember your bag, one to protect forms, one if you sign in. There is no tracking, "
                "which is why there is no banner.",
            ),
        ),
        TextSection(
            "Your rights",
            ("Ask what we hold about you, have it corrected or have it removed: hello@motacilla.example.",),
        ),
        TextSection(
            "This is a demo",
            ("Do not enter real addresses. A demo is wiped whenever its owner sets it up again.",),
        ),
    ),
)
TERMS = StandardPage(
    "Terms",
    "terms",
    "legal",
    "Short, because a poster is not a mortgage.",
    (
        TextSection(
            "The contract",
            (
                "You order, we confirm by e-mail, and with that we have a contract. Prices include VAT. "
                "The price that counts is the one on the page where you pay.",
            ),
        ),
        TextSection(
            "Withdrawal",
            ("The law gives you fourteen days to change your mind; we give you thirty, for any reason.",),
        ),
        TextSection(
            "Rights in the drawings",
            ("You buy a print to live with. The right to print more of them stays with us.",),
        ),
        TextSection(
            "This is a demo",
            ("Nothing here is for sale, so these terms bind nobody. A real shop must bring its own.",),
        ),
    ),
)
IMPRINT = StandardPage(
    "Imprint",
    "imprint",
    "legal",
    "Who would be behind this shop, if it were one.",
    (
        TextSection(
            "Publisher",
            ("Motacilla, a demonstration shop. Wagtail Lane 1, 12345 Exampleton. hello@motacilla.example.",),
        ),
        TextSection(
            "The name",
            (
                "Motacilla is the genus of the wagtails, the small birds that run along streams and cannot "
                "keep their tails still. The grey one has a yellow belly, which explains the buttons.",
            ),
        ),
    ),
)
STANDARD_PAGES: tuple[StandardPage, ...] = (
    DELIVERY, SIZES, CONTACT, HOW_WE_DRAW, PAPER, PRIVACY, TERMS, IMPRINT
)  # fmt: skip
