"""The short texts of the demo in German, such as labels and options, and the rules they are built by."""

import re

from home.demo.german.sights import SIGHTS

SAME = re.compile(r"A[1-4]|X?[SML]|XL|\d+ ml|", re.ASCII)

TEXTS = {
    # Labels and what there is to choose.
    "T-shirt, XS to XL": "T-Shirt, XS bis XL",
    "Mug, 330 ml": "Becher, 330 ml",
    "Mug, 330 ml or 450 ml": "Becher, 330 ml oder 450 ml",
    "Postcards, set of 8 or 16": "Postkarten, 8 oder 16 Stück",
    "Paper size": "Papierformat",
    "Frame": "Rahmen",
    "No frame": "Ohne Rahmen",
    "Oak": "Eiche",
    "Size": "Größe",
    "Colour": "Farbe",
    "Volume": "Inhalt",
    "Set": "Satz",
    "8 cards": "8 Karten",
    "16 cards": "16 Karten",
    # Colours of drawings and cloth.
    "Blue": "Blau",
    "Red": "Rot",
    "Yellow": "Gelb",
    "Green": "Grün",
    "Cream": "Creme",
    "Black": "Schwarz",
    "Ecru": "Ecru",
    "Sky": "Himmelblau",
    "White": "Weiß",
    "Night": "Nachtblau",
    "Bottle": "Flaschengrün",
    "Sand": "Sand",
    "Indigo": "Indigo",
    # How a work was made.
    "Technique": "Technik",
    "Seed": "Seed",
    "Inks": "Druckfarben",
    "Flow field": "Strömungsfeld",
    "Truchet tiles": "Truchet-Kacheln",
    "Harmonograph": "Harmonograph",
    "Phyllotaxis": "Phyllotaxis",
    "Contour lines": "Höhenlinien",
    "Reaction–diffusion": "Reaktion und Diffusion",
    "Moiré": "Moiré",
    "Isometric blocks": "Isometrische Würfel",
    "Ridges": "Kämme",
    "Shapes on a grid": "Formen im Raster",
    "Waves": "Wellen",
    "Rotated squares": "Gedrehte Quadrate",
    "Voronoi hatching": "Voronoi-Schraffur",
    "Space-filling curve": "Raumfüllende Kurve",
    "Circle packing": "Kreispackung",
    # What it was made of.
    "Poster on cotton paper.": "Poster auf Baumwollpapier.",
    "Screen print on organic cotton.": "Siebdruck auf Biobaumwolle.",
    "Screen print on white organic cotton.": "Siebdruck auf weißer Biobaumwolle.",
    "Screen print on midnight blue organic cotton.": "Siebdruck auf nachtblauer Biobaumwolle.",
    "Screen print on bottle green organic cotton.": "Siebdruck auf flaschengrüner Biobaumwolle.",
    "Screen print on indigo organic cotton.": "Siebdruck auf indigoblauer Biobaumwolle.",
    "Porcelain, fired twice.": "Porzellan, zweimal gebrannt.",
    "Contour Interval, Sunhead, Two Pendulums and Low Sun. Postcards on uncoated card.": (
        "Höhenlinien, Sonnenkopf, Zwei Pendel und Tiefe Sonne. Postkarten auf ungestrichenem Karton."
    ),
    "Disorder, Field Boundaries, Steps and House Rules. Postcards on uncoated card.": (
        "Unordnung, Feldgrenzen, Stufen und Hausordnung. Postkarten auf ungestrichenem Karton."
    ),
    "Sunhead, Interference, Low Sun and Room for One More. Postcards on uncoated card.": (
        "Sonnenkopf, Interferenz, Tiefe Sonne und Einer geht noch. Postkarten auf ungestrichenem Karton."
    ),
    "Contour Interval, Headwind, Low Sun and Tailwind. Postcards on uncoated card.": (
        "Höhenlinien, Gegenwind, Tiefe Sonne und Rückenwind. Postkarten auf ungestrichenem Karton."
    ),
    "Two Pendulums, Quarter Turn, The Long Way Home and Slow Reaction. Postcards on uncoated card.": (
        "Zwei Pendel, Vierteldrehung, Der lange Heimweg und Langsame Reaktion. Postkarten auf "
        "ungestrichenem Karton."
    ),
    # Around the catalogue.
    "All pieces": "Alle Stücke",
    "Posters, shirts, mugs and postcards, each from a small program with one idea.": (
        "Poster, Shirts, Becher und Postkarten, jedes Stück aus einem kleinen Programm mit einer Idee."
    ),
    "Journal": "Journal",
    "How the drawings are made, and what went wrong on the way.": (
        "Wie die Zeichnungen entstehen und was unterwegs schiefging."
    ),
    "From this story": "Aus dieser Geschichte",
    "Shop": "Shop",
    "Help": "Hilfe",
    "About": "Über uns",
    "Pay by card": "Zahlung per Karte",
    **SIGHTS,
}

# What is put together of parts; each part is said by itself.
RULES = (
    (re.compile(r"All (\d+) pieces"), "Alle {0} Stücke"),
    (re.compile(r"Poster, (A\d) to (A\d)"), "Poster, {0} bis {1}"),
    (re.compile(r"Poster, (A\d)"), "Poster, {0}"),
    (re.compile(r"(.+), seed (\d+)\. (.+)"), "{0}, Seed {1}. {2}"),
    (
        re.compile(r"(.+), on an unframed sheet held by two black clips"),
        "{0}; ungerahmt an zwei schwarzen Klammern",
    ),
    (re.compile(r"(.+), in an? (\w+ frame) on a plain wall"), "{0}; {1} an einer schlichten Wand"),
    (
        re.compile(r"A white mug on a table, (handle \w+), with (.+), wrapped round it"),
        "Weißer Becher auf einem Tisch, {0}. Rundherum: {1}",
    ),
    (re.compile(r"A folded T-shirt in (\w+), printed with: (.+)"), "Gefaltetes T-Shirt in {0}. Druck: {1}"),
    (
        re.compile(
            r"Collar and print of the (\w+) T-shirt from close by, the cloth showing between the inks"
        ),
        "Kragen und Druck des T-Shirts in {0} aus der Nähe, zwischen den Farben scheint der Stoff durch",
    ),
    (
        re.compile(r"Four postcards with white borders in a loose pile; on the top one (.+)"),
        "Vier Postkarten mit weißem Rand, lose gestapelt. Obenauf: {0}",
    ),
)


def german(text: str) -> str:
    """`text`, a short one of the demo, in German. Raises KeyError for one that nobody has translated."""
    if SAME.fullmatch(text) or text.isdecimal():
        return text
    found = TEXTS.get(text) or TEXTS.get(text[:1].upper() + text[1:])
    if found:
        return found
    for pattern, words in RULES:
        if match := pattern.fullmatch(text):
            return words.format(*(german(part) for part in match.groups()))
    raise KeyError(text)
