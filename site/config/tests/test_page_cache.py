"""Kept pages: no query, never old, and nothing of one visitor's for another."""

import gzip
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import brotli
import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from catalogue import stock
from catalogue.models import MovementKind, PageChange, ProductPage, Review, ReviewState
from catalogue.page_changes import forget_old_changes, page_state
from catalogue.reviews import decide
from catalogue.tests.factories import count, make_catalogue, make_category, make_product, make_variant
from config.page_cache.asking import anonymous_key
from config.page_cache.middleware import freshness, store
from config.page_cache.visitor import forget

pytestmark = pytest.mark.django_db

TIDE = "/shop/posters/tide/"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def tide(settings, monkeypatch) -> ProductPage:
    """A shop whose half second ends when `read` says so, however slow the machine is."""
    settings.SHOP_PAGE_CACHE = settings.SHOP_REMEMBERS = True
    monkeypatch.setattr("catalogue.freshness.LOOK_EVERY_S", 3600)
    store.clear()
    freshness.forget()
    yield make_product("Tide", [("TIDE-A4", "A4", "12.00", 50)])
    store.clear()
    freshness.forget()


def read(path: str = TIDE, browser: Client | None = None, **kwargs) -> str:
    """The page as anybody sees it half a second later."""
    freshness.look_again()
    return (browser or Client()).get(path, **kwargs).content.decode()


def kept() -> int:
    return len(store.plain) + len(store.with_query)


@pytest.mark.parametrize("path", ["/", "/shop/", "/shop/posters/", TIDE, TIDE + "?sku=TIDE-A4"])
def test_a_kept_page_needs_no_query(eve, django_assert_num_queries, path):
    first = eve.get(path)

    with django_assert_num_queries(0):
        second = Client().get(path)

    assert (first.status_code, second.content) == (200, first.content)
    assert second.headers == first.headers


def test_a_visitor_with_a_bag_gets_the_kept_page(eve, django_assert_num_queries):
    eve.post("/bag/add/", {"sku": "TIDE-A4", "quantity": "1"}, headers=HTMX)
    eve.get(TIDE)

    with django_assert_num_queries(0):
        answer = eve.get(TIDE)

    assert answer.headers["Cache-Control"] == "public, no-cache"


def test_looking_for_changes_is_one_query_twice_a_second(eve, django_assert_num_queries):
    eve.get(TIDE)
    freshness.look_again()

    with django_assert_num_queries(1):
        eve.get(TIDE)
        eve.get(TIDE)


# --- Purging ------------------------------------------------------------------------------------------


def test_published_review_is_seen_at_once(tide, ada):
    now = timezone.now()
    review = Review.objects.create(
        product_key=tide.translation_key, user=ada, stars=5, text="Seen at once", name="Ada", written_at=now
    )
    assert "Seen at once" not in read()

    decide(review.pk, ReviewState.PUBLISHED, now)

    assert "Seen at once" in read()


def test_publishing_is_seen_at_once_on_every_page(tide):
    assert "Tide" in read("/shop/")

    tide.title = "Ebb"
    tide.save_revision().publish()

    assert "Ebb" in read("/shop/")
    assert "Ebb" in read(TIDE)


def test_unpublishing_is_seen_at_once(tide):
    assert "Tide" in read() + read("/shop/")

    tide.unpublish()

    assert Client().get(TIDE).status_code == 200  # within the half second
    assert "Tide" not in read("/shop/")
    assert Client().get(TIDE).status_code == 404


def test_a_draft_leaves_kept_pages_alone(tide, staff_client):
    before = page_state()

    tide.title = "Ebb"
    tide.save_revision()

    assert page_state() == before


def test_moving_a_page_in_the_admin_is_seen_at_once(tide, staff_client):
    category = make_category("Mugs")
    read("/shop/mugs/")

    answer = staff_client.post(f"/admin/pages/{tide.pk}/move/{category.pk}/confirm/")

    assert answer.status_code == 302
    assert "Tide" in read("/shop/mugs/")


def test_words_of_the_footer_are_seen_at_once(staff_client):
    site, before = Site.objects.get(), page_state()
    words = {f"{block}-count": "0" for block in ("footer_columns", "legal_links")}
    words |= {"translations-TOTAL_FORMS": "0", "translations-INITIAL_FORMS": "0"}
    read()

    address = f"/admin/settings/home/shopsettings/{site.pk}/"
    answer = staff_client.post(address, words | {"promo_strong": "Needle"})

    assert answer.status_code == 302
    assert page_state() != before
    assert "Needle" in read()


