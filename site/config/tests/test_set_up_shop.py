"""A migrated database becomes a shop that a stranger can open: with one command, as often as one likes."""

import re
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import clear_url_caches
from django.utils import translation
from wagtail.models import Locale, Page, Site

from catalogue.models import CataloguePage
from checkout.models import DeliverySettings
from config.roles.keeping import group_of
from config.roles.lists import OWNER
from conftest import PASSWORD, make_customer
from home.models import HomePage, JournalIndexPage, SetUpPage, ShopSettings, StandardPage
from profiles.models import User

pytestmark = pytest.mark.django_db

SHOP = "https://shop.example.com"
EMAIL = "olive@example.com"
LEGAL = {"imprint", "privacy", "terms", "withdrawal", "accessibility", "delivery-and-returns", "contact"}


@pytest.fixture(autouse=True)
def environment(settings) -> None:
    settings.SITE_URL, settings.ALLOWED_HOSTS = SHOP, ["shop.example.com", "testserver"]
    settings.SHOP_COUNTRY = "DE"


@pytest.fixture
def speak(settings):
    """Make a shop of some languages, the first its own."""

    def change(*codes: str) -> None:
        settings.LANGUAGES = [(code, {"en": "English", "de": "Deutsch"}[code]) for code in codes]
        settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
        settings.LANGUAGE_CODE = codes[0]
        translation.activate(codes[0])
        clear_url_caches()  # they hold which language has no prefix

    yield change
    clear_url_caches()


def set_up(**changes: object) -> str:
    """What the command says, asking nothing."""
    said = StringIO()
    call_command(
        "set_up_shop", stdout=said, stderr=said, **{"no_input": True, "owner_email": EMAIL} | changes
    )
    return said.getvalue()


def browser() -> Client:
    return Client(HTTP_HOST="shop.example.com", HTTP_X_FORWARDED_PROTO="https")


def sign_in() -> HttpResponse:
    where = "/accounts/login/?next=/admin/"
    return browser().post(where, {"login": EMAIL, "password": PASSWORD}, follow=True)


def tree() -> list[tuple[str, str, bool, int]]:
    return list(Page.objects.order_by("path").values_list("path", "title", "live", "latest_revision_id"))


def test_a_fresh_database_becomes_a_shop():
    said = set_up()

    site = Site.objects.get()
    assert (site.hostname, site.port, site.root_url) == ("shop.example.com", 443, SHOP)
    assert site.root_page.specific_class is HomePage
    assert not Page.objects.filter(title__startswith="Welcome").exists()
    assert said.count("  made  ") > 20
    assert "check_stripe" in said
    assert "shop_worker" in said


def test_legal_pages_wait_as_drafts_in_each_language():
    set_up()

    drafts = StandardPage.objects.all()
    english = drafts.filter(locale__language_code="en")
    assert {page.slug for page in english} == LEGAL
    assert not drafts.filter(live=True).exists()
    assert all(page.get_translations().count() == 1 for page in english)
    assert all("[" in str(page.get_latest_revision_as_object().body) for page in drafts)


def test_a_published_draft_is_in_the_footer_of_both_languages():
    set_up()
    for page in StandardPage.objects.filter(slug__in=["imprint", "impressum"]):
        page.get_latest_revision().publish()

    assert '/imprint/"' in browser().get("/").text
    assert '/de/impressum/"' in browser().get("/de/").text


@pytest.mark.parametrize(
    "path", ["/", "/shop/", "/journal/", "/search/", "/search/?q=mug", "/de/", "/de/shop/"]
)
def test_every_page_of_the_empty_shop_opens(path):
    set_up()

    page = browser().get(path)

    assert page.status_code == 200
    assert "Wagtail" not in page.text
    assert "http://localhost" not in page.text


def test_an_empty_home_shows_the_frame_and_a_list_no_filters():
    set_up()
    home, shop, found = (browser().get(path).text for path in ("/", "/shop/", "/search/?q=mug"))

    assert 'class="frame"' in home
    for page in (shop, found):
        assert 'class="frame"' in page
        assert 'class="toolbar' not in page
        assert "data-aside" not in page


def test_the_footer_has_no_heading_over_nothing():
    set_up()

    assert "<h2>Help</h2>" not in browser().get("/").text


