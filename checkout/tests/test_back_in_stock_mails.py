"""Told once when it is back: by any way, in one's language, whatever mail servers and workers do."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import PageViewRestriction

from catalogue import stock
from catalogue.models import BackInStockRequest, ProductPage
from catalogue.tests.factories import make_product
from checkout.back_in_stock import telling
from checkout.back_in_stock.telling import tell_of_restocks
from checkout.mails import MOST_TRIES
from checkout.sweeping import LONGEST_ASKED, forget
from checkout.tests.restocks import asked, bring, told, travelled, waiting
from checkout.tests.test_mails import parts_of
from checkout.worker import jobs
from tests.race import run_together

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture(autouse=True)
def tide() -> ProductPage:
    return make_product("Tide", [("TIDE-A4", "A4", "12.00", 5), ("TIDE-A3", "A3", "24.00", None)])


def hours_later() -> None:
    BackInStockRequest.objects.update(next_try_at=timezone.now())


def test_nobody_is_told_while_it_is_sold_out():
    asked()

    assert (tell_of_restocks(), told()) == (0, [])
    assert len(waiting()) == 1


def test_everybody_who_waits_is_told_once_and_forgotten():
    asked("ada@example.com")
    asked("ben@example.com")
    asked("eve@example.com", sku="TIDE-A2")
    bring()

    assert (tell_of_restocks(), tell_of_restocks()) == (2, 0)

    assert sorted(told()) == ["ada@example.com", "ben@example.com"]
    assert waiting() == [("TIDE-A2", "eve@example.com", "en")]


def counted(sku):
    bring(sku)


def refunded(sku):
    stock.restock({sku: 1}, "refund-1")


def hold_ended(sku):
    holder = uuid4()
    bring(sku)
    stock.hold(holder, {sku: 1})
    stock.release(holder)


@pytest.mark.parametrize("come_back", [counted, refunded, hold_ended])
def test_whichever_way_it_came_back(come_back):
    asked()

    come_back("TIDE-A3")

    assert tell_of_restocks() == 1


def test_worker_looks_every_few_seconds():
    [job] = [job for job in jobs() if job.run is tell_of_restocks]

    assert job.seconds <= 10


def test_held_pieces_put_nobody_off():
    asked()
    bring()
    holder = uuid4()
    stock.hold(holder, {"TIDE-A3": 1})

    assert tell_of_restocks() == 0
    stock.release(holder)

    assert tell_of_restocks() == 1


def unpublished(page):
    page.unpublish()


def expired(page):
    ProductPage.objects.update(expire_at=timezone.now())


def private(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def deleted(page):
    page.delete()


@pytest.mark.parametrize("hide", [unpublished, expired, private, deleted])
def test_nobody_is_told_of_what_no_page_sells(tide, hide):
    asked()
    bring()

    hide(tide)

    assert (tell_of_restocks(), told(), len(waiting())) == (0, [], 1)


def test_piece_that_goes_again_before_the_mail_is_no_try(monkeypatch):
    asked()
    bring()
    monkeypatch.setattr(telling, "letter_for", lambda asked: None)

    assert tell_of_restocks() == 0

    assert BackInStockRequest.objects.get().attempts == 0


@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_mail_says_what_is_back_and_how_to_take_it_back(kind):
    key = asked().withdrawal_key
    bring()
    tell_of_restocks()

    text = parts_of(travelled())[kind]

    wanted = ["Tide, A3 is back", "http://testserver/shop/posters/tide/?sku=TIDE-A3", f"/withdraw/{key}/"]
    assert [words for words in wanted if words not in text] == []
    assert "placed an order" not in text


def test_mail_speaks_the_language_that_asked():
    asked(language="de")
    bring()
    tell_of_restocks()

    message = travelled()

    assert message["Subject"] == "Tide, A3 ist wieder da"
    assert 'lang="de"' in parts_of(message)["text/html"]
    assert "Im Shop ansehen" in parts_of(message)["text/plain"]


def test_title_with_line_breaks_adds_no_header(tide):
    ProductPage.objects.update(title="Tide\r\nBcc: eve@example.org\n\n<b>x</b>")
    asked()
    bring()
    tell_of_restocks()

    message = travelled()

    assert (message["Bcc"], message["To"]) == (None, "ada@example.com")
    assert "<b>x</b>" not in parts_of(message)["text/html"]


@pytest.fixture
def broken_server(monkeypatch):
    def fails(self, messages):
        raise SMTPServerDisconnected

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fails)
        yield patch


def test_failing_mail_waits_and_is_tried_again(broken_server):
    asked()
    bring()

    assert (tell_of_restocks(), tell_of_restocks()) == (0, 0)
    assert BackInStockRequest.objects.get().attempts == 1
    broken_server.undo()
    hours_later()

    assert (tell_of_restocks(), told(), waiting()) == (1, ["ada@example.com"], [])


def test_address_nobody_takes_is_forgotten_at_last(broken_server):
    asked()
    bring()
    BackInStockRequest.objects.update(attempts=MOST_TRIES - 1)

    tell_of_restocks()

    assert waiting() == []


def test_one_bad_address_does_not_keep_the_others():
    asked("ada@example.com\r\nBcc: eve@example.org")
    asked("ben@example.com")
    bring()

    assert (tell_of_restocks(), told()) == (1, ["ben@example.com"])


def test_crash_after_sending_repeats_the_same_message(monkeypatch):
    asked()
    bring()

    def killed(rows):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("django.db.models.query.QuerySet.delete", killed)
        with pytest.raises(KeyboardInterrupt):
            tell_of_restocks()
    assert tell_of_restocks() == 0  # another worker leaves it alone meanwhile
    hours_later()

    assert tell_of_restocks() == 1
    first, second = (message.extra_headers["Message-ID"] for message in mail.outbox)
    assert first == second
    assert first.startswith("<back-in-stock.")


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_tell_each_once():
    for number in range(6):
        asked(f"shopper{number}@example.com")
    bring()

    answers = run_together(8, lambda number: tell_of_restocks())

    assert sum(answers) == len(mail.outbox) == 6
    assert len(set(told())) == 6
    assert waiting() == []


@pytest.mark.django_db(transaction=True)
def test_many_requests_at_once_are_kept_once():
    run_together(8, lambda number: asked())

    assert waiting() == [("TIDE-A3", "ada@example.com", "en")]


def test_nobody_waits_longer_than_promised():
    asked("ada@example.com")
    asked("ben@example.com")
    long_ago = timezone.now() - LONGEST_ASKED - timedelta(minutes=1)
    BackInStockRequest.objects.filter(email="ada@example.com").update(created_at=long_ago)

    forget()

    assert [email for _sku, email, _language in waiting()] == ["ben@example.com"]
