"""What is seen in the demo's pictures, in German."""

SIGHTS = {
    "Handle left": "Henkel links",
    "Handle right": "Henkel rechts",
    "White frame": "weißer Rahmen",
    "Oak frame": "Eichenrahmen",
    "Walnut frame": "Nussbaumrahmen",
    "Black frame": "schwarzer Rahmen",
    # The works.
    "Bands of navy, ochre, vermilion and sage that bend round each other like reeds in wind": (
        "Bänder in Marineblau, Ocker, Zinnober und Salbei, die sich umeinander biegen wie Schilf im Wind"
    ),
    "Hundreds of fine blue-green lines combed one way, a few strands of red among them": (
        "Hunderte feiner blaugrüner Linien, in eine Richtung gekämmt, dazwischen ein paar rote Strähnen"
    ),
    "Striped quarter circles in navy, pale blue and orange that join into loops and rings": (
        "Gestreifte Viertelkreise in Marineblau, Hellblau und Orange, die sich zu Schlingen und Ringen fügen"
    ),
    "A cross of thin dark blue loops that shrink towards a red heart": (
        "Ein Kreuz aus dünnen dunkelblauen Schleifen, die zu einem roten Herzen hin kleiner werden"
    ),
    "A ring of glowing yellow dots on dark green, set in spirals like sunflower seeds": (
        "Ein Ring leuchtend gelber Punkte auf Dunkelgrün, in Spiralen gesetzt wie Sonnenblumenkerne"
    ),
    "A map of hills and hollows in teal, pale green and apricot under fine contour lines": (
        "Eine Karte aus Hügeln und Senken in Petrol, Blassgrün und Aprikose unter feinen Höhenlinien"
    ),
    "A maze of thick wandering lines that turns from red at the top to plum at the foot": (
        "Ein Labyrinth dicker wandernder Linien, oben rot, nach unten pflaumenblau"
    ),
    "Two sets of rings, one blue, one red, that overlap into a shimmering purple lens": (
        "Blaue und rote Ringe, die sich zu einer flimmernden violetten Linse überlagern"
    ),
    "A heap of stacked cubes in coral, slate, cream and yellow, seen from one corner": (
        "Ein Haufen gestapelter Würfel in Koralle, Schiefer, Creme und Gelb, über Eck gesehen"
    ),
    "A jagged mountain made of thin pale lines, one behind the other, on midnight blue": (
        "Ein zackiger Berg aus dünnen hellen Linien, eine hinter der anderen, auf Nachtblau"
    ),
    "A grid of quarter circles, discs and triangles in navy, ochre, red, sage and blush": (
        "Ein Raster aus Viertelkreisen, Scheiben und Dreiecken in Marineblau, Ocker, Rot, Salbei und Rosé"
    ),
    "A red sun half sunk behind a horizon of dark blue lines that ripple towards the viewer": (
        "Eine rote Sonne, halb versunken hinter einem Horizont dunkelblauer Linien, die sich nach vorn wellen"
    ),
    "Rows of neat black squares that tilt and tumble further down, a few filled yellow": (
        "Reihen ordentlicher schwarzer Quadrate, die nach unten hin kippen und purzeln, einige gelb gefüllt"
    ),
    "A patchwork of fields, each hatched its own way in green, ochre, blue or red": (
        "Ein Flickenteppich aus Feldern, jedes anders schraffiert, in Grün, Ocker, Blau oder Rot"
    ),
    "One unbroken angular line on indigo that swells to form a glowing ball": (
        "Eine ununterbrochene eckige Linie auf Indigo, die zu einer leuchtenden Kugel anschwillt"
    ),
    "Discs of every size packed together in red, ochre, blue and blush, some ringed": (
        "Dicht gepackte Scheiben in allen Größen in Rot, Ocker, Blau und Rosé, manche mit Ringen"
    ),
    # From close by.
    "Contour lines from close by, every fifth one heavier, over teal, cream and apricot": (
        "Höhenlinien aus der Nähe, jede fünfte kräftiger, über Petrol, Creme und Aprikose"
    ),
    "Tilted black squares from close by, two of them filled with yellow": (
        "Gekippte schwarze Quadrate aus der Nähe, zwei davon gelb gefüllt"
    ),
    "Six or seven hatched fields from close by, a pale path of bare paper between them": (
        "Sechs oder sieben schraffierte Felder aus der Nähe, dazwischen ein heller Weg aus blankem Papier"
    ),
    "Blue, green and red strands from close by, thick ones first and thin ones squeezed between": (
        "Blaue, grüne und rote Strähnen aus der Nähe, die dünnen zwischen die dicken gedrängt"
    ),
    "A few squares of the grid from close by: a quarter disc, a triangle, a disc with a dot": (
        "Ein paar Felder des Rasters aus der Nähe: eine Viertelscheibe, ein Dreieck, eine Scheibe mit Punkt"
    ),
    "The lens where blue and red rings cross, from close by, the overlap printed dark purple": (
        "Die Linse, in der sich blaue und rote Ringe kreuzen, aus der Nähe; die Überlagerung ist "
        "dunkelviolett"
    ),
    "The edge of the red sun from close by, dark lines of water printed across it": (
        "Der Rand der roten Sonne aus der Nähe, darüber gedruckt dunkle Linien aus Wasser"
    ),
    "Striped arcs from close by, where one band dives under another at the edge of a tile": (
        "Gestreifte Bögen aus der Nähe, wo am Rand einer Kachel ein Band unter ein anderes taucht"
    ),
    "The summit from close by: yellow lines that rise, fall and hide one another": (
        "Der Gipfel aus der Nähe: gelbe Linien, die steigen, fallen und einander verdecken"
    ),
    "Ringed and plain discs from close by, small ones in the gaps between large ones": (
        "Scheiben mit und ohne Ringe aus der Nähe, kleine in den Lücken zwischen großen"
    ),
    "Rounded dead ends and bridges of the red maze from close by": (
        "Runde Sackgassen und Brücken des roten Labyrinths aus der Nähe"
    ),
    "Tops and shaded sides of coral, slate and cream cubes from close by": (
        "Deckflächen und schattige Seiten von Würfeln in Koralle, Schiefer und Creme aus der Nähe"
    ),
    "Yellow, orange and green dots from close by on dark green, with specks of paper in the ink": (
        "Gelbe, orange und grüne Punkte aus der Nähe auf Dunkelgrün, mit Papierpünktchen in der Farbe"
    ),
    "Round ends of navy, ochre and green bands from close by, thin lines in the gaps": (
        "Runde Enden von Bändern in Marineblau, Ocker und Grün aus der Nähe, dünne Linien in den Lücken"
    ),
    "Turns of the line from close by, bold and yellow within the ball, thin outside it": (
        "Wendungen der Linie aus der Nähe, in der Kugel kräftig und gelb, außerhalb dünn"
    ),
    "Crossing loops from close by: blue hairlines that close up to black, red at the heart": (
        "Sich kreuzende Schleifen aus der Nähe: blaue Haarlinien, die sich zu Schwarz verdichten, im "
        "Herzen rot"
    ),
    # Others.
    "The four drawings of the set laid out in two rows, each with a white border": (
        "Die vier Zeichnungen des Satzes in zwei Reihen ausgelegt, jede mit weißem Rand"
    ),
    "Two folded T-shirts: a white one with toppling squares, a green one with a ring of yellow dots": (
        "Zwei gefaltete T-Shirts: ein weißes mit kippenden Quadraten, ein grünes mit einem Ring gelber Punkte"
    ),
    "A large framed drawing of flowing bands on a pale wall, the end of a wooden bench below it": (
        "Eine große gerahmte Zeichnung fließender Bänder an einer hellen Wand, darunter das Ende einer "
        "Holzbank"
    ),
    "Six framed drawings on a pale wall above a wooden bench: a large one of flowing bands, then a red sun, "
    "rings, a ring of dots, tiles and geometric shapes": (
        "Sechs gerahmte Zeichnungen an einer hellen Wand über einer Holzbank: eine große mit fließenden "
        "Bändern, dann eine rote Sonne, Ringe, ein Ring aus Punkten, Kacheln und geometrische Formen"
    ),
}
