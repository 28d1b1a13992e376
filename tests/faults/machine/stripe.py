"""The truth about money: what the double has, read from its memory without copying it."""

from typing import NamedTuple

from stripe_double import StripeDouble


class Intent(NamedTuple):
    """One payment as Stripe has it; amounts in minor units, `quote` is the version that it names."""

    id: str
    status: str
    amount: int
    received: int
    attempt: str
    quote: int
    charge: str | None


class StripeTruth:
    """Reads the double's objects as they are this moment."""

    def __init__(self, double: StripeDouble) -> None:
        self._store = double._store

    def intents(self) -> dict[str, Intent]:
        with self._store.lock:
            return {
                each["id"]: Intent(
                    each["id"],
                    each["status"],
                    each["amount"],
                    each["amount_received"],
                    each["metadata"].get("attempt", "").replace("-", ""),
                    int(each["metadata"].get("quote", 0)),
                    each["latest_charge"],
                )
                for each in self._store.every("payment_intents")
            }

    def refunds(self) -> list[tuple[str, str, int, str, str]]:
        """Id, payment, minor units, status and the shop's own id of each refund."""
        with self._store.lock:
            return [
                (
                    each["id"],
                    each["payment_intent"],
                    each["amount"],
                    each["status"],
                    each["metadata"].get("refund", "").replace("-", ""),
                )
                for each in self._store.every("refunds")
            ]

    def disputes(self) -> list[tuple[str, str, str]]:
        """Id, payment and status of each dispute."""
        with self._store.lock:
            found = self._store.every("disputes")
            return [(each["id"], each["payment_intent"], each["status"]) for each in found]

    def deliveries(self, *statuses: str) -> list[tuple[str, str]]:
        """Ids of the deliveries in one of `statuses`, and of their events, oldest first."""
        with self._store.lock:
            found = self._store.every("deliveries")
            return [(each["id"], each["event"]) for each in found if each["status"] in statuses]

    def event(self, event_id: str) -> tuple[str, str]:
        """Type and payment of an event."""
        with self._store.lock:
            event = self._store.get("events", event_id)
            subject = event["data"]["object"]
            return event["type"], subject.get("payment_intent") or subject["id"]

    def lose(self, delivery_id: str) -> None:
        """This delivery never arrives, and is never tried again."""
        with self._store.lock:
            self._store.get("deliveries", delivery_id)["status"] = "dropped"
