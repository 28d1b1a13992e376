"""Stolen cards tried from more addresses than a limit sees: the alarm over the whole shop."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from catalogue.tests.factories import make_product
from checkout.card_testing.telling import tell_staff
from checkout.models import CardTestingAlarm, CheckoutAttempt, Order
from checkout.tests.orders import make_order
from checkout.tests.paying import make_attempt
from checkout.webhooks import process_event
from stripe_double import StripeDouble
from tests.race import run_together

pytestmark = pytest.mark.django_db

DECLINED = "payment_intent.payment_failed"


@pytest.fixture(autouse=True)
def small_shop(settings):
    """The same attack as in the settings' defaults, a tenth as large."""
    settings.SHOP_RATE_LIMITS = True
    settings.SHOP_DECLINES_ALARM = 6
    settings.SHOP_NEW_PAYMENTS_PER_HOUR = 3
    settings.SHOP_STAFF_EMAILS = ["owner@example.com"]


@pytest.fixture
def poster():
    return make_product("Tailwind", [("TW-A4", "A4", "22.00", 500)])


def visit(address: str, browser: Client | None = None):
    """Somebody from `address` goes to the checkout with a poster."""
    browser = browser or Client()
    browser.post("/bag/add/", {"sku": "TW-A4", "quantity": 1}, REMOTE_ADDR=address)
    return browser.get("/checkout/", REMOTE_ADDR=address)


def try_card(double: StripeDouble, address: str) -> int:
    """Begin a payment from `address` and try a card that is declined; Stripe tells the shop of it."""
    answer = visit(address)
    if answer.status_code == 200:
        payment = answer.context["client_secret"].partition("_secret_")[0]
        with suppress(Exception):
            double.control.pay(payment, "pm_card_chargeDeclined")
        for event in double.control.events(DECLINED):
            process_event(event)
    return answer.status_code


def open_alarm(**fields) -> CardTestingAlarm:
    now = timezone.now()
    fields = {"opened_at": now, "closes_at": now + timedelta(minutes=15), "declined": 60} | fields
    return CardTestingAlarm.objects.create(**fields)


def decline(number: int = 0, attempt: CheckoutAttempt | None = None, age_s: int = 0) -> int:
    event = {
        "id": f"evt_declined_{number}",
        "type": DECLINED,
        "created": int(timezone.now().timestamp()) - age_s,
        "data": {"object": {"object": "payment_intent", "id": attempt.stripe_pid if attempt else "pi_x"}},
    }
    return process_event(event).status_code


def test_attack_from_many_addresses_is_stopped_told_once_and_over_by_itself(poster, double):
    statuses = [try_card(double, f"203.0.113.{number}") for number in range(40)]

    assert statuses == [200] * 6 + [503] * 34
    assert len(double.control.intents()) == 6
    assert [tell_staff(), tell_staff()] == [1, 0]
    assert [(letter.to, "6 were declined" in letter.body) for letter in mail.outbox] == [
        (["owner@example.com"], True)
    ]
    CardTestingAlarm.objects.update(closes_at=timezone.now())
    assert visit("203.0.113.99").status_code == 200
    assert CardTestingAlarm.objects.count() == 1


def test_attack_from_one_address_never_reaches_stripe_beyond_its_limit(poster, double):
    statuses = [try_card(double, "203.0.113.1") for _session in range(20)]

    assert statuses == [200] * 3 + [429] * 17
    assert len(double.control.intents()) == 3
    assert not CardTestingAlarm.objects.exists()


def test_paused_shopper_keeps_the_bag_and_learns_when_to_come_again(poster, double):
    open_alarm()
    browser = Client()

    answer = visit("203.0.113.1", browser)

    assert answer.status_code == 503
    assert 890 <= int(answer["Retry-After"]) <= 900
    assert "your bag is kept, and no payment was begun just now" in " ".join(answer.content.decode().split())
    assert "Tailwind" in browser.get("/bag/").content.decode()
    assert double.control.intents() == []


def test_shopper_who_is_at_the_payment_already_is_not_sent_away(poster, double):
    browser = Client()
    assert visit("203.0.113.1", browser).status_code == 200
    open_alarm()

    assert browser.get("/checkout/").status_code == 200
    assert len(double.control.intents()) == 1


