"""Form fields as the shop draws them."""

import pytest
from django import forms
from django.template.loader import render_to_string


class ParcelForm(forms.Form):
    postcode = forms.CharField(help_text="Five digits.")
    country = forms.ChoiceField(choices=[("DE", "Germany")])
    note = forms.CharField(widget=forms.Textarea, required=False)
    is_gift = forms.BooleanField(required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(name, data=None, **context):
    form = ParcelForm(data)
    return render_to_string("components/field.html", {"field": form[name], **context})


def test_help_and_error_are_tied_to_their_field():
    html = drawn("postcode", {"postcode": ""})

    assert 'aria-describedby="id_postcode_helptext id_postcode_error"' in html
    assert 'id="id_postcode_helptext">Five digits.' in html
    assert '<p class="field__error">This field is required.</p>' in html
    assert 'aria-invalid="true"' in html


@pytest.mark.parametrize("name", ["postcode", "country", "note"])
def test_every_control_carries_the_class_of_the_shop(name):
    html = drawn(name)

    assert html.count('class="input"') == 1
    assert html.count(f'<label class="field__label" for="id_{name}">') == 1


def test_checkbox_stands_before_its_words():
    html = drawn("is_gift")

    assert html.index("<input") < html.index("<span>Is gift</span>")


def test_hidden_field_is_only_its_input():
    html = drawn("token")

    assert html.strip() == '<input type="hidden" name="token" id="id_token">'


def test_optional_field_says_so_in_words():
    assert "<i>(optional)</i>" in drawn("note", optional=True)


def test_summary_links_each_error_to_its_field():
    form = ParcelForm({"postcode": ""})

    html = render_to_string("components/error_summary.html", {"form": form})

    assert "Please check 2 details" in html
    assert '<a href="#id_postcode">This field is required.</a>' in html
    assert '<a href="#id_country">This field is required.</a>' in html


def test_summary_is_silent_without_errors():
    assert render_to_string("components/error_summary.html", {"form": ParcelForm()}).strip() == ""
