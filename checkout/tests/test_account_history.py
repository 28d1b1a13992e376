"""An account's orders and delivery details."""

import pytest
from django.urls import reverse

from catalogue.tests.factories import make_image
from checkout.models import OrderState
from checkout.tests.orders import make_order
from profiles.models import UserProfile
from profiles.services import delivery_defaults

pytestmark = pytest.mark.django_db

ORDERS, DETAILS = reverse("profile:profile"), reverse("profile:details")
BERLIN = {
    "full_name": "Ada Lovelace",
    "phone_number": "+49 30 1234567",
    "street_address1": "Hauptstraße 1",
    "street_address2": "",
    "town_or_city": "Berlin",
    "county": "",
    "postcode": "10115",
    "country": "DE",
}


def test_orders_are_listed_newest_first_with_links(ada_client, ada):
    first = make_order(ada, ("Sunhead",))
    second = make_order(ada, ("Tailwind", "Slow Reaction", "Low Sun"))

    html = ada_client.get(ORDERS).content.decode()

    assert html.index("Tailwind and 2 more") < html.index("Sunhead")
    assert f'href="/checkout/orders/{first.order_number}/"' in html
    assert f'href="/checkout/orders/{second.order_number}/"' in html
    assert "€72.00" in html


@pytest.mark.parametrize(
    ("state", "dot", "word"),
    [
        (OrderState.PAID, "good", "Paid"),
        (OrderState.REVIEW, "low", "Paid, we are checking it"),
        (OrderState.REFUNDED, "new", "Refunded"),
        (OrderState.PART_REFUNDED, "new", "Part refunded"),
        (OrderState.DISPUTED, "new", "Payment disputed"),
        (OrderState.DISPUTE_LOST, "new", "Payment taken back"),
    ],
)
def test_each_state_has_a_dot_and_a_word(ada_client, ada, state, dot, word):
    make_order(ada, state=state)

    assert f'<span class="badge badge--{dot}">{word}</span>' in ada_client.get(ORDERS).content.decode()


def test_only_the_newest_order_is_outlined_while_it_runs(ada_client, ada):
    make_order(ada)
    make_order(ada)
    assert ada_client.get(ORDERS).content.decode().count("order--now") == 1

    make_order(ada, state=OrderState.REFUNDED)

    assert "order--now" not in ada_client.get(ORDERS).content.decode()


def test_orders_of_others_are_never_listed(ben_client, ada):
    order = make_order(ada)
    make_order(None)

    html = ben_client.get(ORDERS).content.decode()

    assert order.order_number not in html
    assert "No orders yet" in html


@pytest.mark.parametrize("address", [ORDERS, DETAILS])
def test_guests_are_asked_to_sign_in(eve, address):
    response = eve.get(address)

    assert response.status_code == 302
    assert response["Location"] == f"{reverse('account_login')}?next={address}"


def test_order_list_takes_no_post(ada_client):
    assert ada_client.post(ORDERS).status_code == 405


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "٣", ""])
def test_any_page_number_shows_orders(ada_client, ada, page):
    make_order(ada)

    assert "View order" in ada_client.get(ORDERS, {"page": page}).content.decode()


def test_eleventh_order_stands_on_the_second_page(ada_client, ada):
    oldest = make_order(ada)
    for _number in range(10):
        make_order(ada)

    first, second = ada_client.get(ORDERS), ada_client.get(ORDERS, {"page": 2})

    assert oldest.order_number not in first.content.decode()
    assert oldest.order_number in second.content.decode()
    assert "Page 2 of 2" in second.content.decode()


def test_order_list_takes_the_same_queries_for_any_number(
    ada_client, ada, django_assert_num_queries, django_assert_max_num_queries
):
    image = make_image()
    make_order(ada, image=image)
    ada_client.get(ORDERS)
    with django_assert_max_num_queries(16) as few:
        ada_client.get(ORDERS)
    for _number in range(9):
        make_order(ada, ("Tide", "Low Sun", "Tailwind"), image)

    with django_assert_num_queries(len(few)):
        ada_client.get(ORDERS)


def test_reading_the_pages_makes_no_profile(ada_client):
    assert ada_client.get(ORDERS).status_code == 200
    assert ada_client.get(DETAILS).status_code == 200

    assert not UserProfile.objects.exists()


def test_details_are_kept_for_the_checkout(ada_client, ada):
    response = ada_client.post(DETAILS, BERLIN, follow=True)

    assert response.redirect_chain == [(DETAILS, 302)]
    assert "Your delivery details are saved." in response.content.decode()
    assert delivery_defaults(ada) == BERLIN | {"email": "ada@example.com"}


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"postcode": "1043"}, "Enter a postcode like 26133."),
        ({"full_name": ""}, "Enter the name of the person who receives it."),
        ({"country": ""}, "Choose a country."),
        ({"country": "QQ"}, "Choose a country."),
        ({"phone_number": "call me"}, "Enter the phone number in digits, without letters."),
        ({"full_name": "x" * 101}, "at most 100 characters"),
    ],
)
def test_wrong_details_are_refused_and_nothing_saved(ada_client, ada, changes, error):
    response = ada_client.post(DETAILS, BERLIN | changes)

    assert response.status_code == 400
    assert error in response.content.decode()
    assert "Hauptstraße 1" in response.content.decode()
    assert not UserProfile.objects.exists()


def test_details_of_one_account_never_show_in_another(ada_client, ben_client):
    ada_client.post(DETAILS, BERLIN)

    assert "Hauptstraße" not in ben_client.get(DETAILS).content.decode()
