"""Words as the search compares them: no capitals, no accents; and which spellings lie near each other."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

# Letters that Unicode does not take apart.
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i", "þ": "th"})
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
MAX_WORDS, MAX_WORD_LENGTH, SHORTEST_CORRECTED = 12, 40, 4
LONG_WORD = 7  # may have two errors
_ENDINGS = ("ings", "ing", "ies", "ers", "es", "ed", "en", "er", "s", "e", "n", "y")
SHORTEST_STEM = 3


def folded(text: str) -> str:
    """`text` in small letters without accents."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    letters = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def spelt_out(text: str) -> str:
    """`text` folded with umlauts spelt out (DIN 5007-2): Höhe is hoehe, where `folded` has hohe."""
    return folded(unicodedata.normalize("NFC", text).casefold().translate(_SPELT_OUT))


def spellings_of(text: str) -> dict[str, str]:
    """The further spelling of each folded word of `text` that has one."""
    return {word: spelt for word, spelt in _pairs(text) if word != spelt}


def in_all_spellings(text: str) -> list[str]:
    """The folded words of `text` in order, each followed by its further spelling if it has one."""
    return [word for pair in _pairs(text) for word in dict.fromkeys(pair)]


def _pairs(text: str) -> list[tuple[str, str]]:
    plain, spelt = _words(folded(text)), _words(spelt_out(text))
    # Signs that no language of ours has may fall apart in one way only.
    return list(zip(plain, spelt if len(spelt) == len(plain) else plain, strict=True))


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text).split()


def words_of(text: str) -> list[str]:
    """The folded words of `text`, in order, each once; the first few of a long text."""
    found = (word[:MAX_WORD_LENGTH] for word in re.findall(r"[^\W_]+", folded(text)))
    return list(dict.fromkeys(found))[:MAX_WORDS]


def light_stem(word: str) -> str:
    """`word` without its commonest English or German ending: a stand-in for a real stemmer."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def without_one(word: str) -> set[str]:
    """`word`, and `word` without one of its letters."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def near_keys(word: str) -> set[str]:
    """The keys under which words with one error, in long words two, are to be looked for."""
    keys = without_one(word)
    if len(word) >= LONG_WORD:
        keys |= {key for shorter in keys for key in without_one(shorter)}
    return keys


def nearest(word: str, known: Iterable[str]) -> str:
    """The one of `known` that is most like `word`; the first by the alphabet among equals, empty for none."""
    return max(sorted(known), key=lambda other: SequenceMatcher(None, word, other).ratio(), default="")
