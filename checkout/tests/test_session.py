"""Who may see an order, and that looking changes nothing."""

import re
from unittest.mock import ANY

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client

from catalogue.tests.factories import make_product
from checkout.links import order_key
from checkout.models import AttemptState, CheckoutAttempt
from checkout.session import KEY, REMEMBERED, may_see, own_attempts, remember
from checkout.tests.bags import request_of
from checkout.tests.orders import make_order

pytestmark = pytest.mark.django_db

WRITE = re.compile(r"\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
UNKNOWN = "/checkout/success/MO-0000-0000-0000-0000/"


@pytest.fixture
def order(ada):
    """An order of Ada's."""
    return make_order(ada)


def session_of(order) -> SessionStore:
    session = SessionStore()
    session[KEY] = [str(order.attempt_id)]
    return session


def test_owner_and_paying_session_may_see_and_nobody_else(order, ada, ben):
    assert may_see(request_of(ada), order)
    assert may_see(request_of(None, session_of(order)), order)
    assert may_see(request_of(ben, session_of(order)), order)
    assert not may_see(request_of(ben), order)
    assert not may_see(request_of(), order)


def test_order_without_an_account_belongs_to_no_account(ada):
    assert not may_see(request_of(ada), make_order(None))
    assert not may_see(request_of(), make_order(None, stripe_pid="pi_2"))


def test_session_remembers_the_latest_checkouts_once():
    request = request_of()
    attempts = [CheckoutAttempt() for _number in range(REMEMBERED + 5)]

    for attempt in [*attempts, attempts[-1]]:
        remember(request, attempt)

    assert own_attempts(request) == [str(attempt.pk) for attempt in attempts[5:]]


def test_visit_that_ended_at_pay_leads_back_with_a_word(client, double):
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    client.cookies["sessionid"] = "before"
    client.post("/bag/add/", {"sku": "TW-A4", "quantity": "1"})
    secret = client.get("/checkout/").context["client_secret"]
    client.cookies.pop("sessionid")  # deleted by hand, or older than a month

    gate = client.post("/checkout/cache_checkout_data/", {"client_secret": secret})
    back = client.get("/checkout/", follow=True)

    assert (gate.status_code, CheckoutAttempt.objects.get().state) == (403, AttemptState.OPEN)
    assert "belongs to another visit" in gate.json()["message"]
    assert back.redirect_chain == [("/bag/", 302)]
    assert "the visit has ended meanwhile" in back.content.decode()


def test_page_of_an_order_is_never_cached(order, ada_client):
    answer = ada_client.get(order.get_absolute_url())

    assert answer.status_code == 200
    assert {"no-store", "private", "max-age=0"} <= set(answer["Cache-Control"].split(", "))


def test_signed_link_opens_the_order_for_a_guest(order, eve):
    path = order.get_absolute_url()

    assert eve.get(path, {"key": order_key(order.order_number)}).status_code == 200
    assert eve.get(path, {"key": order_key("MO-0000-0000-0000-0000")}).status_code == 404
    assert eve.get(path).status_code == 404


def test_strangers_cannot_tell_an_order_from_none(order, eve, ben_client):
    for browser in (eve, ben_client):
        there, nowhere = browser.get(order.get_absolute_url()), browser.get(UNKNOWN)

        assert (there.status_code, nowhere.status_code) == (404, 404)
        assert plain(there) == plain(nowhere)


def plain(answer) -> tuple[dict, str]:
    """Headers and body without what differs at each answer."""
    body = re.sub(r'(nonce|value)="[^"]*"|MO(-\w{4}){4}', "", answer.content.decode())
    return {name: ANY if "ecurity-Policy" in name else value for name, value in answer.items()}, body


def written_tables(act) -> set[str]:
    """The tables that `act` inserts into, updates or deletes from."""
    tables: set[str] = set()

    def note(execute, sql, params, many, context):
        found = WRITE.match(sql)
        if found:
            tables.add(found[2])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        act()
    return tables


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize(
    "path",
    [
        "{order}",
        UNKNOWN,
        "/checkout/return/?payment_intent_client_secret=pi_1_secret_2",
        "/bag/",
        "/checkout/wh/",
    ],
)
def test_looking_writes_nothing(order, ada_client, method, path):
    address = path.format(order=order.get_absolute_url())
    Client().get("/bag/")  # Wagtail writes a site's settings once, on the first page ever shown

    tables = written_tables(lambda: getattr(ada_client, method)(address))

    assert tables <= {"django_session"}


def test_checkout_page_writes_its_attempt_and_nothing_else(double):
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])
    browser = Client()
    browser.post("/bag/add/", {"sku": "TW-A4", "quantity": 1})
    browser.get("/bag/")  # Wagtail writes a site's settings once, on the first page ever shown

    tables = written_tables(lambda: browser.get("/checkout/"))

    assert tables == {"checkout_checkoutattempt", "django_session"}
    assert written_tables(lambda: browser.get("/checkout/")) <= {"django_session"}


def test_checkout_page_of_an_empty_bag_writes_nothing(eve):
    assert written_tables(lambda: eve.get("/checkout/")) <= {"django_session"}


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_gate_is_passed_by_post_alone(eve, method):
    assert getattr(eve, method)("/checkout/cache_checkout_data/").status_code == 405


@pytest.mark.parametrize("path", ["/checkout/", "/checkout/cache_checkout_data/"])
def test_post_without_the_sites_token_is_refused(path):
    assert Client(enforce_csrf_checks=True).post(path, {"client_secret": "x"}).status_code == 403
