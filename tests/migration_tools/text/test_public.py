"""What the package offers is what it says it offers."""

from migration_tools import text


def test_every_public_name_is_there_and_documented() -> None:
    for name in text.__all__:
        offered = getattr(text, name)
        assert not callable(offered) or offered.__doc__, name


def test_viqr_is_known_and_never_a_candidate_by_itself() -> None:
    assert "viqr" in text.ENCODINGS
    assert set(text.ENCODINGS) - set(text.CANDIDATES) == {"viqr"}
