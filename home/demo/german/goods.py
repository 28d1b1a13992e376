"""Titles and stories of shirts, mugs and postcards in German, by slug."""

from home.demo.entries import Story

SHIRTS: dict[str, tuple[str, Story]] = {
    "interference": (
        "Interferenz",
        Story(
            "Bitte nicht im Fernsehen tragen",
            "Feine Ringe und Kameras vertragen sich nicht: Auf dem Bildschirm kriecht das Shirt. Auf der "
            "Straße flimmert es nur ein wenig, wenn Sie atmen.",
            (
                "Zwei Siebe, eines blau, eines rot, die Farben dünn genug, um sich auf dem Stoff zu "
                "mischen. Die violette Linse in der Mitte hat nie jemand angerührt.",
            ),
        ),
    ),
    "disorder": (
        "Unordnung",
        Story(
            "Am Kragen noch ordentlich",
            "Das Raster hält bis etwa zum dritten Knopf die Fassung, wenn es Knöpfe hätte. Am Saum hat es "
            "aufgegeben.",
            (
                "Ein Sieb für die Linien, eines für das Gelb. Die neunte Reihe sitzt, wo die meisten die "
                "Hände in die Hüften stemmen. Das passt.",
            ),
        ),
    ),
    "ridge-lines": (
        "Kammlinien",
        Story(
            "Keine Band heißt so",
            "Ja, es sieht aus wie die Platte. Die Platte nahm ihren Berg von einem Pulsar; unserer kommt "
            "von Seed 31 und war nie auf Tournee.",
            (
                "Die Linien gehen in einem Zug der Rakel von Stroh in Glut über, beide Farben "
                "nebeneinander aufs Sieb gegossen. Keine zwei Shirts mischen auf derselben Höhe.",
            ),
        ),
    ),
    "sunhead": (
        "Sonnenkopf",
        Story(
            "Etwas für den Schrebergarten",
            "Die Sonnenblume, oder eher ihre Rechnung, auf einem Grün, das verbirgt, was ein grünes Shirt "
            "im Garten verbergen muss.",
            (
                "Fünf Farben, vom Herzen nach außen, jeder Punkt ganz gedruckt. Die kleinsten messen einen "
                "Millimeter und haben bisher vierzig Wäschen überstanden. Wir waschen noch.",
            ),
        ),
    ),
    "low-sun": (
        "Tiefe Sonne",
        Story(
            "Der Strand, ohne den Strand",
            "Eine rote Sonne über dunklem Wasser, dort, wo eine Brusttasche sonst Sand sammeln würde.",
            (
                "Auf Ecru ist es früher Abend, auf Sand etwas später. Das Blau liegt über dem Rot; die "
                "Sonne ist also durch Chemie unter Wasser und nicht durch Zeichnen.",
            ),
        ),
    ),
    "the-long-way-home": (
        "Der lange Heimweg",
        Story(
            "Für alle, die nie nach dem Weg fragen",
            "Eine Linie, zweitausend Halte, keine Kreuzung und keine Abkürzung, quer über die Brust eines "
            "dunkelblauen Shirts.",
            (
                "Jemand im Zug wird versuchen, ihr zu folgen. Lassen Sie ihm Zeit bis zur Endstation.",
                "Die Farbe deckt und wird zweimal gezogen, denn eine dünne Linie auf Indigo ist bald "
                "keine Linie mehr.",
            ),
        ),
    ),
}

