"""Every part of the shop in each state: accessible and no wider than the screen, in both themes."""

import pytest

from catalogue.tests.factories import make_image, make_product

# The tops of what should stand in a row, one list for each row.
ROWS = """selector => [...document.querySelectorAll(selector)].map(row => [...new Set(
  [...row.children].filter(part => part.checkVisibility()).map(part => part.getBoundingClientRect().top))])"""

# How far the first picture of a gallery stands from the beginning of its row, offered in a second format.
INDENTS = """() => [...document.querySelectorAll(".pictures")].map(row => {
  const picture = row.querySelector("img");
  picture.before(document.createElement("source"));
  return picture.getBoundingClientRect().left - row.getBoundingClientRect().left;
})"""

# One part stands there many times, each with the name it has where it stands alone.
LANDMARKS = (
    "landmark-unique",
    "landmark-complementary-is-top-level",
    "landmark-contentinfo-is-top-level",
    "landmark-banner-is-top-level",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_every_part_is_accessible_in_each_state(page, transactional_db, axe_clean, width, scheme):
    make_product("Tailwind", image=make_image())
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)

    page.goto("/_components/")

    axe_clean(page, *LANDMARKS)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for row in (".pager ol", "[data-part='components/facet_dots.html'] .showcase__stage"):
        assert {len(tops) for tops in page.evaluate(ROWS, row)} == {1}, row
    assert set(page.evaluate(INDENTS)) == {0}
