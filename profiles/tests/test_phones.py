"""Phone numbers of many countries: what is kept of them, what is refused and why, how they are shown."""

import phonenumbers
import pytest
from django.core.exceptions import ValidationError

from profiles.phones import shown_phone, stored_phone, typed_phone
from profiles.typed import tidy_code


def refusal(typed, country="DE"):
    with pytest.raises(ValidationError) as refused:
        stored_phone(tidy_code(typed), country)
    return refused.value.messages


@pytest.mark.parametrize(
    "typed",
    [
        "030 123456",
        "0049 30 123456",
        "+49 (0)30 123456",
        "030/123456",
        "(030) 12-34-56",
        "０３０１２３４５６",
        "٠٣٠١٢٣٤٥٦",
        "030\u00a0123456",
        "030\u2011123456",
        "030\u2013123456",
        "\u200e030 123456\u200f",
        "\ufeff030\u200b123\u00ad456",
        "＋49 30 123456",
    ],
)
def test_one_number_is_kept_alike_however_it_was_typed(typed):
    assert stored_phone(tidy_code(typed), "DE") == "+4930123456"


@pytest.mark.parametrize(
    ("typed", "country", "kept"),
    [
        ("06 12345678", "NL", "+31612345678"),
        ("02 1234 5678", "IT", "+390212345678"),
        ("+383 44 123 456", "DE", "+38344123456"),
        ("+44 20 7946 0958", "DE", "+442079460958"),
        ("+49 30 123456", "AQ", "+4930123456"),
        ("+49 30 123456", "XX", "+4930123456"),
        ("", "DE", ""),
        ("", "XX", ""),
    ],
)
def test_country_of_delivery_decides_and_a_code_overrules_it(typed, country, kept):
    assert stored_phone(typed, country) == kept


@pytest.mark.parametrize("country", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_every_country_with_rules_takes_its_own_example(country):
    example = phonenumbers.example_number(country)
    style = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    written = phonenumbers.format_number(example, style)

    assert stored_phone(written, country) == written.translate({ord(sign): None for sign in " -."})


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("call me", "Enter the phone number in digits, without letters."),
        ("1-800-FLOWERS", "Enter the phone number in digits, without letters."),
        ("0171 1234567 ext 3", "Enter the number without an extension. We cannot dial one."),
        ("0171 1234567 x3", "Enter the number without an extension. We cannot dial one."),
        ("0171 1234567 Durchwahl 12", "Enter the number without an extension. We cannot dial one."),
        ("030/123456 oder 0171/1234567", "Enter one phone number only."),
        ("030 123456, 0171 1234567", "Enter one phone number only."),
        ("030 123456 / 0171 1234567", "Enter one phone number only."),
        ("+49 30 123456 +49 171 1234567", "Enter one phone number only."),
    ],
)
def test_what_would_be_dialled_wrongly_is_refused_with_a_sentence(typed, sentence):
    assert refusal(typed) == [sentence]


@pytest.mark.parametrize("typed", ["1234", "12345", "110", "+49 30", "1" * 21, "+++++", "0"])
def test_number_that_exists_nowhere_is_refused_with_an_example(typed):
    (text,) = refusal(typed)

    assert text.startswith("This is no phone number that exists there.")
    assert "+49 30" in text


@pytest.mark.parametrize("country", ["AQ", "XX"])
def test_country_without_rules_asks_for_the_code(country):
    (text,) = refusal("030 123456", country)

    assert text == "Enter the phone number with its country code, like +49 30 1234567."


@pytest.mark.parametrize(
    ("stored", "country", "shown"),
    [
        ("+4930123456", "DE", "030 123456"),
        ("+4930123456", "AT", "+49 30 123456"),
        ("+4930123456", "", "+49 30 123456"),
        ("030 / 12 34 56", "DE", "030 123456"),
        ("call me", "DE", "call me"),
        ("12345", "DE", "12345"),
        ("", "DE", ""),
    ],
)
def test_number_is_shown_as_the_country_dials_it(stored, country, shown):
    assert shown_phone(stored, country) == shown


def test_field_starts_with_the_code_since_the_country_may_be_changed():
    assert typed_phone("+4930123456", "DE") == "+49 30 123456"
    assert typed_phone("030 123456", "DE") == "+49 30 123456"
    assert typed_phone("what was kept before", "DE") == "what was kept before"