MUGS: dict[str, tuple[str, Story]] = {
    "slow-reaction": (
        "Langsame Reaktion",
        Story(
            "Für alle, die noch nicht wach sind",
            "Zwei erfundene Stoffe brauchten 4.200 Schritte bis zu diesem Muster. Ihr Kaffee wird "
            "schneller sein.",
            (
                "Das Labyrinth läuft rundherum und trifft sich hinter dem Henkel, wo die Naht so gut "
                "versteckt ist, wie eine Naht es sein kann. Rot am Rand, pflaumenblau am Fuß.",
            ),
        ),
    ),
    "quarter-turn": (
        "Vierteldrehung",
        Story(
            "Kein Anfang, kein Ende, ein Henkel",
            "Die Kacheln schließen sich um den Becher, also sind die Schlingen wirklich Schlingen. Drehen "
            "Sie ihn, und der orange Streifen kommt wieder vorbei.",
            (
                "In den größeren passt eine ordentliche Kanne Tee, und er braucht zwei Hände. An manchen "
                "Tagen ist genau das der Sinn.",
            ),
        ),
    ),
    "house-rules": (
        "Hausordnung",
        Story(
            "Der, den sonst niemand benutzen darf",
            "In jedem Büro gibt es einen Becher mit Regeln. Dieser hat sechs Formen und fünf Farben, auf "
            "beiden Seiten mit weißem Rand, damit auch Linkshänder das Bild sehen.",
            (
                "Das Ocker ist das schwierige: Im Ofen wird es einen Ton dunkler. Wir drucken es einen "
                "Ton zu hell und halten die Luft an.",
            ),
        ),
    ),
    "contour-interval": (
        "Höhenlinien",
        Story(
            "Teespiegel",
            "Eine Landschaft ohne Namen, so herumgelegt, dass ihr Westrand den Ostrand trifft. Füllen Sie "
            "bis zur Höhenlinie Ihrer Wahl.",
            (
                "Die Linien sind einen Drittelmillimeter breit und liegen unter der Glasur, die Hügel "
                "lassen sich also nicht ertasten. Wir haben es alle versucht.",
            ),
        ),
    ),
    "tailwind": (
        "Rückenwind",
        Story(
            "Umrühren, aber außen",
            "Sechs Farben wehen um weißes Porzellan. Es ist das Lebhafteste, was Sie vor neun Uhr "
            "ansehen, und das Einzige, das nichts von Ihnen will.",
            (
                "Mit dem Seed des Posters gezeichnet, aber aus der Mitte des Blattes geschnitten, wo die "
                "breiten Striche sind. Die dünnen wären im Ofen zugelaufen.",
            ),
        ),
    ),
}

POSTCARDS: dict[str, tuple[str, Story]] = {
    "four-drawings": (
        "Vier Zeichnungen",
        Story(
            "Die kurze Vorstellung",
            "Wenn Sie wissen möchten, was wir tun, und dafür einen Briefschlitz breit Platz haben, fangen "
            "Sie hier an: eine Karte, eine Blume, ein Pendel und ein Sonnenuntergang.",
            (
                "Je zwei im kleinen Satz, je vier im großen. Die meisten behalten den Sonnenuntergang und "
                "schicken die Pendel jemandem, der Physik studiert hat.",
            ),
        ),
    ),
    "corners": (
        "Ecken",
        Story(
            "Nichts Rundes, oder kaum",
            "Quadrate, Felder, Würfel und ein Raster. Für Vermieterinnen, Landvermesser und alle, die in "
            "diesem Jahr umgezogen sind.",
            (
                "Die Viertelkreise in Hausordnung sind unter Protest dabei. Auch sie haben Ecken, wenn "
                "Sie genau hinsehen.",
            ),
        ),
    ),
    "round-things": (
        "Rundes",
        Story(
            "Vor allem für Geburtstage",
            "Kerne, Ringe, eine Sonne und ein Gedränge von Scheiben. Kreise passen zu fast jedem Anlass, "
            "außer zu einer Beschwerde.",
            (
                "Schreiben Sie auf die Rückseite, womit Sie mögen. Die Karte ist beidseitig ungestrichen "
                "und nimmt Tinte, Bleistift und hin und wieder einen Kaffeering.",
            ),
        ),
    ),
    "weather-report": (
        "Wetterbericht",
        Story(
            "Schön hier, nur windig",
            "Hochland, Wind von vorn, sinkende Sonne, Wind von hinten: vier Karten für die Gespräche "
            "eines ganzen Urlaubs an der Nordsee.",
            ("Die Reihenfolge ist gleich. Die Vorhersage ist etwa so verlässlich wie die andere.",),
        ),
    ),
    "slow-post": (
        "Langsame Post",
        Story(
            "Aus Prinzip nicht per Express",
            "Vier Zeichnungen, die sich Zeit gelassen haben: Eine schwang, eine irrte, eine drehte sich, "
            "und eine hat einfach gewartet.",
            (
                "Zusammen halten sie eine Linie mit zweitausend Halten und eine Reaktion von 4.200 "
                "Schritten. Die Post braucht zwei Tage. Hier hat es niemand eilig.",
            ),
        ),
    ),
}
