"""The checkout's form: what each country needs, how long a field may be, and the shape of its errors."""

import pytest
from django.test import Client

from checkout.forms import OrderForm
from checkout.models import DETAIL_LENGTHS
from checkout.tests.paying import DETAILS
from profiles.services import profile_of, save_delivery_defaults


def errors_of(**changes: str) -> dict[str, list[str]]:
    form = OrderForm(DETAILS | changes)
    form.is_valid()
    return form.errors_by_field


def test_complete_details_pass_and_come_out_by_column():
    form = OrderForm(DETAILS | {"save_info": "on"})

    assert form.is_valid()
    assert form.details == DETAILS
    assert form.cleaned_data["save_info"] is True


@pytest.mark.parametrize(
    ("country", "postcode", "county", "wrong"),
    [
        ("DE", "10435", "", []),
        ("DE", "1043", "", ["postcode"]),
        ("DE", "١٠٤٣٥", "", ["postcode"]),
        ("DE", "", "", ["postcode"]),
        ("IE", "", "Co. Kerry", []),
        ("IE", "", "", []),
        ("GB", "SW1A 1AA", "", []),
        ("GB", "sw1a 1aa", "", []),
        ("GB", "10435", "", ["postcode"]),
        ("US", "90210", "CA", []),
        ("US", "90210", "", ["county"]),
        ("HK", "", "Kowloon", []),
        ("ZZ", "10435", "", ["country"]),
        ("", "10435", "", ["country"]),
    ],
)
def test_each_country_is_judged_by_its_own_rules(country, postcode, county, wrong):
    assert list(errors_of(country=country, postcode=postcode, county=county)) == wrong


@pytest.mark.parametrize("odd", ["ida@exam\u2028ple.org", "ida@example\u2029.org", "ida@exam\u2003ple.org"])
def test_address_with_an_invisible_line_break_is_refused(odd):
    assert errors_of(email=odd) == {"email": ["Enter an e-mail address like ida@example.org."]}


@pytest.mark.parametrize(
    ("phone", "is_fine"),
    [
        ("", True),
        ("+49 30 1234567", True),
        ("(030) 123/45-67", True),
        ("1234", False),
        ("call me", False),
        ("1" * 21, False),
        ("٠١٢٣٤٥", False),
    ],
)
def test_phone_number_is_judged_gently(phone, is_fine):
    assert ("phone_number" not in errors_of(phone_number=phone)) == is_fine


@pytest.mark.parametrize(
    "name", sorted(set(DETAIL_LENGTHS) - {"country", "email", "phone_number", "postcode"})
)
def test_no_field_takes_more_than_its_column(name):
    longest = "x" * DETAIL_LENGTHS[name]

    assert name not in errors_of(**{name: longest})
    assert list(errors_of(**{name: longest + "x"})) == [name]


@pytest.mark.parametrize(("name", "text"), [("phone_number", "1 " * 17), ("postcode", "1" * 21)])
def test_overlong_numbers_are_refused(name, text):
    assert list(errors_of(**{name: text})) == [name]


@pytest.mark.parametrize("email", ["", "ida", "ida@", "a@b.c\r\nBcc: eve@example.org", "x" * 250 + "@a.de"])
def test_address_no_mail_could_reach_is_refused(email):
    assert list(errors_of(email=email)) == ["email"]


def test_all_gaps_are_said_at_once_as_lists_of_text():
    errors = errors_of(full_name="", email="", street_address1="", town_or_city="", postcode="")

    assert set(errors) == {"full_name", "email", "street_address1", "town_or_city", "postcode"}
    assert errors["email"] == ["Enter an e-mail address. The confirmation goes there."]
    assert all(type(text) is str for texts in errors.values() for text in texts)


def test_form_is_prefilled_from_the_account_alone(ada, ben):
    save_delivery_defaults(profile_of(ada), DETAILS)

    assert OrderForm.prefilled(ada).initial == DETAILS | {"email": "ada@example.com"}
    assert OrderForm.prefilled(ben).initial["postcode"] == ""
    assert OrderForm.prefilled(None).initial == {}


@pytest.mark.parametrize("text", ["Ida\x00Lindqvist", "\x00"])
def test_nul_is_refused_before_any_form_sees_it(db, text):
    answer = Client().post("/checkout/cache_checkout_data/", DETAILS | {"full_name": text})

    assert (answer.status_code, b"This could not be read" in answer.content) == (400, True)
