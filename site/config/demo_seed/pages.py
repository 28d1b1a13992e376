"""The demo's page tree: home, catalogue, journal, pages to read, and the words around them."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from catalogue.models import CataloguePage
from config.demo_seed.editions import ENGLISH, GERMAN, Book, Edition
from config.demo_seed.editorial import add_editorial
from config.demo_seed.home_page import Products, home_body, link
from config.demo_seed.pictures import Library, image_value
from config.demo_seed.products import add_catalogue
from config.demo_seed.progress import Progress
from config.demo_seed.streams import Block, block, rich, stream, table
from config.set_up.answers import Answers, collect, in_environment
from config.set_up.report import Report
from config.set_up.running import build_site
from config.set_up.tree import Tree
from home.demo.entries import GalleryPicture
from home.demo.journal import JournalStory
from home.demo.standard_pages import TextSection
from home.models import HomePage, JournalIndexPage, JournalPage, ShopSettings, StandardPage, TranslatedWords
from home.models.settings import WordsAround

JOURNAL_INTRO = "How the drawings are made, and what went wrong on the way."
DAYS_BETWEEN_STORIES = 30
RAIL = 6
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
    progress.say("Setting up the shop")
    tree = build_site(_answers(), Report(StringIO()))
    english = Book(ENGLISH, ready=_ready(tree, "en"))
    _fill(english, _add_home(english), library, progress)
    german = Book(GERMAN, source=english, ready=_ready(tree, "de"))
    _fill(german, _add_home(german), library, progress)
    _write_settings(Site.objects.get(is_default_site=True), english, german)
    add_editorial(english, german)


def _answers() -> Answers:
    """The demo's owner is one of its people: no address is asked for."""
    return collect(in_environment() | {"owner_email": "olive@example.com"}, None)


def _ready(tree: Tree, language: str) -> dict[str, Page]:
    return {key: page for (key, spoken), page in tree.pages.items() if spoken == language}


def _fill(book: Book, home: HomePage, library: Library, progress: Progress) -> None:
    products = add_catalogue(book, home, library, progress)
    progress.say(f"Writing the journal and the pages to read ({book.edition.language})")
    _add_journal(book, home, library, products)
    _add_standard_pages(book, home, library)
    home.body = stream(home_body(book, library, products))
    home.save_revision().publish()


def move_to(address: str, port: int) -> None:
    """Let the site answer at this address, which may differ from start to start."""
    Site.objects.filter(is_default_site=True).update(hostname=address, port=port)
    Site.clear_site_root_paths_cache()


def _add_home(book: Book) -> HomePage:
    home = book.add(Page.get_first_root_node(), _home_page(book), "shop-home")
    return HomePage.objects.get(pk=home.pk)


def _home_page(book: Book) -> HomePage:
    return HomePage(title=settings.SHOP_NAME, seo_title=" ".join(book.edition.home.headline))


def _add_journal(book: Book, home: HomePage, library: Library, products: Products) -> None:
    edition = book.edition
    journal = JournalIndexPage(
        title=edition.say("Journal"), intro=edition.say(JOURNAL_INTRO), show_in_menus=True
    )
    journal = book.add(home, journal, "journal")
    today = timezone.localdate()
    for place, story in enumerate(edition.stories):
        page = JournalPage(
            title=story.title,
            intro=story.lead,
            date=today - timedelta(days=3 + place * DAYS_BETWEEN_STORIES),
            picture=library[story.cover.name],
            picture_alt=edition.say(story.cover.alt),
            body=stream(_story_body(edition, story, library, products)),
        )
        book.add(journal, page, f"journal/{story.slug}")
        page.save_revision().publish()


def _story_body(
    edition: Edition, story: JournalStory, library: Library, products: Products
) -> Iterator[Block]:
    for section in story.sections:
        if section.heading:
            yield block("heading", section.heading)
        for part in section.parts:
            if isinstance(part, GalleryPicture):
                picture = image_value(library, part.name, edition.say(part.alt))
                yield block("image", {"image": picture, "caption": ""})
            else:
                yield block("text", rich([part]))
    title = edition.say("From this story")
    yield block("product", {"title": title, "product": products[story.product].pk})


def _add_standard_pages(book: Book, home: HomePage, library: Library) -> None:
    for entry in book.edition.standard_pages:
        blocks = (part for section in entry.sections for part in _section(section, book.edition, library))
        page = StandardPage(title=entry.title, intro=entry.lead, body=stream(blocks))
        book.add(home, page, entry.slug).save_revision().publish()


def _section(section: TextSection, edition: Edition, library: Library) -> Iterator[Block]:
    if section.questions:
        yield block("faq", {"title": section.heading, "questions": _questions(section)})
    elif section.pictures:
        shown = [image_value(library, picture.name, edition.say(picture.alt)) for picture in section.pictures]
        yield block("gallery", {"title": section.heading, "pictures": shown})
    elif section.rail:
        yield block("rail", {"title": section.heading, "rule": section.rail, "count": RAIL})
    else:
        yield from _words(section)


def _questions(section: TextSection) -> list[dict[str, str]]:
    return [{"question": question, "answer": rich([answer])} for question, answer in section.questions]


def _words(section: TextSection) -> Iterator[Block]:
    if section.heading:
        yield block("heading", section.heading)
    if section.quote:
        words, speaker = section.quote
        yield block("quote", {"text": words, "attribution": speaker})
    if section.paragraphs:
        yield block("text", rich(section.paragraphs))
    if section.rows:
        yield block("facts", table(section.rows))


def _write_settings(site: Site, own: Book, *others: Book) -> None:
    words = ShopSettings.for_site(site)
    _write_words(words, own)
    for book in others:
        language = book.edition.language
        _write_words(TranslatedWords.objects.get_or_create(shop_settings=words, language=language)[0], book)


def _write_words(words: WordsAround, book: Book) -> None:
    home = book.edition.home
    words.promo_strong, words.promo_rest = home.promo_strong, home.promo_text
    words.footer_text, words.payment_words = home.footer_text, book.edition.say(PAYMENT_WORDS)
    words.footer_columns = stream(block("column", column) for column in _footer_columns(book))
    words.legal_links = stream(block("link", link("", page)) for page in _pages_for(book, "legal"))
    words.save()


def _footer_columns(book: Book) -> Iterator[dict[str, object]]:
    say, categories = book.edition.say, book.edition.categories
    goods = [book.pages[f"shop/{entry.slug}"] for entry in categories]
    about = [book.pages["journal"], *_pages_for(book, "about")]
    for title, pages in (("Shop", goods), ("Help", _pages_for(book, "help")), ("About", about)):
        yield {"title": say(title), "links": [link("", page) for page in pages]}


def _pages_for(book: Book, menu: str) -> list[Page]:
    return [book.pages[entry.slug] for entry in book.edition.standard_pages if entry.menu == menu]
