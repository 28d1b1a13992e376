"""The blocks themselves: links, previews, what editors may not save."""

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from catalogue.blocks import DetailsBlock, StoryBlock
from catalogue.tests.factories import make_category, make_home, make_image, make_product
from home.blocks import ArticleBlock, HomeBlock, LinkBlock, NewsletterBlock

pytestmark = pytest.mark.django_db

STREAMS = (HomeBlock(), ArticleBlock(), StoryBlock(), DetailsBlock())
BLOCKS = [block for stream in STREAMS for block in stream.child_blocks.values()]


def link(**parts):
    return LinkBlock().to_python({"text": "", "page": None, "url": ""} | parts)


def test_link_without_words_takes_the_title_of_its_page():
    category = make_category("Posters")

    value = link(page=category.pk)

    assert (value.words, value.href) == ("Posters", "/shop/posters/")


def test_link_to_an_unpublished_page_leads_nowhere():
    category = make_category("Posters")
    category.unpublish()

    assert link(page=category.pk).href == ""


def test_link_refuses_a_page_and_an_address_at_once():
    value = link(text="Both", page=make_home().pk, url="https://example.com/")

    with pytest.raises(ValidationError) as refusal:
        LinkBlock().clean(value)

    assert set(refusal.value.block_errors) == {"url"}


def test_link_refuses_words_that_lead_nowhere():
    with pytest.raises(ValidationError) as refusal:
        LinkBlock().clean(link(text="Nowhere"))

    assert set(refusal.value.block_errors) == {"page"}


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.name)
def test_every_block_can_be_previewed_in_the_picker(block):
    make_product("Tailwind", image=make_image())

    value = block.get_preview_value()
    page = render_to_string(
        block.get_preview_template(value),
        block.get_preview_context(value)
        | {
            "bound_block": block.bind(value),
            "page_title": "Preview",
        },
    )

    assert block.is_previewable
    assert block.get_description()
    assert page.count("<main>") == 1


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.name)
def test_no_block_preview_fails_in_an_empty_shop(block):
    value = block.get_preview_value()

    assert isinstance(block.render(value), str)


def test_newsletter_is_a_link_and_is_left_out_without_one():
    block = NewsletterBlock()
    value = block.get_preview_value()

    assert 'href="https://example.org/newsletter"' in block.render(value)
    value["button"]["url"] = ""
    assert block.render(value).strip() == ""
