"""What a bag form may say: a SKU of the catalogue's alphabet and a plain small number."""

import re

from checkout.bag import texts
from checkout.models import MAX_QUANTITY

# ASCII digits only: \d and int() would also take digits of other scripts, signs, spaces and underscores.
QUANTITY = re.compile(r"[0-9]{1,2}", re.ASCII)
SKU = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)


class BagRefused(Exception):
    """The bag stays as it was; `text` tells the shopper why."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def read_quantity(raw: str) -> int:
    """A quantity from 1 to 99. Raises BagRefused: anything else than one or two ASCII digits, or nought."""
    if QUANTITY.fullmatch(raw) and int(raw) > 0:
        return int(raw)
    raise BagRefused(texts.NOT_A_QUANTITY % {"quantity": MAX_QUANTITY})


def read_sku(raw: str) -> str:
    """A text that can be a SKU. Raises BagRefused: it cannot be one, so nothing is sold under it."""
    if SKU.fullmatch(raw):
        return raw
    raise BagRefused(str(texts.NOT_FOR_SALE))
