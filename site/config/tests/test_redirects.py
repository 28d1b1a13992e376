"""Old addresses: where they lead, and what goes along."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from catalogue.models import ProductPage
from catalogue.tests.factories import make_product

pytestmark = pytest.mark.django_db


@pytest.fixture
def renamed(django_capture_on_commit_callbacks):
    """A product that had another slug."""
    page = make_product("Tide")
    page.slug = "low-tide"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    return ProductPage.objects.get(pk=page.pk)


@pytest.mark.parametrize(
    "query", ["sku=TIDE-A3", "utm_source=letter&utm_medium=mail", "farbe=blau&farbe=gr%C3%BCn", "q=a%26b"]
)
def test_a_changed_slug_loses_nothing_that_was_asked(eve, renamed, query):
    answer = eve.get(f"/shop/posters/tide/?{query}")

    assert (answer.status_code, answer["Location"]) == (301, f"{renamed.url}?{query}")


def test_an_address_without_a_query_gets_none(eve, renamed):
    assert eve.get("/shop/posters/tide/")["Location"] == renamed.url


def test_a_redirect_of_one_query_leads_exactly_where_it_says(eve, renamed):
    Redirect.add_redirect("/old/?id=5", redirect_to=renamed)

    assert eve.get("/old/?id=5")["Location"] == renamed.url
    assert eve.get("/old/?id=6").status_code == 404


def test_a_target_keeps_its_own_query_and_fragment(eve):
    Redirect.add_redirect("/old/", redirect_to="/search/?q=tide#results")

    assert eve.get("/old/?utm_source=letter")["Location"] == "/search/?q=tide&utm_source=letter#results"
