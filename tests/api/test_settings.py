"""What the environment decides, and what holds where it says nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.settings import Settings


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("MOTCUA_DATABASE_URL", "MOTCUA_DATA", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return


def test_without_any_setting_the_embedded_database_lives_under_var() -> None:
    settings = Settings()

    assert settings.database_url is None
    assert settings.data == Path("var")
    assert settings.language == "vi"


def test_the_environment_names_a_database_and_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_DATABASE_URL", "postgresql+psycopg://a@b/c")
    monkeypatch.setenv("MOTCUA_DATA", "/srv/motcua")

    assert Settings().database_url == "postgresql+psycopg://a@b/c"
    assert Settings().data == Path("/srv/motcua")


@pytest.mark.parametrize(
    ("lc_all", "lc_messages", "lang", "language"),
    [
        ("", "", "", "vi"),
        ("", "", "C.UTF-8", "vi"),
        ("", "", "POSIX", "vi"),
        ("", "", "fr_FR.UTF-8", "vi"),
        ("", "", "en_US.UTF-8", "en"),
        ("", "en_GB", "vi_VN", "en"),
        ("vi_VN", "en_GB", "en_US", "vi"),
        ("en", "vi_VN", "vi_VN", "en"),
    ],
)
def test_the_first_locale_that_is_set_decides_the_language(
    lc_all: str, lc_messages: str, lang: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (("LC_ALL", lc_all), ("LC_MESSAGES", lc_messages), ("LANG", lang)):
        monkeypatch.setenv(name, text)

    assert Settings().language == language
