"""A database that does not answer: a page that says so, and when to come again."""

import pytest
from django.db import InterfaceError, OperationalError

from checkout.transactions import Busy

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "error", [OperationalError("gone"), InterfaceError("closed"), Busy("LockNotAvailable")]
)
def test_database_that_is_gone_answers_come_again(eve, monkeypatch, error):
    def fails(*args: object, **kwargs: object) -> None:
        raise error

    monkeypatch.setattr("checkout.bag.views.bag_contents", fails)

    answer = eve.get("/bag/")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "nothing is charged twice" in answer.text
    assert "gone" not in answer.text


def test_any_other_mistake_stays_a_server_error(eve, monkeypatch):
    def fails(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("checkout.bag.views.bag_contents", fails)
    eve.raise_request_exception = False

    assert eve.get("/bag/").status_code == 500
