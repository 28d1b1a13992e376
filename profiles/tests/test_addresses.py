"""Addresses are judged by the rules of their country, and never rewritten."""

import pytest

from profiles.addresses import validate_address

BERLIN = {
    "country": "DE",
    "street_address1": "Hauptstraße 1",
    "town_or_city": "Berlin",
    "county": "",
    "postcode": "10115",
}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"country": "GB", "postcode": "sw1a1aa", "town_or_city": "London"},
        {"country": "IE", "postcode": "", "town_or_city": "Cork"},
        {"country": "US", "postcode": "95014-1234", "county": "California"},
        {"country": "SG", "postcode": "546080", "town_or_city": ""},
        {"country": "HK", "postcode": "", "county": "Kowloon", "town_or_city": ""},
        {"country": "HK", "postcode": "none", "county": "Kowloon"},
        {"country": "AQ", "postcode": ""},
        {"postcode": " 10115 "},
    ],
)
def test_addresses_of_many_countries_pass(changes):
    assert validate_address(**BERLIN | changes) == {}


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"postcode": ""}, {"postcode": "Enter a postcode."}),
        ({"postcode": "1043"}, {"postcode": "Enter a postcode like 26133."}),
        ({"postcode": "10115x"}, {"postcode": "Enter a postcode like 26133."}),
        ({"postcode": "١٠١١٥"}, {"postcode": "Enter a postcode like 26133."}),
        ({"street_address1": "  "}, {"street_address1": "Enter a street and number."}),
        ({"town_or_city": ""}, {"town_or_city": "Enter a town or city."}),
        ({"country": "GB", "postcode": "GIR 0AAX"}, {"postcode": "Enter a postcode like EC1Y 8SY."}),
        (
            {"country": "US", "postcode": "95014"},
            {"county": "Enter a county, state or region. Deliveries to this country need it."},
        ),
    ],
)
def test_each_problem_is_said_at_its_field(changes, errors):
    assert validate_address(**BERLIN | changes) == errors


@pytest.mark.parametrize("country", ["", "D", "QQ", "de", "DEU", "../", "1é"])
def test_country_that_is_none_is_refused(country):
    assert validate_address(**BERLIN | {"country": country}) == {"country": "Choose a country from the list."}
