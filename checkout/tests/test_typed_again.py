"""What was typed at the checkout stays for the session that typed it: no longer, and for nobody else."""

import pytest

from catalogue.tests.factories import make_product
from checkout.tests.paying import DETAILS
from conftest import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def product(db):
    make_product("Tailwind", [("TW-A4", "A4", "22.00", 10)])


def typed_at(client) -> dict[str, str]:
    """Puts a piece into the bag, types all and passes the gate; answers what the page posts."""
    client.post("/bag/add/", {"sku": "TW-A4", "quantity": "1"})
    shown = client.get("/checkout/").context
    page = {**DETAILS, "client_secret": shown["client_secret"], "amount": str(shown["amount"])}
    assert client.post("/checkout/cache_checkout_data/", page).status_code == 200
    return page


def shown_at(client) -> dict[str, str]:
    """What the form of a fresh checkout page holds."""
    form = client.get("/checkout/").context["form"]
    return {name: form.initial.get(name, "") for name in DETAILS}


NOTHING = dict.fromkeys(DETAILS, "") | {"country": "GB"}  # chosen for everybody who reads English
TYPED = DETAILS | {"phone_number": "+49 30 1234567"}  # spelt with its code, for the field


def test_canceled_bank_redirect_comes_back_to_the_filled_form_with_a_word(eve, double):
    page = typed_at(eve)
    intent = page["client_secret"].partition("_secret_")[0]
    double.control.edit(intent, {"status": "requires_payment_method"})

    answer = eve.post("/checkout/", {"client_secret": page["client_secret"]}, follow=True)

    assert answer.redirect_chain == [("/checkout/", 303)]
    assert {name: answer.context["form"].initial[name] for name in DETAILS} == TYPED
    assert "Your payment did not go through. Nothing was charged." in answer.content.decode()
    assert 'value="Kastanienallee 12"' in answer.content.decode()


def test_form_stays_filled_when_the_checkout_was_given_up_meanwhile(eve, double):
    page = typed_at(eve)
    double.control.cancel(page["client_secret"].partition("_secret_")[0])

    assert shown_at(eve) == TYPED


def test_after_the_order_nothing_is_kept(eve, double):
    page = typed_at(eve)
    double.control.pay(page["client_secret"].partition("_secret_")[0])
    eve.post("/checkout/", page)
    eve.post("/bag/add/", {"sku": "TW-A4", "quantity": "1"})

    assert shown_at(eve) == NOTHING


def test_sign_out_forgets_what_was_typed(ada, ada_client, double):
    typed_at(ada_client)
    ada_client.post("/accounts/logout/")
    ada_client.force_login(ada, backend="django.contrib.auth.backends.ModelBackend")

    for _twice in range(2):
        assert shown_at(ada_client)["street_address1"] == ""


def test_another_session_of_the_same_account_sees_nothing(ada, ada_client, double):
    typed_at(ada_client)
    other = signed_in(ada)

    for _twice in range(2):
        assert shown_at(other)["street_address1"] == ""
    assert shown_at(ada_client) == TYPED
