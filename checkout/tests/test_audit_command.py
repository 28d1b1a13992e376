"""`audit_money` on the command line, the worker's job, and the panel on the admin's start page."""

import json
import logging
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from checkout.audit import recording
from checkout.audit.recording import record_audit
from checkout.audit.running import CHECKS
from checkout.models import AuditRun
from checkout.tests.admins import colleague
from checkout.tests.audited import change, make_shop
from checkout.worker import jobs
from conftest import enter

pytestmark = pytest.mark.django_db

BUTTON = "/admin/money-audit/run/"


def run_command(*options: str) -> tuple[int, str]:
    """The exit code of the command and what it printed."""
    out = StringIO()
    try:
        call_command("audit_money", *options, stdout=out, no_color=True)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def broken_shop():
    """A shop that has lost a mail; its order's number."""
    shop = make_shop()
    shop.order.mails.all().delete()
    return shop.order.order_number


def test_clean_shop_ends_with_zero_and_says_so():
    make_shop()

    code, text = run_command()

    assert code == 0
    assert text.splitlines()[-1].startswith(f"all {len(CHECKS)} checks pass (")
    assert len(text.splitlines()) == len(CHECKS) + 1


def test_breach_ends_with_one_and_names_the_order(broken_shop):
    code, text = run_command()

    assert code == 1
    assert f"order {broken_shop}" in text
    assert f"1 of {len(CHECKS)} checks found a breach" in text
    assert "Ida" not in text
    assert "example.org" not in text


def test_json_tells_what_each_check_found(broken_shop):
    code, text = run_command("--json", "--only", "mail-once")

    (found,) = json.loads(text)
    assert code == 1
    assert (found["name"], found["checked"], found["breaches"]) == ("mail-once", 3, 1)
    assert found["offenders"] == [f"order {broken_shop}"]


@pytest.mark.parametrize(("words", "count"), [(["I7"], 3), (["i6"], 3), (["mail-once", "I5"], 2)])
def test_only_runs_the_checks_that_are_meant(words, count):
    code, text = run_command("--only", *words)

    assert code == 0
    assert text.splitlines()[-1].startswith(f"all {count} checks pass")


def test_unknown_name_is_an_error_and_not_a_pass():
    with pytest.raises(CommandError, match="no check is called I99"):
        call_command("audit_money", "--only", "I99")


def test_worker_audits_every_ten_minutes():
    (job,) = [job for job in jobs() if job.name == "audit"]

    job.run()

    assert job.seconds == 600
    assert AuditRun.objects.get().checks == len(CHECKS)


def test_breach_is_kept_and_logged_without_personal_data(broken_shop, caplog):
    with caplog.at_level(logging.ERROR, "checkout.audit"):
        run = record_audit()

    assert [breach["offenders"] for breach in run.breaches] == [[f"order {broken_shop}"]]
    assert caplog.messages == ["money audit: breach of mail-once"]


def test_only_the_last_runs_are_kept(monkeypatch):
    monkeypatch.setattr(recording, "KEPT", 3)

    runs = [record_audit() for _ in range(5)]

    assert set(AuditRun.objects.values_list("pk", flat=True)) == {run.pk for run in runs[-3:]}


def test_panel_tells_the_last_result_without_running_checks(django_assert_max_num_queries):
    client = colleague("view_order")
    assert "has not run yet" in client.get("/admin/").content.decode()
    record_audit()

    with django_assert_max_num_queries(40) as queries:
        text = client.get("/admin/").content.decode()

    assert f"All {len(CHECKS)} checks pass" in text
    assert not [query for query in queries.captured_queries if "offender" in query["sql"]]


def test_panel_lists_each_breach_with_its_rows(broken_shop):
    record_audit()

    text = colleague("view_order").get("/admin/").content.decode()

    assert f"1 of {len(CHECKS)} checks found a breach" in text
    assert f"(1: order {broken_shop})" in text
    assert "Every order has exactly one confirmation in the outbox." in text


def test_old_result_asks_whether_the_worker_runs():
    client = colleague("view_order")
    run = record_audit()
    assert "worker is running" not in client.get("/admin/").content.decode()

    change(run, ran_at=timezone.now() - timedelta(minutes=31))

    assert "worker is running" in client.get("/admin/").content.decode()


def test_button_runs_the_audit_and_comes_back(broken_shop):
    answer = colleague("view_order").post(BUTTON, follow=True)

    assert answer.redirect_chain == [("/admin/", 302)]
    assert "The money audit found a breach." in answer.content.decode()
    assert AuditRun.objects.count() == 1


def test_others_see_no_panel_and_run_nothing():
    client = colleague("view_webhookevent")
    record_audit()

    assert "money-audit" not in client.get("/admin/").content.decode()
    assert client.post(BUTTON).status_code == 302
    assert Client().post(BUTTON).url.startswith("/admin/login/")
    assert AuditRun.objects.count() == 1


def test_button_needs_a_post_with_a_token(staff):
    client = Client(enforce_csrf_checks=True)
    enter(client, staff)

    assert client.get(BUTTON).status_code == 405
    assert client.post(BUTTON).status_code == 403
    assert not AuditRun.objects.exists()
