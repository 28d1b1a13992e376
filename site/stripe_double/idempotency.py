"""Idempotency keys: one effect however often a request is sent."""

import hashlib
import json

from stripe_double.errors import ApiError, InvalidParam, Json
from stripe_double.store import Store

KEY_LENGTH = 255


class IdempotencyKeys:
    """Remembers the answers of finished requests, and which are under way."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._running: set[str] = set()

    def begin(self, key: str, method: str, path: str, params: Json) -> Json | None:
        """Answer the stored answer, or None after claiming the key.

        Raises ApiError: used with other parameters (400), or under way right now (409).
        """
        if len(key) > KEY_LENGTH:
            raise InvalidParam(f"Idempotency keys have up to {KEY_LENGTH} characters.", param=None)
        mark = _fingerprint(method, path, params)
        with self._store.lock:
            if key in self._running:
                raise _in_use()
            known = self._store.find("idempotency_keys", key)
            if known is None:
                self._running.add(key)
                return None
            if known["fingerprint"] != mark:
                raise _other_request()
            return known

    def finish(self, key: str, method: str, path: str, params: Json, answer: Json | None) -> None:
        """Let go of a key; keep the answer (status, body, request id) unless it is None."""
        with self._store.lock:
            self._running.discard(key)
            if answer is not None:
                mark = _fingerprint(method, path, params)
                self._store.save("idempotency_keys", {"id": key, "fingerprint": mark, **answer})
                self._store.flush()

    def forget(self) -> None:
        """Forget all stored answers, as Stripe does after a day or more."""
        with self._store.lock:
            for known in self._store.every("idempotency_keys"):
                self._store.remove("idempotency_keys", known["id"])


def _fingerprint(method: str, path: str, params: Json) -> str:
    request = json.dumps([method, path, params], sort_keys=True)
    return hashlib.sha256(request.encode()).hexdigest()


def _in_use() -> ApiError:
    error = ApiError(
        "Another request with this idempotency key is still under way. Try again later.",
        status=409,
        kind="idempotency_error",
        code="idempotency_key_in_use",
    )
    error.is_kept = False
    return error


def _other_request() -> ApiError:
    error = ApiError(
        "This idempotency key was used before with other parameters or for another path.",
        kind="idempotency_error",
    )
    error.is_kept = False
    return error
