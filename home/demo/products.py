"""The demo catalogue: four categories and what is sold in them."""

from home.demo.builders import gallery
from home.demo.entries import Category, Product
from home.demo.mugs import MUGS
from home.demo.postcards import POSTCARDS
from home.demo.posters import POSTERS
from home.demo.shirts import SHIRTS

PRODUCTS: tuple[Product, ...] = POSTERS + SHIRTS + MUGS + POSTCARDS

CATEGORIES: tuple[Category, ...] = (
    Category(
        title="Posters",
        slug="posters",
        intro="Drawings on 240 g cotton paper with a white margin, A4 for the desk to A1 for the long wall.",
        tile_note=f"{len(POSTERS)} drawings, four paper sizes",
        tile_picture=gallery("sunhead-framed.jpg")[0],
    ),
    Category(
        title="T-shirts",
        slug="t-shirts",
        intro="Organic cotton, screen printed with inks thin enough to let the cloth through. Cut straight.",
        tile_note=f"{len(SHIRTS)} prints, XS to XL",
        tile_picture=gallery("shirt-pair.jpg")[0],
    ),
    Category(
        title="Mugs",
        slug="mugs",
        intro="White porcelain with a drawing under the glaze. It leaves the dishwasher as it went in.",
        tile_note=f"{len(MUGS)} glazes",
        tile_picture=gallery("mug-quarter-turn-right.jpg")[0],
    ),
    Category(
        title="Postcards",
        slug="postcards",
        intro="Four drawings a set, on uncoated card that takes a fountain pen. Stamps are your department.",
        tile_note=f"{len(POSTCARDS)} sets",
        tile_picture=gallery("cards-corners.jpg")[0],
    ),
)

# The dots of the colour filter: inks of the drawings, and the cloth of the shirts.
COLORS = {
    "Blue": "#16324A",
    "Red": "#D9482B",
    "Yellow": "#E9B23C",
    "Green": "#1F5C5A",
    "Cream": "#F1ECDF",
    "Black": "#22262C",
    "Ecru": "#E8DFCB",
    "Sky": "#8FB0C6",
    "White": "#FBFBF9",
    "Night": "#1B2A4A",
    "Bottle": "#17362F",
    "Sand": "#D8C7A6",
    "Indigo": "#2A3157",
}
