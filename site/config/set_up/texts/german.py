"""Ein neuer Shop auf Deutsch: what the law wants told, in brackets what the owner has to write."""

from config.set_up.texts.kinds import Draft, Texts

FIRST_LINE = (
    "Ein Entwurf: Ersetzen Sie, was in [Klammern] steht, lassen Sie ihn prüfen, dann veröffentlichen."
)

IMPRINT = Draft(
    "imprint",
    "Impressum",
    "impressum",
    "legal",
    FIRST_LINE,
    (
        ("Angaben nach § 5 DDG", ("[Firma mit Rechtsform, oder Vor- und Nachname]",)),
        ("Anschrift", ("[Straße und Hausnummer, Postleitzahl, Ort, Land; kein Postfach]",)),
        ("Kontakt", ("E-Mail: [Adresse]", "Telefon: [Nummer]")),
        ("Vertreten durch", ("[Namen der Vertretungsberechtigten]",)),
        ("Register", ("[Registergericht und Nummer, oder: keine Eintragung]",)),
        ("Umsatzsteuer", ("Umsatzsteuer-Identifikationsnummer: [Nummer, falls vorhanden]",)),
        ("Aufsicht", ("[Behörde, Kammer und Berufsbezeichnung, wo der Beruf eine Zulassung braucht]",)),
        (
            "Streitbeilegung",
            ("[Ob Sie an Verfahren vor einer Verbraucherschlichtungsstelle teilnehmen, § 36 VSBG]",),
        ),
    ),
)
PRIVACY = Draft(
    "privacy",
    "Datenschutz",
    "datenschutz",
    "legal",
    FIRST_LINE,
    (
        ("Wer verantwortlich ist", ("[Name, Anschrift, E-Mail; Datenschutzbeauftragte, falls vorhanden]",)),
        (
            "Bestellungen",
            (
                "Wir speichern Namen, Anschriften, E-Mail, Telefonnummer und was bestellt wurde, um den "
                "Vertrag zu erfüllen (Art. 6 Abs. 1 lit. b DSGVO), danach so lange das Steuerrecht es "
                "verlangt: [Jahre].",
            ),
        ),
        (
            "Zahlungen",
            (
                "Zahlungen nimmt Stripe entgegen [Firma und Anschrift laut Vertrag]. Kartennummern gehen "
                "unmittelbar dorthin und nie durch diesen Shop. [Übermittlung in Drittländer und Grundlage]",
            ),
        ),
        (
            "Konten",
            (
                "Ein Konto hält E-Mail, ein verschlüsseltes Passwort und Lieferangaben, bis es geschlossen wird.",
            ),
        ),
        (
            "Cookies",
            (
                "Dieser Shop setzt, was er zum Arbeiten braucht: die Sitzung mit dem Warenkorb, den Schutz der "
                "Formulare und die Sprache. [Was Sie hinzufügen]",
            ),
        ),
        ("Wer Daten erhält", ("[Hosting, Mail, Paketdienste, je mit Zweck und Ort]",)),
        (
            "Ihre Rechte",
            (
                "Sie können Auskunft, Berichtigung, Löschung, Einschränkung und eine Kopie verlangen, "
                "widersprechen und sich bei einer Aufsichtsbehörde beschweren: [Name und Anschrift].",
            ),
        ),
    ),
)
TERMS = Draft(
    "terms",
    "AGB",
    "agb",
    "legal",
    FIRST_LINE,
    (
        ("Vertrag", ("Der Vertrag kommt zustande mit [Firma]. [Wie und wann er geschlossen wird]",)),
        (
            "Preise",
            (
                "Preise enthalten die Umsatzsteuer; Versand kommt hinzu und steht vor der Bestellung da. [Sonst: wie]",
            ),
        ),
        ("Zahlung", ("[Zahlungsarten, und wann belastet wird]",)),
        ("Lieferung", ("[Wohin, wie lange, was geschieht, wenn etwas nicht geliefert werden kann]",)),
        ("Widerruf", ("Verbraucher können widerrufen, wie es auf der Seite zum Widerruf steht.",)),
        ("Mängel", ("Es gelten die gesetzlichen Rechte bei Mängeln. [Garantien, falls es welche gibt]",)),
        ("Sprache und Text", ("[Vertragssprachen, und ob der Vertragstext gespeichert wird]",)),
    ),
)
WITHDRAWAL = Draft(
    "withdrawal",
    "Widerruf",
    "widerruf",
    "legal",
    FIRST_LINE,
    (
        (
            "Widerrufsrecht",
            (
                "Sie haben das Recht, binnen vierzehn Tagen ohne Angabe von Gründen diesen Vertrag zu "
                "widerrufen. [Länger, wenn Sie mehr geben]",
                "Die Widerrufsfrist beträgt vierzehn Tage ab dem Tag, an dem Sie oder ein von Ihnen benannter "
                "Dritter, der nicht der Beförderer ist, die Waren in Besitz genommen haben bzw. hat. [Mehrere "
                "Waren oder Teilsendungen: die letzte]",
                "Um Ihr Widerrufsrecht auszuüben, müssen Sie uns ([Name, Anschrift, E-Mail, Telefon]) mittels "
                "einer eindeutigen Erklärung über Ihren Entschluss informieren. Sie können dafür das "
                "beigefügte Muster-Widerrufsformular verwenden, das jedoch nicht vorgeschrieben ist. [Wo die "
                "Funktion zum Widerrufen im Shop zu finden ist]",
                "Zur Wahrung der Widerrufsfrist reicht es aus, dass Sie die Mitteilung vor Ablauf der Frist "
                "absenden.",
            ),
        ),
        (
            "Folgen des Widerrufs",
            (
                "Wir haben Ihnen alle Zahlungen, die wir von Ihnen erhalten haben, einschließlich der Kosten "
                "der von uns angebotenen günstigsten Standardlieferung, unverzüglich und spätestens binnen "
                "vierzehn Tagen ab dem Tag zurückzuzahlen, an dem Ihre Mitteilung bei uns eingegangen ist, "
                "mit demselben Zahlungsmittel. Wir können die Rückzahlung verweigern, bis wir die Waren "
                "zurückerhalten haben oder Sie nachgewiesen haben, dass sie abgesandt sind.",
                "Senden Sie die Waren binnen vierzehn Tagen an [Anschrift]. [Wer die Kosten der Rücksendung trägt]",
                "Sie müssen für einen etwaigen Wertverlust nur aufkommen, wenn er auf einen zur Prüfung der "
                "Beschaffenheit, Eigenschaften und Funktionsweise nicht notwendigen Umgang zurückzuführen ist.",
            ),
        ),
        ("Was ausgenommen ist", ("[Maßanfertigungen, versiegelte Waren und was Sie sonst davon verkaufen]",)),
        (
            "Muster-Widerrufsformular",
            (
                "(Wenn Sie den Vertrag widerrufen wollen, dann füllen Sie bitte dieses Formular aus und senden "
                "Sie es zurück.)",
                "– An [Name, Anschrift, E-Mail-Adresse]:",
                "– Hiermit widerrufe(n) ich/wir (*) den von mir/uns (*) abgeschlossenen Vertrag über den Kauf "
                "der folgenden Waren (*)/die Erbringung der folgenden Dienstleistung (*)",
                "– Bestellt am (*)/erhalten am (*)",
                "– Name des/der Verbraucher(s)",
                "– Anschrift des/der Verbraucher(s)",
                "– Unterschrift des/der Verbraucher(s) (nur bei Mitteilung auf Papier)",
                "– Datum",
                "(*) Unzutreffendes streichen.",
            ),
        ),
    ),
)
ACCESSIBILITY = Draft(
    "accessibility",
    "Barrierefreiheit",
    "barrierefreiheit",
    "legal",
    FIRST_LINE,
    (
        ("Was dieser Shop bietet", ("[Was es hier zu kaufen gibt und wie, in einfachen Worten]",)),
        ("Wie er die Anforderungen erfüllt", ("[Norm, nach der geprüft wurde, von wem, wann]",)),
        ("Bekannte Hürden", ("[Was noch nicht für alle geht, seit wann, und was hilft]",)),
        ("Sagen Sie es uns", ("Hürden melden Sie an [E-Mail und Telefon].",)),
        ("Behörde", ("[Die zuständige Marktüberwachungsbehörde]",)),
    ),
)
DELIVERY = Draft(
    "delivery",
    "Versand & Rückgabe",
    "versand-rueckgabe",
    "help",
    FIRST_LINE,
    (
        ("Wohin wir liefern", ("[Länder]",)),
        ("Was es kostet", ("[Versandkosten, und ab welchem Betrag sie entfallen]",)),
        ("Wie lange es dauert", ("[Werktage, bis das Paket da ist]",)),
        ("Zurückschicken", ("[Wie, wohin, wer zahlt; siehe Widerruf]",)),
    ),
)
CONTACT = Draft(
    "contact",
    "Kontakt",
    "kontakt",
    "help",
    FIRST_LINE,
    (
        ("Schreiben Sie uns", ("[E-Mail-Adresse, die täglich gelesen wird]",)),
        ("Rufen Sie an", ("[Telefonnummer und Zeiten]",)),
        ("Besuchen Sie uns", ("[Anschrift und Öffnungszeiten, oder: Wir haben kein Ladengeschäft]",)),
    ),
)

GERMAN = Texts(
    shop="Alle Produkte",
    shop_slug="shop",
    journal="Journal",
    welcome="Schön, dass Sie da sind. Sehen Sie sich um.",
    news="Neu bei uns",
    shop_heading="Shop",
    help_heading="Hilfe",
    payment="Zahlung mit Karte",
    drafts=(IMPRINT, PRIVACY, TERMS, WITHDRAWAL, ACCESSIBILITY, DELIVERY, CONTACT),
)