def test_last_piece_sold_and_come_back_are_seen_at_once():
    make_product("Ebb", [("EBB", "A4", "9.00", 1)])
    assert ">Sold out<" not in read("/shop/posters/ebb/")

    stock.adjust(sku="EBB", delta=-1, kind=MovementKind.DAMAGE)
    assert ">Sold out<" in read("/shop/posters/ebb/")

    stock.adjust(sku="EBB", delta=9, kind=MovementKind.DELIVERY)
    assert ">Sold out<" not in read("/shop/posters/ebb/")


def test_a_hold_on_the_last_pieces_is_seen_and_one_of_many_is_not(tide):
    count("EBB", 4)
    before = page_state()

    stock.hold(tide.translation_key, {"TIDE-A4": 5})
    assert page_state() == before
    stock.hold(tide.translation_key, {"EBB": 1})

    assert page_state().rows == before.rows + 1


def test_a_change_that_is_rolled_back_is_none():
    before = page_state()

    with pytest.raises(stock.OutOfStock):
        stock.adjust(sku="TIDE-A4", delta=-51, kind=MovementKind.DAMAGE)

    assert page_state() == before


def test_a_change_made_earlier_and_seen_later_counts():
    PageChange.objects.create(pk=10**6)
    before = page_state()

    PageChange.objects.create(pk=10**6 - 1)

    assert page_state() != before


def test_forgetting_old_changes_never_brings_a_state_back(time_machine):
    for _ in range(3):
        PageChange.objects.create()
    before = page_state()
    time_machine.move_to(timezone.now() + timedelta(hours=2))

    assert forget_old_changes() >= 3
    assert page_state().newest > before.newest
    assert page_state().rows == 1
    assert forget_old_changes() == 0


def test_a_sale_starts_and_ends_by_the_clock(time_machine):
    noon = datetime(2027, 3, 1, 12, tzinfo=UTC)
    time_machine.move_to(noon, tick=False)
    sale = {"sale_price": "7.00", "sale_starts_at": noon + timedelta(seconds=60)}
    sale |= {"sale_ends_at": noon + timedelta(seconds=120)}
    make_product("Ebb", [make_variant("EBB", "A4", "9.00", **sale)])
    seen = []

    for seconds in (0, 59, 60, 119, 120):
        time_machine.move_to(noon + timedelta(seconds=seconds), tick=False)
        seen.append("€7.00" in read("/shop/posters/ebb/"))

    assert seen == [False, False, True, True, False]


def test_a_page_is_kept_for_five_minutes_at_most(tide, time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    read()
    ProductPage.objects.update(title="Ebb")  # told to nobody

    time_machine.move_to(start + timedelta(seconds=299), tick=False)
    assert "Ebb" not in read()
    time_machine.move_to(start + timedelta(seconds=301), tick=False)
    assert "Ebb" in read()


# --- Privacy ------------------------------------------------------------------------------------------


def test_two_visitors_never_see_each_other(ada_client):
    ada_client.post("/bag/add/", {"sku": "TIDE-A4", "quantity": "7"}, headers=HTMX)
    guest = Client()
    guest.post("/bag/add/", {"sku": "TIDE-A4", "quantity": "3"}, headers=HTMX)
    guest.get("/bag/")
    needles = [guest.cookies[name].value for name in ("sessionid", "csrftoken")]
    needles += [ada_client.cookies["sessionid"].value, ">7<", "</span>7", "</span>3"]

    first, again = read(browser=guest), read()

    assert first == again
    assert not [needle for needle in [*needles, "csrfmiddlewaretoken"] if needle in again]


def test_a_page_rendered_for_nobody_knows_no_header_of_the_first_visitor(eve):
    eve.get(TIDE, headers={"User-Agent": "needle-1", "Referer": "http://testserver/needle-2"})

    assert "needle" not in read() + str(Client().get(TIDE).headers)


def test_an_account_passes_the_kept_pages_by(ada_client):
    read()
    ada_client.get("/profile/")

    answer = ada_client.get(TIDE)

    assert "Your account" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Your account" not in read()


def test_an_account_without_its_sign_is_kept_for_nobody(ada_client):
    page = read(browser=ada_client)

    assert "Your account" not in page
    assert kept() == 1


def test_an_account_that_was_looked_up_before_is_forgotten_too(rf, ada):
    request = rf.get(TIDE)
    key = anonymous_key(request)
    request.session, request.user = {"_auth_user_id": str(ada.pk)}, ada

    forget(request, key)

    assert request.user.is_anonymous
    assert list(request.session.keys()) == []


def test_a_message_is_shown_once_and_never_kept(eve):
    eve.post("/bag/add/", {"sku": "TIDE-A4", "quantity": "1", "next": TIDE})

    first, second = eve.get(TIDE), eve.get(TIDE)

    assert "Tide, A4 is in your bag." in first.content.decode()
    assert first.headers["Cache-Control"] == "private, no-store"
    assert "is in your bag" not in second.content.decode() + read()


def test_a_private_section_is_never_kept(eve, tide):
    PageViewRestriction.objects.create(page=tide, restriction_type="password", password="open")
    asked = eve.get(TIDE)
    eve.post(
        f"/_util/authenticate_with_password/{tide.view_restrictions.get().pk}/{tide.pk}/",
        {"password": "open", "return_url": TIDE},
    )

    shown = eve.get(TIDE)

    assert (b"12.00" in asked.content, b"12.00" in shown.content) == (False, True)
    assert "12.00" not in read()
    assert kept() == 0


def test_a_preview_is_neither_answered_nor_kept(tide, staff):
    read()
    tide.title = "Ebb"
    request = Client().get("/bag/").wsgi_request

    answer = tide.make_preview_request(request)

    assert b"Ebb" in answer.content
    assert "Ebb" not in read()


@pytest.mark.parametrize("path", ["/bag/", "/search/?q=tide", "/accounts/login/", "/nowhere/"])
def test_what_is_not_kept_says_so(eve, path):
    caching = eve.get(path).headers["Cache-Control"]

    assert "private" in caching
    assert "no-store" in caching
    assert kept() == 0


# --- Hostile requests ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    ["x=1", "page=01", "page=1&page=1", "sort=", "sku=%41", "page=١", "sort=NAME", "a[]=1", "page", "&"],
)
def test_an_unknown_query_is_answered_and_not_kept(eve, query):
    assert eve.get("/shop/?" + quote(query, safe="=&%[]")).status_code == 200
    assert kept() == 0


