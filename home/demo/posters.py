"""The posters of the demo shop, each with its story."""

from decimal import Decimal

from home.demo.builders import gallery, poster
from home.demo.entries import Product, Sale, Story

POSTERS: tuple[Product, ...] = (
    poster(
        "tailwind",
        "Tailwind",
        Story(
            "A field of arrows and a stubborn pen",
            "Every point on the sheet holds an arrow. The pen lands, turns to face the arrow beneath it, "
            "takes a short step, and asks again.",
            (
                "It stops when it comes too close to a line that is already there. Wide strokes are drawn "
                "first, so they behave like rivers; the thin ones find their way between them.",
                "The six inks are picked by a second, slower field, which is why colours gather in "
                "weather-like fronts. With dice alone it would look like the floor after a party.",
            ),
            quote=("Draw the line, then listen to it.", "From the studio wall"),
            picture=(gallery("tailwind-close.jpg")[0], "Wide strokes first, thin ones in between."),
        ),
        frames=True,
        sale=Sale(20, days=7),
        stock={"A1": 0, "TAILWIND-A2-OAK": 2},
    ),
    poster(
        "low-sun",
        "Low Sun",
        Story(
            "Half past six in late September",
            "A disc, a horizon and some forty level lines. The lines know nothing of water; they are "
            "merely bent, a little more with every centimetre towards your feet.",
            (
                "The bending comes from one slow noise, stretched until a swell runs the width of the "
                "sheet. Where blue is printed over red the two inks multiply, and the sun goes under by "
                "itself.",
                "We tried it with a reflection. The reflection was worse than none, so the sun has to do.",
            ),
        ),
        frames=True,
        is_new=True,
        stock={"A1": 3},
    ),
    poster(
        "interference",
        "Interference",
        Story(
            "Two calm things, one restless one",
            "Twenty blue rings, nineteen red ones, each set perfectly regular. The shimmer where they "
            "cross is in neither plate.",
            (
                "One set is spaced a little wider than the other, by less than half a millimetre on A3. "
                "That is enough: the eye hunts for the rule and finds a new pattern at every distance.",
                "Hang it at the end of a corridor. It changes four times on the way there.",
            ),
        ),
        sizes=("A4", "A3", "A2"),
        stock={"A2": 2},
    ),
    poster(
        "sunhead",
        "Sunhead",
        Story(
            "Fifteen hundred seeds, one angle",
            "Set a dot. Turn by 137.5 degrees, move out by a hair, set another. Do that fifteen hundred "
            "times and you have a sunflower, without having thought of one.",
            (
                "The angle is the golden one: no whole number of turns ever brings a dot back behind an "
                "earlier one, so no gap opens and no spoke forms. Plants arrived at it some time before we "
                "did.",
                "The dots breathe, large and small and large again, and the inks change along the radius "
                "with blurred borders. It is the only one of ours that glows in a dim room.",
            ),
        ),
        frames=True,
        is_new=True,
    ),
    poster(
        "contour-interval",
        "Contour Interval",
        Story(
            "A map of nowhere in particular",
            "The land was made up by four layers of noise. Then it was surveyed properly, at twenty-six "
            "even heights, with every fifth line drawn heavier, as the ordnance maps do.",
            (
                "Lines that crowd together are steep; lines that wander apart are good ground for a "
                "picnic. After a week on a wall most people have settled where they would build the house.",
                "The tints run from deep water to late sun. Nothing on it is labelled, so nobody can tell "
                "you that you are lost.",
            ),
        ),
        frames=True,
    ),
    poster(
        "slow-reaction",
        "Slow Reaction",
        Story(
            "Two chemicals that never existed",
            "One feeds on the other and both spread at their own pace. Left alone for 4,200 small steps, "
            "they arrive at something between coral and fingerprint.",
            (
                "Alan Turing proposed in 1952 that the spots and stripes of animals might come about this "
                "way. The whole recipe is two lines of arithmetic, and he had no plotter.",
                "Feed and decay rise from the top of the sheet to its foot, so the maze loosens on the way "
                "down. This edition is sold out; the mug is not.",
            ),
        ),
        sizes=("A3",),
        prices={"A3": Decimal("29.00")},
        stock={"A3": 0},
    ),
    poster(
        "quarter-turn",
        "Quarter Turn",
        Story(
            "Forty-eight tiles and a coin",
            "Each tile carries the same two bands of quarter circles. The only decisions are which way "
            "round it lies, and which band passes over the other.",
            (
                "Father Truchet counted such arrangements in 1704, with tiles cut along the diagonal. The "
                "rounded kind is younger and friendlier: every end meets an end, whatever the coin says.",
                "So there is always a loop somewhere, and never a loose thread. Follow the orange stripe "
                "with a finger; you will be back sooner than you think.",
            ),
        ),
        sizes=("A4", "A3", "A2"),
        prices={"A4": Decimal("29.00"), "A3": Decimal("44.00"), "A2": Decimal("60.00")},
        sale=Sale(20, days=14),
    ),
    poster(
        "house-rules",
        "House Rules",
        Story(
            "Six shapes, five inks, no arguments",
            "Twenty squares. In each: one ground, one shape, one way round. Neighbours are not consulted.",
            (
                "The rules were written in an afternoon and obeyed for a month, until seed 12 put a "
                "target, a sail and a quarter moon where a designer would have put them and billed for it.",
                "It is the loudest picture we make. It likes a plain wall and a room with children in it.",
            ),
        ),
        sizes=("A4", "A3", "A2"),
        frames=True,
    ),
    poster(
        "two-pendulums",
        "Two Pendulums",
        Story(
            "What friction draws",
            "Two weights swing, one moves the pen across, the other down. They keep almost to the ratio of "
            "two to three. All the beauty is in the almost.",
            (
                "The Victorians built harmonographs for the parlour, of brass and lead, and gave the "
                "drawings to their guests. Ours swings for 250 imagined seconds and needs no guests.",
                "The line begins in blue at the outside and tires towards a red heart. It is one line. You "
                "can check, if you have the evening.",
            ),
        ),
        frames=True,
        stock={"TWO-PENDULUMS-A4-BLACK": 1},
    ),
    poster(
        "steps",
        "Steps",
        Story(
            "A town of 139 towers",
            "Columns on a diamond of ground, none taller than seven storeys, each drawn from the back to "
            "the front so that it hides what it ought to hide.",
            (
                "There is no perspective: far cubes are as large as near ones. The eye forgives this at "
                "once and then spends a while deciding whether it looks down on roofs or up into corners.",
                "Height comes from one hill of noise, colour from another, which is why the districts do "
                "not follow the terrain. It is the same in most towns.",
            ),
        ),
        sizes=("A4", "A3", "A2"),
        stock={"A4": 3, "A3": 0, "A2": 0},
        is_new=True,
    ),
    poster(
        "ridge-lines",
        "Ridge Lines",
        Story(
            "Seventy-four horizons",
            "Each line is a cut through the same invented mountain, a step nearer than the last. What lies "
            "behind a line is painted out before the line is drawn.",
            (
                "That is the oldest trick in computer drawing, from the days when a plotter could not look "
                "back. Astronomers used it for the pulses of a star, and a record sleeve did the rest.",
                "The far lines are pale straw, the near ones ember. Printed on midnight blue, it is a dark "
                "picture for a light room.",
            ),
        ),
        frames=True,
    ),
    poster(
        "disorder",
        "Disorder",
        Story(
            "A hundred and sixty-five squares lose their patience",
            "The first row is beyond reproach. From there each square may turn a little and stray a "
            "little, and the allowance grows with every row.",
            (
                "Georg Nees let a computer in Stuttgart do this in 1968 and called it gravel. The idea is "
                "his; the seed is ours, and so are the yellow ones, which fall where they like.",
                "There is no moment at which order ends. People point to different rows, with conviction.",
            ),
        ),
    ),
    poster(
        "field-boundaries",
        "Field Boundaries",
        Story(
            "Whose furrow is it",
            "Seventy-four farms, each owning whatever lies nearer to its gate than to any other. The "
            "borders follow from that and nobody had to be asked.",
            (
                "The farms were dealt out at random, then each moved twice to the middle of its own land, "
                "so that no one is left with a sliver. Every field is ploughed in its own direction and at "
                "its own width.",
                "One in ten lies fallow, in solid ink. The paths between them are bare paper.",
            ),
        ),
        sizes=("A4", "A3", "A2"),
        is_new=True,
    ),
    poster(
        "the-long-way-home",
        "The Long Way Home",
        Story(
            "Two thousand stops, no crossings",
            "One line enters at the top left, calls at every square of a grid of forty by fifty, and "
            "leaves. It never meets itself.",
            (
                "David Hilbert described the route in 1891 to show that a line can fill a square. He had "
                "no need of the ball: that is only the line growing thicker where we ask it to.",
                "The ink changes along the way from straw to blue, so the quarters of the ball tell you in "
                "which order they were visited. The seed sets how unsteady the hand is.",
            ),
        ),
        stock={"A1": 1},
    ),
    poster(
        "room-for-one-more",
        "Room for One More",
        Story(
            "Nine thousand guests, first come, first served",
            "Throw a point at the sheet. If a disc fits there, let it grow until it almost touches a "
            "neighbour. If none fits, nobody complains.",
            (
                "The large discs come first and take the good seats. In the end about two hundred have "
                "found room, the last of them no larger than a lentil.",
                "A slow noise seats the colours in families. The rings, records and half-moons are "
                "reserved for those large enough to carry them.",
            ),
        ),
        sizes=("A4", "A3", "A2"),
    ),
    poster(
        "headwind",
        "Headwind",
        Story(
            "The same wind, the other way",
            "Tailwind's quieter sister: the same field of arrows, three fine pens instead of five, and "
            "strokes that may run the height of the sheet before they must stop.",
            (
                "The arrows keep to calmer angles, so nothing whirls; it combs. Close up you find short "
                "threads wedged between long ones, where the thinnest pen came last.",
                "The red strands were not placed. They are where the slow field that picks the inks "
                "happened to reach its high-water mark.",
            ),
        ),
    ),
)
