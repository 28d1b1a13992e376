"""The rules for templates, stylesheets and scripts, checked over every file of the shop."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
# Mails are read by programs that know inline styles only.
PAGES = [path for path in (ROOT / "templates").rglob("*.html") if "email" not in path.parts]
# Wagtail's admin has layers and tokens of its own.
STYLES = [path for path in sorted((ROOT / "static/css").rglob("*.css")) if "admin" not in path.parts]
SCRIPTS = sorted((ROOT / "static/js").rglob("*.js"))
COMPONENTS = sorted((ROOT / "templates/components").glob("*.html"))

FORBIDDEN = {
    "inline style": r"\sstyle\s*=|<style\b",
    "inline script": r"<script(?![^>]*\ssrc=)[^>]*>",
    "event handler": r"\son[a-z]+\s*=\s*[\"']",
    "unescaped value": r"\|\s*safe\b|{%\s*autoescape off",
}


def relative(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("rule", FORBIDDEN)
def test_no_page_template_breaks_the_rule(rule):
    broken = [relative(path) for path in PAGES if re.search(FORBIDDEN[rule], path.read_text())]

    assert broken == []


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_component_says_what_it_takes(path):
    text = path.read_text()

    assert text.startswith('{% comment "text/markdown" %}\n')
    assert len(text.splitlines()) <= 40


def test_pages_stay_short():
    long = [relative(path) for path in PAGES if len(path.read_text().splitlines()) > 80]

    assert long == []


def test_included_parts_see_only_what_they_are_given():
    open_includes = [
        relative(path)
        for path in PAGES
        for tag in re.findall(r"{% include \"components/[^%]*%}", path.read_text())
        if not tag.endswith("only %}")
    ]

    assert open_includes == []


@pytest.mark.parametrize("path", STYLES, ids=relative)
def test_stylesheet_keeps_its_layer_and_size(path):
    text = path.read_text()

    assert "@layer" in text or path.name == "main.css"  # which holds nothing but the names of the others
    assert "!important" not in text
    assert len(text.splitlines()) <= 80


def test_colors_are_named_in_the_tokens_alone():
    color = r"#[0-9a-fA-F]{3,8}\b"
    # The empty frame is a drawing: oak and paper are the same in every theme.
    allowed = {"static/css/tokens.css", "static/css/components/frame.css"}
    strays = [relative(path) for path in STYLES if re.search(color, path.read_text())]

    assert set(strays) <= allowed


@pytest.mark.parametrize("path", SCRIPTS, ids=relative)
def test_script_is_small_and_takes_only_its_neighbors(path):
    text = path.read_text()
    imported = re.findall(r"^import\b[^;]*?[\"']([^\"']+)[\"'];", text, re.MULTILINE)

    assert len(text.splitlines()) <= 120
    assert [name for name in imported if not (name.startswith("./") and (path.parent / name).is_file())] == []
    assert not re.search(r"innerHTML|eval\(|document\.write", text)


def test_every_linked_static_file_exists():
    from django.contrib.staticfiles import finders

    named = {
        name for path in PAGES for name in re.findall(r"{% static [\"']([^\"']+)[\"'] %}", path.read_text())
    }

    assert sorted(name for name in named if not finders.find(name)) == []