def test_what_the_command_says_is_not_drowned_in_the_log(caplog):
    with caplog.at_level("INFO"):
        set_up()

    assert [line.name for line in caplog.records if line.levelname == "INFO"] == []


def test_sitemap_robots_and_feed_name_the_shop_alone():
    set_up()

    texts = [browser().get("/sitemap.xml").text, browser().get("/robots.txt").text]
    feed = b"".join(browser().get("/feeds/products.xml").streaming_content).decode()
    found = {url for text in (*texts, feed) for url in re.findall(r"https?://[^/<\s\"]+", text)}

    assert found - {"http://www.sitemaps.org", "http://www.w3.org", "http://base.google.com"} == {SHOP}
    assert f"<loc>{SHOP}/de/shop/</loc>" in texts[0]
    assert f"Sitemap: {SHOP}/sitemap.xml" in texts[1]


def test_canonical_and_alternates_are_right_behind_a_proxy():
    set_up()

    page = browser().get("/de/shop/").text

    assert re.search(rf'rel="canonical" href="{SHOP}/de/shop/"', page)
    assert {*re.findall(r'hreflang="(..)" href="([^"]+)"', page)} >= {
        ("en", f"{SHOP}/shop/"),
        ("de", f"{SHOP}/de/shop/"),
    }


def test_running_twice_makes_nothing():
    set_up()
    before = tree()

    said = set_up()

    assert "  made  " not in said
    assert tree() == before


def test_what_editors_changed_moved_and_deleted_stays_so():
    set_up()
    imprint, terms = StandardPage.objects.get(slug="imprint"), StandardPage.objects.get(slug="terms")
    imprint.title, imprint.slug = "About us", "about-us"
    imprint.save_revision().publish()
    terms.move(imprint, pos="last-child")
    StandardPage.objects.get(slug="contact").delete()
    words = ShopSettings.objects.get()
    words.promo_strong, words.footer_columns = "Open!", []
    words.save()
    before = tree()

    said = set_up()

    assert tree() == before
    assert "contact (en) as you left it: deleted" in said
    assert ShopSettings.objects.get().promo_strong == "Open!"


def test_pages_that_editors_made_before_are_taken_as_they_are():
    set_up()
    mine = HomePage.objects.get(locale__language_code="en")
    SetUpPage.objects.all().delete()
    StandardPage.objects.get(slug="privacy").delete()
    mine.add_child(instance=StandardPage(title="Our data", slug="privacy"))

    set_up()

    assert StandardPage.objects.get(slug="privacy").title == "Our data"
    assert HomePage.objects.count() == CataloguePage.objects.count() == JournalIndexPage.objects.count() == 2


def test_a_welcome_page_that_somebody_wrote_on_stays():
    welcome = Site.objects.get().root_page
    welcome.title = "My first page"
    welcome.save_revision().publish()

    set_up()

    assert Page.objects.filter(title="My first page").exists()
    assert Site.objects.get().root_page.specific_class is HomePage


def test_half_a_run_leaves_nothing_and_can_be_repeated(monkeypatch):
    before = tree()
    monkeypatch.setenv("SHOP_OWNER_PASSWORD", "shop")

    with pytest.raises(CommandError, match="SHOP_OWNER_PASSWORD"):
        set_up()

    assert tree() == before
    assert not User.objects.exists()
    monkeypatch.setenv("SHOP_OWNER_PASSWORD", PASSWORD)
    assert "  made  owner" in set_up()


def test_a_language_is_added_later(speak):
    speak("en")
    set_up()
    assert HomePage.objects.count() == 1
    speak("en", "de")

    set_up()

    homes = {page.locale.language_code: page for page in HomePage.objects.all()}
    assert homes["de"].translation_key == homes["en"].translation_key
    assert browser().get("/de/").status_code == 200


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_shop_of_one_language_works(speak, language):
    speak(language)

    set_up()
    page = browser().get("/")

    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text
    assert "hreflang" not in page.text
    assert 'name="language"' not in page.text
    assert [locale.language_code for locale in Locale.objects.all()] == [language]
    assert browser().get("/shop/").status_code == browser().get("/search/").status_code == 200


