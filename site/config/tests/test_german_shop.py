"""The shop read in German, from product to checkout: our words, amounts, links and the way to English."""

import re

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.utils.html import strip_tags
from wagtail.models import Locale
from wagtail.users.models import UserProfile

from catalogue.tests.factories import make_product
from checkout.tests.orders import make_order
from home.tests.german import make_german_shop

pytestmark = pytest.mark.django_db
HOST = "http://testserver"
# Words of ours that no German text has.
ENGLISH = re.compile(
    r"\b(?:the|and|with|your|you|bag|delivery|free|add|checkout|order|pay|price|quantity|search|menu|language|"
    r"sold|pieces?|total|remove|street|country|sign)\b",
    re.IGNORECASE,
)


@pytest.fixture
def tailwind():
    page, german = make_german_shop()
    page.german = german
    return page


@pytest.fixture
def german(eve, tailwind) -> Client:
    """A browser with a piece in the bag that was put there on a German page."""
    eve.post("/bag/add/", {"sku": "TW-A4", "quantity": "1"}, headers={"referer": HOST + tailwind.german.url})
    return eve


def said(client, path):
    """What a visitor reads or hears on the page: its text, labels and hints."""
    page = client.get(path)
    assert page.status_code == 200, path
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", "", page.content.decode(), flags=re.DOTALL)
    hints = re.findall(r'\b(?:aria-label|alt|title|placeholder)="([^"]*)"', body)
    texts = re.findall(r'data-text="\w+"[^>]*>([^<]*)', body)
    return re.sub(r"[ \n]+", " ", " ".join([strip_tags(body), *hints, *texts]))


@pytest.mark.parametrize(
    "path",
    [
        "/de/",
        "/de/alle-stuecke/",
        "/de/alle-stuecke/plakate/rueckenwind/",
        "/de/search/?q=wind",
        "/de/search/?q=nichts",
        "/bag/",
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/password/reset/",
    ],
)
def test_german_page_has_no_english_words_of_ours(german, path):
    assert ENGLISH.findall(said(german, path)) == []


def test_german_checkout_has_no_english_words_and_the_button_of_the_law(german, double):
    text = said(german, "/checkout/")

    assert ENGLISH.findall(text) == []
    assert "Zahlungspflichtig bestellen" in text
    assert "Pay €" not in text


def test_german_checkout_links_to_the_german_terms(german, double):
    page = german.get("/checkout/").content.decode()

    assert '<a href="/de/agb/">AGB</a>' in page


def test_english_checkout_links_to_the_english_terms(eve, tailwind, double):
    eve.post("/bag/add/", {"sku": "TW-A4", "quantity": "1"})

    assert '<a href="/terms/">terms</a>' in eve.get("/checkout/").content.decode()


@pytest.mark.parametrize("path", ["/de/alle-stuecke/plakate/rueckenwind/", "/bag/", "/checkout/"])
def test_amounts_are_written_as_germans_write_them(german, double, path):
    text = said(german, path)

    assert "22,00\xa0€" in text
    assert "€22.00" not in text


def test_switch_leads_to_the_same_product_and_back(eve, tailwind):
    english, german = (eve.get(page.url).content.decode() for page in (tailwind, tailwind.german))

    assert (
        f'<a href="{HOST}{tailwind.german.url}" data-keeps-query hreflang="de" lang="de">Deutsch</a>'
        in english
    )
    assert f'<a href="{HOST}{tailwind.url}" data-keeps-query hreflang="en" lang="en">English</a>' in german


def test_bag_names_its_pieces_in_german(german):
    assert "Rückenwind" in said(german, "/bag/")


def test_refused_input_is_explained_in_german(german):
    page = german.post("/bag/add/", {"sku": "TW-A4", "quantity": "viel"}, follow=True).content.decode()

    assert "Ihr Warenkorb ist unverändert." in page


def test_search_engines_find_the_german_pages(eve, tailwind):
    sitemap = eve.get("/sitemap.xml").content.decode()

    for page in (tailwind, tailwind.german):
        assert sitemap.count(f"<loc>{HOST}{page.url}</loc>") == 1


def test_sitemap_leaves_out_what_only_mirrors_another_language(eve, tailwind):
    alone = make_product("Alone", [("ALONE", "A4", "9.00", 1)])
    german = Locale.objects.get(language_code="de")
    mirror = alone.copy_for_translation(german, alias=True)

    sitemap = eve.get("/sitemap.xml").content.decode()

    assert f"{HOST}{alone.url}</loc>" in sitemap
    assert f"{HOST}{mirror.url}</loc>" not in sitemap


def test_german_data_for_search_engines_is_german_and_of_known_kinds(eve, tailwind):
    page = eve.get(tailwind.german.url).content.decode()

    assert '"variesBy":["https://schema.org/size"]' in page
    assert f'"position":1,"name":"Motacilla","item":"{HOST}/de/"' in page


def test_staff_who_chose_german_read_our_part_of_the_admin_in_german(staff_client, tailwind):
    order = make_order(None)
    UserProfile.objects.create(user=get_user(staff_client), preferred_language="de")

    heads = {
        "/admin/orders/": "Bestellungen",
        f"/admin/orders/inspect/{order.pk}/": "Lieferadresse",
        "/admin/stock/": "Bestand",
        f"/admin/pages/{tailwind.pk}/edit/": "Varianten und Preise",
    }

    for path, words in heads.items():
        assert words in staff_client.get(path, follow=True).content.decode(), path
