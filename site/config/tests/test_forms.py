"""Forms as the shop's template pack draws them, and the layouts that say where each field stands."""

import pytest
from crispy_forms.layout import Div, Fieldset
from crispy_forms.utils import render_crispy_form
from django import forms
from django.conf import settings
from django.template import Context, Template

from catalogue.admin.bulk_forms import PriceForm, StockForm
from catalogue.admin.stock_form import AdjustForm
from catalogue.admin.transfer import UploadForm
from checkout.account.review_form import ReviewForm
from checkout.admin.refund_form import RefundForm
from checkout.back_in_stock.forms import AddressForm
from checkout.forms import OrderForm
from checkout.tests.orders import make_order
from form_layout.helper import ShopHelper
from form_layout.parts import Optional, Pair
from profiles import account_forms
from profiles.forms import DeliveryDetailsForm


class ParcelForm(forms.Form):
    postcode = forms.CharField(help_text="Five digits.")
    country = forms.ChoiceField(choices=[("DE", "Germany")])
    note = forms.CharField(widget=forms.Textarea, required=False)
    is_gift = forms.BooleanField(required=False)
    way = forms.ChoiceField(choices=[("bike", "By bicycle")], widget=forms.RadioSelect, help_text="Slow.")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(*parts, data=None, **options):
    return render_crispy_form(ParcelForm(data), ShopHelper(*parts, **options))


def names_of(helper):
    return [pointer.name for pointer in helper.layout.get_field_names()]


def test_help_and_error_are_tied_to_their_field():
    html = drawn("postcode", data={"postcode": ""})

    assert 'aria-describedby="id_postcode_helptext id_postcode_error"' in html
    assert 'id="id_postcode_helptext">Five digits.' in html
    assert '<p class="field__error">This field is required.</p>' in html
    assert html.count('aria-invalid="true"') == 1


def test_place_of_an_error_is_there_before_a_script_fills_it():
    assert '<div id="id_postcode_error" data-error-for="postcode"></div>' in drawn("postcode")


@pytest.mark.parametrize("name", ["postcode", "country", "note"])
def test_every_control_carries_the_class_of_the_shop(name):
    html = drawn(name)

    assert html.count('class="input"') == 1
    assert html.count(f'<label class="field__label" for="id_{name}">') == 1


def test_checkbox_stands_before_its_words():
    html = drawn("is_gift")

    assert html.index("<input") < html.index("<span>Is gift</span>")


def test_radio_buttons_are_one_group_under_a_legend():
    html = drawn("way", data={})

    assert '<fieldset class="field field--bad" aria-describedby="id_way_helptext id_way_error">' in html
    assert '<legend class="field__label">Way</legend>' in html
    assert '<label class="check" for="id_way_0">' in html
    assert 'for=""' not in html


def test_hidden_field_is_only_its_input():
    assert drawn("token").strip() == '<input type="hidden" name="token" id="id_token">'


def test_optional_field_says_so_in_words():
    html = drawn(Pair(Optional("note"), "postcode"))

    assert html.count("<i>(optional)</i>") == 1
    assert html.index("<i>(optional)</i>") < html.index("id_postcode")


def test_boxes_and_fieldsets_of_the_library_can_be_laid_out_too():
    html = drawn(Div("postcode", css_class="stack"), Fieldset("Where to", "country"))

    assert '<div class="stack"' in html
    assert '<legend class="field__label">Where to</legend>' in html


def test_summary_links_each_error_to_its_field():
    html = drawn("postcode", "country", "way", data={"postcode": ""})

    assert "Please check 3 details" in html
    assert '<a href="#id_postcode">This field is required.</a>' in html
    assert '<a href="#id_country">This field is required.</a>' in html


@pytest.mark.parametrize("options", [{}, {"data": {}, "summary": ""}])
def test_summary_is_silent_without_errors_or_where_it_is_not_wanted(options):
    assert "error-summary" not in drawn("postcode", **options)


def test_form_without_a_layout_is_drawn_field_by_field():
    html = Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": ParcelForm({})}))

    assert html.count('class="field__label"') == 4
    assert "Please check 3 details" in html


def test_misspelt_field_is_an_error_and_no_hole_in_the_page():
    with pytest.raises(Exception, match="Could not resolve form field 'postcod'"):
        drawn("postcod")


@pytest.mark.parametrize("module", ["base", "dev", "production", "test"])
def test_no_environment_keeps_silent_about_a_misspelt_field(module):
    source = (settings.BASE_DIR / "site" / "config" / "settings" / f"{module}.py").read_text()

    assert settings.CRISPY_FAIL_SILENTLY is False
    assert "CRISPY_FAIL_SILENTLY" not in source or module == "base"


FORMS = {
    "checkout": OrderForm,
    "delivery details": DeliveryDetailsForm,
    "review": ReviewForm,
    "back in stock": AddressForm,
    "prices": PriceForm,
    "stock of many": StockForm,
    "stock of one": lambda: AdjustForm(record=None),
    "import": UploadForm,
    "sign in": account_forms.LoginForm,
    "sign up": account_forms.SignupForm,
    "new address": account_forms.AddEmailForm,
    "change password": account_forms.ChangePasswordForm,
    "first password": account_forms.SetPasswordForm,
    "forgotten password": account_forms.ResetPasswordForm,
    "new password": account_forms.ResetPasswordKeyForm,
    "password once more": lambda: account_forms.ReauthenticateForm(user=None),
}


@pytest.mark.parametrize("name", FORMS)
def test_layout_names_each_field_of_its_form_once(name):
    form = FORMS[name]()

    assert sorted(names_of(form.helper)) == sorted(form.fields)


@pytest.mark.django_db
def test_refund_asks_for_each_piece_and_sends_no_confirmation_along(ada):
    order = make_order(ada, ("Tailwind", "Contour"))
    form = RefundForm(order=order)

    assert set(form.fields) - set(names_of(form.helper)) == {"expected", "confirmed"}
    assert len(names_of(form.helper)) == len(form.fields) - 2


@pytest.mark.django_db
def test_account_form_ties_both_fields_to_what_is_wrong_with_them_together(eve):
    answer = eve.post("/accounts/login/", {"login": "ida@example.org", "password": "not at all"})

    html = answer.content.decode()
    assert html.count('aria-describedby="form-errors"') == 2
    assert html.count('id="form-errors"') == 1
