"""Faults of Stripe at calls of the shop, a sample of them; the long form is `make proof`."""

from collections.abc import Callable
from random import Random
from uuid import uuid4

import pytest
import stripe

from checkout import gateway
from tests.faults.result import Result
from tests.faults.stripe_faults.case import Case
from tests.faults.stripe_faults.kinds import KINDS
from tests.faults.stripe_faults.suite import PRODUCT, run_one
from tests.faults.stripe_faults.visit import Shop

PRODUCT_NAMES = [(site.name, site.call, kind.name, side) for site, kind, side in PRODUCT]
# Far enough apart that neighbours differ in call, kind and side.
STRIDE = 53
# What each guard switched off breaks: the site, the kind of fault, its side and a word of what is said.
CAUGHT = {
    "page, first": ("lost connection", "after", "has 2 payments"),
    "refund form": ("lost connection", "after", "answers 0"),
    "page, again": ("empty object", "after", "answers 500"),
}


@pytest.fixture
def shop(db):
    with Shop().open() as shop:
        yield shop


def test_product_is_twelve_kinds_at_every_call_of_the_gateway():
    assert len(KINDS) >= 12
    assert len(PRODUCT) >= 500
    assert len(set(PRODUCT_NAMES)) == len(PRODUCT)
    assert {site.call for site, _kind, _side in PRODUCT} == {
        *(f"payment_intents.{act}" for act in ("create", "update", "retrieve", "cancel", "list")),
        *("refunds.create", "refunds.list", "disputes.list", "events.list", "account.retrieve"),
        *(f"webhook_endpoints.{act}" for act in ("create", "update", "list")),
    }


@pytest.mark.slow
@pytest.mark.sqlite
def test_faults_of_stripe_lose_nothing(shop):
    result = Result("stripe-faults", "postgresql", 1)

    for number in range(0, len(PRODUCT), STRIDE):
        run_one(shop, result, number)

    assert result.broken == []
    assert result.tried == len(range(0, len(PRODUCT), STRIDE))


@pytest.mark.parametrize("site", CAUGHT)
def test_suite_sees_a_guard_that_is_off(shop, monkeypatch, site):
    kind, side, said = CAUGHT[site]
    SWITCHED_OFF[site](monkeypatch)

    sentences = (sentence for seed in range(6) for sentence in _case(shop, site, kind, side, seed).run())

    assert any(said in sentence for sentence in sentences)


def _case(shop: Shop, name: str, fault: str, when: str, seed: int) -> Case:
    site, kind, side = next(
        case for case in PRODUCT if (case[0].name, case[1].name, case[2]) == (name, fault, when)
    )
    return Case(shop, site, kind, side, Random(seed))


def _forget_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = stripe.PaymentIntentService.create
    monkeypatch.setattr(
        stripe.PaymentIntentService, "create", lambda self, params, _options: plain(self, params)
    )


def _rename_refunds(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = gateway.create_refund

    def renamed(payment_id: str, amount: int, **named: object) -> object:
        return plain(payment_id, amount, refund_id=uuid4(), order_number=str(named["order_number"]))

    monkeypatch.setattr(gateway, "create_refund", renamed)


def _read_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checkout.payments.answers.ODD", ())


SWITCHED_OFF: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "page, first": _forget_keys,
    "refund form": _rename_refunds,
    "page, again": _read_anything,
}
