"""What a buyer fills in about a product."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from catalogue.models import Review
from catalogue.models.reviews import LENGTHS, MAX_STARS, star_marks
from form_layout.helper import ShopHelper
from form_layout.parts import Drawn, Optional
from profiles.models import User
from profiles.services import delivery_defaults

NO_STARS = _("Choose one to five stars.")


class StarsSelect(forms.RadioSelect):
    """Radio buttons, the first of which is where an error leads to."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index or "0")


class LinesField(forms.CharField):
    """A text whose line breaks count as one character each, as browsers count them."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


def star_choices() -> list[tuple[int, str]]:
    """Five to one, as they are read and spoken."""
    return [(stars, f"{star_marks(stars)} {_spoken(stars)}") for stars in range(MAX_STARS, 0, -1)]


def _spoken(stars: int) -> str:
    return ngettext("%(count)s star", "%(count)s stars", stars) % {"count": stars}


class ReviewForm(forms.Form):
    """Stars and words; the name is shown with them."""

    stars = forms.TypedChoiceField(
        label=_("How do you like it?"),
        choices=star_choices,
        coerce=int,
        widget=StarsSelect,
        error_messages={"required": NO_STARS, "invalid_choice": NO_STARS},
    )
    title = forms.CharField(label=_("In a few words"), max_length=LENGTHS["title"], required=False)
    text = LinesField(
        label=_("Your review"),
        max_length=LENGTHS["text"],
        error_messages={"required": _("Write a sentence or two.")},
    )
    name = forms.CharField(
        label=_("Name shown"),
        max_length=LENGTHS["name"],
        help_text=_("Everybody can read it. An invented name is fine."),
        error_messages={"required": _("Enter the name that is shown with your review.")},
    )

    @property
    def helper(self) -> ShopHelper:
        """Stars first: who has only those to give is nearly done."""
        return ShopHelper(Drawn("stars", "components/stars_field.html"), Optional("title"), "text", "name")


def first_words(user: User, review: Review | None) -> dict[str, Any]:
    """What the form starts with: the account's review, else its name as "Ada L."."""
    if review:
        return {name: getattr(review, name) for name in ReviewForm.base_fields}
    return {"name": short_name(user.get_full_name() or delivery_defaults(user)["full_name"])}


def short_name(full_name: str) -> str:
    """First name and initial: "Ada L." of "Ada Lovelace"."""
    names = full_name.split()
    initial = f" {names[-1][0]}." if len(names) > 1 else ""
    return (names[0][: LENGTHS["name"] - len(initial)] + initial) if names else ""
