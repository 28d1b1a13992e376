"""The form control of `components/field.html`: our class, and the ties to help and error."""

from django import forms, template
from django.utils.safestring import SafeString

register = template.Library()

FORM_ERRORS = "form-errors"  # the id that account/_form.html gives to what is wrong with the whole of a form


@register.filter
def is_checkbox(field: forms.BoundField) -> bool:
    """Whether the words of `field` stand behind its box."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.simple_tag
def control(field: forms.BoundField) -> SafeString:
    """The control of `field`, tied to the help and the error that stand below it."""
    described_by = [f"{field.auto_id}_error"]
    if field.help_text:
        described_by.insert(0, f"{field.auto_id}_helptext")
    attributes: dict[str, str | bool] = {}
    if field.name in getattr(field.form, "judged_together", ()) and field.form.non_field_errors():
        described_by.append(FORM_ERRORS)
        attributes["aria-invalid"] = "true"
    attributes["aria-describedby"] = " ".join(described_by)
    if not is_checkbox(field):
        own_class = field.field.widget.attrs.get("class", "")
        attributes["class"] = f"{own_class} input".strip()
    return field.as_widget(attrs=attributes)
