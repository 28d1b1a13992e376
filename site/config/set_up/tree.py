"""The pages of a new shop: home, catalogue and journal open, what the law wants as drafts."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from django.utils.html import escape
from wagtail.models import Locale, Page

from catalogue.models import CataloguePage
from config.set_up.report import Report
from config.set_up.texts import Draft, Texts, texts_in
from home.models import HomePage, JournalIndexPage, SetUpPage, StandardPage

HOME, SHOP, JOURNAL = "home", "shop", "journal"
Key = tuple[str, str]
# Of these there is one below its parent: a page of the kind is the page, whatever its address.
SINGLE = (HomePage, CataloguePage, JournalIndexPage)


@dataclass
class Tree:
    """Makes what is missing; `pages` are all that are there, by key and language."""

    name: str
    report: Report
    pages: dict[Key, Page]

    def grow(self, languages: tuple[str, ...]) -> None:
        """Home, catalogue, journal and drafts in each language, each the translation of the first's."""
        own = languages[0]
        for language in languages:
            texts = texts_in(language)
            root = Page.get_first_root_node()
            slug = "shop-home" if language == own else f"shop-home-{language}"
            home = self._place(HOME, language, own, root, partial(self._home, texts, slug))
            if home:
                self._fill(home, language, own, texts)

    def _fill(self, home: Page, language: str, own: str, texts: Texts) -> None:
        self._place(SHOP, language, own, home, partial(_shop, texts))
        self._place(JOURNAL, language, own, home, partial(_journal, texts))
        for draft in texts.drafts:
            self._place(draft.key, language, own, home, partial(_draft, draft))

    def _place(
        self, key: str, language: str, own: str, parent: Page, build: Callable[[], Page]
    ) -> Page | None:
        """The page of `key`: the one that was made before, one that an editor made, or a new one."""
        row = SetUpPage.objects.filter(key=key, language=language).select_related("page").first()
        if row and row.page is None and key != HOME:
            self.report.kept(f"{key} ({language}) as you left it: deleted")
            return None
        page = build()
        source = self.pages.get((key, own)) if language != own else None
        found = (row and row.page) or _theirs(page, parent, language, source)
        if found:
            self.report.kept(f"page “{found.title}” ({language})")
        else:
            found = _add(page, parent, language, source)
            state = "" if found.live else ", a draft"
            self.report.made(f"page “{found.title}” ({language}){state}")
        SetUpPage.objects.update_or_create(key=key, language=language, defaults={"page": found})
        self.pages[key, language] = found
        return found

    def _home(self, texts: Texts, slug: str) -> HomePage:
        body = [
            ("text", f"<h2>{escape(self.name)}</h2><p>{escape(texts.welcome)}</p>"),
            ("rail", {"title": texts.news, "rule": "newest", "products": [], "count": 6}),
        ]
        return HomePage(title=self.name, slug=slug, body=_stream(body))


def _shop(texts: Texts) -> CataloguePage:
    return CataloguePage(title=texts.shop, slug=texts.shop_slug, show_in_menus=True)


def _journal(texts: Texts) -> JournalIndexPage:
    return JournalIndexPage(title=texts.journal, slug="journal", show_in_menus=True)


def _draft(draft: Draft) -> StandardPage:
    return StandardPage(
        title=draft.title, slug=draft.slug, intro=draft.intro, body=_stream(_blocks(draft)), live=False
    )


def _blocks(draft: Draft) -> Iterator[tuple[str, object]]:
    for heading, paragraphs in draft.parts:
        if heading:
            yield "heading", heading
        yield "text", "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)


def _stream(blocks: Iterable[tuple[str, object]]) -> str:
    return json.dumps([{"type": kind, "value": value} for kind, value in blocks])


def _theirs(page: Page, parent: Page, language: str, source: Page | None) -> Page | None:
    """A page that stands where `page` would: its translation, its like, or one at its address."""
    if source and (twin := source.get_translation_or_none(Locale.objects.get(language_code=language))):
        return twin
    below = parent.get_children().filter(locale__language_code=language)
    if isinstance(page, SINGLE):
        return below.type(type(page)).first()
    return below.filter(slug=page.slug).first()


def _add(page: Page, parent: Page, language: str, source: Page | None) -> Page:
    page.locale = Locale.objects.get(language_code=language)
    if source:
        page.translation_key = source.translation_key
    is_live = page.live
    parent.refresh_from_db()
    parent.add_child(instance=page)
    revision = page.save_revision()
    if is_live:
        revision.publish()
    return page
