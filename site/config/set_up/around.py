"""The words and links around every page, and the terms of delivery, of a new shop."""

import json
from collections.abc import Iterator

from wagtail.models import Page, Site

from checkout.models import DeliverySettings, OrderSettings
from config.set_up.answers import Answers
from config.set_up.report import Report
from config.set_up.texts import Texts, texts_in
from config.set_up.tree import JOURNAL, SHOP, Key
from home.models import ShopSettings, TranslatedWords
from home.models.settings import WordsAround


def write_around(site: Site, answers: Answers, pages: dict[Key, Page], report: Report) -> None:
    """Write what nobody has written yet: footer, terms, what happens to orders."""
    own, *others = answers.languages
    words = ShopSettings.for_site(site)
    if _is_empty(words):
        _write(words, own, pages)
        report.made(f"words around every page ({own})")
    else:
        report.kept(f"words around every page ({own})")
    for language in others:
        _translate(words, language, pages, report)
    _write_terms(site, answers, report)


def _translate(words: ShopSettings, language: str, pages: dict[Key, Page], report: Report) -> None:
    if words.translations.filter(language=language).exists():
        report.kept(f"words around every page ({language})")
        return
    _write(TranslatedWords(shop_settings=words, language=language), language, pages)
    report.made(f"words around every page ({language})")


def _write_terms(site: Site, answers: Answers, report: Report) -> None:
    OrderSettings.for_site(site)
    terms = DeliverySettings.objects.filter(site=site).first()
    if terms is None:
        DeliverySettings.objects.create(site=site, country=answers.country)
        report.made("terms of delivery: look through them in the admin, Settings > Delivery")
        return
    report.kept("terms of delivery")
    if str(terms.country) != answers.country:
        report.warn(f"the terms of delivery name {terms.country} as home country, not {answers.country}")


def _is_empty(words: WordsAround) -> bool:
    texts = (words.promo_strong, words.promo_rest, words.footer_text, words.payment_words)
    return not (any(texts) or words.footer_columns or words.legal_links)


def _write(words: WordsAround, language: str, pages: dict[Key, Page]) -> None:
    texts = texts_in(language)
    words.payment_words = texts.payment
    words.footer_columns = _stream("column", _columns(texts, language, pages))
    words.legal_links = _stream("link", _links(texts, "legal", language, pages))
    words.save()


def _columns(texts: Texts, language: str, pages: dict[Key, Page]) -> Iterator[dict[str, object]]:
    shop = [_link(pages[key, language]) for key in (SHOP, JOURNAL) if (key, language) in pages]
    yield {"title": texts.shop_heading, "links": shop}
    yield {"title": texts.help_heading, "links": list(_links(texts, "help", language, pages))}


def _links(texts: Texts, menu: str, language: str, pages: dict[Key, Page]) -> Iterator[dict[str, object]]:
    for draft in texts.drafts:
        if draft.menu == menu and (draft.key, language) in pages:
            yield _link(pages[draft.key, language])


def _link(page: Page) -> dict[str, object]:
    return {"text": "", "page": page.pk, "url": ""}


def _stream(kind: str, values: Iterator[dict[str, object]]) -> str:
    return json.dumps([{"type": kind, "value": value} for value in values])
