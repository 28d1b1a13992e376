"""What is private in one language is so in all of them, wherever the shop speaks of it."""

import pytest
from django.utils import translation
from wagtail.models import Page, PageViewRestriction

from catalogue.facets.scope import private_sections
from catalogue.models import ProductPage
from catalogue.offers import offers_for
from catalogue.related import related_to
from catalogue.search import find_products
from catalogue.tests.factories import make_category, make_product
from checkout.account.requests import products
from checkout.models import BagLine
from home.tests.german import make_german_shop, translate

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

LISTINGS = {"/shop/", "/de/alle-stuecke/", "/search/?q=TW-A4", "/de/search/?q=TW-A4"}
FILES = {"/sitemap.xml", "/feeds/products.xml"}


@pytest.fixture
def pages():
    english, german = make_german_shop()
    return {
        "product": english,
        "German product": german,
        "category": english.get_parent(),
        "German category": german.get_parent(),
    }


def restrict(page, **fields):
    return PageViewRestriction.objects.create(page=page, **{"restriction_type": "login"} | fields)


def telling(client, paths):
    """Which of `paths` speak of the product in any language."""
    names = (b"Tailwind", "Rückenwind".encode(), b"/tailwind/", b"/ruckenwind/", b"/rueckenwind/")
    read = {path: b"".join(client.get(path)) for path in paths}
    return {path for path in paths if any(name in read[path] for name in names)}


@pytest.mark.parametrize("which", ["product", "German product", "category", "German category"])
def test_a_restriction_in_any_language_hides_the_product_in_all(client, pages, which):
    own = [pages["product"].url, pages["German product"].url]
    client.post("/bag/add/", {"sku": "TW-A4", "quantity": "1"})
    assert telling(client, LISTINGS | FILES) == LISTINGS | FILES

    restrict(pages[which])

    assert [client.get(path).status_code for path in own] == [302, 302]
    assert telling(client, LISTINGS | FILES) == set()
    for language in ("en", "de"):
        with translation.override(language):
            assert not offers_for(["TW-A4"])
            assert not find_products("TW-A4").ids
            assert not products([pages["product"].translation_key])
    assert client.get("/search/suggestions/?q=tailw").json() == {"suggestions": []}
    assert client.get("/checkout/")["Location"] == "/bag/"
    assert client.post("/bag/add/", {"sku": "TW-A3", "quantity": "1"}).status_code == 400


def test_products_beside_do_not_lead_to_what_is_private_in_the_other_language(pages):
    beside = make_product("Dunes", [("DUNES", "", "9.00", 1)], pages["category"])
    assert related_to(beside) == [pages["product"]]

    restrict(pages["German product"])

    assert related_to(beside) == []


@pytest.mark.parametrize("which", ["category", "German category"])
def test_a_translation_that_stands_elsewhere_in_its_tree_is_private_too(client, pages, which):
    elsewhere = translate(make_category("Elsewhere"), "Anderswo")
    pages["German product"].move(elsewhere, pos="last-child")
    moved = ProductPage.objects.get(pk=pages["German product"].pk)
    assert client.get(moved.url).status_code == 200

    restrict(pages[which])

    assert client.get(moved.url).status_code == 302
    assert moved.pk in [pk for pk, _path in private_sections()]
    assert telling(client, {"/de/alle-stuecke/"}) == set()
    with translation.override("de"):
        assert not offers_for(["TW-A4"])


def test_an_alias_is_as_private_as_the_page_that_it_shows(client, pages):
    alias = pages["product"].create_alias(parent=make_category("Elsewhere"), update_slug="again")
    restrict(pages["German product"])

    assert client.get(alias.url).status_code == 302
    assert not offers_for(["TW-A4"])


def test_a_password_opens_the_page_in_every_language(client, pages):
    restriction = restrict(pages["product"], restriction_type="password", password="open")
    german = pages["German product"]
    form = client.get(german.url)
    assert 'type="password"' in form.content.decode()

    client.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{german.pk}/",
        {"password": "open", "return_url": german.url},
    )

    assert [client.get(page.url).status_code for page in (german, pages["product"])] == [200, 200]


def test_groups_and_further_languages_all_have_to_agree(client, ada_client, pages):
    restrict(pages["product"])
    restrict(pages["German category"], restriction_type="groups")

    assert [ada_client.get(pages[which].url).status_code for which in ("product", "German product")] == [
        302,
        302,
    ]


def test_menus_and_pages_to_read_follow_their_translation(client, pages):
    terms = Page.objects.get(slug="terms")
    restrict(Page.objects.get(slug="agb"))

    assert client.get(terms.url).status_code == 302
    restrict(pages["German category"])
    assert b"Posters" not in client.get("/").content


def test_the_bag_says_that_a_piece_became_private_and_the_checkout_waits(client, pages):
    client.post("/bag/add/", {"sku": "TW-A4", "quantity": "1"})
    restrict(pages["German product"])

    bag = client.get("/bag/").content.decode()

    assert "Tailwind, A4 is no longer for sale. Take it out to go on." in bag
    client.post("/bag/remove/", {"sku": "TW-A4"})
    assert not BagLine.objects.exists()


def test_the_admin_shows_where_the_privacy_of_a_translation_comes_from(staff_client, pages):
    restrict(pages["product"])

    modal = staff_client.get(f"/admin/pages/{pages['German product'].pk}/privacy/").json()["html"]

    assert f"/admin/pages/{pages['product'].pk}/edit/" in modal
    assert "every language" in modal


def test_a_language_of_its_own_restriction_is_edited_in_its_own_modal(staff_client, pages):
    restrict(pages["product"])
    own = restrict(pages["German product"], restriction_type="password", password="open")

    staff_client.post(f"/admin/pages/{pages['German product'].pk}/privacy/", {"restriction_type": "none"})

    assert not PageViewRestriction.objects.filter(pk=own.pk).exists()
    assert pages["product"].view_restrictions.exists()


def test_a_page_of_one_language_alone_is_nobodys_business_elsewhere(client):
    page, other = make_product(), make_product("Dunes", [("DUNES", "", "9.00", 1)])
    restrict(page)

    assert set(offers_for(["TIDE-A3", "DUNES"])) == {"DUNES"}
    assert client.get(other.url).status_code == 200
