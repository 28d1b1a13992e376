"""Errors in the shape in which Stripe answers them."""

from typing import Any

Json = dict[str, Any]

DOCS = "https://docs.stripe.com/error-codes"


class ApiError(Exception):
    """A request that Stripe would refuse; `is_kept` says whether an idempotency key remembers it."""

    is_kept = True

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        **extra: Any,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.fields: Json = {"code": code, "message": message, "param": param, "type": kind, **extra}

    def body(self) -> Json:
        """Answer the JSON body, without the fields that say nothing."""
        fields = {name: value for name, value in self.fields.items() if value is not None}
        if "code" in fields:
            fields["doc_url"] = f"{DOCS}#{fields['code'].replace('_', '-')}"
        return {"error": fields}


class InvalidParam(ApiError):
    """A parameter that fails validation: nothing has begun, so no idempotency key keeps it."""

    is_kept = False

    def __init__(self, message: str, *, param: str | None, code: str | None = None, **extra: Any) -> None:
        super().__init__(message, code=code, param=param, **extra)


class NotAuthenticated(ApiError):
    """No key, a wrong key or the wrong kind of key."""

    is_kept = False

    def __init__(self, message: str, *, status: int = 401, code: str | None = None) -> None:
        super().__init__(message, status=status, code=code)


class CardError(ApiError):
    """A payment that the card's bank refused (402)."""

    def __init__(self, message: str, *, code: str, decline_code: str | None = None, **extra: Any) -> None:
        super().__init__(
            message, status=402, kind="card_error", code=code, decline_code=decline_code, **extra
        )


def kind_of_status(status: int) -> str:
    """What Stripe calls an error that has this status."""
    if status >= 500:
        return "api_error"
    return {402: "card_error", 409: "idempotency_error"}.get(status, "invalid_request_error")


def no_such(kind: str, object_id: str, param: str = "id") -> ApiError:
    """Build the answer for an id that nobody knows."""
    return ApiError(f"No such {kind}: '{object_id}'", status=404, code="resource_missing", param=param)


def missing(name: str) -> InvalidParam:
    """Build the answer for a required parameter that was not sent."""
    return InvalidParam(f"Missing required param: {name}.", code="parameter_missing", param=name)
