"""Delayed payments that settle by themselves after a while, for a demo without a hand on the desk."""

import threading

from stripe_double import outcomes
from stripe_double.account import Account, Call
from stripe_double.errors import Json

# The test accounts whose banks return every debit, in Stripe's own numbering.
BOUNCING = frozenset({"AT861904300235473202", "DE62370400440532013001"})


class Settlement:
    """Looks for payments in processing now and then, and settles what is old enough."""

    def __init__(self, account: Account, after_seconds: float) -> None:
        self._account = account
        self._after = after_seconds
        self._stopped = threading.Event()

    def start(self) -> None:
        """Begin to look, in a thread of its own."""
        self._stopped.clear()
        threading.Thread(target=self._work, name="stripe-double-settlement", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()

    def _work(self) -> None:
        while not self._stopped.wait(min(self._after / 2, 1.0)):
            self.settle_due()

    def settle_due(self) -> None:
        """Settle the payments whose time has come."""
        store = self._account.store
        with store.lock:
            for intent in store.every("payment_intents"):
                if intent["status"] == "processing" and self._is_due(intent):
                    self._settle(intent)
            store.flush()

    def _is_due(self, intent: Json) -> bool:
        charge = self._account.store.get("charges", intent["latest_charge"])
        age: int = self._account.now() - charge["created"]
        return age >= self._after

    def _settle(self, intent: Json) -> None:
        method = self._account.store.get("payment_methods", intent["payment_method"])
        call = Call(self._account, {}, (intent["id"],))
        outcomes.settle(call, has_succeeded=method.get("_iban") not in BOUNCING)
