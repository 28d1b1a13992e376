"""Titles and stories of the posters in German, by slug."""

from home.demo.builders import gallery
from home.demo.entries import Story

POSTERS: dict[str, tuple[str, Story]] = {
    "tailwind": (
        "Rückenwind",
        Story(
            "Ein Feld aus Pfeilen und ein sturer Stift",
            "Jeder Punkt auf dem Blatt hält einen Pfeil. Der Stift setzt auf, dreht sich in Richtung des "
            "Pfeils unter ihm, macht einen kurzen Schritt und fragt von vorn.",
            (
                "Er hält an, wenn er einer Linie zu nahe kommt, die schon da ist. Die breiten Striche werden "
                "zuerst gezogen und benehmen sich wie Flüsse; die dünnen suchen sich ihren Weg dazwischen.",
                "Welche der sechs Farben an der Reihe ist, bestimmt ein zweites, langsameres Feld. "
                "Deshalb sammeln sich die Farben wie Wetterfronten. Nur gewürfelt sähe es aus wie der "
                "Boden nach einem Fest.",
            ),
            quote=("Zieh die Linie, dann hör ihr zu.", "Von der Wand im Studio"),
            picture=(gallery("tailwind-close.jpg")[0], "Erst die breiten Striche, dann die dünnen."),
        ),
    ),
    "low-sun": (
        "Tiefe Sonne",
        Story(
            "Ende September, halb sieben",
            "Eine Scheibe, ein Horizont und gut vierzig waagerechte Linien. Die Linien wissen nichts von "
            "Wasser; sie sind nur gebogen, mit jedem Zentimeter auf Sie zu ein wenig mehr.",
            (
                "Die Biegung stammt aus einem einzigen langsamen Rauschen, so lange gestreckt, bis eine "
                "Dünung über die ganze Breite läuft. Wo Blau über Rot gedruckt wird, mischen sich die "
                "Farben, und die Sonne geht von allein unter.",
                "Wir haben es mit einer Spiegelung versucht. Sie war schlechter als keine, also muss die "
                "Sonne genügen.",
            ),
        ),
    ),
    "interference": (
        "Interferenz",
        Story(
            "Zwei ruhige Dinge, ein unruhiges",
            "Zwanzig blaue Ringe, neunzehn rote, jeder für sich vollkommen regelmäßig. Das Flimmern, wo "
            "sie sich kreuzen, steht auf keiner der beiden Platten.",
            (
                "Die einen Ringe stehen etwas weiter auseinander als die anderen, auf A3 keinen halben "
                "Millimeter. Das reicht: Das Auge sucht die Regel und findet in jeder Entfernung ein "
                "neues Muster.",
                "Hängen Sie es ans Ende eines Flurs. Auf dem Weg dorthin verwandelt es sich viermal.",
            ),
        ),
    ),
    "sunhead": (
        "Sonnenkopf",
        Story(
            "Fünfzehnhundert Kerne, ein Winkel",
            "Einen Punkt setzen. Um 137,5 Grad drehen, eine Haaresbreite nach außen, noch einen setzen. Nach "
            "fünfzehnhundert Malen haben Sie eine Sonnenblume, ohne an eine gedacht zu haben.",
            (
                "Der Winkel ist der Goldene: Keine Zahl ganzer Drehungen bringt einen Punkt je hinter "
                "einen früheren, also entsteht keine Lücke und keine Speiche. Die Pflanzen sind etwas "
                "früher darauf gekommen als wir.",
                "Die Punkte atmen, groß, klein und wieder groß, und die Farben wechseln nach außen mit "
                "weichen Grenzen. Es ist unser einziges Blatt, das in einem dunklen Zimmer leuchtet.",
            ),
        ),
    ),
    "contour-interval": (
        "Höhenlinien",
        Story(
            "Eine Karte von nirgendwo",
            "Das Land ist aus vier Lagen Rauschen erfunden. Vermessen wurde es ordentlich, in "
            "sechsundzwanzig gleichen Höhen, jede fünfte Linie kräftiger, wie es die amtlichen Karten "
            "halten.",
            (
                "Wo die Linien drängen, ist es steil; wo sie auseinanderlaufen, ist guter Grund für ein "
                "Picknick. Nach einer Woche an der Wand wissen die meisten, wo sie ihr Haus bauen würden.",
                "Die Töne reichen von tiefem Wasser bis zu später Sonne. Nichts ist beschriftet, also "
                "kann Ihnen niemand sagen, dass Sie sich verlaufen haben.",
            ),
        ),
    ),
    "slow-reaction": (
        "Langsame Reaktion",
        Story(
            "Zwei Stoffe, die es nie gab",
            "Der eine lebt vom anderen, und beide breiten sich in ihrem eigenen Tempo aus. Nach 4.200 "
            "kleinen Schritten sind sie irgendwo zwischen Koralle und Fingerabdruck.",
            (
                "Alan Turing schlug 1952 vor, dass Flecken und Streifen von Tieren so entstehen könnten. "
                "Das ganze Rezept sind zwei Zeilen Rechnung, und er hatte keinen Plotter.",
                "Zufuhr und Zerfall nehmen nach unten zu, deshalb lockert sich das Labyrinth. Diese "
                "Auflage ist ausverkauft; der Becher nicht.",
            ),
        ),
    ),
    "quarter-turn": (
        "Vierteldrehung",
        Story(
            "Achtundvierzig Kacheln und eine Münze",
            "Jede Kachel trägt dieselben zwei Bänder aus Viertelkreisen. Zu entscheiden ist nur, wie "
            "herum sie liegt und welches Band oben läuft.",
            (
                "Pater Truchet zählte solche Muster 1704, mit schräg geteilten Kacheln. Die runde Sorte "
                "ist jünger und freundlicher: Jedes Ende trifft ein Ende, was die Münze auch sagt.",
                "So gibt es immer irgendwo eine Schlinge und nie einen losen Faden. Folgen Sie dem "
                "orangen Streifen mit dem Finger; Sie sind schneller zurück, als Sie denken.",
            ),
        ),
    ),
    "house-rules": (
        "Hausordnung",
        Story(
            "Sechs Formen, fünf Farben, keine Widerrede",
            "Zwanzig Quadrate. In jedem: ein Grund, eine Form, eine Richtung. Die Nachbarn werden nicht "
            "gefragt.",
            (
                "Die Regeln waren an einem Nachmittag geschrieben und wurden einen Monat lang befolgt, "
                "bis Seed 12 eine Zielscheibe, ein Segel und einen Viertelmond dorthin setzte, wo ein "
                "Gestalter sie auch gesetzt und berechnet hätte.",
                "Es ist unser lautestes Bild. Es mag eine glatte Wand und ein Zimmer mit Kindern darin.",
            ),
        ),
    ),
    "two-pendulums": (
        "Zwei Pendel",
        Story(
            "Was die Reibung zeichnet",
            "Zwei Gewichte schwingen; das eine führt den Stift quer, das andere längs. Sie halten beinahe "
            "das Verhältnis zwei zu drei. Die ganze Schönheit liegt im Beinahe.",
            (
                "Im 19. Jahrhundert stand der Harmonograph im Salon, aus Messing und Blei, und die Gäste "
                "bekamen die Zeichnung mit. Unserer schwingt 250 gedachte Sekunden und braucht keine "
                "Gäste.",
                "Die Linie beginnt außen in Blau und ermüdet zu einem roten Herzen hin. Es ist eine "
                "einzige Linie. Sie können es nachprüfen, wenn Sie den Abend dafür haben.",
            ),
        ),
    ),
    "steps": (
        "Stufen",
        Story(
            "Eine Stadt aus 139 Türmen",
            "Säulen auf einer Raute Boden, keine höher als sieben Stockwerke, von hinten nach vorn "
            "gezeichnet, damit jede verdeckt, was sie verdecken soll.",
            (
                "Perspektive gibt es nicht: Ferne Würfel sind so groß wie nahe. Das Auge verzeiht es "
                "sofort und überlegt dann eine Weile, ob es auf Dächer hinab- oder in Ecken hinaufsieht.",
                "Die Höhe kommt von einem Hügel aus Rauschen, die Farbe von einem anderen. Deshalb halten "
                "sich die Viertel nicht an das Gelände. In den meisten Städten ist es ebenso.",
            ),
        ),
    ),
    "ridge-lines": (
        "Kammlinien",
        Story(
            "Vierundsiebzig Horizonte",
            "Jede Linie ist ein Schnitt durch denselben erfundenen Berg, einen Schritt näher als die "
            "letzte. Was hinter einer Linie liegt, wird übermalt, bevor sie gezogen wird.",
            (
                "Das ist der älteste Trick der Computerzeichnung, aus der Zeit, als ein Plotter nicht "
                "zurücksehen konnte. Astronomen nahmen ihn für die Pulse eines Sterns, eine Plattenhülle "
                "tat den Rest.",
                "Die fernen Linien sind blass wie Stroh, die nahen wie Glut. Auf Mitternachtsblau "
                "gedruckt, ist es ein dunkles Bild für ein helles Zimmer.",
            ),
        ),
    ),
    "disorder": (
        "Unordnung",
        Story(
            "Hundertfünfundsechzig Quadrate verlieren die Geduld",
            "Die erste Reihe ist untadelig. Von da an darf sich jedes Quadrat ein wenig drehen und ein wenig "
            "verirren, und der Spielraum wächst mit jeder Reihe.",
            (
                "Georg Nees ließ 1968 in Stuttgart einen Computer das tun und nannte es Schotter. Die "
                "Idee ist seine; der Seed ist unserer, und die gelben sind es auch. Sie fallen, wohin sie "
                "wollen.",
                "Es gibt keinen Moment, in dem die Ordnung endet. Alle zeigen auf eine andere Reihe, und "
                "alle sind sich sicher.",
            ),
        ),
    ),
    "field-boundaries": (
        "Feldgrenzen",
        Story(
            "Wem gehört die Furche",
            "Vierundsiebzig Höfe, und jedem gehört, was seinem Tor näher liegt als jedem anderen. Die "
            "Grenzen folgen daraus, und niemand musste gefragt werden.",
            (
                "Die Höfe wurden ausgelost und dann zweimal in die Mitte ihres Landes gerückt, damit "
                "keinem nur ein Streifen bleibt. Jedes Feld ist in seiner eigenen Richtung und Breite "
                "gepflügt.",
                "Eines von zehn liegt brach, in voller Farbe. Die Wege dazwischen sind blankes Papier.",
            ),
        ),
    ),
    "the-long-way-home": (
        "Der lange Heimweg",
        Story(
            "Zweitausend Halte, keine Kreuzung",
            "Eine Linie kommt oben links herein, besucht jedes Feld eines Rasters von vierzig mal fünfzig "
            "und geht wieder. Sich selbst begegnet sie nie.",
            (
                "David Hilbert beschrieb die Strecke 1891, um zu zeigen, dass eine Linie ein Quadrat "
                "füllen kann. Die Kugel brauchte er nicht: Das ist nur die Linie, die dicker wird, wo wir "
                "sie darum bitten.",
                "Unterwegs wechselt die Farbe von Stroh zu Blau. So verraten die Viertel der Kugel, in "
                "welcher Reihenfolge sie besucht wurden. Der Seed bestimmt, wie unruhig die Hand ist.",
            ),
        ),
    ),
    "room-for-one-more": (
        "Einer geht noch",
        Story(
            "Neuntausend Gäste, wer zuerst kommt",
            "Werfen Sie einen Punkt auf das Blatt. Passt dort eine Scheibe hin, wächst sie, bis sie fast "
            "eine Nachbarin berührt. Passt keine, beschwert sich niemand.",
            (
                "Die großen kommen zuerst und nehmen die guten Plätze. Am Ende haben etwa zweihundert Platz "
                "gefunden, die letzten kaum größer als eine Linse.",
                "Ein langsames Rauschen setzt die Farben in Familien. Ringe, Schallplatten und Halbmonde "
                "sind denen vorbehalten, die groß genug dafür sind.",
            ),
        ),
    ),
    "headwind": (
        "Gegenwind",
        Story(
            "Derselbe Wind, andersherum",
            "Die ruhigere Schwester von Rückenwind: dasselbe Feld aus Pfeilen, drei feine Stifte statt "
            "fünf und Striche, die über die ganze Höhe laufen dürfen, bevor sie halten müssen.",
            (
                "Die Pfeile bleiben bei ruhigen Winkeln, also wirbelt nichts; es kämmt. Aus der Nähe "
                "sehen Sie kurze Fäden zwischen langen, wo der dünnste Stift zuletzt kam.",
                "Die roten Strähnen hat niemand gesetzt. Sie liegen, wo das langsame Feld der Farben gerade "
                "Hochwasser hatte.",
            ),
        ),
    ),
}
