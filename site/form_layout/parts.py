"""What layouts are made of, besides the names of fields."""

from typing import Any

from crispy_forms.layout import LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django import forms
from django.template import Context
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString

Words = str | Promise
Pack = str | Promise


class Part(LayoutObject):
    """Some fields inside a template of the pack, which finds them drawn as `fields` and this as `part`."""

    template = ""

    def __init__(self, *fields: object) -> None:
        self.fields = list(fields)

    def render(
        self, form: forms.BaseForm, context: Context, template_pack: Pack = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        drawn = self.get_rendered_fields(form, context, template_pack, **kwargs)
        values: Any = context.flatten()
        return render_to_string(
            self.get_template_name(template_pack), {**values, "part": self, "fields": drawn}
        )


class Optional(LayoutObject):
    """Fields that may be left out, and say so."""

    def __init__(self, *fields: object) -> None:
        self.fields = list(fields)

    def render(
        self, form: forms.BaseForm, context: Context, template_pack: Pack = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        kwargs["extra_context"] = {**(kwargs.get("extra_context") or {}), "optional": True}
        drawn: SafeString = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return drawn


class Pair(Part):
    """Two fields in one row: a short one, then a longer one."""

    template = "%s/layout/pair.html"


class Step(Part):
    """A step of the checkout under a heading with the id `title_id`; `aside` is a template beside it."""

    template = "%s/layout/step.html"

    def __init__(self, title_id: str, title: Words, *fields: object, aside: str = "") -> None:
        super().__init__(*fields)
        self.title_id, self.title, self.aside = title_id, title, aside


class Card(Part):
    """A group of fields in Wagtail's admin; a legend names it, and `help` says more."""

    template = "%s/staff/card.html"

    def __init__(self, title: Words, *fields: object, help: Words = "") -> None:
        super().__init__(*fields)
        self.title, self.help = title, help


class Drawn(LayoutObject):
    """One field in a template of its own, which finds `values` by their names besides."""

    def __init__(self, field: str, template: str, **values: object) -> None:
        self.fields = [field]
        self.template, self.values = template, values

    def render(
        self, form: forms.BaseForm, context: Context, template_pack: Pack = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        drawn: SafeString = self.get_rendered_fields(
            form, context, template_pack, template=self.template, extra_context=self.values, **kwargs
        )
        return drawn
