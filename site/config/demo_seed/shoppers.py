"""Customers of the demo who only ever came to buy: they have accounts, but nobody signs in as one of them."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model

from config.demo_seed.people import Named


@dataclass(frozen=True)
class Shopper(Named):
    """Somebody with an account without a password, and where their parcels go."""

    first_name: str
    last_name: str
    street: str
    town: str
    postcode: str
    country: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


SHOPPERS = (
    Shopper("Maeve", "Doyle", "14 Sandycove Road", "Dublin", "A96 K5H2", "IE"),
    Shopper("Jonas", "Weber", "Torstraße 61", "Berlin", "10119", "DE"),
    Shopper("Ines", "Carvalho", "Rua da Boavista 112", "Porto", "4050-105", "PT"),
    Shopper("Luc", "Marchand", "7 rue des Martyrs", "Paris", "75009", "FR"),
    Shopper("Greta", "Holm", "Istedgade 40", "Copenhagen", "1650", "DK"),
    Shopper("Sanne", "Bakker", "Singel 201", "Amsterdam", "1016 AE", "NL"),
    Shopper("Piotr", "Zielinski", "ul. Dietla 33", "Kraków", "31-070", "PL"),
    Shopper("Katrin", "Vogel", "Lindengasse 9", "Vienna", "1070", "AT"),
    Shopper("Oona", "Virtanen", "Fleminginkatu 18", "Helsinki", "00500", "FI"),
    Shopper("Matteo", "Rinaldi", "Via Saragozza 25", "Bologna", "40123", "IT"),
    Shopper("Elif", "Aydin", "Bergstraße 4", "Hamburg", "20095", "DE"),
    Shopper("Tomas", "Novak", "Krymská 12", "Prague", "101 00", "CZ"),
    Shopper("Hanna", "Lund", "Götgatan 55", "Stockholm", "116 21", "SE"),
)


def add_shoppers() -> None:
    """Make the accounts that are not there yet; without a password nobody gets in."""
    users = get_user_model().objects
    there = set(users.values_list("username", flat=True))
    for shopper in SHOPPERS:
        if shopper.username not in there:
            users.create_user(
                shopper.username,
                shopper.email,
                password=None,
                first_name=shopper.first_name,
                last_name=shopper.last_name,
            )
