"""The command `python -m stripe_double`."""

import argparse
import errno
import signal
import sqlite3
import sys
import threading
from collections.abc import Sequence

from stripe_double.account import LiveKeyRefused
from stripe_double.double import StripeDouble


def main(argv: Sequence[str] | None = None) -> int:
    """Run the double until it is interrupted; answers the exit status."""
    options = _parser().parse_args(argv)
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    try:
        double = _start(options)
    except LiveKeyRefused as refused:
        return _complain(str(refused))
    except sqlite3.Error as trouble:
        return _complain(f"The state file {options.state} cannot be used: {trouble}.")
    except OSError as trouble:
        return _complain(_explain(trouble, options))
    sys.stdout.write(f"Stripe double is ready at {double.base_url}\n")
    sys.stdout.flush()
    stopping.wait()
    double.stop()
    return 0


def _start(options: argparse.Namespace) -> StripeDouble:
    double = StripeDouble(
        secret_key=options.secret_key,
        public_key=options.public_key,
        state_path=options.state,
        port=options.port,
        retry_scale=options.retry_scale,
        host=options.host,
        settle_after=options.settle_after,
    )
    if options.webhook:
        double.add_endpoint(options.webhook, options.webhook_secret)
    return double.start()


def _explain(trouble: OSError, options: argparse.Namespace) -> str:
    if trouble.errno == errno.EADDRINUSE:
        return f"Port {options.port} is taken: stop what listens there, or choose another with --port."
    return f"The Stripe double cannot start at {options.host}:{options.port}: {trouble.strerror}."


def _complain(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("stripe_double", description="An offline double of Stripe.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=12111)
    parser.add_argument("--state", help="SQLite file that keeps everything across restarts")
    parser.add_argument("--webhook", help="URL that receives all events")
    parser.add_argument("--webhook-secret", default="whsec_double", help="signs what goes to --webhook")
    parser.add_argument("--secret-key", default="sk_test_double")
    parser.add_argument("--public-key", default="pk_test_double")
    parser.add_argument(
        "--retry-scale", type=float, default=0.01, help="shortens the waits between webhook attempts"
    )
    parser.add_argument(
        "--settle-after", type=float, help="seconds after which delayed payments settle; else by hand"
    )
    return parser