def test_german_may_come_first(speak):
    speak("de", "en")

    set_up()

    assert "Alle Produkte" in browser().get("/").text
    assert "All products" in browser().get("/en/").text


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ({"currency": "chf"}, "STRIPE_CURRENCY=chf"),
        ({"country": "at"}, "SHOP_COUNTRY=AT"),
        ({"name": "Wagtail & Sons"}, "SHOP_NAME=Wagtail & Sons"),
        ({"url": "https://other.example.com"}, "SITE_URL=https://other.example.com"),
        ({"languages": "de"}, "SHOP_LANGUAGES=de"),
    ],
)
def test_an_answer_that_the_environment_contradicts_is_refused_by_name(answer, line):
    before = tree()

    with pytest.raises(CommandError, match=re.escape(line)):
        set_up(**answer)

    assert tree() == before


@pytest.mark.parametrize(
    "answer",
    [
        {"owner_email": ""},
        {"owner_email": "olive"},
        {"url": "shop.example.com"},
        {"url": "https://shop.example.com/sub"},
        {"url": "https://shop.example.com:8443"},
        {"languages": "en,xx"},
        {"languages": "en,en"},
        {"currency": "euro"},
        {"country": "Germany"},
        {"name": " "},
    ],
)
def test_a_bad_answer_is_refused(answer):
    with pytest.raises(CommandError):
        set_up(**answer)

    assert not HomePage.objects.exists()


def test_what_is_asked_has_defaults_and_is_asked_again(monkeypatch):
    typed = iter(["", "", "olive", EMAIL, "", "", ""])
    monkeypatch.setattr("builtins.input", lambda question: next(typed))

    said = set_up(no_input=False, owner_email=None)

    assert "olive is no e-mail address" in said
    assert User.objects.get().email == EMAIL


def test_the_owner_signs_in_with_the_password_of_the_environment(monkeypatch):
    monkeypatch.setenv("SHOP_OWNER_PASSWORD", PASSWORD)

    said = set_up()
    answer = browser().post(
        "/accounts/login/?next=/admin/", {"login": EMAIL, "password": PASSWORD}, follow=True
    )

    assert "password/reset" not in said
    assert (answer.status_code, answer.request["PATH_INFO"]) == (200, "/admin/")
    assert group_of(OWNER) in User.objects.get().groups.all()


def test_the_printed_link_lets_the_owner_choose_a_password_without_mail(mailoutbox):
    link = re.search(rf"{SHOP}(/accounts/\S+)", set_up()).group(1)
    owner = browser()
    form = owner.get(link, follow=True)
    owner.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})

    answer = browser().post(
        "/accounts/login/?next=/admin/", {"login": EMAIL, "password": PASSWORD}, follow=True
    )

    assert (answer.status_code, answer.request["PATH_INFO"]) == (200, "/admin/")


def test_an_owner_without_an_address_is_given_one():
    user = User(username="admin", is_superuser=True, is_staff=True)
    user.set_password(PASSWORD)
    user.save()

    set_up()
    answer = sign_in()

    assert answer.request["PATH_INFO"] == "/admin/"
    assert EmailAddress.objects.get().verified
    assert User.objects.count() == 1


def test_a_customer_who_becomes_owner_loses_the_old_password():
    make_customer("olive", "Olive Marsh")

    said = set_up()

    assert User.objects.get().is_superuser
    assert not User.objects.get().has_usable_password()
    assert "/accounts/password/reset/key/" in said


def test_terms_name_the_home_country_and_say_when_they_differ(settings):
    settings.SHOP_COUNTRY = "AT"
    set_up()
    assert DeliverySettings.objects.get().country == "AT"
    DeliverySettings.objects.update(country="DE")

    assert "name DE as home country, not AT" in set_up()


def test_deploy_check_says_when_site_record_and_address_differ(settings):
    def complaints() -> list[str]:
        found = run_checks(include_deployment_checks=True)
        return [message.msg for message in found if message.id == "shop.W006"]

    assert complaints() == [f"The site record says http://localhost, SITE_URL says {SHOP}."]
    set_up()
    assert complaints() == []
    Site.objects.all().delete()
    assert complaints() == ["There is no site record yet."]


def test_deploy_check_names_owners_who_cannot_sign_in():
    User.objects.create(username="admin", is_superuser=True)

    found = run_checks(include_deployment_checks=True)

    assert ["admin" in message.msg for message in found if message.id == "shop.W007"] == [True]


def test_a_site_that_was_deleted_is_made_again():
    set_up()
    Site.objects.all().delete()

    set_up()

    assert Site.objects.get().root_url == SHOP
