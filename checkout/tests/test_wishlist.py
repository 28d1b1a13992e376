"""The wishlist: kept by a press of the heart, an account's own, and quiet about what is gone."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from catalogue.reviews import product_key_of
from catalogue.tests.factories import make_category, make_product, make_variant
from checkout.account import wishes
from checkout.models import BagLine, Wish
from conftest import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

LIST = reverse("profile:wishlist")


@pytest.fixture
def tide():
    return make_product("Tide", [("TIDE", "", "24.00", 5)])


def add_url(page) -> str:
    return reverse("profile:wish", args=[product_key_of(page)])


def remove_url(page) -> str:
    return reverse("profile:unwish", args=[product_key_of(page)])


def wish(user, page) -> Wish:
    return Wish.objects.create(user=user, product_key=product_key_of(page))


def test_heart_keeps_the_piece_and_leads_back_to_it(ada_client, ada, tide):
    answer = ada_client.post(add_url(tide), follow=True)

    assert answer.redirect_chain == [(tide.url, 302)]
    assert "Tide is on your wishlist." in answer.text
    assert remove_url(tide) in answer.text
    assert Wish.objects.get().user == ada


def test_heart_pressed_twice_keeps_it_once(ada_client, tide):
    for _press in range(2):
        ada_client.post(add_url(tide))

    assert Wish.objects.count() == 1


def test_guest_signs_in_and_finds_it_added(eve, ada, tide):
    login = eve.post(add_url(tide))["Location"]
    assert login == f"{reverse('account_login')}?next={tide.url}"
    assert not Wish.objects.exists()

    answer = eve.post(login, {"login": ada.email, "password": PASSWORD, "next": tide.url}, follow=True)

    assert answer.redirect_chain[-1][0] == tide.url
    assert "Tide is on your wishlist." in answer.text
    assert (Wish.objects.get().user, Wish.objects.get().product_key) == (ada, product_key_of(tide))


def test_wish_of_a_piece_that_went_meanwhile_is_forgotten(eve, ada, tide):
    login = eve.post(add_url(tide))["Location"]
    tide.unpublish()

    assert eve.post(login, {"login": ada.email, "password": PASSWORD}).status_code == 302
    assert not Wish.objects.exists()


@pytest.mark.parametrize("address", [add_url, remove_url])
def test_wishlist_changes_by_post_alone(ada_client, tide, address):
    assert ada_client.get(address(tide)).status_code == 405
    assert not Wish.objects.exists()


def test_other_sites_keep_nothing_for_a_shopper(ada, tide):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ada, backend="django.contrib.auth.backends.ModelBackend")

    assert browser.post(add_url(tide), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert not Wish.objects.exists()
    assert browser.post(add_url(tide), headers={"Sec-Fetch-Site": "same-origin"}).status_code == 302
    assert Wish.objects.count() == 1
    assert browser.post(remove_url(tide), headers={"Sec-Fetch-Site": "same-origin"}).status_code == 403


def test_unknown_or_hidden_piece_is_not_found(ada_client, tide):
    address = add_url(tide)
    tide.unpublish()

    assert ada_client.post(address).status_code == 404
    assert ada_client.post(reverse("profile:wish", args=[uuid4()])).status_code == 404
    assert not Wish.objects.exists()


def test_list_is_the_accounts_own_newest_first(ada_client, ada, ben_client, ben, tide):
    dunes = make_product("Dunes", [("DUNES", "", "9.00", 1)])
    for page in (tide, dunes):
        wish(ada, page)

    rows = ada_client.get(LIST).context["wishlist"].rows

    assert [row.card.title for row in rows] == ["Dunes", "Tide"]
    assert "Nothing kept yet" in ben_client.get(LIST).text


def test_removing_takes_off_the_own_list_alone(ada_client, ada, ben, tide):
    wish(ada, tide)
    wish(ben, tide)

    answer = ada_client.post(remove_url(tide), follow=True)

    assert "Tide is off your wishlist." in answer.text
    assert Wish.objects.get().user == ben


def test_single_variant_goes_into_the_bag_and_others_are_chosen(ada_client, ada, tide):
    several = make_product("Low Sun", [("SUN-A4", "A4", "12.00", 1), ("SUN-A3", "A3", "24.00", 1)])
    sold = make_product("Gone", [make_variant("GONE")])
    for page in (sold, several, tide):
        wish(ada, page)

    page = ada_client.get(LIST)
    ada_client.post(reverse("bag:add"), {"sku": "TIDE", "quantity": "1"})

    assert [row.sku for row in page.context["wishlist"].rows] == ["TIDE", "", "GONE"]
    assert page.text.count('name="sku"') == 1
    assert BagLine.objects.get().sku == "TIDE"


def test_piece_that_is_not_for_sale_waits_unseen(ada_client, ada, tide):
    wish(ada, tide)
    tide.unpublish()

    page = ada_client.get(LIST)

    assert "One piece on your list is not for sale now." in page.text
    assert "Tide" not in page.text
    assert "Nothing kept yet" not in page.text
    tide.save_revision().publish()
    assert "Tide" in ada_client.get(LIST).text


def test_piece_that_is_not_for_sale_can_be_taken_off(ada_client, ada, ben_client, ben, tide):
    for user in (ada, ben):
        wish(user, tide)
    tide.unpublish()
    assert remove_url(tide) in ada_client.get(LIST).text

    answer = ada_client.post(remove_url(tide), follow=True)

    assert "The piece is off your wishlist." in answer.text
    assert "Tide" not in answer.text
    assert "Nothing kept yet" in answer.text
    assert [wish.user for wish in Wish.objects.all()] == [ben]
    assert ada_client.post(remove_url(tide)).status_code == 404


def test_translation_and_alias_are_the_same_wish(ada_client, ada, tide):
    german = tide.copy_for_translation(Locale.objects.get_or_create(language_code="de")[0], copy_parents=True)
    alias = tide.create_alias(parent=make_category("Sale"), update_slug="tide").specific

    assert add_url(german) == add_url(alias) == add_url(tide)
    ada_client.post(add_url(alias))

    assert [row.card.title for row in ada_client.get(LIST).context["wishlist"].rows] == ["Tide"]


def test_full_wishlist_says_so(ada_client, ada, tide, monkeypatch):
    monkeypatch.setattr(wishes, "MOST_WISHES", 1)
    wish(ada, make_product("Dunes", [("DUNES", "", "9.00", 1)]))

    answer = ada_client.post(add_url(tide), follow=True)

    assert "Your wishlist is full." in answer.text
    assert Wish.objects.count() == 1


def test_list_takes_the_same_queries_for_any_length(
    ada_client, ada, tide, django_assert_num_queries, django_assert_max_num_queries
):
    wish(ada, tide)
    ada_client.get(LIST)
    with django_assert_max_num_queries(25) as few:
        ada_client.get(LIST)
    for number in range(6):
        wish(ada, make_product(f"Print {number}", [(f"PRINT-{number}", "", "9.00", 1)]))

    with django_assert_num_queries(len(few)):
        ada_client.get(LIST)


def test_guest_is_asked_to_sign_in(eve):
    assert eve.get(LIST)["Location"] == f"{reverse('account_login')}?next={LIST}"


def test_wishes_go_with_their_account(ada, tide):
    wish(ada, tide)

    ada.delete()

    assert not Wish.objects.exists()
