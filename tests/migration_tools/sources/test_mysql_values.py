"""The fast way of finding a row finds what the thorough way finds, or nothing."""

from hypothesis import given
from hypothesis import strategies as st

from migration_tools.sources.mysql_values import plain_row_pattern, row_pattern, to_row

TOKENS = st.one_of(
    st.sampled_from(
        [
            b"NULL",
            b"1",
            b"-0.5",
            b"''",
            b"'a,b'",
            b"'a''b'",
            b"'\\''",
            b"'(x)'",
            b"0xFF",
            b"x'FF'",
            b"_binary 'a'",
        ]
    ),
    st.binary(max_size=6).map(lambda raw: b"'" + raw.replace(b"\\", b"\\\\").replace(b"'", b"''") + b"'"),
)
ROWS = st.lists(TOKENS, min_size=1, max_size=4)


@given(ROWS, st.sampled_from([b",", b", ", b"\n,"]), st.sampled_from([b",", b";"]))
def test_a_row_found_fast_is_the_row(tokens: list[bytes], comma: bytes, end: bytes) -> None:
    written = b"(" + comma.join(tokens) + b")" + end

    fast, thorough = plain_row_pattern(len(tokens)).match(written), row_pattern(len(tokens)).match(written)

    assert thorough is not None
    assert fast is None or (fast.groups(), fast.end()) == (thorough.groups(), thorough.end())


@given(ROWS)
def test_a_row_that_is_not_there_to_its_end_is_not_found(tokens: list[bytes]) -> None:
    written = b"(" + b",".join(tokens) + b")"

    assert plain_row_pattern(len(tokens)).match(written) is None


def test_rows_as_mysqldump_writes_them_are_found_fast() -> None:
    found = plain_row_pattern(3).match(b" (1,'Tr\xe1\xba\xa7n (A), B',NULL);")

    assert found is not None
    assert found.groups() == (b"1", b"'Tr\xe1\xba\xa7n (A), B'", b"NULL", b";")


@given(st.lists(st.integers(), max_size=5), st.integers(0, 3))
def test_a_literal_means_the_same_however_often_it_stands(numbers: list[int], times: int) -> None:
    tokens = [str(number).encode() for number in numbers] * times

    assert to_row(tokens) == tuple(numbers * times)
