"""Money: minor units by currency, one rounding, and what shoppers read."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from catalogue import money
from catalogue.templatetags.money import money as money_filter

TWO_DECIMALS = ["eur", "usd", "gbp", "chf", "huf", "twd"]
ZERO_DECIMALS = sorted(money.ZERO_DECIMAL)
THREE_DECIMALS = sorted(money.THREE_DECIMAL)
WHOLE_UNITS = sorted(money.WHOLE_UNITS)
EVERY_KIND = [*TWO_DECIMALS, *ZERO_DECIMALS, *THREE_DECIMALS, *WHOLE_UNITS]


@pytest.mark.parametrize("currency", [*TWO_DECIMALS, *WHOLE_UNITS])
def test_two_decimal_currencies_count_in_hundredths(currency):
    assert money.decimal_places(currency) == 2
    assert money.to_minor(Decimal("12.00"), currency) == 1200
    assert money.from_minor(1200, currency) == Decimal("12.00")


@pytest.mark.parametrize("currency", ZERO_DECIMALS)
def test_zero_decimal_currencies_count_in_whole_units(currency):
    assert money.decimal_places(currency) == 0
    assert money.to_minor(Decimal("1200.00"), currency) == 1200
    assert money.from_minor(1200, currency) == Decimal("1200.00")


@pytest.mark.parametrize("currency", THREE_DECIMALS)
def test_three_decimal_currencies_count_in_thousandths(currency):
    assert money.decimal_places(currency) == 3
    assert money.to_minor(Decimal("1.25"), currency) == 1250
    assert money.from_minor(1250, currency) == Decimal("1.250")


@pytest.mark.parametrize("currency", EVERY_KIND)
def test_currency_codes_are_known_in_capitals(currency):
    assert money.decimal_places(currency.upper()) == money.decimal_places(currency)
    assert money.smallest_step(currency.upper()) == money.smallest_step(currency)
    assert money.minimum_minor(currency.upper()) == money.minimum_minor(currency)


@pytest.mark.parametrize(
    ("amount", "currency"),
    [("0.001", "eur"), ("0.5", "jpy"), ("1.0001", "kwd"), ("10.005", "usd")],
)
def test_amount_finer_than_its_minor_unit_is_refused(amount, currency):
    with pytest.raises(ValueError, match="more places than its minor unit"):
        money.to_minor(Decimal(amount), currency)


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [
        ("1.004", "eur", "1.00"),
        ("1.005", "eur", "1.01"),
        ("2.675", "eur", "2.68"),
        ("-1.005", "eur", "-1.01"),
        ("99.5", "jpy", "100.00"),
        ("99.49", "jpy", "99.00"),
        ("10.50", "isk", "11.00"),
        ("10.49", "ugx", "10.00"),
        ("1.005", "kwd", "1.01"),
        ("1.0049", "kwd", "1.00"),
    ],
)
def test_amounts_round_half_up_to_what_is_chargeable(amount, currency, rounded):
    result = money.quantize(Decimal(amount), currency)

    assert result == Decimal(rounded)
    assert str(result) == rounded


@given(
    amount=st.decimals(min_value=0, max_value=999_999, places=4, allow_nan=False),
    currency=st.sampled_from(EVERY_KIND),
)
def test_rounded_amounts_survive_the_way_to_stripe_and_back(amount, currency):
    rounded = money.quantize(amount, currency)

    assert money.from_minor(money.to_minor(rounded, currency), currency) == rounded
    assert abs(rounded - amount) <= money.smallest_step(currency) / 2
    assert money.quantize(rounded, currency) == rounded


@given(minor=st.integers(min_value=0, max_value=money.MAXIMUM_MINOR), currency=st.sampled_from(EVERY_KIND))
def test_every_minor_amount_survives_the_way_back(minor, currency):
    assert money.to_minor(money.from_minor(minor, currency), currency) == minor


@given(amount=st.decimals(min_value=0, max_value=9_999, places=3), currency=st.sampled_from(THREE_DECIMALS))
def test_three_decimal_charges_always_end_in_zero(amount, currency):
    assert money.to_minor(money.quantize(amount, currency), currency) % 10 == 0


@given(amount=st.decimals(min_value=0, max_value=9_999, places=2), currency=st.sampled_from(WHOLE_UNITS))
def test_whole_unit_charges_always_end_in_two_zeros(amount, currency):
    assert money.to_minor(money.quantize(amount, currency), currency) % 100 == 0


@pytest.mark.parametrize(
    ("currency", "minor"), [("eur", 50), ("gbp", 30), ("jpy", 50), ("huf", 17500), ("xyz", 50)]
)
def test_smallest_charge_is_the_one_stripe_names(currency, minor):
    assert money.minimum_minor(currency) == minor


@pytest.mark.parametrize(
    ("language", "text"), [("en", "€1,234.50"), ("de", "1.234,50\xa0€"), ("en-gb", "€1,234.50")]
)
def test_amounts_are_written_as_the_language_does(language, text):
    with translation.override(language):
        assert money.format_money(Decimal("1234.5"), "EUR") == text


def test_amounts_are_written_in_the_shop_currency_by_default(settings):
    settings.STRIPE_CURRENCY = "jpy"

    with translation.override("en"):
        assert money.format_money(Decimal("1200")) == "¥1,200"


def test_template_filter_writes_nothing_for_no_amount():
    with translation.override("en"):
        assert money_filter(None) == ""
        assert money_filter(Decimal("24"), "EUR") == "€24.00"
