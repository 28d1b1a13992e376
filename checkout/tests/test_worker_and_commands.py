"""The worker: every job in turn, none stopped by another, and a clear end."""

from datetime import timedelta
from io import StringIO
from threading import Event

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from catalogue.models import StockHold
from catalogue.tests.factories import make_product
from checkout import worker
from checkout.models import Bag, CheckoutAttempt, OutgoingMail, RateCount
from checkout.sweeping import BAG_AGE, sweep
from checkout.tests.orders import make_order
from checkout.tests.paying import make_attempt, make_bag

pytestmark = pytest.mark.django_db


def run(name: str, *args: str) -> str:
    out = StringIO()
    call_command(name, *args, stdout=out, no_color=True)
    return out.getvalue()


@pytest.mark.django_db(transaction=True)  # jobs begin by dropping stale connections
def test_worker_does_every_job_once(double):
    OutgoingMail.objects.create(order=make_order(None), kind="confirmation")

    assert run("shop_worker", "--once") == "worker: every job done once\n"

    assert len(mail.outbox) == 1
    assert len(double.control.requests("payment_intents.list")) == 1


@pytest.mark.django_db(transaction=True)  # jobs begin by dropping stale connections
def test_failing_job_is_named_and_stops_no_other(double, monkeypatch):
    def breaks():
        raise RuntimeError("no")

    monkeypatch.setattr(worker, "reconcile", breaks)
    monkeypatch.setattr(worker, "send_due_mails", breaks)
    RateCount.objects.create(key="x", window=1, expires_at=timezone.now() - timedelta(days=1))

    with pytest.raises(CommandError, match=r"^failed: mails, reconcile$"):
        run("shop_worker", "--once")

    assert RateCount.objects.count() == 0  # swept all the same


def test_worker_goes_on_until_it_is_told_to_stop(monkeypatch):
    stop, ran = Event(), []

    def note(name, is_last=False):
        ran.append(name)
        if is_last:
            stop.set()
        raise RuntimeError(name)

    todo = [worker.Job("a", lambda: note("a"), 0), worker.Job("b", lambda: note("b", len(ran) > 4), 0)]
    monkeypatch.setattr(worker, "jobs", lambda: todo)
    monkeypatch.setattr(stop, "wait", lambda seconds: None)

    worker.work(stop)

    assert ran == ["a", "b", "a", "b", "a", "b"]


def test_job_waits_until_it_is_due_again(monkeypatch):
    stop, ran = Event(), []
    todo = [
        worker.Job("rare", lambda: ran.append("rare"), 3600),
        worker.Job("often", lambda: ran.append("often"), 0),
    ]
    monkeypatch.setattr(worker, "jobs", lambda: todo)
    monkeypatch.setattr(stop, "wait", lambda seconds: stop.set() if len(ran) > 3 else None)

    worker.work(stop)

    assert ran == ["rare", "often", "often", "often"]


def test_sweeping_ends_only_what_is_past_its_time(double):
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    old, young = make_attempt({"TW-A4": 1}), make_attempt({"TW-A4": 2})
    CheckoutAttempt.objects.filter(pk=old.pk).update(
        stripe_pid=None, expires_at=timezone.now() - timedelta(seconds=1)
    )

    said = run("sweep_checkouts")

    assert said == "1 checkouts given up, 0 found paid and placed, 0 kept\n"
    assert StockHold.objects.get().holder == young.pk
    assert double.control.requests() == []


def test_checkout_stripe_does_not_know_is_kept_with_its_pieces(double):
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    make_attempt({"TW-A4": 1})
    CheckoutAttempt.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert sweep().kept == 1

    assert StockHold.objects.count() == 1


def test_old_bags_of_guests_are_forgotten(ada):
    old, young, hers = make_bag({}), make_bag({}), Bag.objects.create(user=ada)
    moment = timezone.now() - BAG_AGE - timedelta(hours=1)
    Bag.objects.filter(pk__in=[old.pk, hers.pk]).update(updated_at=moment)

    sweep()

    assert set(Bag.objects.all()) == {young, hers}
