"""A flood of forged webhooks in the log: a line now and then, with how many it stands for."""

import logging

import pytest

from checkout import forgeries, webhooks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quiet_log(monkeypatch):
    monkeypatch.setattr(webhooks, "forgeries", forgeries.Forgeries())


def forge(browser, times: int) -> set[int]:
    return {
        browser.post("/checkout/wh/", b"{}", content_type="application/json").status_code
        for _time in range(times)
    }


def test_flood_of_forgeries_is_one_line_with_the_number_of_the_others(eve, caplog):
    with caplog.at_level(logging.INFO):
        assert forge(eve, 200) == {400}
        webhooks.forgeries._quiet_until -= forgeries.QUIET_S  # as much later
        forge(eve, 3)

    assert [record.getMessage() for record in caplog.records] == [
        "webhook refused: signature does not fit (and 0 before it, not logged)",
        "webhook refused: signature does not fit (and 199 before it, not logged)",
    ]


def test_lines_of_ten_processes_are_one_a_second_at_most():
    assert forgeries.QUIET_S >= 10
