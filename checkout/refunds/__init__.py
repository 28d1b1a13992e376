"""Refunds: asked for by staff, sent to Stripe once, followed until Stripe has said what became of them."""
