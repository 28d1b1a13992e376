"""Orders and Stripe's events in the Wagtail admin: to read, search and download; to refund and to accept."""
