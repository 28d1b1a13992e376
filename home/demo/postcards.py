"""The postcards of the demo shop."""

from home.demo.builders import postcards
from home.demo.entries import Product, Story

POSTCARDS: tuple[Product, ...] = (
    postcards(
        "four-drawings",
        "Four Drawings",
        "Contour Interval, Sunhead, Two Pendulums and Low Sun. Postcards on uncoated card.",
        Story(
            "The short introduction",
            "If you want to know what we do and have the width of a letterbox to find out, begin here: a "
            "map, a flower, a pendulum and a sunset.",
            (
                "Two of each in the small set, four in the large one. Most people keep the sunset and send "
                "the pendulums to somebody with a physics degree.",
            ),
        ),
        is_new=True,
    ),
    postcards(
        "corners",
        "Corners",
        "Disorder, Field Boundaries, Steps and House Rules. Postcards on uncoated card.",
        Story(
            "Nothing round, or hardly",
            "Squares, fields, cubes and a grid. For landlords, surveyors and anyone who has moved house "
            "this year.",
            (
                "The quarter circles in House Rules are there under protest. They have corners too, if you "
                "look.",
            ),
        ),
        stock={"16 cards": 2},
    ),
    postcards(
        "round-things",
        "Round Things",
        "Sunhead, Interference, Low Sun and Room for One More. Postcards on uncoated card.",
        Story(
            "For birthdays, mostly",
            "Seeds, rings, a sun and a crowd of discs. It turns out that circles suit almost every "
            "occasion except a letter of complaint.",
            (
                "Write on the back with what you like. The card is uncoated on both sides and takes ink, "
                "pencil and the occasional ring of coffee.",
            ),
        ),
    ),
    postcards(
        "weather-report",
        "Weather Report",
        "Contour Interval, Headwind, Low Sun and Tailwind. Postcards on uncoated card.",
        Story(
            "Wish you were here, it is windy",
            "High ground, wind from ahead, sun going down, wind from behind: four cards that cover the "
            "conversation of an entire British holiday.",
            ("They may be sent in any order. The forecast is about as reliable as the other kind.",),
        ),
        stock={"8 cards": 3},
    ),
    postcards(
        "slow-post",
        "Slow Post",
        "Two Pendulums, Quarter Turn, The Long Way Home and Slow Reaction. Postcards on uncoated card.",
        Story(
            "Second class, on principle",
            "Four drawings that took their time: one swung, one wandered, one turned and one simply waited.",
            (
                "Between them they hold a line of two thousand stops and a reaction of 4,200 steps. The "
                "post takes two days. Nobody is in a hurry here.",
            ),
        ),
        stock={"16 cards": 0},
    ),
)
