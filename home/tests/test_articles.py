"""Pages to read, the journal, and the words around every page."""

from datetime import date

import pytest
from wagtail.models import Site
from wagtail.test.utils import WagtailPageTestCase

from catalogue.models import CataloguePage
from catalogue.tests.factories import make_home, make_image, make_product
from home.models import HomePage, JournalIndexPage, JournalPage, ShopSettings, StandardPage
from home.tests.factories import rail, raw

pytestmark = pytest.mark.django_db


def make_journal():
    return make_home().add_child(instance=JournalIndexPage(title="Journal", slug="journal"))


def make_story(journal, title, day, **fields):
    story = JournalPage(title=title, slug=title.lower(), date=date(2026, 11, day), **fields)
    return journal.add_child(instance=story)


def test_pages_live_only_where_they_belong():
    case = WagtailPageTestCase()

    case.assertAllowedSubpageTypes(HomePage, {CataloguePage, StandardPage, JournalIndexPage})
    case.assertAllowedParentPageTypes(StandardPage, {HomePage, StandardPage})
    case.assertAllowedParentPageTypes(JournalPage, {JournalIndexPage})
    case.assertAllowedSubpageTypes(JournalPage, {})


def test_standard_page_shows_all_its_blocks(eve):
    blocks = [("heading", "How long it takes"), ("text", "<p>A day or two.</p>")]
    blocks += [("facts", [{"name": "A4", "value": "21 × 29.7 cm"}]), ("quote", {"text": "Worth the wait."})]
    page = StandardPage(title="Delivery", slug="delivery", body=raw(blocks))
    make_home().add_child(instance=page)

    text = eve.get("/delivery/").content.decode()

    for words in ("How long it takes", "A day or two.", "21 × 29.7 cm", "Worth the wait."):
        assert words in text


def test_journal_lists_stories_newest_first(eve):
    journal = make_journal()
    make_story(journal, "Older", 1)
    make_story(journal, "Newer", 2)

    text = eve.get("/journal/").content.decode()

    assert text.index("Newer") < text.index("Older")


def test_journal_keeps_drafts_to_itself(eve):
    make_story(make_journal(), "Unready", 1, live=False)

    answer = eve.get("/journal/")

    assert "Unready" not in answer.content.decode()
    assert "The first story is being written." in answer.content.decode()


def test_story_says_how_long_it_takes_to_read(eve):
    body = raw([("text", "<p>" + "word " * 440 + "</p>")])
    story = make_story(make_journal(), "Wind", 1, body=body, picture=make_image(), picture_alt="Strokes")

    text = eve.get("/journal/wind/").content.decode()

    assert story.minutes == 2
    assert "2 min read" in text
    assert 'alt="Strokes"' in text


def test_story_sells_what_it_tells_of(eve):
    product = make_product("Tailwind", [("WIND", "", "24.00", 3)])
    body = raw([("product", {"title": "From this story", "product": product.pk})])
    make_story(make_journal(), "Wind", 1, body=body)

    text = eve.get("/journal/wind/").content.decode()

    for said in ("From this story", "Tailwind", "€24.00", 'action="/bag/add/"', 'name="sku" value="WIND"'):
        assert said in text


@pytest.mark.parametrize("gone", ["unpublish", "delete"])
def test_story_is_still_told_without_its_product(eve, gone):
    product = make_product("Tailwind", [("WIND", "", "24.00", 3)])
    blocks = [("product", {"title": "From this story", "product": product.pk}), rail(product, title="More")]
    make_story(make_journal(), "Wind", 1, body=raw([("text", "<p>It blew.</p>"), *blocks]))

    getattr(product, gone)()

    text = eve.get("/journal/wind/").content.decode()
    assert "It blew." in text
    assert [words for words in ("From this story", "More", "Tailwind", "/bag/add/") if words in text] == []


def test_settings_reach_header_and_footer(eve):
    make_home()
    words = ShopSettings.for_site(Site.objects.get(is_default_site=True))
    words.promo_strong, words.footer_text = "Free delivery from €60.", "A small shop."
    words.payment_words = "Pay by card"
    words.save()

    text = eve.get("/").content.decode()

    for said in ("<b>Free delivery from €60.</b>", "<p>A small shop.</p>", "<span>Pay by card</span>"):
        assert said in text


def test_footer_leaves_out_links_whose_page_is_gone(eve):
    page = make_home().add_child(instance=StandardPage(title="Contact", slug="contact"))
    words = ShopSettings.for_site(Site.objects.get(is_default_site=True))
    words.footer_columns = raw([("column", {"title": "Help", "links": [{"text": "", "page": page.pk}]})])
    words.save()
    before = eve.get("/").content.decode()

    page.unpublish()

    assert 'href="/contact/"' in before
    assert 'href="/contact/"' not in eve.get("/").content.decode()


@pytest.mark.parametrize("model", [HomePage, StandardPage, JournalIndexPage, JournalPage])
def test_unsaved_page_can_be_previewed(model):
    make_home()
    page = model(title="Draft of a page", slug="draft", path="00010001", depth=2, url_path="/draft/")

    answer = page.make_preview_request()

    assert answer.status_code == 200
    assert "Draft of a page" in answer.rendered_content


@pytest.mark.parametrize("model", ["homepage", "standardpage", "journalpage"])
def test_editors_can_open_the_form_of_each_page(staff_client, model):
    home = make_home()
    parent = make_journal() if model == "journalpage" else home

    address = f"/admin/pages/{home.pk}/edit/"
    if model != "homepage":
        address = f"/admin/pages/add/home/{model}/{parent.pk}/"

    assert staff_client.get(address).status_code == 200


def test_editors_can_open_the_shop_settings(staff_client):
    make_home()

    answer = staff_client.get("/admin/settings/home/shopsettings/", follow=True)

    assert answer.status_code == 200
    assert "Line above the header" in answer.content.decode()
