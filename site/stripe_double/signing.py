"""The signature that Stripe puts on webhook deliveries."""

import hashlib
import hmac


def sign(body: str, secret: str, timestamp: int) -> str:
    """Answer the `Stripe-Signature` header for a body, with the real `v1` and the test-mode `v0`."""
    signed = f"{timestamp}.{body}".encode()
    real = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    other = hmac.new(b"v0", signed, hashlib.sha256).hexdigest()
    return f"t={timestamp},v1={real},v0={other}"
