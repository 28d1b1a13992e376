"""The control desk over HTTP: `POST /_fake/<method>`, arguments as JSON, the secret key as bearer."""

import json

from stripe_double.account import Account
from stripe_double.authentication import key_of, kind_of, require_secret
from stripe_double.control import Control
from stripe_double.errors import ApiError, Json
from stripe_double.messages import Reply, Request, error_reply, json_reply


def control_reply(control: Control, account: Account, request: Request) -> Reply:
    """Run one method of the control desk; the publishable key, which every visitor has, is not enough."""
    name = request.path.removeprefix("/_fake/").strip("/")
    method = getattr(control, name, None)
    try:
        require_secret(kind_of(account, key_of(request, {})))
        if name.startswith("_") or not callable(method):
            raise ApiError(f"The control desk has no '{name}'.", status=404)
        answer = method(**_arguments(request))
    except ApiError as refused:
        return json_reply(refused.status, refused.body())
    except (TypeError, ValueError) as wrong:
        return error_reply(400, str(wrong))
    return json_reply(200, {"result": answer})


def _arguments(request: Request) -> Json:
    arguments = json.loads(request.body) if request.body else {}
    if not isinstance(arguments, dict):
        raise ValueError("The arguments are a JSON object.")
    return arguments
