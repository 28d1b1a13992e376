"""What stands on the German home page; pictures and products are those of the English one."""

from dataclasses import replace

from home.demo import home_texts
from home.demo.home_texts import Fact, HomeTexts

HOME: HomeTexts = replace(
    home_texts.HOME,
    promo_strong="Kostenloser Versand in der EU ab 60\u00a0€.",
    promo_text="Jedes Stück wird auf Bestellung gedruckt.",
    headline=("Nach Regeln gezeichnet.", "Auf Papier gedruckt."),
    side_text=(
        "Sechzehn Zeichnungen, jede aus einem kleinen Programm mit einer Idee. Wir drucken, was sie "
        "zeichnen, auf Poster, Shirts, Becher und Karten."
    ),
    button_label="Poster ansehen",
    wall_label="An dieser Wand",
    rail_heading="Neu an der Wand",
    tiles_heading="Wo eine Zeichnung wohnen kann",
    journal=replace(
        home_texts.JOURNAL_TEASER,
        kicker="Aus dem Journal",
        heading="Wie aus Wind ein Druck wird",
        lead=(
            "Am Anfang ist ein Feld aus Pfeilen. Setzen Sie irgendwo einen Stift auf und lassen Sie ihn "
            "folgen, bis er auf eine andere Linie trifft."
        ),
        text=(
            "Das ist die ganze Regel hinter Rückenwind. Die breiten Striche kommen zuerst, die dünnen "
            "füllen, was übrig bleibt, und Seed 1207 haben wir behalten, nachdem wir gut vierhundert "
            "angesehen hatten."
        ),
        link_label="Zur Geschichte",
    ),
    facts=(
        Fact(
            "Ein Seed, eine Zeichnung",
            "Derselbe Seed zeichnet immer dasselbe Bild. Ihrer steht auf der Rückseite.",
        ),
        Fact(
            "Gedruckt, wenn Sie bestellen",
            "Pigmenttinte auf Baumwollpapier, wenige Werktage von der Datei bis zur Tür.",
        ),
        Fact(
            "Dreißig Tage Bedenkzeit",
            "Leben Sie damit. Sagt die Wand nein, schicken Sie es zurück und bekommen Ihr Geld wieder.",
        ),
    ),
    sale_heading="Gerade günstiger",
    newsletter_heading="Jeden Monat eine neue Zeichnung, per E-Mail.",
    newsletter_text="Ein neuer Druck, wie er entstand, und sonst nichts.",
    newsletter_button="Schreiben Sie uns dafür",
    newsletter_note="Eine Zeile an uns genügt, für das Kommen wie für das Gehen.",
    footer_text=(
        "Zeichnungen aus Code. Das ist eine Demo: Die Kunst ist echt, die Bestellungen sind es nicht."
    ),
)
