"""What happened to an order, from its checkout on: who, when, what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkout.admin.columns import OUTCOME_TONES, outcome_word
from checkout.models import Order, OrderEvent, OutgoingMail, WebhookEvent

# The color of an entry's dot, by the kind of the order's own events; any other is plain.
TONES = {
    "placed": "good",
    "accepted": "good",
    "review": "alarm",
    "refund_failed": "alarm",
    "money": "back",
}


@dataclass(frozen=True)
class Moment:
    """One entry of the timeline; `note` may be empty."""

    at: datetime
    what: str
    who: str
    note: str = ""
    tone: str = "plain"


def timeline(
    order: Order,
    events: Iterable[OrderEvent],
    mails: Iterable[OutgoingMail],
    webhook_events: Iterable[WebhookEvent],
) -> list[Moment]:
    """All that is known about `order`, the newest first; it needs `order.attempt`, nothing else is read."""
    moments = [
        _start(order),
        *(_own(event) for event in events),
        *_waiting(mails),
        *(_from_stripe(event) for event in webhook_events),
    ]
    return sorted(moments, key=lambda moment: moment.at, reverse=True)


def _start(order: Order) -> Moment:
    declined = order.attempt.failures
    note = ngettext("%(count)s card declined", "%(count)s cards declined", declined) % {"count": declined}
    return Moment(order.attempt.created_at, _("Checkout started"), _("Customer"), note if declined else "")


def _own(event: OrderEvent) -> Moment:
    who = (event.user.get_full_name() or event.user.get_username()) if event.user else _("Shop")
    return Moment(event.created_at, event.text, who, tone=TONES.get(event.kind, "plain"))


def _waiting(mails: Iterable[OutgoingMail]) -> Iterator[Moment]:
    """Mails that have not gone out; those that have are among the order's own events."""
    for mail in mails:
        if mail.sent_at is None:
            what = _("%(mail)s not sent yet") % {"mail": mail.get_kind_display()}
            yield Moment(mail.created_at, what, _("Shop"), mail.last_error, "wait")


def _from_stripe(event: WebhookEvent) -> Moment:
    return Moment(event.received_at, event.words, "Stripe", outcome_word(event), OUTCOME_TONES[event.outcome])
