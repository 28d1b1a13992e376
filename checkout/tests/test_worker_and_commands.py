"""The worker: every job in its lane, none stopped by another, each turn of a bounded length."""

import time
from datetime import timedelta
from io import StringIO
from threading import Event

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from catalogue.models import StockHold
from catalogue.tests.factories import make_product
from checkout import lanes, worker
from checkout.models import Bag, CheckoutAttempt, Heartbeat, OutgoingMail, RateCount
from checkout.sweeping import BAG_AGE, sweep
from checkout.tests.orders import make_order
from checkout.tests.paying import make_attempt, make_bag
from profiles.slices import in_turn

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


def turns(*todo: worker.Job, times: int) -> list[worker.Job]:
    """`todo` after so many turns of their lane."""
    lane = lanes.Lane("house", todo, Event())
    for _turn in range(times):
        lane.turn()
    return list(todo)


def test_failing_job_stops_no_other_of_its_lane_and_waits_longer_each_time():
    ran = []

    def breaks():
        raise RuntimeError("no")

    turns(worker.Job("broken", breaks, 0), worker.Job("sound", lambda: ran.append("sound"), 0), times=3)
    [broken] = turns(worker.Job("broken", breaks, 2, futile=3), times=1)

    assert ran == ["sound"] * 3
    assert broken.wait_s == 16
    assert worker.Job("broken", breaks, 2, futile=30).wait_s == worker.LONGEST_BACK_OFF_S


def test_job_that_does_well_again_waits_no_longer_than_before():
    [job] = turns(worker.Job("mails", lambda: None, 2, futile=5), times=1)

    assert (job.futile, job.wait_s) == (0, 2)


def test_job_waits_until_it_is_due_again():
    ran = []

    turns(
        worker.Job("rare", lambda: ran.append("rare"), 3600),
        worker.Job("often", lambda: ran.append("often"), 0),
        times=3,
    )

    assert ran == ["rare", "often", "often", "often"]


def test_job_with_more_to_do_is_due_at_once_and_lets_the_others_have_their_turn():
    ran, queue = [], list(range(5))

    def long():
        for _number in in_turn(iter(queue.pop, 0), 2):
            ran.append("long")

    turns(worker.Job("long", long, 60), worker.Job("other", lambda: ran.append("other"), 0), times=2)

    assert ran == ["long", "long", "other", "long", "long", "other"]


def test_job_that_is_told_to_stop_asks_for_nothing_more():
    stop, asked = Event(), []

    def endless():
        for number in in_turn(iter(lambda: asked.append(1) or len(asked), None)):
            if number == 3:
                stop.set()

    assert worker.run_job(worker.Job("endless", endless, 1), stop) == worker.Outcome.MORE
    assert len(asked) == 3


def test_job_ends_its_turn_when_its_time_is_over():
    def slow():
        for _number in in_turn(range(1000)):
            time.sleep(0.02)

    started = time.monotonic()
    outcome = worker.run_job(worker.Job("slow", slow, 1, slice_s=0.1))

    assert outcome == worker.Outcome.MORE
    assert time.monotonic() - started < 5


def test_each_lane_says_that_it_is_alive():
    turns(times=1)

    [beat] = Heartbeat.objects.all()
    assert beat.lane == "house"
    assert timezone.now() - beat.beat_at < timedelta(seconds=30)


def test_every_job_has_a_lane_that_is_waited_for():
    assert {job.lane for job in worker.jobs()} == set(worker.LANES)


def test_what_waits_for_others_shares_no_lane_with_the_rest():
    lane_of = {job.name: job.lane for job in worker.jobs()}

    mails, stripe = lane_of.pop("mails"), lane_of.pop("reconcile")
    assert mails != stripe
    assert not {lane_of[name] for name in ("listings", "publish", "pictures", "search")} & {mails, stripe}
    assert {lane_of["alarms"], lane_of["back in stock"]} == {mails}
    assert {lane_of["sweep"], lane_of["refund unsupplied"]} == {stripe}


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
