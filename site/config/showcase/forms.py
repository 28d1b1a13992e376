"""Forms of the showcase: each kind of field, empty, filled, wrong and switched off."""

from collections.abc import Iterator
from typing import Any

from django import forms

from checkout.account.review_form import ReviewForm
from config.showcase.products import LONG
from config.showcase.samples import Sample


class SampleForm(forms.Form):
    """One field of each kind that the shop has."""

    name = forms.CharField(label="Full name", error_messages={"required": "Enter a name."})
    email = forms.EmailField(
        label="E-mail",
        help_text="For the confirmation alone.",
        error_messages={"invalid": "Enter an e-mail address like ida@example.org."},
    )
    country = forms.ChoiceField(label="Country", choices=[("", "Choose"), ("DE", "Deutschland")])
    note = forms.CharField(label="Note", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    way = forms.ChoiceField(
        label="Way",
        choices=[("bike", "By bicycle"), ("train", LONG)],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )
    terms = forms.BooleanField(label="I have read the terms.", error_messages={"required": "Tick this box."})
    gone = forms.CharField(label="Switched off", disabled=True, required=False)
    long = forms.CharField(label=f"{LONG} und {LONG.lower()}", required=False)


FILLED = {
    "name": "Ida Lindqvist",
    "email": "ida@example.org",
    "country": "DE",
    "note": LONG,
    "way": "train",
    "terms": True,
}


def form_samples() -> Iterator[Sample]:
    """Every field in every state, what stands around fields, and the summary of errors."""
    empty, filled = SampleForm(), SampleForm(initial=FILLED)
    wrong = SampleForm({"email": "nobody"})
    for state, form in {"empty": empty, "filled": filled, "error": wrong}.items():
        for field in form:
            yield _of_pack("control", f"{field.name}, {state}", {"field": field})
    yield _of_pack("control", "optional", {"field": empty["note"], "optional": True})
    yield Sample("stars_field", "empty", {"field": ReviewForm()["stars"]})
    yield Sample(
        "stars_field", "filled", {"field": ReviewForm(initial={"stars": 4}, prefix="filled")["stars"]}
    )
    yield Sample("stars_field", "error", {"field": ReviewForm({}, prefix="wrong")["stars"]})
    yield _of_pack("error_summary", "several errors", {"form": wrong})
    yield _of_pack("error_summary", "one error", {"form": SampleForm({**FILLED, "name": ""})})
    whole = SampleForm(FILLED)
    whole.add_error(None, "E-mail address and password do not fit together.")
    yield _of_pack("error_summary", "of the whole form", {"form": whole})


def _of_pack(part: str, state: str, context: dict[str, Any]) -> Sample:
    return Sample(part, state, context, folder="motacilla")
