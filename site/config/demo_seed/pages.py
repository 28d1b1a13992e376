"""The demo's page tree: home, catalogue, journal, pages to read, and the words around them."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from catalogue.models import CataloguePage
from config.demo_seed.home_page import Products, home_body, link
from config.demo_seed.pictures import Library, image_value
from config.demo_seed.products import add_catalogue
from config.demo_seed.progress import Progress
from config.demo_seed.streams import Block, block, rich, stream, table
from home.demo.entries import GalleryPicture
from home.demo.home_texts import HOME
from home.demo.journal import STORIES, JournalStory
from home.demo.standard_pages import STANDARD_PAGES, TextSection
from home.models import HomePage, JournalIndexPage, JournalPage, ShopSettings, StandardPage

JOURNAL_INTRO = "How the drawings are made, and what went wrong on the way."
DAYS_BETWEEN_STORIES = 30
PAYMENT_WORDS = "Pay by card"


def are_there() -> bool:
    """Whether the pages have been made: they come all together or not at all."""
    return CataloguePage.objects.exists()


def add_pages(library: Library, progress: Progress) -> None:
    """Make the whole tree and open it to visitors."""
    # What refers to what is found once for all pages, not again for each of their rows.
    with disable_reference_index_auto_update(), transaction.atomic():
        _add_tree(library, progress)
    progress.say("Noting what refers to what")
    call_command("rebuild_references_index", verbosity=0)


def _add_tree(library: Library, progress: Progress) -> None:
    home = _add_home()
    products = add_catalogue(home, library, progress)
    progress.say("Writing the journal and the pages to read")
    stories = _add_journal(home, library, products)
    _add_standard_pages(home)
    home.body = stream(home_body(library, products, stories[0]))
    home.save_revision().publish()
    _write_settings(Site.objects.get(is_default_site=True))


def move_to(address: str, port: int) -> None:
    """Let the site answer at this address, which may differ from start to start."""
    Site.objects.filter(is_default_site=True).update(hostname=address, port=port)
    Site.clear_site_root_paths_cache()


def _add_home() -> HomePage:
    root = Page.get_first_root_node()
    site = Site.objects.get(is_default_site=True)
    welcome = site.root_page
    home = HomePage(title=settings.SHOP_NAME, slug="shop-home", seo_title=" ".join(HOME.headline))
    root.add_child(instance=home)
    site.root_page, site.site_name = home, settings.SHOP_NAME
    site.save()
    welcome.delete()
    return HomePage.objects.get(pk=home.pk)


def _add_journal(home: HomePage, library: Library, products: Products) -> list[JournalPage]:
    journal = JournalIndexPage(title="Journal", slug="journal", intro=JOURNAL_INTRO, show_in_menus=True)
    home.add_child(instance=journal)
    today = timezone.localdate()
    pages = []
    for place, story in enumerate(STORIES):
        page = JournalPage(
            title=story.title,
            slug=story.slug,
            intro=story.lead,
            date=today - timedelta(days=3 + place * DAYS_BETWEEN_STORIES),
            picture=library[story.cover.name],
            picture_alt=story.cover.alt,
            body=stream(_story_body(story, library, products)),
        )
        pages.append(journal.add_child(instance=page))
        page.save_revision().publish()
    return pages


def _story_body(story: JournalStory, library: Library, products: Products) -> Iterator[Block]:
    for section in story.sections:
        if section.heading:
            yield block("heading", section.heading)
        for part in section.parts:
            if isinstance(part, GalleryPicture):
                picture = image_value(library, part.name, part.alt)
                yield block("image", {"image": picture, "caption": ""})
            else:
                yield block("text", rich([part]))
    sold = [products[story.product].pk]
    yield block("rail", {"title": "From this story", "rule": "picked", "products": sold, "count": 2})


def _add_standard_pages(home: HomePage) -> None:
    for entry in STANDARD_PAGES:
        blocks = (part for section in entry.sections for part in _section(section))
        page = StandardPage(title=entry.title, slug=entry.slug, intro=entry.lead, body=stream(blocks))
        home.add_child(instance=page)
        page.save_revision().publish()


def _section(section: TextSection) -> Iterator[Block]:
    if section.heading:
        yield block("heading", section.heading)
    if section.paragraphs:
        yield block("text", rich(section.paragraphs))
    if section.rows:
        yield block("facts", table(section.rows))


def _write_settings(site: Site) -> None:
    words = ShopSettings.for_site(site)
    words.promo_strong, words.promo_rest = HOME.promo_strong, HOME.promo_text
    words.footer_text, words.payment_words = HOME.footer_text, PAYMENT_WORDS
    words.footer_columns = stream(block("column", column) for column in _footer_columns())
    words.legal_links = stream(block("link", link("", page)) for page in _pages_for("legal"))
    words.save()


def _footer_columns() -> Iterator[dict[str, object]]:
    categories = CataloguePage.objects.get().get_children().live()
    yield {"title": "Shop", "links": [link("", page) for page in categories]}
    yield {"title": "Help", "links": [link("", page) for page in _pages_for("help")]}
    about = [*JournalIndexPage.objects.all(), *_pages_for("about")]
    yield {"title": "About", "links": [link("", page) for page in about]}


def _pages_for(menu: str) -> list[StandardPage]:
    slugs = [entry.slug for entry in STANDARD_PAGES if entry.menu == menu]
    pages = {page.slug: page for page in StandardPage.objects.filter(slug__in=slugs)}
    return [pages[slug] for slug in slugs]
