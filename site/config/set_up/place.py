"""The record by which Wagtail knows the shop's address, and the shop's languages."""

from urllib.parse import urlsplit

from django.db.models import ProtectedError
from wagtail.models import Locale, Page, Site

from config.set_up.answers import Answers
from config.set_up.report import Report

WELCOME = "Welcome to your new Wagtail site!"


def address_of(url: str) -> tuple[str, int]:
    """Host name and port as a site record holds them."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def add_languages(answers: Answers, report: Report) -> None:
    """A locale for each language; Wagtail's first one goes if the shop does not speak it and nothing does."""
    for code in answers.languages:
        _locale, is_new = Locale.objects.get_or_create(language_code=code)
        (report.made if is_new else report.kept)(f"language {code}")
    own = Locale.objects.get(language_code=answers.languages[0])
    unspoken = Locale.objects.exclude(language_code__in=answers.languages)
    Page.objects.filter(depth=1, locale__in=unspoken).update(locale=own)
    for locale in unspoken:
        _drop(locale, report)


def _drop(locale: Locale, report: Report) -> None:
    welcome = Page.objects.filter(locale=locale)
    if all(is_welcome(page) for page in welcome):
        welcome.update(locale=Locale.objects.exclude(pk=locale.pk).order_by("pk")[0])
        try:
            locale.delete()
        except ProtectedError:
            report.kept(f"language {locale.language_code}, which something is written in")
    else:
        report.kept(f"language {locale.language_code}, which pages are written in")


def is_welcome(page: Page) -> bool:
    """Whether this is Wagtail's own first page, as it came."""
    is_plain = page.specific_class is Page and page.numchild == 0 and page.latest_revision_id is None
    return is_plain and page.depth > 1 and page.title == WELCOME


def open_site(home: Page, answers: Answers, report: Report) -> Site:
    """The site record at the shop's address with `home` as its root; Wagtail's welcome goes."""
    hostname, port = address_of(answers.url)
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    before = (site.hostname, site.port, site.root_page_id) if site else None
    root = site.root_page if site else None
    site = site or Site(is_default_site=True)
    site.hostname, site.port, site.site_name = hostname, port, site.site_name or answers.name
    if root is None or root.specific_class is not type(home):
        site.root_page = home
    if before == (hostname, port, site.root_page_id):
        report.kept(f"site record {answers.url}")
    else:
        site.save()
        report.made(f"site record {answers.url}")
    _take_welcome_down(report)
    return site


def _take_welcome_down(report: Report) -> None:
    for page in Page.objects.filter(title=WELCOME, depth=2):
        if is_welcome(page):
            page.delete()
            report.made("room: Wagtail's welcome page is gone")
