"""Menu, footer and terms are read once, until something that visitors see changes anywhere."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Locale, Site

from catalogue.facets import keeping
from catalogue.freshness import freshness
from catalogue.models import MovementKind
from catalogue.page_changes import note_page_change, page_state
from catalogue.remembering import ROOM, Remembered
from catalogue.stock import adjust
from catalogue.tests.factories import make_catalogue, make_product
from checkout.models import DeliverySettings
from home.entrance import site_of
from home.models import ShopSettings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def remembering(settings, monkeypatch):
    """A worker whose half second ends when a test says so."""
    settings.SHOP_REMEMBERS = True
    monkeypatch.setattr("catalogue.freshness.LOOK_EVERY_S", 3600)
    freshness.forget()
    yield
    freshness.forget()


def half_a_second_later():
    freshness.look_again()


def test_value_is_read_once_until_a_change_is_seen():
    values, read = Remembered(), iter(range(9))

    first = [values.get("key", lambda: next(read)) for _ in range(3)]
    note_page_change()
    before_looking = values.get("key", lambda: next(read))
    half_a_second_later()

    assert (first, before_looking) == ([0, 0, 0], 0)
    assert values.get("key", lambda: next(read)) == 1


def test_what_was_read_before_a_change_is_not_handed_down():
    values = Remembered()

    def slowly() -> str:
        note_page_change()
        half_a_second_later()
        values.get("other", lambda: "")  # somebody else has seen the change meanwhile
        return "old"

    assert values.get("key", slowly) == "old"
    assert values.get("key", lambda: "new") == "new"


def test_what_holds_until_an_hour_is_read_again_then(monkeypatch):
    values = Remembered()
    values.get("key", lambda: "before")
    ends_at = freshness.now().good_until

    monkeypatch.setattr("catalogue.remembering.time.time", lambda: ends_at + 1)

    assert values.get("key", lambda: "after") == "after"


def test_room_is_bounded():
    values = Remembered()

    for number in range(3 * ROOM):
        assert values.get(number, lambda number=number: number) == number

    assert len(values._values) == ROOM


def test_words_around_are_read_once_and_again_after_a_change(client):
    make_catalogue()
    ShopSettings.for_site(Site.objects.get())
    ShopSettings.objects.update(promo_strong="Needle")
    assert "Needle" in client.get("/shop/").content.decode()

    ShopSettings.objects.update(promo_strong="Thread")
    note_page_change()

    assert "Needle" in client.get("/shop/").content.decode()
    half_a_second_later()
    assert "Thread" in client.get("/shop/").content.decode()


def test_terms_of_delivery_are_shown_anew_but_never_remembered_for_money(rf):
    make_catalogue()
    request = rf.get("/")
    shown = DeliverySettings.for_request(request)

    DeliverySettings.objects.update(percentage=7)

    assert DeliverySettings.for_request(request) is shown
    assert DeliverySettings.for_site(site_of(request)).percentage == 7


def test_each_language_begins_at_its_own_home_page(rf):
    make_product("Tide")
    german, _made = Locale.objects.get_or_create(language_code="de")
    home = site_of(rf.get("/")).root_page
    twin = home.copy_for_translation(german)
    twin.save_revision().publish()
    half_a_second_later()

    root = site_of(rf.get("/")).root_page

    assert root.localized.pk == home.pk
    with translation.override("de"):
        assert root.localized.pk == twin.pk
    answer = Client().get("/de/")
    assert (answer.status_code, answer.context["page"].pk) == (200, twin.pk)
    assert answer.context["page"] is not root.twins["de"]


def test_home_page_that_is_hidden_or_gone_is_not_found_at_once(client):
    make_catalogue()
    home = site_of(client.get("/").wsgi_request).root_page
    rows = type(home).objects.filter(pk=home.pk)

    rows.update(live=False)
    hidden = client.get("/").status_code
    Site.objects.update(root_page=home.get_parent())
    rows.get().delete()

    assert (hidden, client.get("/").status_code) == (404, 404)


def test_listing_asks_once_what_is_due_and_still_sees_pieces_run_out(client):
    make_product("Tide", [("TIDE", "", "24.00", 2)])
    half_a_second_later()

    def statements_and_answer():
        with CaptureQueriesContext(connection) as seen:
            found = client.get("/shop/?in-stock=1").context["total"]
        return sum("catalogue_listingdue" in query["sql"] for query in seen), found

    assert [statements_and_answer() for _ in range(2)] == [(1, 1), (0, 1)]
    adjust(sku="TIDE", delta=-2, kind=MovementKind.DAMAGE)
    half_a_second_later()
    assert statements_and_answer()[1] == 0


def test_bringing_the_index_up_to_date_is_a_change_of_its_own():
    make_product("Tide", [("TIDE", "", "24.00", 2)])
    adjust(sku="TIDE", delta=-2, kind=MovementKind.DAMAGE)
    before = page_state()

    keeping.refresh_all_due()

    assert page_state() != before
