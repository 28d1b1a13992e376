"""The mail server fails in every way it can: the outbox alone shows it, nobody else's mail waits (I16)."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from uuid import uuid4

from django.test import override_settings
from django.utils import timezone

from catalogue.models import StockMovement, StockRecord
from catalogue.tests.factories import make_product
from checkout.mails import FIRST_WAIT, send_due_mails
from checkout.models import CheckoutAttempt, Order, OrderEvent, OutgoingMail, Refund
from checkout.orders.placing import place_order
from checkout.payments.refunds import RefundFacts
from checkout.refunds.records import settle
from checkout.tests.paying import make_attempt, payment_of
from tests.faults.history import mail_name
from tests.faults.place import Place
from tests.faults.post_office import ARRIVES, AT_THE_DOOR, FAULTS, PostOffice
from tests.faults.result import Result

TIMEOUT_S = 2.0  # a busy machine is slow, and takes mails all the same
SKU = "TW-A4"
MOST_MAILS = 4
STORY = (Order, Refund, CheckoutAttempt, StockRecord, StockMovement)


def break_mails(place: Place, result: Result, count: int) -> None:
    """`count` faults of a mail server on a real socket; stops at the first contradiction."""
    open_shop()
    with PostOffice() as office, override_settings(**office.settings(timeout_s=TIMEOUT_S)):
        while result.tried < count and not result.broken:
            dice = Random(f"{result.seed}/{result.tried}")
            fault = FAULTS[result.tried % len(FAULTS)]
            result.broken += [f"{fault}: {sentence}" for sentence in MailCase(office, fault, dice).run()]
            result.tried += 1
            result.counts[fault] = result.counts.get(fault, 0) + 1
            result.say(f"{result.tried} faults, {fault}")


def open_shop() -> None:
    """Pieces enough for every order of a run."""
    make_product("Tailwind", [(SKU, "A4", "22.00", 20_000)])


@dataclass
class MailCase:
    """A few mails are due, and the server fails on one of them, once or several times in a row."""

    office: PostOffice
    fault: str
    dice: Random
    broken: list[str] = field(default_factory=list)

    def run(self) -> list[str]:
        """Every sentence that is not true."""
        self.office.empty()
        mails = [self._write_one() for _number in range(self.dice.randint(2, MOST_MAILS))]
        # At the door the first mail fails; the others never get there.
        victim = mails[0] if self.fault in AT_THE_DOOR else self.dice.choice(mails)
        # A lost answer costs a copy each time, a hanging server a while.
        tries = 1 if self.fault in (*ARRIVES, "hangs at once") else self.dice.randint(1, 3)
        before = _books()
        for number in range(1, tries + 1):
            self._strike(mails.index(victim) if number == 1 else 0)
            self._check_wait(victim, number)
            self._check_others([mail for mail in mails if mail != victim])
            _make_due()
        send_due_mails()
        self._check_end(mails, victim, tries)
        self._expect(_books() == before, "more than the outbox has changed")
        return self.broken

    def _write_one(self) -> OutgoingMail:
        """A mail that is due: a confirmation, or a notice whose confirmation went out before."""
        attempt = make_attempt({SKU: 1})
        order = place_order(attempt.pk, payment_of(attempt))
        if self.dice.random() < 0.6:
            return order.mails.get()
        order.mails.update(sent_at=timezone.now())
        refund = Refund.objects.create(order=order, amount=1, currency="eur")
        settle(refund, RefundFacts(f"re_{uuid4().hex}", "succeeded", 100, "eur"))
        return refund.mails.get()

    def _strike(self, mails_before: int) -> None:
        """The worker runs while the server fails on the mail behind `mails_before` others."""
        self.began = timezone.now()
        if self.fault == "refuses":
            with override_settings(EMAIL_PORT=self.office.closed_port):
                self._take_turns()
        else:
            self.office.plan.extend([*[""] * mails_before, self.fault])
            self._take_turns()
        self.ended = timezone.now()
        connections = self.office.connections
        self._expect(send_due_mails() == 0, "a mail did not wait")
        self._expect(self.office.connections == connections, "the server was asked again at once")

    def _take_turns(self) -> None:
        """As many turns of the worker as there may be mails: one that finds no server ends its turn."""
        for _turn in range(MOST_MAILS):
            send_due_mails()

    def _check_wait(self, mail: OutgoingMail, tries: int) -> None:
        mail.refresh_from_db()
        wait = FIRST_WAIT * 2 ** (tries - 1)
        self._expect(mail.sent_at is None, "the mail counts as sent")
        self._expect(mail.attempts == tries, f"{mail.attempts} tries are counted instead of {tries}")
        self._expect(
            self.began + wait <= mail.next_try_at <= self.ended + wait, "it waits too long or too short"
        )
        self._expect(bool(mail.last_error), "the outbox does not say what went wrong")

    def _check_others(self, others: list[OutgoingMail]) -> None:
        """Nobody waited behind the mail that failed, unless nobody could be served."""
        if self.fault == "refuses":
            return
        for mail in others:
            mail.refresh_from_db()
            self._expect(mail.sent_at is not None, f"{mail.message_name} waited behind another")

    def _check_end(self, mails: list[OutgoingMail], victim: OutgoingMail, tries: int) -> None:
        came = Counter(map(mail_name, self.office.message_ids()))
        for mail in mails:
            mail.refresh_from_db()
            copies = 1 + (mail == victim and self.fault in ARRIVES)
            times = came.pop(mail.message_name, 0)
            self._expect(times == copies, f"{mail.message_name} came {times} times instead of {copies}")
            self._expect(mail.sent_at is not None, f"{mail.message_name} does not count as sent")
            self._expect(mail.last_error == "", f"{mail.message_name} still tells of an error")
            told = OrderEvent.objects.filter(order=mail.order, kind="mail").count()
            self._expect(told == 1, f"{mail.message_name} is {told} times in the timeline")
        self._expect(victim.attempts == tries + 1, "tries are not counted")
        self._expect(not came, f"{len(came)} messages have a Message-ID of their own")

    def _expect(self, is_true: bool, sentence: str) -> None:
        if not is_true:
            self.broken.append(sentence)


def _make_due() -> None:
    OutgoingMail.objects.filter(sent_at=None).update(next_try_at=timezone.now() - timedelta(seconds=1))


def _books() -> list[list[dict[str, object]]]:
    """All that a mail server must never touch."""
    return [list(model._default_manager.order_by("pk").values()) for model in STORY]
