"""Every fault of Stripe, at every call that the shop makes, before and after the call had its effect."""
