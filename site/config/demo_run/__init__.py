"""Starting and stopping the demo: the shop, its worker and an offline Stripe as one thing."""
