"""What logging in does to bags: merged once, never leaked, never lost."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from catalogue.tests.factories import make_product
from checkout.bag.services import add, bag_count, current_bag, merge_on_login
from checkout.models import Bag, BagLine
from checkout.tests.bags import open_attempt, pieces, request_of, session_with
from tests.race import run_together

pytestmark = pytest.mark.django_db

LOGIN = reverse("account_login")
PASSWORD = "a-long-test-passphrase"


@pytest.fixture
def tide():
    return make_product("Tide", [("TIDE-A4", "A4", "12.00", 500), ("TIDE-A3", "A3", "24.00", 500)])


def put(client, sku: str, quantity: int = 1) -> None:
    assert client.post(reverse("bag:add"), {"sku": sku, "quantity": str(quantity)}).status_code == 302


def test_guest_bag_becomes_the_accounts_at_login(client, tide, ada):
    put(client, "TIDE-A4", 2)
    bag = Bag.objects.get()

    client.post(LOGIN, {"login": "ada@example.com", "password": PASSWORD})

    bag.refresh_from_db()
    assert bag.user == ada
    assert Bag.objects.count() == 1
    assert "Tide" in client.get(reverse("bag:view")).content.decode()


def test_sessions_bag_survives_a_merge_with_its_checkouts(tide, ada):
    older = request_of(ada)
    add(older, "TIDE-A4", 3)
    add(older, "TIDE-A3", 1)
    guest = request_of()
    add(guest, "TIDE-A4", 2)
    attempt = open_attempt(current_bag(guest))

    note = merge_on_login(request_of(ada, guest.session))

    attempt.refresh_from_db()
    assert attempt.bag.user == ada
    assert pieces(request_of(ada)) == {"TIDE-A4": 5, "TIDE-A3": 1}
    assert Bag.objects.count() == 1
    assert note == "We added the pieces you had put in your bag earlier."


def test_checkout_of_the_older_bag_goes_on_with_the_merged_one(tide, ada):
    older = request_of(ada)
    add(older, "TIDE-A4", 3)
    attempt = open_attempt(current_bag(older))
    guest = request_of()
    add(guest, "TIDE-A3", 1)

    merge_on_login(request_of(ada, guest.session))

    attempt.refresh_from_db()
    assert attempt.bag == Bag.objects.get()


def test_second_merge_changes_nothing(tide, ada):
    add(request_of(ada), "TIDE-A4", 3)
    guest = request_of()
    add(guest, "TIDE-A4", 2)
    request = request_of(ada, guest.session)
    merge_on_login(request)

    assert merge_on_login(request) == ""

    assert pieces(request) == {"TIDE-A4": 5}


def test_merge_caps_a_line_and_says_so(tide, ada):
    add(request_of(ada), "TIDE-A4", 60)
    guest = request_of()
    add(guest, "TIDE-A4", 60)

    note = merge_on_login(request_of(ada, guest.session))

    assert pieces(request_of(ada)) == {"TIDE-A4": 99}
    assert note.startswith("We added the pieces you had put in your bag earlier, as far as they fit")


def test_merge_stops_at_fifty_lines(ada):
    make_product("Many", [(f"M-{number}", str(number), "12.00", 5) for number in range(60)])
    older, guest = request_of(ada), request_of()
    for number in range(30):
        add(older, f"M-{number}", 1)
        add(guest, f"M-{30 + number}", 1)

    merge_on_login(request_of(ada, guest.session))

    assert len(pieces(request_of(ada))) == 50
    assert BagLine.objects.count() == 50


def test_reading_before_the_merge_changes_nothing(tide, ada):
    add(request_of(ada), "TIDE-A3", 1)
    guest = request_of()
    add(guest, "TIDE-A4", 2)
    request = request_of(ada, guest.session)

    assert bag_count(request) == 2
    assert pieces(request) == {"TIDE-A4": 2}

    assert Bag.objects.count() == 2


def test_next_change_merges_what_login_could_not(tide, ada):
    add(request_of(ada), "TIDE-A3", 1)
    guest = request_of()
    add(guest, "TIDE-A4", 2)

    change = add(request_of(ada, guest.session), "TIDE-A4", 1)

    assert pieces(request_of(ada)) == {"TIDE-A4": 3, "TIDE-A3": 1}
    assert change.notes == ("We added the pieces you had put in your bag earlier.",)


def test_bag_of_another_account_is_never_shown_or_changed(tide, ada, ben):
    owner = request_of(ada)
    add(owner, "TIDE-A4", 2)
    session = session_with(str(current_bag(owner).pk))

    for stranger in (request_of(ben, session), request_of(None, SessionStore())):
        assert bag_count(stranger) == 0
        add(stranger, "TIDE-A3", 1)
        assert pieces(stranger) == {"TIDE-A3": 1}

    assert pieces(owner) == {"TIDE-A4": 2}


def test_logged_out_session_shows_nothing_of_the_accounts_bag(tide, ada):
    owner = request_of(ada)
    add(owner, "TIDE-A4", 2)

    guest = request_of(None, owner.session)

    assert current_bag(guest) is None
    assert bag_count(guest) == 0


def test_account_finds_its_bag_on_another_device(client, tide, ada):
    add(request_of(ada), "TIDE-A4", 2)

    client.force_login(ada, backend="django.contrib.auth.backends.ModelBackend")

    assert "Tide" in client.get(reverse("bag:view")).content.decode()


def test_logout_leaves_the_bag_with_the_account(client, tide, ada):
    put(client, "TIDE-A4", 2)
    client.post(LOGIN, {"login": "ada@example.com", "password": PASSWORD})

    client.post(reverse("account_logout"))

    assert "Nothing on this wall yet" in client.get(reverse("bag:view")).content.decode()
    assert pieces(request_of(ada)) == {"TIDE-A4": 2}


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_simultaneous_logins_merge_each_bag_once(ada):
    make_product("Tide", [("TIDE-A4", "A4", "12.00", 500)])
    guests = [request_of() for _number in range(8)]
    for guest in guests:
        add(guest, "TIDE-A4", 3)

    answers = run_together(8, lambda number: merge_on_login(request_of(ada, guests[number].session)))

    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert Bag.objects.get().user == ada
    assert pieces(request_of(ada)) == {"TIDE-A4": 24}
