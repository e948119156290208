"""Help and notes of the command line in Vietnamese or English, by the caller's locale."""

from api.settings import Settings

LANGUAGE = Settings().language


def say(vietnamese: str, english: str) -> str:
    """Return the sentence in the caller's language."""
    return english if LANGUAGE == "en" else vietnamese
