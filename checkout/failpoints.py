"""Places where a test may let the shop die: no-ops, unless a setting that no live shop can have is set.

`SHOP_FAILPOINTS` names a folder. Whichever process comes past `fp(name)` and manages to delete the file of
that name there dies at once by SIGKILL, as if the machine had lost its power: no handler, no `finally`, no
rollback of its own. One file is one death, however many processes come past.

The three kinds of names around a call to Stripe:

- `…_sent` (`sending(name)`): dies while the call is on its way, a moment after it began and at its end at the
  latest. Stripe may have acted or not (the double's `delay` fault chooses), no line of ours sees the answer.
- `…_returned`: the answer is here, and nothing of it is written down.
- `…_saved`: what belongs to the call has just been committed.

`hold_taken`, `unsupplied_asked`, the two `awaited_…` and the six names from `attempt_locked` to
`before_commit` lie inside a transaction, which dies too; `after_commit` is the first line after the outermost
commit.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import NoReturn

from django.conf import settings

FAILPOINTS = (
    "attempt_saved",
    "hold_taken",
    "pi_create_sent",
    "pi_create_returned",
    "pi_saved",
    "page_rendered",
    "form_saved",
    "pi_update_sent",
    "webhook_verified",
    "event_saved",
    "attempt_locked",
    "stock_moved",
    "order_inserted",
    "lines_inserted",
    "outbox_inserted",
    "awaited_left_bag",
    "awaited_before_commit",
    "before_commit",
    "after_commit",
    "before_200",
    "mail_sent",
    "mail_marked",
    "unsupplied_asked",
    "refund_saved",
    "refund_sent",
    "refund_returned",
    "expire_cancel_sent",
    "reconcile_page",
)
# Long enough for the request to leave, shorter than the delay that tests order from the double.
ON_ITS_WAY_S = 0.1


def fp(name: str) -> None:
    """Die here if a test has asked for it. Raises ValueError for an unknown name where tests may ask."""
    if settings.SHOP_FAILPOINTS and _is_claimed(name):
        _die()


@contextmanager
def sending(name: str) -> Iterator[None]:
    """Around a call to Stripe: die while it is on its way if a test has asked for it. Raises as `fp`."""
    if not (settings.SHOP_FAILPOINTS and _is_claimed(name)):
        yield
        return
    Timer(ON_ITS_WAY_S, _die).start()
    try:
        yield
    finally:
        _die()


def _is_claimed(name: str) -> bool:
    """Whether this process, and no other, was the one to delete the file of `name`."""
    if name not in FAILPOINTS:
        raise ValueError(f"unknown failpoint {name!r}")
    try:
        Path(settings.SHOP_FAILPOINTS, name).unlink()
    except FileNotFoundError:
        return False
    return True


def _die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("SIGKILL does not return")
