"""What the library of second factors asks a site: its name, and the address that passkeys belong to."""

from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings


class ShopMFAAdapter(DefaultMFAAdapter):
    """A passkey belongs to the host of `SITE_URL`, whatever host a proxy or a visitor names."""

    def _get_site_name(self) -> str:
        return str(settings.SHOP_NAME)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": urlsplit(settings.SITE_URL).hostname or "", "name": settings.SHOP_NAME}
