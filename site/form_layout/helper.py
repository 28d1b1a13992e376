"""The helper of all forms: what stands around the fields is the page's, how they look the pack's."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout


class ShopHelper(FormHelper):
    """Lays the fields out; the page has the `<form>` with its address, its token and its buttons.

    `summary` says where errors are gathered above the fields: "" nowhere, "page" once the form was sent,
    "script" for a form whose errors a script fills in.
    """

    form_tag = False
    disable_csrf = True
    include_media = False

    def __init__(self, *parts: object, summary: str = "page") -> None:
        super().__init__()
        self.layout = Layout(*parts)
        self.summary = summary


class StaffHelper(ShopHelper):
    """The same inside Wagtail's admin, whose own fields it shows."""

    field_template = "motacilla/staff/field.html"

    def __init__(self, *parts: object, summary: str = "") -> None:
        super().__init__(*parts, summary=summary)