@pytest.mark.usefixtures("poster", "double")
@pytest.mark.parametrize(
    ("days", "state", "status"), [(30, "paid", 200), (30, "disputed", 503), (0, "paid", 503)]
)
def test_only_good_orders_of_long_before_make_a_known_buyer(ada, ada_client, days, state, status):
    order = make_order(ada, state=state)
    Order.objects.filter(pk=order.pk).update(date=timezone.now() - timedelta(days=days))
    open_alarm()

    assert visit("203.0.113.1", ada_client).status_code == status


def test_known_buyer_begins_five_payments_during_an_alarm(ada, ada_client, poster, double):
    order = make_order(ada)
    Order.objects.filter(pk=order.pk).update(date=timezone.now() - timedelta(days=30))
    open_alarm()
    statuses = []
    for number in range(7):
        statuses.append(visit(f"203.0.113.{number}", ada_client).status_code)
        CheckoutAttempt.objects.filter(state="open").update(state="expired")

    assert statuses == [200] * 5 + [429] * 2


def test_busy_sale_with_more_orders_than_declines_raises_no_alarm(poster, settings):
    settings.SHOP_DECLINES_ALARM = 2
    attempt = make_attempt({"TW-A4": 1})
    for _order in range(2):
        make_order(None)

    assert [decline(number, attempt) for number in range(2)] == [200, 200]
    assert not CardTestingAlarm.objects.exists()
    decline(3, attempt)
    assert CardTestingAlarm.objects.get().declined == 3


def test_declines_told_long_afterwards_raise_no_alarm(poster, settings):
    settings.SHOP_DECLINES_ALARM = 1
    attempt = make_attempt({"TW-A4": 1})

    decline(1, attempt, age_s=700)

    assert not CardTestingAlarm.objects.exists()
    decline(2, attempt)
    assert CardTestingAlarm.objects.exists()


def test_alarm_that_goes_on_lasts_longer_and_is_no_second_one(poster, settings):
    settings.SHOP_DECLINES_ALARM = 1
    alarm = open_alarm(closes_at=timezone.now() + timedelta(minutes=1))

    decline(1, make_attempt({"TW-A4": 1}))

    assert CardTestingAlarm.objects.get().closes_at > alarm.closes_at + timedelta(minutes=13)


def test_payment_begun_before_ends_after_three_declined_cards_during_an_alarm(poster, double):
    payment = visit("203.0.113.1").context["client_secret"].partition("_secret_")[0]
    attempt = CheckoutAttempt.objects.get()
    open_alarm()

    for number in range(3):
        assert double.control.intent(payment)["status"] != "canceled"
        decline(number, attempt)

    assert double.control.intent(payment)["status"] == "canceled"


@pytest.mark.django_db(transaction=True)
def test_declines_at_the_same_moment_raise_one_alarm(poster, settings):
    settings.SHOP_DECLINES_ALARM = 1
    attempts = [make_attempt({"TW-A4": 1}) for _number in range(8)]

    answers = run_together(8, lambda number: decline(number, attempts[number]))

    assert set(answers) <= {200, 503}
    assert CardTestingAlarm.objects.count() == 1


def test_mail_that_fails_is_tried_again_and_goes_to_superusers_by_default(staff, settings, monkeypatch):
    settings.SHOP_STAFF_EMAILS = []
    open_alarm()
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", lambda self: 1 / 0)
        assert tell_staff() == 0
    assert tell_staff() == 0  # not yet
    CardTestingAlarm.objects.update(next_try_at=timezone.now())

    assert tell_staff() == 1
    assert mail.outbox[0].to == ["staff@example.com"]
    assert mail.outbox[0].extra_headers["Message-ID"].startswith("<card-testing.")


def test_dashboard_shows_the_alarm_while_it_lasts_and_a_day_after(staff_client):
    def panel() -> str:
        return " ".join(staff_client.get("/admin/").content.decode().split())

    assert "Stolen cards" not in panel()
    open_alarm()
    assert "60 were declined in ten minutes" in panel()
    CardTestingAlarm.objects.update(closes_at=timezone.now() - timedelta(hours=1))
    assert "everybody can pay again" in panel()
    CardTestingAlarm.objects.update(closes_at=timezone.now() - timedelta(hours=25))
    assert "Stolen cards" not in panel()
