"""What may arrive at the webhook: forged, damaged, replayed; and rubbish that is rightly signed."""

import copy
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from random import Random
from typing import Any

from checkout.gateway import EVENT_TYPES
from tests.faults.hostile.attack import FORM, Attack
from tests.faults.hostile.texts import TEXTS, any_characters

SECRET = "whsec_test"
PATH = b"/checkout/wh/"
JSON = "application/json; charset=utf-8"
TYPES = (
    JSON,
    JSON,
    "application/json",
    "text/plain",
    "",
    FORM,
    "multipart/form-data; boundary=x",
    "a/b;;=\"'",
)
DEEP = 20_000
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 2**63, 10**40, 1e308, float("nan"), float("inf"), "", [], {}, [[]],
    {"id": {}}, ["pi_1"], "\x00", "\ud800", "pi_1", "evt_1", *TEXTS,
)  # fmt: skip


def event(dice: Random) -> dict[str, Any]:
    """A whole event about a payment that the shop does not know."""
    number = f"{dice.getrandbits(64):x}"
    payment = f"pi_{number}"
    subject: dict[str, Any] = {
        "id": payment,
        "object": "payment_intent",
        "status": dice.choice(["succeeded", "processing", "canceled", "requires_payment_method", "odd"]),
        "amount": 2420,
        "amount_received": 2420,
        "currency": "eur",
        "livemode": False,
        "metadata": {"attempt": f"{dice.getrandbits(128):032x}", "quote": "1", "bag": "[]"},
        "latest_charge": {"id": f"ch_{number}", "object": "charge", "payment_method_details": {}},
    }
    kind = dice.choice([*EVENT_TYPES, "x.y", "charge.succeeded"])
    if not kind.startswith("payment_intent"):
        subject |= {"id": f"re_{number}", "object": "refund", "payment_intent": payment, "status": "failed"}
    return {
        "id": f"evt_{number}",
        "object": "event",
        "type": kind,
        "livemode": False,
        "api_version": "2025-01-01",
        "created": int(time.time()),
        "data": {"object": subject},
    }


def damaged(dice: Random) -> str:
    """The text of an event, some of whose parts are anything."""
    whole = copy.deepcopy(event(dice))
    for _time in range(dice.randint(0, 3)):
        _change(dice, whole)
    body = json.dumps(whole, ensure_ascii=dice.random() < 0.7)
    drawn = dice.random()
    if drawn < 0.1:
        return dice.choice(["[" * DEEP, '{"a":' * DEEP, "null", "NaN", "[]", "3", '""', "{}", body + "x", ""])
    if drawn < 0.15:
        return body.replace('"id"', f'"id": "evt_{dice.random()}", "id"', 1)
    return body[: dice.randint(0, len(body))] if drawn < 0.2 else body


def _change(dice: Random, whole: dict[str, Any]) -> None:
    """Put anything in the place of one value, or take it away."""
    place: Any = whole
    while True:
        name = dice.choice(list(place))
        if isinstance(place[name], dict) and place[name] and dice.random() < 0.75:
            place = place[name]
            continue
        break
    if dice.random() < 0.2:
        del place[name]
    else:
        place[name] = dice.choice(VALUES)


def signature(body: bytes, moment: int, secret: str = SECRET) -> str:
    """The `v1` of a body."""
    return hmac.new(secret.encode(), b"%d.%s" % (moment, body), hashlib.sha256).hexdigest()


def signed(dice: Random) -> Attack:
    """Rightly signed, whatever it is: written down, ignored or refused, never an error."""
    body = damaged(dice).encode("utf-8", "surrogatepass")
    now = int(time.time())
    header = f"t={now},v1={signature(body, now)}"
    return _delivery("signed delivery", header, body, JSON, must=(200, 400))


