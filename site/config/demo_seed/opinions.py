"""What the demo's customers say about what they bought; one mug has more to be read than a page shows."""

from dataclasses import dataclass

from catalogue.models import ReviewState

MUG = "MOT-MUG-TAILWIND"
PUBLISHED, WAITING = ReviewState.PUBLISHED, ReviewState.WAITING


@dataclass(frozen=True)
class Opinion:
    """The review of the product that sells `sku`, by the account `username`."""

    username: str
    sku: str
    days_ago: int
    stars: int
    title: str
    text: str
    state: ReviewState = PUBLISHED
    language: str = "en"


OPINIONS = (
    Opinion(
        "ada",
        "MOT-SUNHEAD-A3-OAK",
        40,
        5,
        "The hallway is brighter",
        "It hangs where no sun ever comes, and visitors stop to count the spirals.\n\n"
        "The frame arrived in one piece.",
    ),
    Opinion("ada", "MOT-CARDS-CORNERS-8", 38, 4, "", "Too good to send. I have framed two and posted six."),
    Opinion(
        "ada",
        MUG,
        12,
        4,
        "Survives the dishwasher",
        "The lines are as sharp after two weeks as on the first day. I would have liked a larger one.",
    ),
    Opinion("ada", "MOT-TAILWIND-A3", 2, 5, "Still looking", "I find a new current in it every morning."),
    Opinion("ada", "MOT-HOUSE-RULES-A4", 0, 3, "", "Smaller than I thought. My mistake.", WAITING),
    Opinion(
        "maeve",
        MUG,
        3,
        5,
        "Mine, not the office’s",
        "I brought it to work for a day. It came home the same day.",
    ),
    Opinion(
        "jonas",
        MUG,
        6,
        5,
        "Jeden Morgen ein anderer Wind",
        "Die Farben sind kräftiger als auf dem Bild, und der Henkel ist groß genug für drei Finger.",
        language="de",
    ),
    Opinion("ines", MUG, 9, 4, "", "Lovely drawing. The handle runs a little hot when the tea does."),
    Opinion(
        "luc",
        MUG,
        15,
        5,
        "A poster that holds coffee",
        "We had the print already. The two do not match, and look better for it.",
    ),
    Opinion(
        "greta", MUG, 18, 3, "Smaller than my old one", "A fine cup, but it is a cup: 330 ml are gone fast."
    ),
    Opinion("sanne", MUG, 22, 5, "", "Wrapped so well that unpacking it took longer than the first coffee."),
    Opinion(
        "piotr",
        MUG,
        26,
        5,
        "No two sides alike",
        "I turn it a little each day and have not yet come round to where I began.",
    ),
    Opinion(
        "katrin",
        MUG,
        31,
        4,
        "Schön, aber durstig",
        "Ein halber Liter wäre mir lieber. Sonst gibt es nichts auszusetzen.",
        language="de",
    ),
    Opinion("oona", MUG, 35, 5, "Bright in November", "Exactly what a dark kitchen needs."),
    Opinion(
        "matteo",
        MUG,
        44,
        2,
        "Chipped on arrival",
        "One chip in the rim. A new one came within the week, hence the second star.",
    ),
    Opinion(
        "elif",
        MUG,
        52,
        5,
        "Schon das zweite Mal gekauft",
        "Der erste steht jetzt bei meiner Schwester, ganz ohne dass ich gefragt worden wäre.",
        language="de",
    ),
    Opinion("tomas", MUG, 60, 4, "", "Good weight, good print. The box would make a nice present by itself."),
    Opinion(
        "hanna",
        MUG,
        73,
        5,
        "Six inks, no fading",
        "Ten weeks of dishwasher and daily use, and the red is still red.",
    ),
    Opinion(
        "maeve",
        "MOT-CARDS-CORNERS-8",
        1,
        5,
        "Sent three, kept five",
        "The card takes ink without a smear.",
        WAITING,
    ),
    Opinion(
        "luc",
        "MOT-HOUSE-RULES-A4",
        1,
        4,
        "",
        "My children now quote the rules back at me. Well printed.",
        WAITING,
    ),
    Opinion(
        "oona",
        "MOT-CARDS-CORNERS-8",
        0,
        1,
        "CHEAP CARDS HERE",
        "Visit my shop for the same cards at half the price!!! www.example.net",
        WAITING,
    ),
)
