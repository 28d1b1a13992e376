"""The choice of a country says the same as Django's own select, in each language and for each choice."""

import pytest
from django import forms
from django.utils.translation import override

from profiles.countries import CountrySelect, country_choices
from profiles.forms import DeliveryDetailsForm


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("value", ["", None, "DE", "FR"])
@pytest.mark.parametrize("attributes", [{}, {"id": "id_country", "aria-invalid": "true", "required": True}])
def test_drawn_once_is_drawn_as_django_draws_it(language, value, attributes):
    with override(language):
        own = CountrySelect(attrs={"autocomplete": "country"})
        plain = forms.Select(attrs={"autocomplete": "country"}, choices=country_choices())

        for _ in range(2):
            assert own.render("country", value, attributes) == plain.render("country", value, attributes)


@pytest.mark.parametrize("value", ["XX", "<b>", "de"])
def test_what_is_no_country_leaves_the_invitation_chosen(value):
    own = CountrySelect()

    assert own.render("country", value) == own.render("country", "")


def test_each_form_shows_the_country_of_its_own_account():
    pages = [str(DeliveryDetailsForm(initial={"country": code})["country"]) for code in ("DE", "", "FR")]

    assert ['value="DE" selected' in page for page in pages] == [True, False, False]
    assert ['value="FR" selected' in page for page in pages] == [False, False, True]
