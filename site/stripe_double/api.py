"""The API: authenticates, applies faults and idempotency, runs the call, notes it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from stripe_double.account import API_VERSION, Account, Call, Origin
from stripe_double.authentication import PUBLISHABLE, SECRET, key_of, kind_of, require_secret
from stripe_double.errors import ApiError, Json
from stripe_double.faults import Fault, Faults
from stripe_double.form import decode
from stripe_double.idempotency import IdempotencyKeys
from stripe_double.ids import new_id
from stripe_double.listing import expand
from stripe_double.messages import Dropped, Reply, Request, error_reply, json_reply
from stripe_double.request_log import RequestLog
from stripe_double.routes import Route, find_route


@dataclass(frozen=True)
class Answer:
    """Status and body of a finished call; `is_kept` says whether an idempotency key remembers it."""

    status: int
    body: Json
    is_kept: bool = True


@dataclass(frozen=True)
class _Task:
    """A request that is known to be a call, with all that is needed to run it."""

    request: Request
    route: Route
    call: Call
    who: str
    key: str | None


class Api:
    """Answers requests to the account."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.faults = Faults()
        self.log = RequestLog()
        self.idempotency = IdempotencyKeys(account.store)
        self._hurry = threading.Event()

    @contextmanager
    def hurried(self) -> Iterator[None]:
        """Cut short every delay that is under way, or that begins meanwhile."""
        self._hurry.set()
        try:
            yield
        finally:
            self._hurry.clear()

    def handle(self, request: Request) -> Reply:
        """Answer one request. Raises Dropped: the connection is to be cut."""
        request_id = new_id("req")
        note: Json = {
            "id": request_id,
            "at": self.account.now(),
            "method": request.method,
            "path": request.path,
            "route": None,
            "who": None,
            "params": {},
            "status": None,
            "fault": None,
            "replayed": False,
            "idempotency_key": request.headers.get("idempotency-key"),
            "stripe_version": request.headers.get("stripe-version"),
            "user_agent": request.headers.get("user-agent"),
        }
        try:
            reply = self._answer(request, note)
            note["status"] = reply.status
        finally:
            self.log.add(note)
        version = request.headers.get("stripe-version") or API_VERSION
        headers = {"Request-Id": request_id, "Stripe-Version": version, **reply.headers}
        if note["idempotency_key"]:
            headers["Idempotency-Key"] = note["idempotency_key"]
        return Reply(reply.status, reply.body, reply.content_type, headers)

    def _answer(self, request: Request, note: Json) -> Reply:
        try:
            task = self._task(request, note)
        except ApiError as refused:
            return json_reply(refused.status, refused.body())
        fault = self.faults.take(request.method, request.path, task.route.name, task.who)
        if fault is not None:
            note["fault"] = fault.kind
        reply = self._once(task, fault)
        note["replayed"] = "Idempotent-Replayed" in reply.headers
        return self._strike(fault, "after", reply) or reply

    def _task(self, request: Request, note: Json) -> _Task:
        params = decode(request.form)
        found = find_route(request.method, request.path)
        who = kind_of(self.account, key_of(request, params))
        note["who"] = who
        if found is None:
            raise ApiError(f"Unrecognized request URL ({request.method}: {request.path}).", status=404)
        route, args = found
        note["route"] = route.name
        if not route.is_public:
            require_secret(who)
        if who == PUBLISHABLE:
            params = {name: value for name, value in params.items() if name not in ("key", "_stripe_version")}
        note["params"] = params
        key = request.headers.get("idempotency-key") if request.method == "POST" else None
        call = Call(self.account, params, args, who == SECRET, Origin(note["id"], key))
        return _Task(request, route, call, who, key)

    def _strike(self, fault: Fault | None, side: str, reply: Reply | None = None) -> Reply | None:
        if fault is None or fault.strikes != side:
            return None
        if fault.seconds:
            self._hurry.wait(fault.seconds)
        if fault.kind in ("drop_before", "drop_after"):
            raise Dropped
        if fault.kind == "cut":
            raise Dropped(reply or json_reply(200, {"object": "list", "data": []}))
        return _spoiled(fault, reply)

    def _once(self, task: _Task, fault: Fault | None) -> Reply:
        if not task.key:
            return self._strike(fault, "before") or _reply_for(self._run(task))
        identity = (f"{task.who}:{task.key}", task.request.method, task.request.path, task.call.params)
        try:
            known = self.idempotency.begin(*identity)
        except ApiError as refused:
            return json_reply(refused.status, refused.body())
        if known is not None:
            return self._strike(fault, "before") or _replay(known)
        kept = _ordered(fault)
        try:
            # A slow request holds its key all the while, and one that never began leaves no trace.
            spoiled = self._strike(fault, "before")
            if spoiled is not None:
                return spoiled
            answer = self._run(task)
            if answer.is_kept:
                kept = kept or _reply_for(answer)
        finally:
            self.idempotency.finish(*identity, _note_of(kept, task.call))
        return _reply_for(answer)

    def _run(self, task: _Task) -> Answer:
        store = self.account.store
        with store.lock:
            try:
                body = task.route.handler(task.call)
                if task.call.is_secret and isinstance(task.call.params.get("expand"), list):
                    body = expand(store, body, task.call.params["expand"])
                # Written out under the lock: the answer is what was true when the call was made.
                answer = Answer(200, json.loads(json.dumps(body)))
            except ApiError as refused:
                body = json.loads(json.dumps(refused.body()))
                answer = Answer(refused.status, body, is_kept=refused.is_kept)
            store.flush()
        return answer


def _spoiled(fault: Fault, reply: Reply | None) -> Reply | None:
    """What a fault answers instead of `reply`; None: what would have been answered without it."""
    if fault.kind == "error":
        message = "An error of our own making: ordered as a fault."
        return error_reply(fault.status, message, code=fault.code, param=fault.param)
    if fault.kind == "rate_limit":
        return error_reply(429, "Too many requests.", code="rate_limit")
    if fault.kind == "bad_json":
        return Reply(200, (reply.body if reply else b'{"object": "li')[:40])
    if fault.kind == "bad_shape":
        return Reply(200, fault.body.encode())
    return None


def _ordered(fault: Fault | None) -> Reply | None:
    """The error that a key shall keep whatever the call does."""
    return _spoiled(fault, None) if fault and fault.is_kept else None


def _note_of(kept: Reply | None, call: Call) -> Json | None:
    if kept is None:
        return None
    return {"status": kept.status, "body": kept.body.decode(), "request": call.origin.request_id}


def _reply_for(answer: Answer) -> Reply:
    return json_reply(answer.status, answer.body)


def _replay(known: Json) -> Reply:
    named = {"Idempotent_Replayed": "true", "Original_Request": known["request"]}
    return json_reply(known["status"], json.loads(known["body"]), **named)