def test_advertisers_parameters_share_the_page(eve, django_assert_num_queries):
    eve.get("/shop/?utm_source=needle&sort=name&gclid=needle")

    with django_assert_num_queries(0):
        page = Client().get("/shop/?sort=name").content.decode()

    assert "needle" not in page


def test_a_foreign_host_is_refused_and_keeps_nothing(eve):
    assert eve.get(TIDE, headers={"Host": "evil.example"}).status_code == 400
    assert kept() == 0


def test_each_allowed_host_has_pages_of_its_own(eve):
    eve.get(TIDE)

    eve.get(TIDE, headers={"Host": "localhost"})

    assert {key.host for key in store.plain} == {"testserver", "localhost"}


def test_a_flood_of_queries_leaves_the_pages_without_one(eve):
    eve.get(TIDE)
    store.with_query.room = 60_000

    for number in range(30):
        eve.get(f"/shop/?sku={number}")

    assert store.with_query.taken <= 60_000
    assert 0 < len(store.with_query) < 30
    assert len(store.plain) == 1


# --- HTTP ---------------------------------------------------------------------------------------------


def test_a_page_that_the_browser_has_is_not_sent_again(eve):
    etag = eve.get(TIDE).headers["ETag"]

    answer = eve.get(TIDE, headers={"If-None-Match": f'"other", {etag}'})

    assert (answer.status_code, answer.content) == (304, b"")
    assert (answer.headers["ETag"], answer.headers["Vary"]) == (etag, "Accept-Encoding, Cookie")


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip;q=1.0, br;q=0", "gzip", gzip.decompress),
        ("GZIP", "gzip", gzip.decompress),
        ("br;q=0.0, gzip;q=0", None, bytes),
        ("", None, bytes),
    ],
)
def test_each_browser_gets_what_it_can_unpack(eve, accepted, encoding, unpack):
    plain = eve.get(TIDE).content

    answer = eve.get(TIDE, headers={"Accept-Encoding": accepted})

    assert answer.headers.get("Content-Encoding") == encoding
    assert unpack(answer.content) == plain
    assert int(answer.headers["Content-Length"]) == len(answer.content)


def test_head_tells_the_length_and_sends_nothing(eve):
    length = eve.get(TIDE).headers["Content-Length"]

    answer = eve.head(TIDE)

    assert (answer.status_code, answer.content, answer.headers["Content-Length"]) == (200, b"", length)


def test_a_cache_in_front_may_show_a_page_for_so_long(eve, settings, time_machine):
    settings.SHOP_CDN_SECONDS = 30
    make_catalogue()
    eve.get(TIDE)

    caching = eve.get(TIDE).headers["Cache-Control"]

    assert caching == "public, max-age=0, must-revalidate, s-maxage=30"
