"""What the control desk tells: copies of everything at the double, and what was asked of it."""

from copy import deepcopy

from stripe_double.api import Api
from stripe_double.errors import Json
from stripe_double.store import Store, public


class Readings:
    """The questions of the control desk; none of them changes anything."""

    def __init__(self, store: Store, api: Api) -> None:
        self._store = store
        self._api = api

    def intents(self) -> list[Json]:
        """Answer copies of all intents, oldest first."""
        return self._store.copies("payment_intents")

    def intent(self, intent_id: str) -> Json:
        """Answer a copy of one intent. Raises ApiError: there is none."""
        return self._copy("payment_intents", intent_id)

    def charges(self, intent_id: str | None = None) -> list[Json]:
        """Answer copies of the charges, of one intent if named."""
        return self._store.copies("charges", payment_intent=intent_id)

    def refunds(self, intent_id: str | None = None) -> list[Json]:
        """Answer copies of the refunds, of one intent if named."""
        return self._store.copies("refunds", payment_intent=intent_id)

    def disputes(self) -> list[Json]:
        """Answer copies of all disputes."""
        return self._store.copies("disputes")

    def events(self, kind: str | None = None, object_id: str | None = None) -> list[Json]:
        """Answer copies of the events, of one type or about one object if named, oldest first."""
        return [
            event
            for event in self._store.copies("events", type=kind)
            if object_id in (None, event["data"]["object"]["id"])
        ]

    def endpoints(self) -> list[Json]:
        """Answer copies of the webhook endpoints, without their secrets."""
        return self._store.copies("webhook_endpoints")

    def deliveries(self, event_id: str | None = None, status: str | None = None) -> list[Json]:
        """Answer deliveries with their attempts; states: pending, held, dropped, delivered, failed."""
        return self._store.copies("deliveries", event=event_id, status=status)

    def requests(self, route: str | None = None) -> list[Json]:
        """Answer the logged requests, of one route such as `payment_intents.create` if named."""
        return [entry for entry in self._api.log.entries() if route in (None, entry["route"])]

    def _copy(self, kind: str, object_id: str) -> Json:
        with self._store.lock:
            return deepcopy(public(self._store.get(kind, object_id)))
