"""The probes of machines: alive, ready, and what keeps the shop from it; asked by anybody, told no more."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from checkout.lanes import beat
from checkout.models import Heartbeat, WebhookEvent
from checkout.worker import LANES
from config import probes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """Each answer is looked for anew."""
    monkeypatch.setattr(probes, "KEPT_S", 0.0)
    monkeypatch.setattr(probes, "COMPLETE", set())


def test_probes_are_answered_to_any_host_without_tls(eve, settings):
    settings.SECURE_SSL_REDIRECT = True
    beat(LANES)

    for path in ("/healthz", "/readyz"):
        answer = eve.get(path, headers={"host": "10.1.2.3:8000"})
        assert (answer.status_code, answer.json()["status"]) == (200, "ok")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.cookies == {}


def test_live_asks_no_database(eve, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert eve.get("/healthz").json() == {"status": "ok"}


def test_ready_tells_ages_and_nothing_else(eve):
    beat(LANES)
    WebhookEvent.objects.create(stripe_id="evt_1", type="charge.updated")
    WebhookEvent.objects.update(received_at=timezone.now() - timedelta(minutes=5))

    found = eve.get("/readyz").json()

    assert found.pop("last_webhook") == {"ok": True, "age_s": 300}
    assert found == {
        "status": "ok",
        "database": {"ok": True},
        "cache": {"ok": True},
        "migrations": {"ok": True},
        "worker": {"ok": True, "age_s": dict.fromkeys(LANES, 0)},
    }


def test_shop_without_payments_is_ready(eve):
    beat(LANES)

    assert eve.get("/readyz").json()["last_webhook"] == {"ok": True, "age_s": None}


@pytest.mark.parametrize("lane", LANES)
def test_silent_lane_of_the_worker_is_told_and_the_shop_sells_on(eve, lane):
    beat(LANES)
    Heartbeat.objects.filter(lane=lane).update(beat_at=timezone.now() - timedelta(minutes=4))

    answer = eve.get("/readyz")

    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["worker"]["ok"] is False
    assert answer.json()["worker"]["age_s"][lane] == 240
    assert eve.get("/readyz?strict").status_code == 503


def test_worker_that_never_ran_is_told(eve):
    assert eve.get("/readyz").json()["worker"] == {"ok": False, "age_s": dict.fromkeys(LANES)}


def test_missing_migration_is_not_ready(eve):
    beat(LANES)
    MigrationRecorder.Migration.objects.filter(app="checkout").latest("id").delete()

    answer = eve.get("/readyz")

    assert (answer.status_code, answer.json()["status"]) == (503, "down")
    assert answer.json()["migrations"] == {"ok": False}


def test_database_that_is_gone_is_not_ready_and_yet_alive(eve, monkeypatch):
    def gone(*args, **kwargs):
        raise OperationalError("host 10.0.0.1 is gone")

    monkeypatch.setattr(connection, "cursor", gone)

    answer = eve.get("/readyz")

    assert (answer.status_code, answer.json()) == (
        503,
        {"status": "down", "database": {"ok": False}, "cache": {"ok": True}},
    )
    assert eve.get("/healthz").status_code == 200


def test_flood_of_probes_asks_the_database_once(eve, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(probes, "KEPT_S", 5.0)
    eve.get("/readyz")

    with django_assert_num_queries(0):
        assert {eve.get("/readyz").status_code for _probe in range(50)} == {200}


def test_probe_beside_a_look_that_hangs_answers_what_was_found_last(monkeypatch):
    readiness = probes.Readiness()
    readiness.look()
    readiness._lock.acquire()

    assert readiness.look()["status"] == "degraded"

    monkeypatch.setattr(probes, "BELIEVED_S", 0.0)
    monkeypatch.setattr(probes, "FIRST_PATIENCE_S", 0.01)
    assert readiness.look() == {"status": "down"}


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probe_is_only_ever_read(eve, path):
    assert eve.post(path).status_code == 405
    assert eve.head(path).content == b""
