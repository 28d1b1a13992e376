"""Asking to be told when a sold-out piece is back, and taking it back, over HTTP."""

import re

import pytest
from django.test import Client

from catalogue.models import BackInStockRequest
from catalogue.tests.factories import make_product
from checkout.models import RateCount
from checkout.tests.restocks import ASK, HTMX, asked, bring, waiting

pytestmark = pytest.mark.django_db

TIDE = "/shop/posters/tide/"
FORM = {"sku": "TIDE-A3", "email": "ada@example.com"}
ADA_WAITS = [("TIDE-A3", "ada@example.com", "en")]


@pytest.fixture(autouse=True)
def tide():
    return make_product("Tide", [("TIDE-A4", "A4", "12.00", 5), ("TIDE-A3", "A3", "24.00", None)])


def form_on(page: str) -> str:
    """The form that asks, as it stands on `page`; empty when there is none."""
    found = re.search(r'<details class="fold back-fold".*?</details>', page, re.DOTALL)
    return found[0] if found else ""


def test_page_offers_it_for_what_is_sold_out_alone(eve):
    form = form_on(eve.get(TIDE).text)

    assert 'name="sku" value="TIDE-A3"' in form
    assert "A3 is sold out." in form
    assert "TIDE-A4" not in form
    assert " open>" not in form


def test_page_opens_the_form_for_a_sold_out_choice(eve):
    assert " open>" in form_on(eve.get(TIDE + "?sku=TIDE-A3").text)


def test_several_sold_out_pieces_are_a_choice(eve):
    make_product("Dune", [(f"DUNE-{size}", size, "12.00", None) for size in ("A4", "A3")])

    form = form_on(eve.get("/shop/posters/dune/?sku=DUNE-A3").text)

    assert re.findall(r'<option value="([^"]*)"( selected)?>', form) == [
        ("DUNE-A4", ""),
        ("DUNE-A3", " selected"),
    ]


def test_page_has_no_form_when_all_is_there(eve):
    bring()

    assert form_on(eve.get(TIDE).text) == ""


def test_account_finds_its_address_and_guests_an_empty_field(eve, ada_client):
    assert 'value="ada@example.com"' in form_on(ada_client.get(TIDE).text)
    assert "TIDE-A3" in form_on(eve.get(TIDE).text)
    assert "ada@example.com" not in form_on(eve.get(TIDE).text)


def test_form_without_script_leads_back_with_thanks(eve):
    response = eve.post(ASK, FORM, follow=True)

    assert response.redirect_chain == [(TIDE + "?sku=TIDE-A3", 302)]
    assert "Thank you. We write to you once, as soon as Tide, A3 is back." in response.text
    assert waiting() == ADA_WAITS


def test_htmx_gets_the_thanks_in_the_forms_place(eve):
    response = eve.post(ASK, FORM, headers=HTMX)

    assert response.status_code == 200
    assert "<html" not in response.text
    assert "as soon as Tide, A3 is back" in response.text
    assert response["Cache-Control"].startswith("max-age=0")


def test_answer_does_not_tell_whether_the_address_was_known(eve):
    first = eve.post(ASK, FORM, headers=HTMX)
    second = Client().post(ASK, FORM | {"email": "ADA@Example.com"}, headers=HTMX)

    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert waiting() == ADA_WAITS


def test_language_is_that_of_the_page_that_asked_last(eve):
    eve.post(ASK, FORM)
    eve.post(ASK, FORM, headers={"referer": "http://testserver/de" + TIDE})

    assert waiting() == [("TIDE-A3", "ada@example.com", "de")]


