"""The T-shirts of the demo shop."""

from home.demo.builders import shirt
from home.demo.entries import Product, Sale, Story

ECRU = "ecru organic cotton"

SHIRTS: tuple[Product, ...] = (
    shirt(
        "interference",
        "Interference",
        ("Ecru", "Sky"),
        "organic cotton",
        Story(
            "Do not wear it on television",
            "Fine rings and cameras do not get on: on screen the shirt will crawl. In the street it merely "
            "shimmers a little when you breathe.",
            (
                "Two screens, one blue and one red, the inks thin enough to mix on the cloth. The purple "
                "lens in the middle was never mixed by anyone.",
            ),
        ),
        stock={"XS-SKY": 0, "XL-SKY": 2, "M-ECRU": 3},
    ),
    shirt(
        "disorder",
        "Disorder",
        ("White",),
        "white organic cotton",
        Story(
            "Tidy at the collar",
            "The grid keeps its composure down to about the third button, if it had buttons. By the hem it "
            "has given up.",
            (
                "One screen for the lines, one for the yellow. The ninth row sits where most people put "
                "their hands on their hips, which seems right.",
            ),
        ),
        is_new=True,
    ),
    shirt(
        "ridge-lines",
        "Ridge Lines",
        ("Night",),
        "midnight blue organic cotton",
        Story(
            "No band by that name",
            "Yes, it looks like the record. The record took its mountain from a pulsar; ours comes from "
            "seed 31 and has never been on tour.",
            (
                "The lines run from straw to ember in one pull of the squeegee, with both inks poured side "
                "by side on the screen. No two shirts blend at quite the same height.",
            ),
        ),
        stock={"S": 1, "XL": 0},
    ),
    shirt(
        "sunhead",
        "Sunhead",
        ("Bottle",),
        "bottle green organic cotton",
        Story(
            "Something for the allotment",
            "The sunflower, or rather its arithmetic, on a green that hides what a green shirt in a garden "
            "has to hide.",
            (
                "Five inks, from the heart outwards, each dot printed whole. The smallest are a millimetre "
                "across and have survived forty washes so far. We are still washing.",
            ),
        ),
        is_new=True,
    ),
    shirt(
        "low-sun",
        "Low Sun",
        ("Ecru", "Sand"),
        "organic cotton",
        Story(
            "The beach, without the beach",
            "A red sun over dark water, at the height where a breast pocket would otherwise collect sand.",
            (
                "On ecru it is early evening, on sand rather later. The blue is printed over the red, so "
                "the sun is under water by chemistry and not by drawing.",
            ),
        ),
        sale=Sale(15, days=10),
        stock={"M-SAND": 0, "L-SAND": 0},
    ),
    shirt(
        "the-long-way-home",
        "The Long Way Home",
        ("Indigo",),
        "indigo organic cotton",
        Story(
            "For those who never ask directions",
            "One line, two thousand stops, no crossings and no shortcuts, across the chest of a dark blue "
            "shirt.",
            (
                "Somebody on the train will try to follow it. Give them until the terminus.",
                "The ink is opaque, pulled twice, because a thin line on indigo is soon no line at all.",
            ),
        ),
        stock={"XS": 2},
    ),
)
