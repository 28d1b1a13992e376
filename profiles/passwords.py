"""How hard a password is to guess, beside Django's list of common ones: `passwordpassword` is in no list."""

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LEAST_SCORE = 3  # of 0 to 4: at least 10⁸ guesses by somebody who knows the person
# Odd mixtures of signs take seconds to judge whole; most passwords are good long before their end.
FIRST_LOOK, LAST_LOOK = 24, 72


class StrengthValidator:
    """Refuses what is soon guessed by somebody who knows the person's name, address and the shop."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError with what is easy about it, in the active language."""
        known = _known_about(user)
        for length in (FIRST_LOOK, LAST_LOOK):
            judged = _judged(password[:length], known)
            if judged["score"] >= LEAST_SCORE:
                return
        raise ValidationError(_why(judged), code="password_too_easy")

    def get_help_text(self) -> str:
        return _("A few words that do not belong together are good.")


def _judged(password: str, known: list[str]) -> dict[str, Any]:
    from zxcvbn import zxcvbn  # 8 MB of words, for those alone who choose a password

    judged: dict[str, Any] = zxcvbn(password, user_inputs=known)
    return judged


def _known_about(user: Any) -> list[str]:
    """What somebody who guesses would try first: words of the name, the address and the shop."""
    names = ("first_name", "last_name", "username", "email")
    texts = [str(getattr(user, name, None) or "") for name in names] if user else []
    texts.append(settings.SHOP_NAME)
    words = [word for text in texts for word in [text, *re.split(r"[\W_]+", text)] if word]
    return [*words, *(word + word for word in words)]


def _why(judged: dict[str, Any]) -> str:
    """Our own sentence about the longest easy part; the library's are English."""
    parts = [part for part in judged["sequence"] if part["pattern"] != "bruteforce"]
    longest = max(parts, key=lambda part: len(part["token"]), default={"pattern": ""})
    kind = longest["pattern"]
    if longest.get("dictionary_name") == "user_inputs":
        kind = "person"
    return _reason(kind) + " " + _("Take a few words that do not belong together.")


def _reason(kind: str) -> str:
    reasons = {
        "person": _("Your name, your address and the name of the shop are tried first."),
        "repeat": _("Repetitions are easy to guess."),
        "sequence": _("Rows such as abcd or 6543 are easy to guess."),
        "spatial": _("Keys that lie side by side are easy to guess."),
        "date": _("Dates are easy to guess."),
        "regex": _("Years are easy to guess."),
        "dictionary": _("This is close to a password that many people have."),
    }
    return reasons.get(kind, _("This is easy to guess."))
