"""How the bag names a piece."""

from catalogue.offers import Offer


def full_name(offer: Offer) -> str:
    """A piece as the shopper knows it: "Tailwind, A3"."""
    return f"{offer.name}, {offer.option_label}" if offer.option_label else offer.name