def forged(dice: Random) -> Attack:
    """Not signed by Stripe, or not now, or not this: refused."""
    body = json.dumps(event(dice)).encode() if dice.random() < 0.6 else _noise(dice)
    header, sent = dice.choice(FORGERIES)(dice, body, int(time.time()))
    return _delivery("forged delivery", header, sent, dice.choice(TYPES), must=(400,))


def _noise(dice: Random) -> bytes:
    drawn = dice.random()
    if drawn < 0.05:
        return b" " * dice.choice([65_537, 262_143, 262_144, 262_145])
    if drawn < 0.5:
        return damaged(dice).encode("utf-8", "surrogatepass") or b"0"
    if drawn < 0.7:
        return dice.randbytes(dice.randint(1, 400))
    return dice.choice(
        [b"\xef\xbb\xbf{}", '{"a":1}'.encode("utf-16"), b"\x00", b"{", any_characters(dice, 50) or b"0"]
    )


Forgery = Callable[[Random, bytes, int], tuple[str, bytes]]


def _header(template: str, age: int = 0, secret: str = SECRET) -> Forgery:
    """A header with the right signature of a moment `age` seconds ago, spoilt by the template."""

    def forge(_dice: Random, body: bytes, now: int) -> tuple[str, bytes]:
        good = signature(body, now - age, secret)
        return template.format(t=now - age, good=good, bad="0" * 64, upper=good.upper() + "X"), body

    return forge


def _bit(dice: Random, body: bytes, now: int) -> tuple[str, bytes]:
    """One bit of the body is another."""
    changed = bytearray(body)
    at = dice.randrange(len(changed) * 8)
    changed[at // 8] ^= 1 << at % 8
    return f"t={now},v1={signature(body, now)}", bytes(changed)


def _digit(dice: Random, body: bytes, now: int) -> tuple[str, bytes]:
    """One digit of the signature is another."""
    good = signature(body, now)
    at = dice.randrange(64)
    other = dice.choice([digit for digit in "0123456789abcdefABCDEF" if digit != good[at]])
    return f"t={now},v1={good[:at]}{other}{good[at + 1 :]}", body


def _rewritten(dice: Random, body: bytes, now: int) -> tuple[str, bytes]:
    """The same JSON with other spaces, or with more behind it."""
    return f"t={now},v1={signature(body, now)}", body + dice.choice([b" ", b"\n", b"x", b"\x00", body])


def _any_text(dice: Random, body: bytes, now: int) -> tuple[str, bytes]:
    return dice.choice(TEXTS).encode().decode("latin-1"), body


FORGERIES: tuple[Forgery, ...] = (
    _bit,
    _digit,
    _rewritten,
    _any_text,
    *(
        _header(template)
        for template in (
            "",
            "t={t}",
            "v1={good}",
            "t={t},v0={good}",
            "t={t},V1={good}",
            "T={t},v1={good}",
            "t={t};v1={good}",
            "t={t},v1={upper}",
            "t={t},t={t},v1={good}",
            "t={t}.0,v1={good}",
            "t=+{t},v1={good}",
            "t= {t},v1={good}",
            "t=\xd9\xa3,v1={good}",
            "t={t},v1=\xe9{good}",
            "t={t},v1={bad},v1={bad},v0={good}",
            "t={t},v1=",
            "t=,v1={good}",
            "t={t}9,v1={good}",
            "{good}",
        )
    ),
    _header("t={t},v1={good}", age=302),
    _header("t={t},v1={good}", age=-330),
    _header("t={t},v1={good}", age=10**9),
    _header("t={t},v1={good}", secret="whsec_other"),
    _header("t={t},v1={good}", secret=""),
    _header("t={t},v1={bad}," + ",".join(["v1={bad}"] * 120)),
)


def _delivery(kind: str, header: str, body: bytes, content_type: str, must: tuple[int, ...]) -> Attack:
    headers = (("Stripe-Signature", header), ("Content-Type", content_type))
    return Attack(kind, "POST", PATH, headers=headers, body=body, must=must)
