"""What a new shop says before its owner does, in each language."""

from config.set_up.texts.kinds import Draft, Texts

__all__ = ["Draft", "Texts", "texts_in"]


def texts_in(language: str) -> Texts:
    """The texts of `language`; those of English for one that has none."""
    from config.set_up.texts.english import ENGLISH
    from config.set_up.texts.german import GERMAN

    return {"en": ENGLISH, "de": GERMAN}.get(language, ENGLISH)
