"""Languages: which one an address speaks, how a visitor changes it, and that goods are the same in all."""

import re

import pytest
from django.test import Client
from wagtail.models import Locale

from catalogue.models import ProductPage, StockRecord
from catalogue.tests.factories import make_product

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


@pytest.fixture
def tailwind():
    """An English poster, two pieces, and its German twin "Rückenwind"."""
    page = make_product("Tailwind", [("TW-A4", "A4", "24.00", 2)])
    german, _made = Locale.objects.get_or_create(language_code="de")
    for ancestor in page.get_ancestors().filter(depth__gt=1):
        if not ancestor.has_translation(german):
            ancestor.specific.copy_for_translation(german, alias=True)
    twin = page.copy_for_translation(german)
    twin.title, twin.slug = "Rückenwind", "rueckenwind"
    twin.save_revision().publish()
    page.german = ProductPage.objects.get(pk=twin.pk)
    return page


def language_of(page):
    return re.search(r'<html lang="([^"]+)"', page.content.decode())[1]


def test_address_alone_decides_what_a_page_speaks(client, tailwind):
    german = client.get(tailwind.german.url)
    english = client.get(tailwind.url, headers={"accept-language": "de"})

    assert re.fullmatch(r"/de/.+/rueckenwind/", tailwind.german.url)
    assert (german.status_code, english.status_code) == (200, 200)
    assert (language_of(german), german["Content-Language"]) == ("de", "de")
    assert (language_of(english), english["Content-Language"]) == ("en", "en")
    assert "Accept-Language" not in english.get("Vary", "")


def test_each_language_names_the_others(client, tailwind):
    for page in (tailwind, tailwind.german):
        head = client.get(page.url).content.decode()

        assert f'<link rel="alternate" hreflang="de" href="{HOST}{tailwind.german.url}">' in head
        assert f'<link rel="alternate" hreflang="en" href="{HOST}{tailwind.url}">' in head


def test_the_switch_keeps_the_chosen_variant_and_the_campaign(client, tailwind):
    body = client.get(f"{tailwind.url}?sku=TW-A4&utm_source=letter").content.decode()

    assert f'<a href="{HOST}{tailwind.german.url}?sku=TW-A4&amp;utm_source=letter"' in body
    assert f'<link rel="alternate" hreflang="de" href="{HOST}{tailwind.german.url}">' in body


def test_the_switch_leads_to_the_first_page_of_what_is_found(client, tailwind):
    body = client.get("/search/?page=1&q=tailwind").content.decode()

    assert f'<a href="{HOST}/de/search/?q=tailwind"' in body


def test_page_without_translation_leads_to_the_entrance(client, tailwind):
    alone = make_product("Alone")

    body = client.get(alone.url).content.decode()

    assert 'rel="alternate" hreflang="de"' not in body
    assert re.search(rf'<a href="{HOST}/de/[^"]*" hreflang="de"', body)


def test_search_has_an_address_in_each_language(client, tailwind):
    found = client.get("/de/search/?q=Rückenwind")

    assert language_of(found) == "de"
    assert f'hreflang="en" href="{HOST}/search/?q=' in found.content.decode()


def test_bag_speaks_as_the_page_before(client, tailwind):
    answer = client.post(
        "/bag/add/", {"sku": "TW-A4", "quantity": "1"}, headers={"referer": HOST + tailwind.german.url}
    )
    bag = client.get("/bag/")

    assert answer.cookies["django_language"].value == "de"
    assert language_of(bag) == "de"
    assert "Rückenwind" in bag.content.decode()


def test_strangers_address_decides_nothing(client, tailwind):
    client.get("/bag/", headers={"referer": "http://other.example/de/"})
    client.get("/bag/", headers={"referer": "http://[broken/de/"})

    assert language_of(client.get("/bag/")) == "en"


def test_language_of_the_bag_can_be_chosen(client):
    answer = client.post("/i18n/language/", {"language": "de", "next": "/bag/"})

    assert (answer.status_code, answer["Location"]) == (302, "/bag/")
    assert language_of(client.get("/bag/")) == "de"


@pytest.mark.parametrize("target", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_choice_of_language_never_leads_away(client, target):
    answer = client.post("/i18n/language/", {"language": "de", "next": target})

    assert "evil" not in answer["Location"]


def test_choice_needs_a_form_of_ours():
    strict = Client(enforce_csrf_checks=True)

    assert strict.post("/i18n/language/", {"language": "de"}).status_code == 403


def test_languages_share_one_stock(client, tailwind):
    for page in (tailwind, tailwind.german):
        client.post("/bag/add/", {"sku": "TW-A4", "quantity": "1"}, headers={"referer": HOST + page.url})

    assert StockRecord.objects.filter(sku="TW-A4").count() == 1
    assert 'value="2"' in client.get("/bag/").content.decode()


def test_every_address_outside_the_languages_is_known_to_be(settings):
    from django.urls import get_resolver
    from django.urls.resolvers import LocalePrefixPattern

    from config.languages import FIXED, first_part

    plain = [p for p in get_resolver().url_patterns if not isinstance(p.pattern, LocalePrefixPattern)]
    parts = {first_part(str(p.pattern).lstrip("^")) for p in plain}
    assert parts - FIXED == set()
