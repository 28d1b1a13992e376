"""Addresses of pages, without asking Wagtail about the sites anew for each card."""

from wagtail.models import Page, Site

from catalogue.remembering import Remembered


class _Places:
    """Where the sites begin in the page tree, and what the addresses of their pages begin with."""

    def __init__(self) -> None:
        self.roots = [root.root_path for root in Site.get_site_root_paths()]  # the longest first
        self.beginnings: dict[tuple[int, str], str | None] = {}

    def url(self, page: Page) -> str:
        root = next((root for root in self.roots if page.url_path.startswith(root)), "")
        rest = page.url_path[len(root) :]
        if not (root and rest and rest.isascii()):
            return page.url or ""
        key = page.locale_id, root
        if key not in self.beginnings:
            self.beginnings[key] = _beginning(page.url or "", rest)
        start = self.beginnings[key]
        return (page.url or "") if start is None else start + rest


_places: Remembered[_Places] = Remembered()


def url_of(page: Page) -> str:
    """As `page.url`: all pages of one site and language begin with the same; empty for one of no site."""
    return _places.get("sites", _Places).url(page)


def _beginning(url: str, rest: str) -> str | None:
    return url.removesuffix(rest) if url.endswith(rest) else None
