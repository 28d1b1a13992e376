"""Every fault of a mail server once: only the outbox shows it (I16). The long form is `make proof`."""

import smtplib
from random import Random

import pytest

from tests.faults.mail_faults import TIMEOUT_S, MailCase, open_shop
from tests.faults.post_office import ARRIVES, FAULTS, HOST, PostOffice

SENDER, BUYER, LETTER = "shop@localhost", "ida@example.org", "Message-ID: <1@localhost>\r\n\r\n.\r\n..\r\n"


@pytest.fixture
def office(settings):
    with PostOffice() as office:
        for name, value in office.settings(timeout_s=TIMEOUT_S).items():
            setattr(settings, name, value)
        yield office


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_of_the_mail_server_changes_nothing_but_the_outbox(db, office, fault):
    open_shop()

    assert MailCase(office, fault, Random(fault)).run() == []


@pytest.mark.parametrize("fault", FAULTS)
def test_post_office_really_fails(office, fault):
    office.plan.append(fault)

    with pytest.raises((OSError, smtplib.SMTPException)):
        _post(office.closed_port if fault == "refuses" else office.port)

    assert len(office.messages) == (fault in ARRIVES)


def test_post_office_takes_a_mail_as_it_is(office):
    _post(office.port)

    assert office.messages == [LETTER.encode()]
    assert office.message_ids() == ["<1@localhost>"]


def _post(port: int) -> None:
    with smtplib.SMTP(HOST, port, local_hostname="shop", timeout=TIMEOUT_S) as connection:
        connection.sendmail(SENDER, BUYER, LETTER)
