"""Where the shop calls Stripe: who calls, what leads there, and which answers are polite when it fails."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.faults.stripe_faults import deeds
from tests.faults.stripe_faults.visit import FREE, Visit

CREATE, UPDATE, CANCEL = "payment_intents.create", "payment_intents.update", "payment_intents.cancel"
READ, LIST = "payment_intents.retrieve", "payment_intents.list"
REFUND, REFUNDS = "refunds.create", "refunds.list"
BANK_ASKS, REFUND_WAITS = "pm_card_threeDSecure2Required", "pm_card_pendingRefund"


@dataclass(frozen=True)
class Site:
    """`act` makes the call (a route of the double), after `skip` others of its kind; it answers a status."""

    name: str
    call: str
    prepare: Callable[[Visit], object]
    act: Callable[[Visit], int]
    polite: tuple[int, ...]
    skip: int = 0
    is_bought: bool = True


def load(visit: Visit) -> int:
    return visit.load().status_code


def gate(visit: Visit) -> int:
    return visit.gate().status_code


def post(visit: Visit) -> int:
    return visit.post().status_code


def come_to_page(visit: Visit) -> None:
    visit.add()
    visit.load()


def canceled(visit: Visit) -> None:
    come_to_page(visit)
    visit.stripe.cancel(visit.payment)


def free_by_now(visit: Visit) -> None:
    come_to_page(visit)
    _swap(visit)


def free_but_paid(visit: Visit) -> None:
    visit.come_to_payment()
    _swap(visit)


def _swap(visit: Visit) -> None:
    visit.remove()
    visit.add(FREE)


def refused(visit: Visit) -> None:
    visit.come_to_gate()
    visit.stripe.add_fault(UPDATE, "error", status=400)


def back_from_bank(visit: Visit) -> None:
    visit.come_to_payment(BANK_ASKS)
    visit.stripe.authorize(visit.payment)
    visit.browser.get("/checkout/return/", {"payment_intent": visit.payment})


SHOPPER = (
    Site("page, first", CREATE, Visit.add, load, (503,)),
    Site("page, again", READ, come_to_page, load, (503,)),
    Site("page, paid meanwhile", READ, Visit.come_to_payment, load, (503,)),
    Site("page, canceled meanwhile", CREATE, canceled, load, (503,)),
    Site("page, free by now", CANCEL, free_by_now, load, (202, 503), is_bought=False),
    Site("page, free but paid", READ, free_but_paid, load, (503,), is_bought=False),
    Site("gate", UPDATE, come_to_page, gate, (503,)),
    Site("gate, paid meanwhile", UPDATE, Visit.come_to_payment, gate, (200, 503)),
    Site("gate, refused", READ, refused, gate, (503,)),
    Site("gate, no payment yet", CREATE, come_to_page, deeds.gate_without_payment, (503,)),
    Site("post", READ, Visit.come_to_payment, post, (202, 503)),
    Site("post, not paid", READ, Visit.come_to_gate, post, (202, 503)),
    Site("post, back from the bank", READ, back_from_bank, post, (202, 503)),
)


def bring(kind: str) -> Callable[[Visit], int]:
    return lambda visit: visit.shop.deliver(kind)


def _money_events() -> Iterator[Site]:
    """Every event about money reads the payment, then all that belongs to it."""
    for kind, prepare in deeds.MONEY.items():
        act = bring(kind)
        yield Site(f"{kind}, look", READ, prepare, act, (200, 503))
        yield Site(f"{kind}, money", READ, prepare, act, (503,), skip=1)
        yield Site(f"{kind}, refunds", REFUNDS, prepare, act, (503,))
        if "dispute" in kind:
            yield Site(f"{kind}, dispute", "disputes.list", prepare, act, (503,))


WEBHOOK = (
    Site("payment succeeded", READ, Visit.come_to_payment, bring("payment_intent.succeeded"), (200,)),
    Site("too many cards", CANCEL, deeds.eighth_card, bring(deeds.FAILED), (200, 503)),
    Site("too many cards, refused", READ, deeds.eighth_card_refused, bring(deeds.FAILED), (503,)),
    *_money_events(),
)

WORKER = (
    Site("reconcile, open", READ, deeds.paid_and_left, deeds.reconcile_now, (503,)),
    Site("reconcile, recent", LIST, deeds.paid_and_left, deeds.reconcile_now, (503,)),
    Site("reconcile, recent, next page", LIST, deeds.two_left, deeds.reconcile_now, (503,), skip=1),
    Site("reconcile, events", "events.list", deeds.paid_and_left, deeds.reconcile_now, (503,)),
    Site("reconcile, events, next page", "events.list", deeds.two_left, deeds.reconcile_now, (503,), skip=1),
    Site("reconcile, an event", READ, deeds.MONEY["refund.created"], deeds.reconcile_now, (200, 503)),
    Site("resolve, look", READ, deeds.lost_refund, deeds.resolve_now, (200,)),
    Site("resolve, refunds", REFUNDS, deeds.lost_refund, deeds.resolve_now, (200,)),
    Site("resolve, send", REFUND, deeds.lost_refund, deeds.resolve_now, (200,)),
    Site("resolve, money again", READ, deeds.lost_refund, deeds.resolve_now, (200,), skip=1),
    Site("resolve, refunds again", REFUNDS, deeds.lost_refund, deeds.resolve_now, (200,), skip=1),
    Site("sweep", CANCEL, deeds.abandoned, deeds.sweep_now, (200,)),
    Site("sweep, paid", READ, deeds.paid_and_abandoned, deeds.sweep_now, (200,)),
    Site("refund by itself", REFUND, deeds.unsupplied, deeds.refund_now, (200,), is_bought=False),
    Site("refund by itself, money", READ, deeds.unsupplied, deeds.refund_now, (200,), is_bought=False),
    Site("refund by itself, refunds", REFUNDS, deeds.unsupplied, deeds.refund_now, (200,), is_bought=False),
)

STAFF = (
    Site("refund form", REFUND, Visit.come_to_order, deeds.press_refund, (302,)),
    Site("refund form, money", READ, Visit.come_to_order, deeds.press_refund, (302,)),
    Site("refund form, refunds", REFUNDS, Visit.come_to_order, deeds.press_refund, (302,)),
    Site("check, account", "account.retrieve", Visit.add, deeds.check_now, (503,)),
    Site("check, webhooks", "webhook_endpoints.list", Visit.add, deeds.check_now, (503,)),
    Site("set up, new", "webhook_endpoints.create", deeds.no_endpoint, deeds.set_up_now, (503,)),
    Site("set up, again", "webhook_endpoints.update", Visit.add, deeds.set_up_now, (503,)),
)

SITES = (*SHOPPER, *WEBHOOK, *WORKER, *STAFF)
