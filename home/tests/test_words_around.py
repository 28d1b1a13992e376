"""Promo line, footer and menu in each language; editors write them in the settings."""

import pytest
from wagtail.models import Locale, Site

from catalogue.tests.factories import make_home
from home.models import ShopSettings, StandardPage, TranslatedWords
from home.tests.factories import raw

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/settings/home/shopsettings/{}/"


@pytest.fixture
def words():
    """English words around the pages, with a link to the page Contact; its German twin is Kontakt."""
    home = make_home()
    german, _made = Locale.objects.get_or_create(language_code="de")
    contact = home.add_child(instance=StandardPage(title="Contact", slug="contact", show_in_menus=True))
    translate(home, german, home.title, "zuhause")
    translate(contact, german, "Kontakt", "kontakt")
    words = ShopSettings.for_site(Site.objects.get(is_default_site=True))
    words.promo_strong, words.footer_text, words.payment_words = "Free delivery.", "A small shop.", "By card"
    words.footer_columns = raw([("column", {"title": "Help", "links": [{"text": "", "page": contact.pk}]})])
    words.legal_links = raw([("link", {"text": "", "page": contact.pk})])
    words.save()
    return words


def translate(page, locale, title, slug):
    twin = page.copy_for_translation(locale)
    twin.title, twin.slug = title, slug
    twin.save_revision().publish()


def say_in_german(words, **fields):
    TranslatedWords.objects.create(shop_settings=words, language="de", **fields)


def test_german_pages_say_the_german_words_alone(eve, words):
    say_in_german(words, promo_strong="Versand frei.", footer_text="Ein kleiner Laden.")

    german, english = (eve.get(path).content.decode() for path in ("/de/", "/"))

    for said in ("<b>Versand frei.</b>", "<p>Ein kleiner Laden.</p>"):
        assert said in german
        assert said not in english
    for said in ("Free delivery.", "A small shop.", "By card"):
        assert said in english
        assert said not in german


def test_links_lead_to_the_page_in_the_visitors_language(eve, words):
    column = {"title": "Hilfe", "links": [{"text": "", "page": StandardPage.objects.get(slug="contact").pk}]}
    say_in_german(words, footer_columns=raw([("column", column)]))

    german = eve.get("/de/").content.decode()

    assert "<h2>Hilfe</h2>" in german
    assert german.count('<a href="/de/kontakt/">Kontakt</a>') >= 2  # in the list, and in the legal links
    assert "/contact/" not in german


def test_language_without_words_says_the_shops_own(eve, words):
    german = eve.get("/de/").content.decode()

    assert "<b>Free delivery.</b>" in german
    assert '<a href="/de/kontakt/">Kontakt</a>' in german


def test_link_to_an_untranslated_page_stays(eve, words):
    StandardPage.objects.get(slug="kontakt").delete()

    assert '<a href="/contact/">Contact</a>' in eve.get("/de/").content.decode()


def test_bag_says_the_words_of_its_language(eve, words):
    say_in_german(words, promo_strong="Versand frei.")
    eve.post("/i18n/language/", {"language": "de", "next": "/bag/"})

    bag = eve.get("/bag/").content.decode()

    assert "<b>Versand frei.</b>" in bag
    assert "/de/kontakt/" in bag


def test_english_pages_ask_for_no_translation(eve, words, django_assert_max_num_queries):
    eve.get("/")
    with django_assert_max_num_queries(60) as plain:
        eve.get("/")
    say_in_german(words, promo_strong="Versand frei.")

    with django_assert_max_num_queries(len(plain)):
        eve.get("/")


def posted(words, *languages):
    """The settings form with an entry for each of the languages."""
    form = {"promo_strong": "Free delivery.", "translations-INITIAL_FORMS": "0"}
    form["translations-TOTAL_FORMS"] = str(len(languages))
    prefixes = ["", *(f"translations-{number}-" for number in range(len(languages)))]
    form |= {
        f"{prefix}{name}-count": "0" for prefix in prefixes for name in ("footer_columns", "legal_links")
    }
    for prefix, language in zip(prefixes[1:], languages, strict=True):
        form |= {f"{prefix}language": language, f"{prefix}promo_strong": "Versand frei.", f"{prefix}id": ""}
    return form


def test_editors_write_the_words_of_a_language(staff_client, words):
    address = ADDRESS.format(words.site_id)

    assert "In other languages" in staff_client.get(address).content.decode()
    answer = staff_client.post(address, posted(words, "de"))

    assert answer.status_code == 302
    assert words.translations.get(language="de").promo_strong == "Versand frei."


@pytest.mark.parametrize("languages", [("de", "de"), ("en",), ("xx",)])
def test_language_is_written_once_and_never_the_shops_own(staff_client, words, languages):
    answer = staff_client.post(ADDRESS.format(words.site_id), posted(words, *languages))

    assert answer.status_code == 200
    assert TranslatedWords.objects.count() == 0
