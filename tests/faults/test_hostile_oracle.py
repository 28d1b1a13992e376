"""The judge of the hostile inputs: what it must object to, and that a walk finds every address."""

import logging
from random import Random

import pytest
from django.http import HttpResponse
from django.urls import path

from catalogue.models import StockRecord
from catalogue.tests.factories import make_product
from checkout.models import DeliverySettings
from tests.faults.hostile.addresses import all_addresses
from tests.faults.hostile.attack import Attack
from tests.faults.hostile.door import Answer
from tests.faults.hostile.frozen import breaches, fingerprints
from tests.faults.hostile.oracle import Ear, is_local, objections
from tests.faults.hostile.texts import EVIL_HOST, MARK, SUM

GET = Attack("", "GET", b"/")
HTML = (("Content-Type", "text/html; charset=utf-8"),)


def objected(attack: Attack = GET, status: int = 200, headers=HTML, body: bytes = b"") -> list[str]:
    return list(objections(attack, Answer(status, headers, body, 0.1)))


@pytest.mark.parametrize("status", [500, 502, 503])
def test_error_of_the_shop_is_objected_to(status):
    assert objected(status=status) == [f"status {status}"]


@pytest.mark.parametrize(
    "leak", [f"<b><{MARK}>", f'<i a="" {MARK}="1">', f'<a href="javascript:{MARK}()">', f"<p>{SUM}</p>"]
)
def test_payload_in_a_page_is_objected_to(leak):
    assert len(objected(body=leak.encode())) == 1
    assert objected(headers=(("Content-Type", "application/json"),), body=leak.encode()) == []


@pytest.mark.parametrize(
    ("path", "query"), [(b"/\xff", b""), (b"/a\x00", b""), (b"/", b"q=%00"), (b"/", b"\xc3(")]
)
def test_what_is_no_text_must_be_a_bad_request(path, query):
    assert len(objected(Attack("", "GET", path, query), 404)) == 1
    assert objected(Attack("", "GET", path, query), 400) == []


def test_only_the_asked_statuses_will_do():
    assert objected(Attack("", "POST", b"/checkout/wh/", must=(400,)), 200) == ["status 200, not 400"]


@pytest.mark.parametrize(
    "target",
    [
        f"//{EVIL_HOST}",
        f"https://{EVIL_HOST}/",
        f"/\\{EVIL_HOST}",
        f"\t//{EVIL_HOST}",
        "javascript:1",
        f"https:{EVIL_HOST}",
    ],
)
def test_way_out_of_the_shop_is_objected_to(target):
    assert objected(headers=(("Location", target),), status=302) == [f"sends the browser to {target!r}"]


@pytest.mark.parametrize("target", ["", "/bag/?next=//evil", "?page=2", "http://testserver/bag/"])
def test_way_within_the_shop_is_none_out_of_it(target):
    assert is_local(target)


def test_traceback_and_forged_line_in_the_log_are_heard():
    ear, log = Ear(), logging.getLogger("tests.hostile")
    log.addHandler(ear)

    log.warning("refused")
    log.error("failed", exc_info=ValueError("x"))
    log.warning("refused %s", "a\nINFO all is well")

    assert [sentence.split(":")[0] for sentence in ear.sentences()] == [
        "a traceback was logged",
        "the log was given lines",
    ]


def test_changed_table_and_lost_piece_are_found(db):
    make_product("Tide", [("TIDE-A3", "A3", "24.00", 5)])
    before = fingerprints()
    assert list(breaches(before)) == []

    DeliverySettings.objects.create(site_id=1)
    StockRecord.objects.update(on_hand=4)

    assert list(breaches(before)) == [
        "checkout_deliverysettings was changed",
        "4 pieces in stock are not what was counted",
    ]


def test_new_address_is_found_by_itself(db, settings):
    settings.ROOT_URLCONF = type("urls", (), {"urlpatterns": [path("new/<int:pk>/<str:sku>/", HttpResponse)]})

    found = next(address for address in all_addresses() if address.template.startswith("new/"))

    assert found.gaps == ("pk", "sku")
    assert found.path(Random(1), is_honest=True).startswith(b"/new/")
