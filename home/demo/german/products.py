"""The demo catalogue in German: the English one with other words; SKUs, prices and pictures stay."""

from dataclasses import replace

from home.demo import details, products
from home.demo.entries import Category, Detail, Product
from home.demo.german.goods import MUGS, POSTCARDS, SHIRTS
from home.demo.german.posters import POSTERS
from home.demo.german.words import german

WORDS = {"posters": POSTERS, "t-shirts": SHIRTS, "mugs": MUGS, "postcards": POSTCARDS}

DETAILS = {
    details.PAPER: Detail(
        "Papier und Druck",
        "Pigmenttinte auf Baumwollpapier, 240\u00a0g/m², matt, rundum mit 4,5\u00a0% weißem Rand. Der "
        "Seed steht klein unten links auf der Rückseite. Gemacht für hundert Jahre hinter Glas.",
    ),
    details.DELIVERY: Detail(
        "Versand und Rückgabe",
        "Gedruckt, wenn Sie bestellen. Der Standardversand dauert drei bis fünf Werktage und ist in der "
        "EU ab 60\u00a0€ kostenlos. Sie haben dreißig Tage Zeit, es auf unsere Kosten zurückzuschicken, "
        "solange man es noch aufhängen kann.",
    ),
    details.UNFRAMED: Detail(
        "Rahmen und Pflege",
        "Dieses Blatt kommt ohne Rahmen, bis A2 in einer festen Rolle, A1 flach. Lassen Sie es vor dem "
        "Rahmen eine Nacht unter ein paar Büchern liegen. Hängen Sie es nicht in die pralle Sonne: Die "
        "Farben verzeihen viel, aber nicht den Mittag.",
    ),
    details.FRAMES: Detail(
        "Rahmen und Pflege",
        "Die Rahmen sind aus massiver Eiche, geölt oder schwarz gebeizt, mit echtem Glas, säurefreiem "
        "Passepartout und einem Draht auf der Rückseite. Sie kommen fertig montiert. Staub nehmen Sie mit "
        "einem trockenen Tuch ab; den Glasreiniger heben Sie für die Fenster auf.",
    ),
    details.CLOTH: Detail(
        "Stoff und Druck",
        "Jersey aus Biobaumwolle, 180\u00a0g/m², in Portugal gestrickt und genäht. Siebdruck mit Farben auf "
        "Wasserbasis; Sie spüren den Stoff und keine Plastikfolie.",
    ),
    details.WASHING: Detail(
        "Sitz und Wäsche",
        "Gerade geschnitten; nehmen Sie Ihre übliche Größe, oder eine größer für lockeren Sitz. Auf links "
        "bei 30\u00a0°C waschen, auf der Leine trocknen und um den Druck herum bügeln statt darüber.",
    ),
    details.PORCELAIN: Detail(
        "Porzellan und Glasur",
        "Weißes Porzellan mit dem Druck unter der Glasur, zweimal gebrannt. Für Spülmaschine und Mikrowelle "
        "geeignet. Der Henkel fasst bei den meisten Händen drei Finger.",
    ),
    details.CARD_STOCK: Detail(
        "Karton und Druck",
        "Zehn mal dreizehn Zentimeter auf ungestrichenem Karton, 350\u00a0g/m², weißer Rand, die Rückseite "
        "leer bis auf eine dünne Linie und den Seed. Nimmt Füllertinte ohne Hof. Umschläge sind nicht "
        "dabei: Es sind Postkarten.",
    ),
}


def in_german(product: Product) -> Product:
    """`product` with German title, story and details; its short texts are said where they are written."""
    title, story = WORDS[product.category][product.slug]
    return replace(
        product, title=title, story=story, details=tuple(DETAILS[part] for part in product.details)
    )


PRODUCTS: tuple[Product, ...] = tuple(in_german(product) for product in products.PRODUCTS)
_INTROS = {
    "posters": (
        "Poster",
        "Zeichnungen auf Baumwollpapier, 240\u00a0g, mit weißem Rand: A4 für den Schreibtisch bis A1 für die "
        "lange Wand.",
        f"{len(POSTERS)} Zeichnungen, vier Formate",
    ),
    "t-shirts": (
        "T-Shirts",
        "Biobaumwolle, Siebdruck mit Farben, die so dünn sind, dass der Stoff durchscheint. Gerade "
        "geschnitten.",
        f"{len(SHIRTS)} Drucke, XS bis XL",
    ),
    "mugs": (
        "Becher",
        "Weißes Porzellan mit einer Zeichnung unter der Glasur. Aus der Spülmaschine kommt er, wie er "
        "hineinging.",
        f"{len(MUGS)} Glasuren",
    ),
    "postcards": (
        "Postkarten",
        "Vier Zeichnungen je Satz, auf ungestrichenem Karton für den Füller. Um die Briefmarken kümmern "
        "Sie sich.",
        f"{len(POSTCARDS)} Sätze",
    ),
}


def _category(entry: Category) -> Category:
    title, intro, note = _INTROS[entry.slug]
    return replace(entry, title=title, intro=intro, tile_note=note)


CATEGORIES: tuple[Category, ...] = tuple(_category(entry) for entry in products.CATEGORIES)
COLORS = {german(name): color for name, color in products.COLORS.items()}
