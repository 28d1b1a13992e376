"""The menu, the ways on from an error, and the theme."""

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client
from wagtail.models import PageViewRestriction

from catalogue.tests.factories import make_category, make_home
from home.models import StandardPage

pytestmark = pytest.mark.django_db


def menu_of(answer):
    return [(link.title, link.is_current) for link in answer.context["menu_links"]]


def test_menu_holds_top_categories_then_asked_for_pages(eve):
    home = make_home()
    home.add_child(instance=StandardPage(title="How we draw", slug="how", show_in_menus=True))
    home.add_child(instance=StandardPage(title="Imprint", slug="imprint"))
    posters = make_category("Posters")
    make_category("Small posters", posters)
    make_category("Mugs")

    answer = eve.get("/")

    assert menu_of(answer) == [("Posters", False), ("Mugs", False), ("How we draw", False)]


def test_menu_marks_the_way_down_to_the_page(eve):
    posters = make_category("Posters")
    make_category("Small", posters)
    make_category("Mugs")

    answer = eve.get("/shop/posters/small/")

    assert menu_of(answer) == [("Posters", True), ("Mugs", False)]


def test_menu_leaves_out_drafts_and_private_pages(eve):
    make_category("Posters").unpublish()
    private = make_category("Members")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    make_category("Mugs")

    assert menu_of(eve.get("/")) == [("Mugs", False)]


def test_unknown_address_offers_search_and_menu(eve):
    make_category("Posters")

    answer = eve.get("/not-on-this-wall/")

    assert answer.status_code == 404
    text = answer.content.decode()
    assert "This one is not on the wall" in text
    assert 'action="/search/"' in text
    assert 'href="/shop/posters/"' in text


def test_theme_is_set_before_the_first_stylesheet(eve):
    make_home()

    head = eve.get("/").content.decode().split("</head>")[0]

    assert '<script src="/static/js/theme.js"></script>' in head
    assert head.index("js/theme.js") < head.index("css/shop.css")
    assert finders.find("js/theme.js")
    assert finders.find("js/theme-switch.js")


@pytest.mark.parametrize("name", ["400.html", "500.html", "503.html"])
def test_last_resorts_render_without_any_context(name):
    text = render_to_string(name)

    assert text.count("<h1>") == 1
    assert 'href="/"' in text


def test_refused_form_says_what_to_do():
    make_home()
    guarded = Client(enforce_csrf_checks=True)

    answer = guarded.post("/bag/add/", {"sku": "TIDE-A3", "quantity": "1"})

    assert answer.status_code == 403
    assert "Please send it once more" in answer.content.decode()
