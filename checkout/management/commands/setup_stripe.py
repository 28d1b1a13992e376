"""Register the shop's webhook endpoint at Stripe."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from checkout.gateway import API_VERSION, KeyRefused, StripeRefused, StripeUnavailable
from checkout.stripe_account import create_endpoint, endpoints, update_endpoint, webhook_url


class Command(BaseCommand):
    help = "Creates the webhook endpoint for SITE_URL, or brings the one that is there up to date."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._set_up()
        except KeyRefused as error:
            raise CommandError("Stripe does not accept STRIPE_SECRET_KEY.") from error
        except StripeUnavailable as error:
            raise CommandError(
                "Stripe could not be asked. Nothing may have changed; run this again."
            ) from error
        except StripeRefused as error:
            raise CommandError(f"Stripe refused {webhook_url()}: {error.code}.") from error

    def _set_up(self) -> None:
        known = [endpoint for endpoint in endpoints() if endpoint.url == webhook_url()]
        for endpoint in known:
            self._bring_up_to_date(endpoint.id)
        if known:
            return
        made = create_endpoint(webhook_url())
        self.stdout.write(f"Created webhook endpoint {made.id} for {made.url}.")
        self.stdout.write("Stripe shows its secret this once. Set it as STRIPE_WH_SECRET:")
        self.stdout.write(made.secret)

    def _bring_up_to_date(self, endpoint_id: str) -> None:
        endpoint = update_endpoint(endpoint_id)
        self.stdout.write(f"Brought webhook endpoint {endpoint.id} up to date. Its secret stays as it was.")
        if endpoint.api_version != API_VERSION:
            self.stdout.write(
                self.style.WARNING(
                    f"It sends version {endpoint.api_version}, which cannot be changed: delete it in the "
                    "dashboard, then run this again."
                )
            )
