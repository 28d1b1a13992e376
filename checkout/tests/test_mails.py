"""The mail about an order: what it says, that it goes out once, and how it waits when it cannot."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from smtplib import SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from checkout.mails import MOST_TRIES, send_due_mails
from checkout.models import MailKind, OutgoingMail
from checkout.tests.orders import make_order
from tests.race import run_together

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def mail_about(order) -> OutgoingMail:
    return OutgoingMail.objects.create(order=order, kind=MailKind.CONFIRMATION)


def sent_message(order):
    """The one mail about `order` as it travels."""
    mail_about(order)
    assert send_due_mails() == 1
    [message] = mail.outbox
    return message_from_bytes(message.message().as_bytes(), policy=policy.default)


def parts_of(message) -> dict[str, str]:
    """The readable parts by content type."""
    return {
        part.get_content_type(): part.get_content()
        for part in message.walk()
        if part.get_content_maintype() == "text"
    }


@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_both_parts_say_everything_about_the_order(db, kind):
    order = make_order(None, ("Tide", "Headwind"), phone_number="+49 30 1")

    text = parts_of(sent_message(order))[kind]

    wanted = [
        order.order_number,
        "Tide",
        "Headwind",
        "€24.00",
        "€48.00",
        "Free",
        "Hauptstraße 1",
        "10115 Berlin",
    ]
    assert [words for words in wanted if words not in text] == []
    assert f"http://testserver/checkout/orders/{order.order_number}/?key=" in text


def test_mail_goes_to_the_order_with_a_fixed_message_id(db, settings):
    settings.DEFAULT_FROM_EMAIL = "Motacilla <shop@shop.example>"
    order = make_order(None)

    message = sent_message(order)

    assert message["To"] == "ada@example.com"
    assert message["Subject"] == f"Your order {order.order_number}"
    assert message["Message-ID"] == f"<confirmation.{order.order_number}@shop.example>"


def test_drawing_is_inside_and_shown_by_its_id(db):
    message = sent_message(make_order(None))

    [picture] = [part for part in message.walk() if part.get_content_maintype() == "image"]
    content_id = picture["Content-ID"].strip("<>")
    assert f'src="cid:{content_id}"' in parts_of(message)["text/html"]
    assert picture.get_content_disposition() == "inline"
    assert picture.get_content().startswith(b"\x89PNG")


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\u2028", "\x85"])
def test_name_with_line_breaks_adds_no_header(db, break_):
    order = make_order(None, full_name=f"Ada{break_}Bcc: eve@example.org{break_}{break_}Hello")

    message = sent_message(order)

    assert (message["Bcc"], message["To"]) == (None, "ada@example.com")
    assert mail.outbox[0].recipients() == ["ada@example.com"]


def test_address_with_line_breaks_is_never_sent_to(db):
    waiting = mail_about(make_order(None, email="ada@example.com\r\nBcc: eve@example.org"))

    assert send_due_mails() == 0

    waiting.refresh_from_db()
    assert (waiting.sent_at, mail.outbox) == (None, [])
    assert waiting.last_error


def test_name_with_markup_stays_text_in_html(db):
    order = make_order(None, ("<img src=x>",), full_name="<script>alert(1)</script> L")

    html = parts_of(sent_message(order))["text/html"]

    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "<img src=x>" not in html


def test_order_in_review_says_that_it_is_checked(db):
    parts = parts_of(sent_message(make_order(None, state="review")))

    assert all("checking the order by hand" in text for text in parts.values())


def test_sent_mail_is_marked_and_never_sent_again(db):
    order = make_order(None)
    waiting = mail_about(order)

    assert (send_due_mails(), send_due_mails()) == (1, 0)

    waiting.refresh_from_db()
    assert waiting.sent_at is not None
    assert [event.text for event in order.events.all()] == ["Order confirmation sent"]


@pytest.fixture
def broken_server(monkeypatch):
    """A mail server that hangs up; answers the moments of the tries."""
    tries = []

    def fails(self, messages):
        tries.append(timezone.now())
        raise SMTPServerDisconnected

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fails)
    return tries


def test_failing_mail_waits_twice_as_long_each_time(db, broken_server):
    waiting = mail_about(make_order(None))
    minutes = []

    for _try in range(12):
        waiting.refresh_from_db()
        with time_machine.travel(max(waiting.next_try_at, NOON), tick=False):
            send_due_mails()
        before, waiting.next_try_at = max(waiting.next_try_at, NOON), None
        waiting.refresh_from_db()
        minutes.append(round((waiting.next_try_at - before) / timedelta(minutes=1)))

    assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]
    assert (waiting.attempts, waiting.last_error) == (12, "SMTPServerDisconnected")


def test_mail_that_waits_is_left_alone_until_due(db, broken_server):
    mail_about(make_order(None))

    send_due_mails()
    send_due_mails()

    assert len(broken_server) == 1


def test_mail_nobody_takes_is_given_up_after_two_weeks(db, broken_server):
    waiting = mail_about(make_order(None))
    OutgoingMail.objects.update(attempts=MOST_TRIES - 1)

    send_due_mails()
    OutgoingMail.objects.update(next_try_at=timezone.now())
    send_due_mails()

    waiting.refresh_from_db()
    assert (len(broken_server), waiting.attempts, waiting.sent_at) == (1, MOST_TRIES, None)


def test_one_failing_mail_does_not_keep_the_others(db):
    mail_about(make_order(None, email="broken\r\n@example.com"))
    mail_about(make_order(None, stripe_pid="pi_2"))

    assert send_due_mails() == 1

    assert [message.to for message in mail.outbox] == [["ada@example.com"]]


def test_order_without_an_address_is_given_up_and_said(db):
    order = make_order(None, email="")
    waiting = mail_about(order)

    assert send_due_mails() == 0
    OutgoingMail.objects.update(next_try_at=timezone.now())
    assert send_due_mails() == 0

    waiting.refresh_from_db()
    assert (waiting.sent_at, waiting.last_error) == (None, "no e-mail address")
    assert [event.text for event in order.events.all()] == ["Order confirmation not sent: no e-mail address"]


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_send_each_mail_once():
    for number in range(6):
        mail_about(make_order(None, stripe_pid=f"pi_{number}"))

    answers = run_together(8, lambda number: send_due_mails())

    assert sum(answers) == len(mail.outbox) == 6
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 6
    assert OutgoingMail.objects.filter(sent_at=None).count() == 0


def test_crash_between_sending_and_marking_repeats_the_same_message(db, monkeypatch):
    mail_about(make_order(None))

    def killed(**fields):
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr("checkout.mails.OrderEvent.objects.create", killed)
        with pytest.raises(RuntimeError, match="killed"):
            send_due_mails()
    OutgoingMail.objects.update(next_try_at=timezone.now())

    assert send_due_mails() == 1
    first, second = (message.extra_headers["Message-ID"] for message in mail.outbox)
    assert first == second
