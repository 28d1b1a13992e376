"""Components are drawn once for the same values: what a template makes of them cannot be anything else.

Nothing has to be dropped when the shop changes, for the values are read anew for every page and are the key.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.forms import BoundField, EmailInput, TextInput
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from wagtail.images.models import AbstractImage

ROOM = 1000
# True is not 1 here, nor what is safe to print the same as what is not: hence the type beside each value.
PLAIN = frozenset({str, SafeString, int, bool, type(None), datetime, UUID})
PLAIN_WIDGETS = frozenset({TextInput, EmailInput})
Key = tuple[Hashable, ...]


class Undrawable(Exception):
    """A value that may look different the next time, such as a row or a request."""


class Shared:
    """A value that many pages share and nobody changes: the same object always looks the same."""


class Drawings:
    """What was drawn, by component, language and values."""

    def __init__(self) -> None:
        self._kept: dict[Key, tuple[Mapping[str, Any], SafeString]] = {}

    def get(
        self, name: str, language: str, values: Mapping[str, Any], draw: Callable[[], SafeString]
    ) -> SafeString:
        """The component `name` with `values`; drawn now if it never was, or if a value may change."""
        try:
            key: Key = (name, language, *map(key_of, values.values()))
        except Undrawable:
            return draw()
        kept = self._kept.get(key)
        if kept is None:
            if len(self._kept) >= ROOM:
                self._kept.clear()
            # The values stay with it: the place of a shared one in memory must not become another's.
            kept = self._kept[key] = (values, draw())
        return kept[1]


def key_of(value: Any) -> Hashable:
    """What tells `value` apart from all that could look different. Raises Undrawable."""
    kind = type(value)
    if kind in PLAIN:
        return kind, value
    if kind is tuple or kind is list:
        return kind, *map(key_of, value)
    if issubclass(kind, Shared):
        return kind, id(value)
    if is_dataclass(kind):
        names = _FIELDS.get(kind) or _FIELDS.setdefault(kind, _getter(kind))
        return kind, *[(type(each), each) if type(each) in PLAIN else key_of(each) for each in names(value)]
    return _key_of_other(kind, value)


def _key_of_other(kind: type, value: Any) -> Hashable:
    if kind is Decimal:  # 1.0 and 1.00 are equal, but not for the eye
        return kind, str(value)
    if isinstance(value, Promise):
        return Promise, str(value)
    if isinstance(value, AbstractImage):
        return kind, *_key_of_image(value)
    if isinstance(value, BoundField):
        return kind, *_key_of_field(value)
    raise Undrawable(f"{kind.__name__} has nothing that tells how it looks")


def _key_of_image(image: Any) -> Key:
    """Its file, its words, its focal point and the sizes that the page has found of it."""
    if not hasattr(image, "made_sizes"):  # a template would ask for them
        raise Undrawable("a picture whose sizes are not known")
    return (
        image.pk,
        image.file.name,
        image.width,
        image.height,
        image.focal_point_x,
        image.focal_point_y,
        image.focal_point_width,
        image.focal_point_height,
        image.title,
        image.description,
        getattr(image, "contextual_alt_text", None),
        frozenset(image.made_shapes),
        frozenset(image.made_sizes.items()),
        image.is_unreadable,
    )


def _key_of_field(bound: BoundField) -> Key:
    """Its class and its words, while it is empty: what people typed is not kept, nor what is wrong."""
    field, form = bound.field, bound.form
    kind: type = type(field.widget)
    if kind not in PLAIN_WIDGETS or form.is_bound or bound.initial not in (None, ""):
        raise Undrawable("a field that is not empty, or offers a choice")
    return (
        kind,
        field.widget.input_type,
        bound.html_name,
        bound.auto_id,
        str(bound.label),
        str(bound.help_text),
        field.required and form.use_required_attribute,
        field.disabled,
        frozenset(field.widget.attrs.items()),
    )


def _getter(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    names = [each.name for each in fields(kind)]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


_FIELDS: dict[type, Callable[[Any], tuple[Any, ...]]] = {}
drawings = Drawings()