@pytest.mark.parametrize(
    "email",
    [
        "",
        "ada",
        "ada@example.com\r\nBcc: eve@example.org",
        "ada@example.com\nBcc: eve@example.org",
        "ada@example.com,eve@example.org",
        "Ada <ada@example.com>",
        "ada@exam\u2028ple.com",
        "a" * 250 + "@example.com",
        "İ" * 100 + "@example.com",
        "<script>@example.com",
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_is_no_address_is_said_and_not_kept(eve, email, headers):
    response = eve.post(ASK, FORM | {"email": email}, headers=headers)

    assert response.status_code == 400
    assert "e-mail address" in response.text
    assert 'aria-invalid="true"' in response.text
    assert "<script>@" not in response.text
    assert waiting() == []


@pytest.mark.parametrize(
    "sku", ["", "NOTHING", "tide-a3", "TIDE-A３", "TIDE-A3 ", "TIDE-A3'--", "A" * 5000, "../TIDE-A3"]
)
def test_what_nobody_sells_cannot_be_asked_for(eve, sku):
    response = eve.post(ASK, FORM | {"sku": sku}, headers=HTMX)

    assert (response.status_code, waiting()) == (409, [])
    assert "This piece is not for sale." in response.text


@pytest.mark.parametrize("field", ["sku", "email"])
def test_a_nul_is_a_bad_request(eve, field):
    assert eve.post(ASK, FORM | {field: "a\0b"}).status_code == 400
    assert waiting() == []


def test_a_piece_that_is_there_sends_no_mail_to_anybody(eve):
    response = eve.post(ASK, FORM | {"sku": "TIDE-A4"})

    assert (response.status_code, waiting()) == (409, [])
    assert "Tide, A4 is in stock." in response.text


def test_a_hidden_piece_cannot_be_asked_for(eve, tide):
    tide.unpublish()

    assert eve.post(ASK, FORM).status_code == 409
    assert waiting() == []


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}]
)
def test_form_from_elsewhere_is_refused(headers):
    assert Client(enforce_csrf_checks=True).post(ASK, FORM, headers=headers).status_code == 403
    assert waiting() == []


def test_form_of_our_page_needs_no_token():
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(ASK, FORM, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 302
    assert waiting() == ADA_WAITS


def test_asking_is_no_page_to_read(eve):
    assert eve.get(ASK).status_code == 405


def test_one_address_of_the_net_asks_so_often_only(eve, settings):
    settings.SHOP_RATE_LIMITS = True

    answers = [eve.post(ASK, FORM | {"email": f"shopper{n}@example.com"}, headers=HTMX) for n in range(31)]

    assert [answer.status_code for answer in answers] == [200] * 30 + [429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert len(waiting()) == 30


def test_one_mailbox_is_named_so_often_only_and_never_written_down(settings):
    settings.SHOP_RATE_LIMITS = True

    answers = [Client(REMOTE_ADDR=f"10.0.0.{n}").post(ASK, FORM, headers=HTMX) for n in range(21)]

    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    assert not RateCount.objects.filter(key__contains="ada").exists()


def test_link_asks_first_and_forgets_at_the_press_of_the_button(eve):
    key = asked().withdrawal_key
    asked(sku="OTHER")
    asked("ben@example.com")
    address = f"/back-in-stock/withdraw/{key}/"

    page = eve.get(address)

    assert "2 sold-out pieces" in page.text
    assert "ada@" not in page.text
    assert BackInStockRequest.objects.count() == 3
    assert "No notice is waiting" in eve.post(address, follow=True).text
    assert waiting() == [("TIDE-A3", "ben@example.com", "en")]


def test_taking_back_needs_its_token_and_the_shops_secret(settings):
    key = asked().withdrawal_key
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(f"/back-in-stock/withdraw/{key}/").status_code == 403
    settings.SECRET_KEY = "another"
    assert asked("ben@example.com").withdrawal_key != key
    for forged in ("a" * 64, key[:-1], key.upper(), "a" * 3000):
        Client().post(f"/back-in-stock/withdraw/{forged}/")
    assert len(waiting()) == 2


@pytest.mark.parametrize(
    "email", ["\u200bada@example.com\u00a0", "ａｄａ@example.com", "ADA@exam\u00adple.com"]
)
def test_address_with_what_nobody_sees_in_it_waits_as_the_plain_one(eve, email):
    eve.post(ASK, FORM | {"email": email})

    assert waiting() == ADA_WAITS
