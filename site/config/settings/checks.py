"""Refuses settings that cannot be or must not be, all at once, each with the fix named."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from config.env import WrongSettings, env
from config.settings.values import wrong_values


def refuse_wrong(settings: Mapping[str, Any]) -> None:
    """Raises WrongSettings for every value that cannot be."""
    refuse([*env.problems, *wrong_values(settings)])


def refuse_unsafe(settings: Mapping[str, Any], needed: Iterable[str]) -> None:
    """Raises WrongSettings for every setting of `needed` that is missing, and all that would be unsafe."""
    missing = [name for name in needed if not env.str(name, "")]
    said = ["Set in the environment: " + ", ".join(missing) + "."] if missing else []
    others = [*env.problems, *wrong_values(settings), *unsafe(settings)]
    refuse(said + [problem for problem in others if not problem.startswith(tuple(missing))])


def refuse(problems: Iterable[str]) -> None:
    """Raises WrongSettings with every problem, if there is one."""
    found = list(dict.fromkeys(problems))
    if found:
        raise WrongSettings("The shop does not start. " + " ".join(found))


def unsafe(settings: Mapping[str, Any]) -> Iterator[str]:
    """One sentence for each setting that would put a live shop at risk."""
    if len(settings["SECRET_KEY"]) < 50 or len(set(settings["SECRET_KEY"])) < 5:
        yield "SECRET_KEY needs at least 50 random characters."
    if "*" in settings["ALLOWED_HOSTS"]:
        yield "ALLOWED_HOSTS must name the hosts, not '*'."
    if not settings["SITE_URL"].startswith("https://"):
        yield "SITE_URL must start with https://."
    if settings["SHOP_DEMO"]:
        yield "SHOP_DEMO is for the demo alone: unset it."
    if settings["SHOP_FAILPOINTS"]:
        yield "SHOP_FAILPOINTS lets tests kill the shop: unset it."
    yield from _unsafe_stripe(settings)


def _unsafe_stripe(settings: Mapping[str, Any]) -> Iterator[str]:
    public, secret = settings["STRIPE_PUBLIC_KEY"], settings["STRIPE_SECRET_KEY"]
    if settings["STRIPE_API_BASE"]:
        yield "STRIPE_API_BASE points to the offline double: unset it."
    if not public.startswith("pk_"):
        yield "STRIPE_PUBLIC_KEY must start with pk_."
    if not secret.startswith(("sk_", "rk_")):
        yield "STRIPE_SECRET_KEY must start with sk_ or rk_."
    if ("_live_" in public) != ("_live_" in secret):
        yield "STRIPE_PUBLIC_KEY and STRIPE_SECRET_KEY are of different modes (test and live)."
    if not all(secret.startswith("whsec_") for secret in settings["STRIPE_WH_SECRETS"]):
        yield "STRIPE_WH_SECRET must start with whsec_ (several: separate by commas)."
