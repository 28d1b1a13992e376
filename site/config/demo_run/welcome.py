"""What the demo prints when it is open."""

from config.demo_run.place import Place
from config.demo_seed.people import PEOPLE

CARDS = (
    ("4242 4242 4242 4242", "pays"),
    ("4000 0025 0000 3155", "asks for 3-D Secure first"),
    ("4000 0000 0000 9995", "is declined: not enough money"),
    ("4000 0000 0000 0002", "is declined"),
)


def welcome(place: Place) -> str:
    """Addresses, accounts and test cards, as a text for the terminal."""
    accounts = [f"  {p.role:<22} {p.email:<20} {p.password}" for p in PEOPLE]
    cards = [f"  {number}    {fate}" for number, fate in CARDS]
    lines = [
        "",
        f"The shop is open:  {place.url}/",
        f"Its admin:         {place.url}/admin/",
        "",
        "Accounts (sign in with the e-mail address)",
        *accounts,
        "",
        "Test cards (any date to come, any three digits; no money moves)",
        *cards,
        "",
        f"Mails are written to {place.folder / 'mail'}, logs to {place.logs}.",
        "Ctrl-C stops everything; the data stays for the next start.",
        "",
    ]
    return "\n".join(lines)
