"""The control desk: what tests and the demo do that at Stripe the world does, or the Dashboard."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import asdict
from typing import Any

from stripe_double import confirm, disputes, events, intents, outcomes, refunds
from stripe_double.account import Account, Call
from stripe_double.api import Api
from stripe_double.delivery import MODES, Courier, Mode, body_of
from stripe_double.errors import ApiError, Json
from stripe_double.posting import post_at_once
from stripe_double.readings import Readings
from stripe_double.signing import sign
from stripe_double.store import KINDS, public

ORDERS = ("sent", "reversed")
# Far more than any call takes whose faults have been called off.
QUIET_WITHIN_S = 30.0


class Control(Readings):
    """Every method is also `POST /_fake/<method>` with its arguments as JSON and the secret key."""

    def __init__(
        self, account: Account, courier: Courier, api: Api, wait_until_quiet: Callable[[float], bool]
    ) -> None:
        super().__init__(account.store, api)
        self._account = account
        self._courier = courier
        self._wait_until_quiet = wait_until_quiet

    # Faults

    def add_fault(self, match: str, kind: str, **fields: Any) -> str:
        """Order a fault (see `faults.Fault`) and answer its id."""
        return self._api.faults.add(match=match, kind=kind, **fields)

    def faults(self) -> list[Json]:
        """Answer the faults that wait for a request."""
        return self._api.faults.waiting()

    def clear_faults(self) -> None:
        """Call off all faults."""
        self._api.faults.clear()

    # Webhooks

    def set_delivery(self, mode: str = "auto", *, seconds: float = 0.5, copies: int = 2) -> Json:
        """Choose how new events travel: auto, hold, shuffle, duplicate, late or drop."""
        if mode not in MODES:
            raise ValueError(f"A delivery mode is one of {', '.join(MODES)}, not {mode!r}.")
        self._courier.mode = Mode(mode, seconds, copies)
        return asdict(self._courier.mode)

    def release(self, order: str = "sent", kind: str | None = None) -> list[int | None]:
        """Deliver what is held, one after another, here and now; answers the endpoint's statuses."""
        if order not in ORDERS:
            raise ValueError(f"Events are released in the order {' or '.join(ORDERS)}, not {order!r}.")
        held = [entry for entry in self.deliveries(status="held") if kind in (None, entry["type"])]
        rows = held if order == "sent" else held[::-1]
        return [self._courier.deliver(entry["id"]) for entry in rows]

    def redeliver(
        self,
        event_id: str,
        times: int = 1,
        *,
        age_seconds: int = 0,
        secret: str | None = None,
        is_tampered: bool = False,
        is_signed: bool = True,
    ) -> list[int | None]:
        """Send an event again, `times` over at once, and answer all statuses.

        `age_seconds` sets the signature's time back (negative: into the future), `secret` signs with another
        one, `is_tampered` changes the body after signing.
        """
        with self._store.lock:
            event = self._store.get("events", event_id)
            body = body_of(event)
            targets = [dict(entry) for entry in self._store.every("webhook_endpoints")]
        moment = self._account.now() - age_seconds
        parcels = []
        for endpoint in targets:
            signature = sign(body, secret or endpoint["_secret"], moment) if is_signed else None
            parcels.append((endpoint["url"], body + " " if is_tampered else body, signature))
        return post_at_once(parcels * times)

    def emit(
        self,
        kind: str,
        object_id: str,
        *,
        changes: Json | None = None,
        event_changes: Json | None = None,
    ) -> Json:
        """Send a new event about an object, with changes to the object in it or to the event itself."""
        with self._store.lock:
            about = {**self._find(object_id), **(changes or {})}
            mode, self._courier.mode = self._courier.mode, Mode("hold")
            event = events.emit(self._account, kind, about)
            self._courier.mode = mode
            event.update(event_changes or {})
            held = list(event.get("_deliveries", []))
            self._store.flush()
            answer = deepcopy(public(event))
        if mode.name not in ("hold", "drop"):
            for delivery_id in held:
                self._courier.deliver(delivery_id)
        return answer

    def wait_until_idle(self, timeout: float = 10.0) -> bool:
        """Wait until no delivery is under way or due for another attempt; False: not in time."""
        return self._courier.wait_until_idle(timeout)

    # Customers and banks

    def pay(self, intent_id: str, payment_method: str = "pm_card_visa", **params: Any) -> Json:
        """Confirm an intent as the shopper's browser does. Raises ApiError: refused."""
        fields = {"payment_method": payment_method, "use_stripe_sdk": "true", **params}
        return self._as_browser(intent_id, confirm.confirm, fields)

    def authorize(self, intent_id: str) -> Json:
        """Pass the bank's check (3-D Secure or redirect) of an intent that asks for it."""
        return self._as_browser(intent_id, lambda call: outcomes.authenticate(call, is_authorized=True), {})

    def fail_authorization(self, intent_id: str) -> Json:
        """Fail the bank's check of an intent that asks for it."""
        return self._as_browser(intent_id, lambda call: outcomes.authenticate(call, is_authorized=False), {})

    def _as_browser(self, intent_id: str, handler: Any, fields: Json) -> Json:
        with self._store.lock:
            secret = self._store.get("payment_intents", intent_id)["client_secret"]
            params = {"client_secret": secret, **fields}
            try:
                answer: Json = deepcopy(handler(Call(self._account, params, (intent_id,), is_secret=False)))
            finally:
                self._store.flush()
        return answer

    def settle(self, intent_id: str, outcome: str = "succeed") -> Json:
        """Let a payment that is processing come in (`succeed`) or bounce (`fail`)."""
        if outcome not in ("succeed", "fail"):
            raise ValueError(f"A payment settles as succeed or fail, not {outcome!r}.")
        with self._store.lock:
            call = Call(self._account, {}, (intent_id,))
            answer = deepcopy(outcomes.settle(call, has_succeeded=outcome == "succeed"))
            self._store.flush()
        return answer

    def open_dispute(
        self, object_id: str, *, reason: str = "fraudulent", amount_minor: int | None = None
    ) -> Json:
        """Dispute a charge, or the latest charge of an intent."""
        with self._store.lock:
            found = self._find(object_id)
            charge = self._find(found["latest_charge"]) if found["object"] == "payment_intent" else found
            dispute = disputes.open_dispute(self._account, charge, reason=reason, amount_minor=amount_minor)
            self._store.flush()
        return deepcopy(dispute)

    def close_dispute(self, dispute_id: str, outcome: str = "lost") -> Json:
        """Close a dispute as won, lost or warning_closed."""
        with self._store.lock:
            dispute = self._store.get("disputes", dispute_id)
            answer = deepcopy(disputes.close_dispute(self._account, dispute, outcome))
            self._store.flush()
        return answer

    # Dashboard

    def refund(self, intent_id: str, amount_minor: int | None = None) -> Json:
        """Refund an intent from the Dashboard, all that is left if no amount is named."""
        params = {"payment_intent": intent_id, "reason": "requested_by_customer"}
        if amount_minor is not None:
            params["amount"] = str(amount_minor)
        with self._store.lock:
            answer = deepcopy(refunds.create(Call(self._account, params)))
            self._store.flush()
        return answer

    def cancel(self, intent_id: str) -> Json:
        """Cancel an intent from the Dashboard. Raises ApiError: too late."""
        with self._store.lock:
            answer = deepcopy(intents.cancel(Call(self._account, {}, (intent_id,))))
            self._store.flush()
        return answer

    def be_lenient(self) -> None:
        """Let payments in processing be canceled from now on, as Stripe does in rare cases."""
        self._account.is_lenient = True

    def fail_refund(self, refund_id: str, reason: str = "expired_or_canceled_card") -> Json:
        """Let a refund come back."""
        return self._settle_refund(refund_id, reason)

    def settle_refund(self, refund_id: str) -> Json:
        """Let a pending refund arrive."""
        return self._settle_refund(refund_id, None)

    def _settle_refund(self, refund_id: str, reason: str | None) -> Json:
        with self._store.lock:
            refund = self._store.get("refunds", refund_id)
            answer = deepcopy(refunds.settle(self._account, refund, reason=reason))
            self._store.flush()
        return answer

    def edit(self, object_id: str, changes: Json) -> Json:
        """Overwrite fields of any object, without an event: what no API call could do."""
        with self._store.lock:
            found = self._find(object_id)
            found.update(deepcopy(changes))
            self._store.save(_kind_of(object_id), found)
            self._store.flush()
            return deepcopy(public(found))

    # The double itself

    def reset(self, *, keep_endpoints: bool = True) -> None:
        """Forget objects, faults, requests and waiting deliveries; endpoints stay unless told.

        What is under way ends first, else it would take effect afterwards. Raises TimeoutError: it did not.
        """
        self._wind_up()
        with self._store.lock:
            self._courier.mode = Mode()
            self._api.log.clear()
            self._account.clock_offset = 0.0
            self._account.is_lenient = False
            self._store.clear(keep=("webhook_endpoints",) if keep_endpoints else ())

    def _wind_up(self) -> None:
        with self._store.lock:
            self._courier.mode = Mode("drop")
        self._courier.forget()
        self._api.faults.clear()
        with self._api.hurried():
            # Deliveries first: the shop asks questions while it takes one.
            is_home = self._courier.wait_until_home(QUIET_WITHIN_S)
            is_quiet = self._wait_until_quiet(QUIET_WITHIN_S)
        if not (is_home and is_quiet):
            raise TimeoutError("A call or a delivery is still under way; the double cannot be emptied.")

    def clear_requests(self) -> None:
        """Forget the logged requests."""
        self._api.log.clear()

    def expire_idempotency_keys(self) -> None:
        """Forget all idempotency keys, as after more than a day."""
        self._api.idempotency.forget()

    def shift_clock(self, seconds: float) -> None:
        """Set the double's clock against the machine's; `Date`, `created` and signatures follow."""
        self._account.clock_offset = seconds

    def _find(self, object_id: str) -> Json:
        return self._store.get(_kind_of(object_id), object_id)


def _kind_of(object_id: str) -> str:
    kind = KINDS.get(object_id.partition("_")[0])
    if kind is None:
        raise ApiError(f"'{object_id}' is not the id of anything here.", status=404)
    return kind
