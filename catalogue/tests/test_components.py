"""A component is drawn once for the same values, and never shows what was drawn for others."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from catalogue.drawing import Drawings, Shared, Undrawable, key_of
from catalogue.freshness import freshness
from catalogue.pictures import Size
from catalogue.tests.factories import make_image, make_product


@dataclass(frozen=True)
class Label:
    title: str
    prices: tuple[Decimal, ...] = ()


class Around(Shared):
    """Remembered by the worker, and never changed."""


@pytest.fixture(autouse=True)
def remembering(settings):
    settings.SHOP_REMEMBERS = True


def badge(**values):
    page = Template('{% load components %}{% component "badge" kind=kind text=text %}')
    return page.render(Context(values))


def test_the_same_values_are_drawn_once():
    drawn: list[int] = []

    def draw():
        drawn.append(1)
        return mark_safe("drawn")

    drawings = Drawings()
    for _ in range(3):
        assert drawings.get("card", "en", {"label": Label("Dune", (Decimal("12.00"),))}, draw) == "drawn"
    drawings.get("card", "de", {"label": Label("Dune", (Decimal("12.00"),))}, draw)
    drawings.get("card", "en", {"label": Label("Dune", (Decimal("12.50"),))}, draw)

    assert len(drawn) == 3


def test_unsafe_words_are_never_served_as_they_were_drawn_from_safe_ones():
    assert "<b>" in badge(kind="new", text=mark_safe("<b>"))
    assert "&lt;b&gt;" in badge(kind="new", text="<b>")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (0, None),
        (Decimal("1.0"), Decimal("1.00")),
        (Label("1"), ("1", ())),
        ([Label("a")], [Label("b")]),
        (Around(), Around()),
    ],
)
def test_what_looks_different_has_another_key(one, other):
    assert key_of(one) != key_of(other)
    assert key_of(one) == key_of(one)


def test_lazy_words_follow_the_language():
    words = gettext_lazy("Menu")
    english = key_of(words)
    with override("de"):
        assert key_of(words) != english


def test_what_may_change_is_drawn_each_time():
    drawn: list[int] = []
    for _ in range(2):
        Drawings().get("card", "en", {"request": object()}, lambda: drawn.append(1) or mark_safe(""))

    assert len(drawn) == 2


@pytest.mark.django_db
def test_a_picture_is_drawn_anew_for_another_file_focus_or_word():
    image = get_image_model().objects.create(title="Dune", file=get_test_image_file())
    with pytest.raises(Undrawable):
        key_of(image)
    image.made_sizes, image.made_shapes = {("spec", ""): Size("dune.webp", 480, 600)}, {"card"}
    before = key_of(image)

    for name, value in (
        ("title", "Moor"),
        ("focal_point_x", 4),
        ("made_sizes", {("spec", ""): Size("moor.webp", 480, 600)}),
        ("contextual_alt_text", "A dune"),
    ):
        was = getattr(image, name, None)
        setattr(image, name, value)
        assert key_of(image) != before
        setattr(image, name, was)
    assert key_of(image) == before


class Letter(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the door.")
    email = forms.EmailField(label="E-mail")
    phone = forms.CharField(label="Name", widget=forms.TextInput(attrs={"type": "tel"}))
    country = forms.ChoiceField(choices=[("DE", "Germany")])


def test_an_empty_field_is_drawn_as_its_class_says():
    other = Letter(prefix="other", use_required_attribute=False)
    changed = Letter()
    changed.fields["name"].widget.attrs["autocomplete"] = "name"

    keys = [key_of(Letter()[name]) for name in ("name", "email", "phone")]
    assert keys == [key_of(Letter()[name]) for name in ("name", "email", "phone")]
    assert len({*keys, key_of(other["name"]), key_of(changed["name"])}) == 5


@pytest.mark.parametrize(
    "field",
    [
        Letter({"name": ""})["name"],
        Letter({"name": "Ida"})["name"],
        Letter(initial={"name": "Ida"})["name"],
        Letter()["country"],
    ],
    ids=["wrong", "typed", "remembered", "a choice"],
)
def test_what_people_typed_is_never_kept(field):
    with pytest.raises(Undrawable):
        key_of(field)


def test_a_component_sees_only_what_it_is_given():
    page = Template('{% load components %}{% component "badge" text=words %}')

    assert "badge--new" not in page.render(Context({"words": "New", "kind": "new"}))


@pytest.mark.parametrize(
    "tag", ["component", "component badge", 'component "badge" words', "component 'badge'"]
)
def test_a_tag_that_is_written_wrongly_is_refused(tag):
    with pytest.raises(TemplateSyntaxError):
        Template("{% load components %}{% " + tag + " %}")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/shop/", "/shop/posters/dune/", "/search/?q=dune", "/bag/"])
def test_a_page_is_the_same_whether_its_parts_were_drawn_before_or_not(eve, settings, path):
    make_product("Dune", [("D-A4", "A4", "12.00", 3), ("D-A3", "A3", "20.00", 0)], image=make_image())
    make_product("Moor", [("M-A4", "A4", "14.00", 2)], image=make_image())
    settings.SHOP_REMEMBERS = False
    anew = eve.get(path).content
    settings.SHOP_REMEMBERS = True
    freshness.forget()

    assert [eve.get(path).content for _ in range(3)] == [anew] * 3
    assert b"</footer>" in anew
