"""All parts with their samples, and how they may stand beside each other on one page."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from django.template.loader import render_to_string
from wagtail.blocks import Block

from catalogue.blocks import DetailsBlock, StoryBlock
from config.showcase.forms import form_samples
from config.showcase.lists import list_samples
from config.showcase.products import product_samples
from config.showcase.samples import Sample
from config.showcase.surroundings import surrounding_samples, word_samples
from home.blocks import ArticleBlock, HomeBlock

STAGE = re.compile(
    r'(?<=<div class="showcase__stage")( data-open)?>(.*?)(?=<!-- the stage ends -->)', re.DOTALL
)
# Whatever names an element of its page, or groups the radios of a form.
NAMING = re.compile(
    r'(?<=\s)(id|for|form|name|aria-labelledby|aria-describedby|aria-controls|data-opens|data-rail-arrows)="([^"]+)"'
)


@dataclass(frozen=True)
class Shown:
    """One state of a part as markup; `is_open` and `is_source` as in `Sample`."""

    state: str
    markup: str
    is_open: bool = False
    is_source: bool = False


@dataclass(frozen=True)
class Part:
    """One template with all of its states."""

    template: str
    samples: list[Shown]


def parts() -> list[Part]:
    """All components, and all blocks that editors set pages with, by their templates."""
    found: dict[str, list[Shown]] = defaultdict(list)
    for sample in _samples():
        html = render_to_string(sample.template, dict(sample.context))
        found[sample.template].append(Shown(sample.state, html, sample.is_open, sample.is_source))
    for block in _blocks():
        html = block.render(block.get_preview_value())
        found[block.meta.template].append(Shown(str(block.label), html))
    return [Part(template, found[template]) for template in sorted(found)]


def names_apart(page: str) -> str:
    """The page with names of its own for each stage, opened dialogs, and no part that takes the focus."""
    numbers = count(1)
    return STAGE.sub(lambda match: _stage(match, f"s{next(numbers)}-"), page)


def _samples() -> Iterator[Sample]:
    yield from product_samples()
    yield from list_samples()
    yield from form_samples()
    yield from word_samples()
    yield from surrounding_samples()


def _blocks() -> Iterator[Block]:
    for stream in (HomeBlock(), ArticleBlock(), StoryBlock(), DetailsBlock()):
        yield from stream.child_blocks.values()


def _stage(match: re.Match[str], prefix: str) -> str:
    html = match[2].replace("<dialog ", "<dialog open ", 1) if match[1] else match[2]
    return ">" + NAMING.sub(lambda found: _renamed(found, prefix), html).replace(" autofocus", "")


def _renamed(match: re.Match[str], prefix: str) -> str:
    names = " ".join(prefix + name for name in match[2].split())
    return f'{match[1]}="{names}"'
