"""The stories of the journal in German."""

from dataclasses import replace

from home.demo import journal
from home.demo.builders import gallery
from home.demo.journal import JournalStory, Section

WIND = replace(
    journal.WIND,
    title="Wie aus Wind ein Druck wird",
    lead=(
        "Am Anfang ist ein Feld aus Pfeilen. Setzen Sie irgendwo einen Stift auf und lassen Sie ihn "
        "folgen, bis er auf eine andere Linie trifft."
    ),
    sections=(
        Section(
            "",
            (
                "Ein Feld aus Pfeilen ist eine Tabelle von Winkeln, einer für jede Stelle des Blattes. "
                "Unseres hat 480 Spalten und 600 Zeilen. Hätten benachbarte Winkel nichts miteinander zu "
                "tun, würde ein Stift auf der Stelle zittern. Also bringen wir sie dazu, sich einig zu "
                "sein: Wir werfen eine Handvoll Zufallszahlen, weit auseinander, und füllen alles "
                "dazwischen weich auf. Was herauskommt, benimmt sich wie Wind, ganz ohne Meteorologie.",
                "Dann setzt ein Stift auf. Er liest den Winkel unter sich, geht ein Drittel Prozent der "
                "Blattbreite in diese Richtung und liest von neuem. Nach hundert solchen Schritten ist da "
                "eine Kurve, die niemand gezeichnet hat.",
            ),
        ),
        Section(
            "Die großen zuerst",
            (
                "Wären alle Stifte gleich, sähe das Blatt aus wie gekämmtes Haar. Wir nehmen fünf Federn, "
                "und die breiteste beginnt. Sie hat das leere Blatt für sich und zieht neunundvierzig "
                "kräftige Striche. Die nächste ist etwas mehr als halb so breit und muss "
                "dazwischenpassen. Die fünfte ist dünn wie ein Bleistiftstrich, hat siebentausend "
                "Versuche und findet hundert Plätze.",
                gallery("tailwind-clipped.jpg")[0],
                "Die eine Anstandsregel: Kein Strich darf einem anderen näher kommen als zwei Tausendstel "
                "der Blattbreite. Dort endet er mit runder Nase, und die feine weiße Naht, die bleibt, "
                "hält das Bild zusammen.",
            ),
        ),
        Section(
            "Woher die Farben kommen",
            (
                "Sechs gewürfelte Farben ergeben Konfetti. Wir haben es versucht; eine Minute lang sah es "
                "fröhlich aus. Jetzt entscheidet ein zweites Feld, langsamer als das erste, auf dem die "
                "Farben liegen wie Klimazonen auf einer Karte. Ein wenig Zufall kommt dazu, damit sich "
                "ein einzelner roter Strich unter die grünen verirren kann, aber im Großen und Ganzen "
                "wohnt Rot bei Rot.",
            ),
        ),
        Section(
            "Warum 1207",
            (
                "Alles Zufällige in der Zeichnung kommt aus einer Zahl, dem Seed. Geben Sie ihr 1206, und "
                "es weht ein anderer Wind. Wir ließen das Programm über Nacht gut vierhundert Blätter "
                "zeichnen, hängten die zwanzig besten in den Flur und warteten ab, vor welchen die Leute "
                "stehen blieben. Nach einer Woche war es immer dasselbe.",
                "Der Seed steht auf der Rückseite jedes Blattes. Mit ihm und dem Quelltext dieses Shops "
                "können Sie Rückenwind selbst zeichnen. Wir hoffen, Sie kaufen das Papier trotzdem bei "
                "uns.",
            ),
        ),
    ),
)

STORIES: tuple[JournalStory, ...] = (WIND,)
