"""The checkout's form: what each country needs, how long a field may be, and the shape of its errors."""

import pytest
from django.test import Client
from django.utils.translation import override

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
        ("DE", "١٠٤٣٥", "", []),
        ("DE", "10\u200b435\u00a0", "", []),
        ("JP", "１００－０００１", "Tokyo", []),
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
    ("phone", "country", "kept"),
    [
        ("", "DE", ""),
        ("(030) 123/45-67", "DE", "+49301234567"),
        ("\u200e030\u00a01234567", "DE", "+49301234567"),
        ("06 12345678", "NL", "+31612345678"),
        ("+49 30 1234567", "NL", "+49301234567"),
    ],
)
def test_phone_number_is_kept_in_one_form(phone, country, kept):
    postcode = {"DE": "10435", "NL": "1012 LG"}[country]
    form = OrderForm(DETAILS | {"phone_number": phone, "country": country, "postcode": postcode})

    assert form.is_valid(), form.errors
    assert form.details["phone_number"] == kept


@pytest.mark.parametrize("phone", ["1234", "call me", "0171 1234567 ext 3", "030/123456 oder 0171/1"])
def test_phone_number_nobody_could_dial_is_said_at_its_field(phone):
    assert list(errors_of(phone_number=phone)) == ["phone_number"]


def test_phone_number_waits_for_its_country():
    assert list(errors_of(phone_number="030 1234567", country="")) == ["country"]


def test_number_kept_before_numbers_were_judged_is_shown_and_told_of(ada):
    save_delivery_defaults(profile_of(ada), DETAILS | {"phone_number": "ring at Meyer"})

    first = OrderForm.prefilled(ada).initial["phone_number"]

    assert first == "ring at Meyer"
    assert errors_of(phone_number=first) == {
        "phone_number": ["Enter the phone number in digits, without letters."]
    }


@pytest.mark.parametrize(
    "email", ["\u200bida@example.org", "ida@example.org\u00a0", "ｉｄａ@example.org", "ida@exam\u00adple.org"]
)
def test_address_is_rid_of_what_nobody_sees(email):
    form = OrderForm(DETAILS | {"email": email})

    assert form.is_valid(), form.errors
    assert form.details["email"] == "ida@example.org"


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

    assert OrderForm.prefilled(ada).initial == DETAILS | {
        "email": "ada@example.com",
        "phone_number": "+49 30 1234567",
    }
    assert OrderForm.prefilled(ben).initial["postcode"] == ""
    assert OrderForm.prefilled(None).initial == {"country": "GB"}


@pytest.mark.parametrize(
    ("language", "setting", "country"),
    [("en", "", "GB"), ("de", "", "DE"), ("en", "AT", "AT"), ("de", "AT", "AT")],
)
def test_country_is_the_shops_own_or_that_of_the_language(settings, ben, language, setting, country):
    settings.SHOP_COUNTRY = setting

    with override(language):
        assert OrderForm.prefilled(None).initial["country"] == country
        assert OrderForm.prefilled(ben).initial["country"] == country
        assert f'<option value="{country}" selected>' in str(OrderForm.prefilled(None)["country"])


def test_country_of_the_account_comes_before_the_shops(settings, ada):
    settings.SHOP_COUNTRY = "AT"
    save_delivery_defaults(profile_of(ada), DETAILS | {"country": "FR"})

    assert OrderForm.prefilled(ada).initial["country"] == "FR"


@pytest.mark.parametrize("text", ["Ida\x00Lindqvist", "\x00"])
def test_nul_is_refused_before_any_form_sees_it(db, text):
    answer = Client().post("/checkout/cache_checkout_data/", DETAILS | {"full_name": text})

    assert (answer.status_code, b"This could not be read" in answer.content) == (400, True)
