"""The standing pages in German; slugs and menus are those of the English ones."""

from home.demo.builders import gallery
from home.demo.standard_pages import StandardPage, TextSection

DELIVERY = StandardPage(
    "Versand & Rückgabe",
    "delivery-and-returns",
    "help",
    "Jedes Stück wird gedruckt, wenn Sie es bestellen. Das dauert ein, zwei Tage; den Rest macht die Post.",
    (
        TextSection(
            "Wie lange es dauert",
            (
                "Der Standardversand dauert in der EU drei bis fünf Werktage. Was er kostet, steht im "
                "Warenkorb, bevor Sie etwas bezahlen.",
                "Poster bis A2 reisen in einer festen Rolle, A1 und alles Gerahmte reist flach.",
            ),
        ),
        TextSection("Was es kostet", ("Ein Zehntel des Warenwerts, und ab 60\u00a0€ nichts.",)),
        TextSection(
            "Zurückschicken",
            (
                "Sie haben ab der Lieferung dreißig Tage Zeit. Schreiben Sie uns, wir senden ein Etikett und "
                "erstatten den Preis auf Ihre Karte, spätestens fünf Tage nachdem das Paket bei uns ist.",
                "Kommt es beschädigt an, heben Sie die Verpackung auf und schicken Sie uns ein Foto. Wir "
                "drucken es noch einmal.",
            ),
        ),
        TextSection(
            "Oft gefragt",
            (),
            questions=(
                (
                    "Kann ich meine Bestellung noch ändern?",
                    "Bis sie gedruckt wird, meist bis zum nächsten Morgen. Nennen Sie uns die Nummer.",
                ),
                (
                    "Liefern Sie an eine Packstation?",
                    "Ja. Schreiben Sie ihre Adresse in die zweite Zeile, wie auf einen Umschlag.",
                ),
                (
                    "Was, wenn der Rahmen zerbrochen ankommt?",
                    "Schicken Sie binnen zwei Wochen ein Foto. Am Tag darauf geht ein neuer auf die Reise.",
                ),
            ),
        ),
        TextSection(
            "Das ist eine Demo",
            ("Keine Bestellung hier ist echt, also wird nichts gedruckt, verschickt oder abgebucht.",),
        ),
    ),
)
SIZES = StandardPage(
    "Größen",
    "size-guide",
    "help",
    "Papier ist einfach: Es läuft nicht ein. Shirts sind flach gemessen, in Zentimetern, vor dem Waschen.",
    (
        TextSection(
            "Papier",
            (
                "Die Zeichnung hält innerhalb des Blattes einen eigenen Rand; ein Rahmen darf also die "
                "äußeren fünf Millimeter verdecken.",
            ),
            (
                ("Format", "Zentimeter", "gut für"),
                ("A4", "21 × 29,7", "Schreibtisch, Regal, das schmale Stück neben der Tür"),
                ("A3", "29,7 × 42", "die meisten Wände; passt auch ins Handgepäck"),
                ("A2", "42 × 59,4", "über dem Sideboard, für sich allein"),
                ("A1", "59,4 × 84,1", "die lange Wand, vom anderen Ende des Zimmers gesehen"),
            ),
        ),
        TextSection(
            "T-Shirts",
            (
                "Legen Sie ein Shirt, das Ihnen passt, auf den Tisch, messen Sie die Brustweite und "
                "vergleichen Sie.",
            ),
            (
                ("Größe", "Brust", "Länge"),
                ("XS", "46", "66"),
                ("S", "49", "69"),
                ("M", "52", "72"),
                ("L", "55", "74"),
                ("XL", "58", "76"),
            ),
        ),
        TextSection(
            "Becher und Postkarten",
            (
                "Ein Becher mit 330\u00a0ml ist 9,5\u00a0cm hoch und 8\u00a0cm breit, einer mit "
                "450\u00a0ml 11 mal 9. Postkarten messen zehn mal dreizehn Zentimeter, das geht in den "
                "meisten Ländern noch als gewöhnliche Karte durch.",
            ),
        ),
    ),
)
CONTACT = StandardPage(
    "Kontakt",
    "contact",
    "help",
    "Schreiben Sie an hello@motacilla.example. In einem echten Shop käme am nächsten Werktag eine Antwort.",
    (
        TextSection(
            "Zu einer Bestellung",
            (
                "Halten Sie die Bestellnummer bereit; sie steht in der Bestätigung und auf der Seite nach "
                "dem Bezahlen. Wenn Sie ein Konto haben, beantwortet „Bestellungen“ die meisten Fragen.",
            ),
        ),
        TextSection(
            "Zu einer Zeichnung",
            (
                "Nennen Sie uns ihren Namen oder den Seed auf der Rückseite. Fragen nach Seeds mögen wir "
                "mehr, als vernünftig ist.",
            ),
        ),
    ),
)
HOW_WE_DRAW = StandardPage(
    "Wie wir zeichnen",
    "how-we-draw",
    "about",
    "Jede Zeichnung ist eine Regel, eine Zahl und eine Menge Weggeworfenes.",
    (
        TextSection(
            "Eine Regel",
            (
                "Folge dem Pfeil. Drehe die Kachel. Lass den Goldenen Winkel zwischen zwei Punkten. Eine "
                "Regel muss auf eine Karte passen und von einer Maschine befolgt werden, die nicht weiß, "
                "wann Schluss ist.",
            ),
        ),
        TextSection(
            "Ein Seed",
            (
                "Wo die Regel eine Wahl lässt, wirft der Computer Würfel, die für dieselbe Zahl immer "
                "gleich fallen. Diese Zahl ist der Seed. Sie steht auf der Produktseite und auf der "
                "Rückseite des Blattes.",
            ),
        ),
        TextSection(
            "",
            (),
            quote=("Eine Regel ist nur eine sehr geduldige Hand.", "Zettel über dem Plotter"),
        ),
        TextSection(
            "Ein Papierkorb",
            (
                "Für eine Zeichnung, die wir behalten, entstehen ein paar hundert. Nur das Auswählen "
                "geschieht von Hand, und nur das dauert lange.",
            ),
        ),
        TextSection(
            "Drei, die geblieben sind",
            (),
            pictures=gallery("sunhead-close.jpg", "interference-close.jpg", "quarter-turn-close.jpg"),
        ),
        TextSection(
            "Ihrer",
            (
                "Auch Ihre Bestellnummer ist ein Seed. Nach dem Bezahlen zeichnet sie eine kleine Figur, "
                "die zu dieser Bestellung gehört und zu keiner anderen.",
            ),
        ),
    ),
)
PAPER = StandardPage(
    "Papier & Druck",
    "paper-and-print",
    "about",
    "Flächige Farbe ist eine Frage von gutem Papier und Geduld. Eines davon kann man kaufen.",
    (
        TextSection(
            "Papier",
            (
                "Baumwolle, 240\u00a0g/m², matt, ohne optische Aufheller: ein warmes Weiß am ersten Tag und "
                "dasselbe warme Weiß nach zehn Jahren.",
            ),
        ),
        TextSection(
            "Farbe",
            (
                "Pigmente, zwei bis sechs je Zeichnung, keines davon schwarz. Aus der Nähe scheint ein "
                "wenig Papier durch; das ist gewollt und steht so in der Datei.",
            ),
        ),
        TextSection(
            "Rahmen",
            (
                "Eiche aus dem Nachbarkreis, geölt oder schwarz gebeizt. Echtes Glas, säurefreie "
                "Passepartouts.",
            ),
        ),
        TextSection("Frisch aus der Presse", (), rail="newest"),
    ),
)
PRIVACY = StandardPage(
    "Datenschutz",
    "privacy",
    "legal",
    "Wir behalten, was eine Bestellung braucht, und nichts, womit man Ihnen folgen könnte.",
    (
        TextSection(
            "Was wir speichern",
            (
                "Name, Adresse, E-Mail und was Sie gekauft haben, so lange das Finanzamt es sehen möchte. "
                "Kartendaten gehen an den Zahlungsdienst; wir sehen sie nie.",
            ),
        ),
        TextSection(
            "Cookies",
            (
                "Eines für Ihren Warenkorb, eines zum Schutz der Formulare, eines für Ihre Sprache und "
                "eines, wenn Sie sich anmelden. Es gibt kein Tracking, deshalb gibt es auch kein Banner.",
            ),
        ),
        TextSection(
            "Ihre Rechte",
            (
                "Fragen Sie, was wir über Sie gespeichert haben, lassen Sie es berichtigen oder löschen: "
                "hello@motacilla.example.",
            ),
        ),
        TextSection(
            "Das ist eine Demo",
            (
                "Geben Sie keine echten Adressen ein. Eine Demo wird geleert, wann immer man sie neu "
                "aufsetzt.",
            ),
        ),
    ),
)
TERMS = StandardPage(
    "AGB",
    "terms",
    "legal",
    "Kurz, denn ein Poster ist keine Hypothek.",
    (
        TextSection(
            "Der Vertrag",
            (
                "Sie bestellen, wir bestätigen per E-Mail, und damit haben wir einen Vertrag. Die Preise "
                "enthalten die Mehrwertsteuer. Es gilt der Preis auf der Seite, auf der Sie bezahlen.",
            ),
        ),
        TextSection(
            "Widerruf",
            (
                "Das Gesetz gibt Ihnen vierzehn Tage, um es sich anders zu überlegen; wir geben Ihnen "
                "dreißig, aus jedem Grund.",
            ),
        ),
        TextSection(
            "Rechte an den Zeichnungen",
            (
                "Sie kaufen einen Druck, um mit ihm zu leben. Das Recht, mehr davon zu drucken, bleibt "
                "bei uns.",
            ),
        ),
        TextSection(
            "Das ist eine Demo",
            (
                "Hier steht nichts zum Verkauf, diese AGB binden also niemanden. Ein echter Shop braucht "
                "eigene.",
            ),
        ),
    ),
)
IMPRINT = StandardPage(
    "Impressum",
    "imprint",
    "legal",
    "Wer hinter diesem Shop stünde, wenn es einer wäre.",
    (
        TextSection(
            "Herausgeber",
            ("Motacilla, ein Vorführ-Shop. Stelzengasse 1, 12345 Beispielhausen. hello@motacilla.example.",),
        ),
        TextSection(
            "Der Name",
            (
                "Motacilla ist die Gattung der Stelzen, der kleinen Vögel, die an Bächen entlanglaufen "
                "und den Schwanz nicht stillhalten können. Die Gebirgsstelze hat einen gelben Bauch, das "
                "erklärt die Knöpfe.",
            ),
        ),
    ),
)
STANDARD_PAGES: tuple[StandardPage, ...] = (
    DELIVERY, SIZES, CONTACT, HOW_WE_DRAW, PAPER, PRIVACY, TERMS, IMPRINT
)  # fmt: skip
