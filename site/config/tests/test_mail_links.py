"""Links in mails lead to the shop's own address, whatever host and port the request came to."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from wagtail.models import Page

from catalogue.tests.factories import make_home
from config.roles.keeping import group_of
from config.roles.lists import EDITOR, MANAGER
from conftest import PASSWORD, make_customer
from profiles.mailing import send_account_mails

pytestmark = pytest.mark.django_db

SHOP = "https://shop.example.com"
# What a proxy passes on, and what a stranger may send.
ODD_HOSTS = [
    {"HTTP_HOST": "127.0.0.1:8000"},
    {"HTTP_HOST": "evil.example.net:81"},
    {"HTTP_HOST": "localhost", "HTTP_X_FORWARDED_HOST": "evil.example.net", "HTTP_X_FORWARDED_PROTO": "http"},
]


@pytest.fixture(autouse=True)
def shop(settings) -> None:
    settings.SITE_URL = settings.WAGTAILADMIN_BASE_URL = SHOP
    settings.ALLOWED_HOSTS = ["*"]
    cache.clear()  # of how many mails the library has sent to an address of late


def origins() -> set[str]:
    """Where all links of all mails lead, those included that the worker sends."""
    send_account_mails()
    texts = [message.body for message in mail.outbox]
    return {found for text in texts for found in re.findall(r"https?://[^/\s]+", text)}


@pytest.mark.parametrize("headers", ODD_HOSTS, ids=str)
def test_every_mail_about_an_account_leads_to_the_shop(ada, headers):
    new = {"email": "new@example.com", "password1": PASSWORD, "password2": PASSWORD}
    Client().post("/accounts/signup/", new, **headers)
    Client().post("/accounts/signup/", new | {"email": ada.email}, **headers)
    Client().post("/accounts/password/reset/", {"email": ada.email}, **headers)
    Client().post("/accounts/password/reset/", {"email": "nobody@example.com"}, **headers)

    assert origins() == {SHOP}
    assert len(mail.outbox) == 4


def test_the_link_to_a_new_password_works(eve: Client, ada):
    eve.post("/accounts/password/reset/", {"email": ada.email}, HTTP_HOST="evil.example.net:81")
    send_account_mails()
    link = re.search(rf"{SHOP}(/\S+)", mail.outbox[0].body).group(1)

    page = eve.get(link, follow=True)

    assert page.status_code == 200
    assert 'name="password1"' in page.content.decode()


def test_mails_about_a_page_to_approve_lead_to_the_shop():
    people = {role: make_customer(role.name, f"{role.name} Smith") for role in (EDITOR, MANAGER)}
    for role, user in people.items():
        user.groups.add(group_of(role))
    page = Page.objects.get(pk=make_home().pk)
    page.specific.save_revision(user=people[EDITOR])

    page.get_workflow().start(page, people[EDITOR])

    assert [message.to for message in mail.outbox] == [[people[MANAGER].email]]
    assert origins() == {SHOP}
