"""The way from the shop's entrance to a page."""

from wagtail.models import Page

# The tree's root and the home page: both are reached by the shop's name in the header.
DEPTH_ABOVE_THE_SHOP = 2


def shown_above(page: Page) -> Page | None:
    """The nearest page above `page` that visitors can open, below the home page; None where there is none."""
    parent = page.get_parent() if page.depth > 1 else None
    while parent is not None and parent.depth > DEPTH_ABOVE_THE_SHOP:
        if parent.live:
            return parent
        parent = parent.get_parent()
    return None


def breadcrumbs_for(page: Page) -> list[tuple[str, str | None]]:
    """(title, address) from the catalogue down to `page`, which has no address; nor has what is not live."""
    known = getattr(page, "pages_above", None)
    above = [one for one in known or page.get_ancestors() if one.depth > DEPTH_ABOVE_THE_SHOP]
    return [(ancestor.title, ancestor.url if ancestor.live else None) for ancestor in above] + [
        (page.title, None)
    ]
