"""Rate limits: exact with many workers at once, by session and by an address nobody can forge."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client, RequestFactory

from catalogue.tests.factories import make_product
from checkout.limits import CHECKOUT_PAGE_BY_ADDRESS, Limit, TooMany, client_address, spend
from checkout.models import CheckoutAttempt, RateCount
from checkout.sweeping import forget
from tests.race import run_together

LIMIT = Limit("test", 10, 60)
NOON = datetime(2026, 5, 4, 12, 0, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def limits_are_on(settings):
    settings.SHOP_RATE_LIMITS = True


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_count_is_exact_with_many_at_once():
    answers = run_together(32, lambda number: spend(LIMIT, "eve"))

    assert answers.count(None) == 10
    assert sum(isinstance(answer, TooMany) for answer in answers) == 22
    assert RateCount.objects.get().count == 32


def test_refusal_says_when_the_next_try_is_welcome(db):
    with time_machine.travel(NOON, tick=False):
        for _try in range(10):
            spend(LIMIT, "eve")
        with pytest.raises(TooMany) as refused:
            spend(LIMIT, "eve")

    assert refused.value.retry_after == 45


def test_new_window_begins_to_count_anew(db):
    with time_machine.travel(NOON, tick=False) as clock:
        for _try in range(10):
            spend(LIMIT, "eve")
        clock.shift(44)
        with pytest.raises(TooMany):
            spend(LIMIT, "eve")
        clock.shift(1)
        spend(LIMIT, "eve")

    assert sorted(RateCount.objects.values_list("count", flat=True)) == [1, 11]


def test_one_key_never_uses_up_another(db):
    for _try in range(10):
        spend(LIMIT, "eve")

    spend(LIMIT, "ida")
    spend(LIMIT._replace(name="other"), "eve")

    assert RateCount.objects.count() == 3


def test_counters_whose_time_is_over_are_forgotten(db):
    with time_machine.travel(NOON, tick=False) as clock:
        spend(LIMIT, "eve")
        clock.shift(60)
        spend(LIMIT, "eve")
        clock.shift(60)
        forget()

        assert RateCount.objects.count() == 1


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, "", "203.0.113.9"),
        (0, "6.6.6.6", "203.0.113.9"),
        (1, "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "", "203.0.113.9"),
        (2, "6.6.6.6, 198.51.100.1, 10.0.0.1", "198.51.100.1"),
        (2, "198.51.100.1", "203.0.113.9"),
        (1, " , ,", "203.0.113.9"),
        (1, "2001:db8:1:2:aaaa:bbbb:cccc:dddd", "2001:db8:1:2::/64"),
        (1, "2001:db8:1:2::1", "2001:db8:1:2::/64"),
        (1, "2001:db8:1:3::1", "2001:db8:1:3::/64"),
        (1, "fe80::1%eth0", "fe80::/64"),
        (1, "::ffff:198.51.100.1", "198.51.100.1"),
        (1, "unix:", "unix:"),
    ],
)
def test_only_what_trusted_proxies_wrote_is_believed(settings, proxies, header, address):
    settings.SHOP_TRUSTED_PROXIES = proxies

    request = RequestFactory().get("/", headers={"X-Forwarded-For": header}, REMOTE_ADDR="203.0.113.9")

    assert client_address(request) == address


@pytest.fixture
def poster(db):
    return make_product("Tailwind", [("TW-A4", "A4", "22.00", 500)])


def visit(browser=None) -> tuple[Client, int]:
    """Somebody goes to the checkout with a poster."""
    browser = browser or Client()
    browser.post("/bag/add/", {"sku": "TW-A4", "quantity": 1})
    return browser, browser.get("/checkout/").status_code


def test_one_address_begins_twenty_five_payments_an_hour(poster, double):
    with time_machine.travel(NOON, tick=False) as clock:
        statuses = [visit()[1] for _session in range(40)]
        clock.shift(3600)
        later = visit()[1]

    assert statuses == [200] * 25 + [429] * 15
    assert later == 200
    assert len(double.control.intents()) == 26


def test_page_loaded_again_begins_no_payment(poster, double, settings):
    settings.SHOP_NEW_PAYMENTS_PER_HOUR = 1
    browser, status = visit()

    again = [browser.get("/checkout/").status_code for _time in range(5)]

    assert [status, *again] == [200] * 6
    assert visit()[1] == 429
    assert len(double.control.intents()) == 1


@pytest.fixture
def short_limit(monkeypatch):
    """The limit of checkout pages by address, at three."""
    short = CHECKOUT_PAGE_BY_ADDRESS._replace(times=3)
    monkeypatch.setattr("checkout.views.CHECKOUT_PAGE_BY_ADDRESS", short)


def test_fresh_sessions_do_not_evade_the_limit(poster, double, short_limit):
    statuses = [visit()[1] for _session in range(5)]

    assert statuses == [200, 200, 200, 429, 429]
    assert len(double.control.intents()) == CheckoutAttempt.objects.count() == 3


def test_refused_page_says_when_to_come_again(db, double, short_limit):
    for _visit in range(3):
        Client().get("/checkout/")

    refused = Client().get("/checkout/")

    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= CHECKOUT_PAGE_BY_ADDRESS.seconds
