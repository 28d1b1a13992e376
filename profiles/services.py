"""What other parts of the shop may do with a profile."""

from collections.abc import Mapping

from profiles.countries import likely_country
from profiles.models import User, UserProfile
from profiles.phones import typed_phone

DELIVERY_FIELDS = (
    "full_name",
    "phone_number",
    "street_address1",
    "street_address2",
    "town_or_city",
    "county",
    "postcode",
    "country",
)


def profile_of(user: User) -> UserProfile:
    """The profile of `user`, made on first use."""
    return UserProfile.objects.get_or_create(user=user)[0]


def delivery_defaults(user: User) -> dict[str, str]:
    """The saved delivery details of `user` by the checkout's field names, plus the e-mail. Reads only."""
    profile = UserProfile.objects.filter(user=user).first() or UserProfile(user=user)
    details = {name: str(getattr(profile, f"default_{name}") or "") for name in DELIVERY_FIELDS}
    return {
        **details,
        "email": user.email,
        "country": details["country"] or likely_country(),
        "phone_number": typed_phone(details["phone_number"], details["country"]),
    }


def save_delivery_defaults(profile: UserProfile, details: Mapping[str, str]) -> None:
    """Keep `details` (by the checkout's field names) as the defaults of `profile`."""
    for name in DELIVERY_FIELDS:
        setattr(profile, f"default_{name}", details.get(name, ""))
    profile.save()
