"""What stops a step of a migration; a row that is wrong stops nothing, it is an outcome (STYLE §5)."""


class Unreadable(Exception):
    """A source cannot be read to its end. `sentence` says in Vietnamese what was found and what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code
        self.sentence = sentence
