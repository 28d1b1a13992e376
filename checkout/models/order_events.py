"""The timeline of an order: a code and facts, told in the language of whoever reads it."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from catalogue.money import format_money
from checkout.models.mails import MailKind
from checkout.models.orders import Order, OrderState
from checkout.models.refunds import RefundReason
from checkout.refunds.texts import ERRORS, error_text

# By code: the kind of the entry, and its sentence.
STORIES: dict[str, tuple[str, Promise]] = {
    "placed": ("placed", _("Order placed, payment received")),
    "review": ("review", _("Needs attention")),
    "accepted": ("accepted", _("Accepted as it is")),
    "accepted_with_note": ("accepted", _("Accepted: %(note)s")),
    "money": ("money", _("%(state)s; refunded so far: %(refunded)s")),
    "mail_sent": ("mail", _("%(mail)s sent")),
    "mail_without_address": ("mail", _("%(mail)s not sent: no e-mail address")),
    "refunded_at_stripe": ("refund", _("%(amount)s refunded at Stripe")),
    "refund_asked": ("refund", _("Refund of %(amount)s asked for: %(reason)s")),
    "refund_not_made": ("refund_failed", _("Refund of %(amount)s not made: %(error)s")),
    "refund_failed": (
        "refund_failed",
        _("Refund of %(amount)s failed (%(error)s): the money is with the shop again"),
    ),
    "restocked": ("refund", _("Back in stock: %(pieces)s")),
}
# What may follow a sentence, in this order, each where the fact of its name is true.
FURTHER: dict[str, Promise] = {
    "stays_in_stock": _("%(text)s; the pieces stay in stock"),
    "buyer_was_told": _("%(text)s; the customer was told of it: write to them"),
}
AMOUNTS = frozenset({"amount", "refunded"})
CHOICES = {"state": OrderState, "mail": MailKind, "reason": RefundReason}


class OrderEvent(models.Model):
    """One thing that happened to an order: who, when, what."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="events")
    kind = models.CharField(max_length=32)
    code = models.CharField(max_length=32, blank=True, db_default="", default="")
    # Plain values: amounts as text beside their `currency`, choices and errors as their codes.
    facts = models.JSONField(blank=True, default=dict, db_default={})
    # What older versions wrote: a sentence in the language of the shop, or of whoever acted.
    sentence = models.CharField(max_length=255, blank=True, default="", db_default="", db_column="text")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def about(cls, order_id: int, code: str, *, user: Any = None, **facts: Any) -> Self:
        """An entry that is not saved yet. Raises KeyError for a code that has no sentence."""
        kind, _sentence = STORIES[code]
        return cls(order_id=order_id, kind=kind, code=code, facts=facts, user=user)

    @classmethod
    def tell(cls, order_id: int, code: str, *, user: Any = None, **facts: Any) -> Self:
        """As `about`, and saved."""
        kind, _sentence = STORIES[code]
        return cls.objects.create(order_id=order_id, kind=kind, code=code, facts=facts, user=user)

    @property
    def text(self) -> str:
        """What happened, in the active language; a sentence of old as it was written, if none of ours."""
        if self.code:
            return _told(self.code, self.facts)
        code, words = _recognized(self.sentence)
        return _told(code, words) if code else self.sentence

    @text.setter
    def text(self, sentence: str) -> None:
        self.sentence = sentence


def _told(code: str, facts: dict[str, Any]) -> str:
    text = str(STORIES[code][1]) % {name: _word(name, value, facts) for name, value in facts.items()}
    for name, further in FURTHER.items():
        text = str(further) % {"text": text} if facts.get(name) else text
    return text


def _word(name: str, value: Any, facts: dict[str, Any]) -> Any:
    if name in AMOUNTS and "currency" in facts:
        return format_money(Decimal(value), facts["currency"])
    if name == "error":
        return error_text(value)
    choices: Any = CHOICES.get(name)
    return choices(value).label if choices and value in choices.values else value


def _recognized(sentence: str) -> tuple[str, dict[str, Any]]:
    """The code and the facts of an old `sentence`; amounts stay as they were written."""
    for code, pattern, words in _patterns():
        if found := pattern.fullmatch(sentence):
            return code, {name: words.get((name, value), value) for name, value in found.groupdict().items()}
    return "", {}


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[str, re.Pattern[str], dict[tuple[str, str], str]]]:
    """In every language: the code, how its sentence looks, and the codes of the words in it.

    A sentence with more to be filled in fits more, so it comes last.
    """
    found = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            words = {
                (name, str(label)): value for name, kind in CHOICES.items() for value, label in kind.choices
            }
            words |= {("error", str(words_for)): error for error, words_for in ERRORS.items()}
            found += [(code, _pattern(str(sentence)), words) for code, (_kind, sentence) in STORIES.items()]
    return sorted(found, key=lambda one: one[1].groups)


def _pattern(sentence: str) -> re.Pattern[str]:
    parts = re.split(r"%\((\w+)\)s", sentence)
    return re.compile(
        "".join(f"(?P<{part}>.+)" if place % 2 else re.escape(part) for place, part in enumerate(parts))
    )
