"""Why the embedded PostgreSQL cannot serve here; the docstring of each error says what to do about it."""

from typing import Any, ClassVar

from engine.errors import Broken, EngineError, Refused


class _SaysWhatToDo(EngineError):
    kind: ClassVar[str]

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.kind, **facts)

    def __str__(self) -> str:
        return f"{self.__doc__} {super().__str__()}"


class NoAccount(_SaysWhatToDo, Refused):
    """PostgreSQL does not run as root, and here neither a system account nor a user namespace can be made.

    Run motcua as an ordinary user, or create the account named below, or set MOTCUA_DATABASE_URL.
    """

    kind = "database.no_account"


class FolderNotOurs(_SaysWhatToDo, Refused):
    """The data folder cannot be made or written by the account that runs motcua.

    Choose another folder with --data, or run motcua as the owner of this one.
    """

    kind = "database.folder_not_ours"


class OutOfReach(_SaysWhatToDo, Refused):
    """The account that runs PostgreSQL cannot reach the path below, nor could anything be put elsewhere.

    Install motcua and keep its data in folders that every account may enter, or set MOTCUA_DATABASE_URL.
    """

    kind = "database.out_of_reach"


class NotStarted(_SaysWhatToDo, Broken):
    """PostgreSQL did not start or stop; the words of its programs are below.

    Mend what they name (often a full disk or changed permissions) and start motcua again.
    """

    kind = "database.not_started"


class ProgramsMissing(_SaysWhatToDo, Broken):
    """The PostgreSQL programs are not installed beside motcua.

    Run `make setup` again on a supported machine, or set MOTCUA_DATABASE_URL.
    """

    kind = "database.programs_missing"
