"""Drafts as editors see them in a real browser: the panel beside the form, the checker, the bar."""

import datetime
import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.models import Page

from catalogue.models import CategoryPage, ProductPage
from home.models import HomePage, JournalIndexPage, JournalPage, StandardPage
from home.tests.german import make_german_shop, translate

pytestmark = pytest.mark.django_db(transaction=True)

BAR = "wagtail-userbar"
# What can be pressed and lies below the bar's button where the page is at its top.
HIDDEN_BY_THE_BAR = """() => {
  const bar = document.querySelector("wagtail-userbar");
  const box = bar.shadowRoot.querySelector(".w-userbar-trigger").getBoundingClientRect();
  const meets = other => other.width && other.left < box.right && other.right > box.left
    && other.top < box.bottom && other.bottom > box.top;
  return [...document.querySelectorAll("a, button, input")]
    .filter(part => part.checkVisibility() && meets(part.getBoundingClientRect()))
    .map(part => part.outerHTML.slice(0, 80));
}"""
KINDS = (HomePage, CategoryPage, ProductPage, JournalPage, StandardPage)
LANGUAGES = ("en", "de")
PATIENCE_MS = 20_000  # the panel asks for a new draft when it comes round to it


@pytest.fixture
def editor(page, staff, sign_in, double, complaints):
    """Staff's browser in a shop that has a page of each kind in both languages."""
    complaints.expect("(?i)axe|ERR_ABORTED|Failed to fetch")  # Wagtail's checker, left while it runs
    make_german_shop()
    home = HomePage.objects.get(locale__language_code="en")
    journal = home.add_child(instance=JournalIndexPage(title="Journal", slug="journal"))
    today = datetime.date(2026, 11, 29)
    journal.add_child(instance=JournalPage(title="How it is drawn", slug="drawn", date=today))
    translate(journal, "Tagebuch")
    translate(JournalPage.objects.get(), "Wie es entsteht")
    sign_in(staff)
    page.set_viewport_size({"width": 1400, "height": 1000})
    return page


@pytest.fixture
def in_panel(editor):
    """`in_panel(page)` opens the page's editor with the preview beside it; answers what the preview shows."""

    def open_editor(subject: Page):
        editor.goto(reverse("wagtailadmin_pages:edit", args=[subject.pk]))
        open_side_panel(editor, "preview", "#w-preview-iframe")
        shown = editor.frame_locator("#w-preview-iframe")
        # What is typed before the first look is not a change yet.
        expect(shown.locator("h1")).to_be_attached(timeout=PATIENCE_MS)
        return shown

    return open_editor


def open_side_panel(editor, name: str, inside: str) -> None:
    """Open a panel beside the form; the browser remembers which one was open before."""
    toggle = editor.get_by_role("button", name=f"Toggle {name}")
    expect(toggle).to_have_attribute("aria-expanded", re.compile("true|false"))
    if toggle.get_attribute("aria-expanded") == "false":
        toggle.click()
    expect(editor.locator(inside)).to_be_visible()


def page_of(kind: type[Page], language: str) -> Page:
    return kind.objects.get(locale__language_code=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_panel_shows_every_kind_of_page(editor, in_panel, language):
    for kind in KINDS:
        subject = page_of(kind, language)

        shown = in_panel(subject)

        expect(shown.locator("h1")).to_have_text(subject.title)
        expect(shown.locator("html")).to_have_attribute("lang", language)


def test_a_draft_by_link_and_an_old_revision_are_drawn_whole(editor):
    product = page_of(ProductPage, "en")
    product.title = "Headwind"
    revision = product.save_revision()

    for address in (
        reverse("wagtailadmin_pages:view_draft", args=[product.pk]),
        reverse("wagtailadmin_pages:revisions_view", args=[product.pk, revision.pk]),
    ):
        editor.goto(address)
        expect(editor.locator("h1")).to_have_text("Headwind")
        expect(editor.locator(f"{BAR} .w-userbar-trigger")).to_be_visible()


def test_the_bar_on_a_live_page_leads_to_its_editor_and_checks_it(editor):
    product = page_of(ProductPage, "en")
    editor.goto("/shop/posters/tailwind/")

    editor.locator(f"{BAR} .w-userbar-trigger").click()
    edit = editor.locator(BAR).get_by_role("menuitem", name="Edit this page")
    expect(edit).to_have_attribute("href", re.compile(f"/admin/pages/{product.pk}/edit/$"))
    editor.locator(BAR).get_by_role("menuitem", name="Checks").click()

    expect(editor.locator(BAR).get_by_role("dialog")).to_be_visible()


def test_the_chooser_shows_what_a_block_looks_like(editor):
    editor.goto(reverse("wagtailadmin_pages:edit", args=[page_of(StandardPage, "en").pk]))
    editor.get_by_role("button", name="Insert a block").first.click()

    quote = editor.get_by_role("option", name="Quote")
    quote.locator("xpath=..").get_by_role("button").or_(quote.get_by_role("button")).first.click()

    shown = editor.frame_locator("iframe.w-combobox-preview__iframe")
    expect(shown.get_by_text("A rule is only a very patient hand.")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_bar_hides_nothing_that_shoppers_press(editor, width):
    editor.set_viewport_size({"width": width, "height": 800})
    editor.goto("/shop/posters/tailwind/")
    editor.locator(f"{BAR} .w-userbar-trigger").wait_for()

    assert editor.evaluate(HIDDEN_BY_THE_BAR) == []
