"""Random ids in Stripe's own shapes."""

import secrets
import string

ALPHABET = string.ascii_letters + string.digits


def random_text(length: int) -> str:
    """Answer random letters and digits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def new_id(prefix: str) -> str:
    """Answer a new id such as `pi_3…`."""
    return f"{prefix}_3{random_text(23)}"


def client_secret_for(intent_id: str) -> str:
    """Answer a new client secret for an intent."""
    return f"{intent_id}_secret_{random_text(25)}"


def same_text(left: str, right: str) -> bool:
    """Compare two secrets in constant time; non-ASCII input is simply different."""
    return secrets.compare_digest(left.encode(), right.encode())
