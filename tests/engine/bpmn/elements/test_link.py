from tests.support.elements import done, draw, link, play, reasons

DRAWN = draw("s -> A -> i", "c -> B -> e", content={"i": link("trang 2"), "c": link("trang 2")})


def test_a_link_is_an_arrow_in_two_pieces() -> None:
    assert play(DRAWN, done("A")).open == ("B",)
    assert play(DRAWN, done("A")).trace == ("s", "A", "i", "c")
    assert reasons(DRAWN) == set()


def test_several_throws_lead_to_one_catch() -> None:
    drawn = draw(
        "s -> x", "x ? A -> i", "x -> B -> i2", "c -> C -> e", default={"x": "B"},
        content={"i": link("x"), "i2": link("x"), "c": link("x")},
    )  # fmt: skip

    assert play(drawn, done("A"), x_A=True).open == ("C",)
    assert play(drawn, done("B"), x_A=False).open == ("C",)


def test_a_link_may_lead_back() -> None:
    drawn = draw(
        "s -> x1 -> A -> x",
        "x ? i",
        "x -> e",
        "c -> x1",
        default={"x": "e"},
        content={"i": link("x"), "c": link("x")},
    )

    assert play(drawn, done("A", x_i=True)).open == ("A",)
    assert play(drawn, done("A", x_i=True), done("A", x_i=False)).state == "completed"
    assert reasons(drawn) == set()


def test_links_of_one_name_in_different_scopes_are_apart() -> None:
    inside = {"s2": "S", "T": "S", "i2": "S", "c2": "S", "U": "S", "e2": "S"}
    drawn = draw(
        "s -> S -> i", "c -> A -> e", "s2 -> T -> i2", "c2 -> U -> e2", inside=inside,
        content={name: link("x") for name in ("i", "c", "i2", "c2")},
    )  # fmt: skip

    assert play(drawn, done("T")).open == ("U",)
    assert play(drawn, done("T"), done("U")).open == ("A",)
