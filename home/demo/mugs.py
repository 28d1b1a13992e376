"""The mugs of the demo shop."""

from home.demo.builders import mug
from home.demo.entries import Product, Sale, Story

MUGS: tuple[Product, ...] = (
    mug(
        "slow-reaction",
        "Slow Reaction",
        Story(
            "For people who are not awake yet",
            "Two imaginary chemicals took 4,200 steps to arrive at this pattern. Your coffee will be "
            "quicker.",
            (
                "The maze runs right round and meets itself behind the handle, where the seam is hidden as "
                "well as a seam can be. Red at the rim, plum at the foot.",
            ),
        ),
        sale=Sale(20),
    ),
    mug(
        "quarter-turn",
        "Quarter Turn",
        Story(
            "No beginning, no end, one handle",
            "The tiles close up around the mug, so the loops really are loops. Turn it and the orange "
            "stripe comes round again.",
            (
                "The larger one holds a proper pot of tea and needs two hands, which on some mornings is "
                "the point of it.",
            ),
        ),
        volumes=("330 ml", "450 ml"),
        is_new=True,
    ),
    mug(
        "house-rules",
        "House Rules",
        Story(
            "The one nobody else may use",
            "Every office has a mug with rules. This one has six shapes and five inks, printed on both "
            "sides with a white border, so left-handers get the picture too.",
            (
                "The ochre is the difficult one: it fires a shade darker than it goes on. We print it a "
                "shade too light and hold our breath.",
            ),
        ),
        stock={"330 ml": 3},
    ),
    mug(
        "contour-interval",
        "Contour Interval",
        Story(
            "Tea level",
            "A landscape without names, wrapped round until its western edge meets its eastern. Fill to "
            "whichever contour you like.",
            (
                "The lines are a third of a millimetre wide and lie under the glaze, so you cannot feel "
                "the hills with your thumb. We have all tried.",
            ),
        ),
        volumes=("330 ml", "450 ml"),
        stock={"450 ml": 0},
    ),
    mug(
        "tailwind",
        "Tailwind",
        Story(
            "A stir, but kept outside",
            "Six inks blowing round white porcelain. It is the busiest thing you will look at before nine, "
            "and the only one that asks for nothing.",
            (
                "Drawn with the poster's seed but cut from the middle of the sheet, where the wide strokes "
                "are. The thin ones would have closed up in the kiln.",
            ),
        ),
        stock={"330 ml": 36},
    ),
)
