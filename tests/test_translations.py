"""The German catalogue: whole, up to date, with every placeholder, and read by the shop."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext, ngettext

from scripts import messages

# German law wants nothing but these words on the button that makes a contract (BGB § 312j).
WITHOUT_TOTAL = {"Pay %(total)s", "Pay %%(total)s"}
PLACEHOLDER = re.compile(r"%?%\(\w+\)s|\{\w+\}|%%|</?\w+|href=\"[^\"]*\"")


@pytest.fixture(scope="module")
def kept():
    return messages.read()


def forms(text):
    return text if isinstance(text, tuple) else (text,)


def placeholders(text):
    return sorted(PLACEHOLDER.findall(text))


def test_every_text_of_the_sources_has_a_german_one(kept):
    missing = [text.id for text in messages.texts() if text.id and not kept.get(text.id, text.context)]

    assert missing == []
    assert [text.id for text in messages.unfinished(kept)] == []


def test_catalogue_is_as_the_script_writes_it(kept):
    # Red: run `make messages`. Texts that no source has any more go then, too.
    assert messages.as_po(messages.renewed(messages.texts(), kept)) == messages.PO.read_bytes()


def test_compiled_catalogue_is_fresh(kept):
    assert messages.MO.read_bytes() == messages.as_mo(kept)


def test_placeholders_and_markup_are_those_of_the_english_text(kept):
    texts = [text for text in kept if text.id and not {*forms(text.id)} & WITHOUT_TOTAL]
    wrong = [text.id for text in texts if not agrees(forms(text.id), forms(text.string))]

    assert len(texts) > 900
    assert wrong == []


def agrees(english, german):
    """Each German form has what the English one has; the singular may have what the plural has."""
    several = placeholders(english[-1])
    first = placeholders(german[0])
    return placeholders(german[-1]) == several and first in (placeholders(english[0]), several)


def test_an_english_word_alone_is_no_translation(kept):
    same = {text.id for text in kept if text.id and len(forms(text.id)[0].split()) > 2}

    assert {text for text in same if forms(kept.get(text).string)[0] == forms(text)[0]} == set()


def test_shop_speaks_german():
    with translation.override("de"):
        assert gettext("Add to bag") == "In den Warenkorb"
        assert gettext("Pay %(total)s") == "Zahlungspflichtig bestellen"
        assert ngettext("%(counter)s piece", "%(counter)s pieces", 2) == "%(counter)s Artikel"


def test_texts_of_templates_and_python_are_found():
    found = messages.texts()

    assert "Skip to the content" in found  # a template's
    assert "On sale" in found  # Python's
    assert found.get("to", "price range") is not None
    assert found.get("%(counter)s piece").pluralizable


@pytest.mark.parametrize("code", [code for code, _name in settings.LANGUAGES])
def test_each_language_has_the_dates_that_templates_name(code):
    names = {name for page in pages() for name in re.findall(r'date:"([A-Z_]{4,})"', page.read_text())}

    assert len(names) > 5
    assert {name for name in names if get_format(name, lang=code) == name} == set()


def test_no_template_writes_dates_in_one_languages_order():
    assert [page.name for page in pages() if re.search(r'date:"[^"cA-Z]*j', page.read_text())] == []


def test_german_dates_have_their_full_stop():
    with translation.override("de"):
        assert date_format(date(2026, 12, 1), "DAY_FORMAT") == "1. Dez."
        assert date_format(date(2026, 12, 1), "MONTH_DAY_FORMAT") == "1. Dezember"


def pages():
    return [path for path in (messages.ROOT / "templates").rglob("*") if path.suffix in (".html", ".txt")]
