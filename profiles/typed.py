"""What keyboards and copied texts put into a field unseen, taken out before the field is judged."""

import re
import unicodedata
from typing import Any

from django import forms

# Persian and Indian names are spelt with these two; nowhere else do they belong.
JOINERS = "\u200c\u200d"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u30fc"
HYPHENS = "\u2010\u2011\u2212\ufe63\uff0d"  # the rest are dashes, which people write between house numbers
FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
AS_HYPHEN = dict.fromkeys(map(ord, DASHES), "-")


def tidy(text: str) -> str:
    """A name or a line of an address without what cannot be seen, its digits plain, its spaces single."""
    text = text.translate(dict.fromkeys(map(ord, HYPHENS), "-"))
    return _spaced("".join(_seen(sign, JOINERS) for sign in text))


def tidy_code(text: str) -> str:
    """The same for what has no letters of its own script: postcode, phone number, e-mail address."""
    text = text.translate(FULL_WIDTH | AS_HYPHEN)
    return _spaced("".join(_seen(sign, "") for sign in text))


def _seen(sign: str, kept: str) -> str:
    if sign.isascii() or sign in kept:
        return sign
    kind = unicodedata.category(sign)
    if kind == "Cf":  # zero width, direction marks, byte order mark, soft hyphen
        return ""
    if kind == "Nd":
        return str(unicodedata.digit(sign))
    return " " if kind == "Zs" else sign


def _spaced(text: str) -> str:
    return re.sub(" {2,}", " ", text).strip(" ")


class TidyField(forms.CharField):
    """A line of text, tidied."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(tidy(value) if isinstance(value, str) else value)


class TidyCodeField(forms.CharField):
    """A number or a code, tidied."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(tidy_code(value) if isinstance(value, str) else value)
