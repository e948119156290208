"""Deployments, and which version of a procedure is in force when.

What is compiled once is kept in memory: a deployment is named by its hash and never changes.
"""

from datetime import datetime

from sqlalchemy import RowMapping

from engine.bpmn.certify import Certifier
from engine.bpmn.definition import Definition
from engine.bpmn.deployment import PROCESS_FILE, Deployment, Files, assemble
from engine.bpmn.effect import Library
from engine.errors import Refused, Stuck
from engine.store import certificates
from engine.store.formats import FILES_FORMAT, require_known
from engine.store.rows import as_json, as_rows
from engine.store.work import Work

IN_FORCE = """
    SELECT DISTINCT ON (v.procedure_code, v.case_code) v.digest FROM procedure_version v
    WHERE v.in_force_from <= :at ORDER BY v.procedure_code, v.case_code, v.in_force_from DESC, v.version DESC
"""
"""The deployments that dossiers received at the moment `at` run on."""


class Deployments:
    """Finds deployments, processes and certifiers through a work, and remembers them."""

    def __init__(self) -> None:
        self._by_digest: dict[str, Deployment] = {}
        self._certifiers: dict[str, Certifier] = {}
        self._origin: dict[int, str] = {}

    def get(self, work: Work, digest: str) -> Deployment:
        """Return a deployment by its hash; Refused `deployment.unknown`."""
        if digest not in self._by_digest:
            found = work.run(
                "SELECT files, format FROM deployment WHERE digest = :digest", {"digest": digest}
            )
            row = found.mappings().first()
            if row is None:
                raise Refused("deployment.unknown", digest=digest)
            require_known("deployment", row)
            self._keep(assemble({name: text.encode() for name, text in row["files"].items()}))
        return self._by_digest[digest]

    def in_force(self, work: Work, code: str, case: str, at: datetime) -> Deployment:
        """Return the version of a procedure that dossiers received at a moment run on."""
        return self.get(
            work, _newest(work, "v.procedure_code = :code AND v.case_code = :case", at, code, case)
        )

    def process(self, work: Work, caller: Deployment, process: str, at: datetime) -> Definition:
        """Return what a call activity names: a process of the same file, else one in force. Stuck where none is."""
        if process in caller.processes:
            return caller.processes[process]
        try:
            return self.get(work, _newest(work, "d.process = :code AND :case = ''", at, process, "")).main
        except Refused as unknown:
            raise Stuck("call.not_found", process=process) from unknown

    def library(self, work: Work, at: datetime) -> Library:
        """Return how call activities find the processes they name: in their own package, else among those in force."""

        def find(caller: Definition, process: str) -> Definition:
            return self.process(work, self.get(work, self.origin(caller)), process, at)

        return find

    def origin(self, definition: Definition) -> str:
        """Return the hash of the deployment that a definition of ours belongs to."""
        return self._origin[id(definition)]

    def certifier(self, work: Work, definition: Definition) -> Certifier:
        """Return the certifier of a definition with everything certified so far."""
        if definition.fingerprint not in self._certifiers:
            known = certificates.load(work, definition)
            self._certifiers[definition.fingerprint] = Certifier(definition, known)
        return self._certifiers[definition.fingerprint]

    def _keep(self, deployment: Deployment) -> None:
        self._by_digest[deployment.digest] = deployment
        for definition in deployment.processes.values():
            self._origin[id(definition)] = deployment.digest


def _newest(work: Work, condition: str, at: datetime, code: str, case: str) -> str:
    """`condition` is one of the two written above, never anybody's input."""
    row = work.run(
        f"""
        SELECT v.digest FROM procedure_version v JOIN deployment d ON d.digest = v.digest
        WHERE {condition} AND v.in_force_from <= :at
        ORDER BY v.in_force_from DESC, v.version DESC LIMIT 1
        """,
        {"code": code, "case": case, "at": at},
    ).first()
    if row is None:
        raise Refused("procedure.not_in_force", code=code, case=case, at=at.isoformat())
    return str(row.digest)


def add(work: Work, deployment: Deployment, files: Files, at: datetime) -> None:
    """Store a deployment; the same hash again changes nothing."""
    procedure = deployment.procedure
    work.run(
        """
        INSERT INTO deployment (digest, format, process, procedure_code, case_code, files, deployed_at)
        VALUES (:digest, :format, :process, :code, :case, CAST(:files AS jsonb), :at)
        ON CONFLICT (digest) DO NOTHING
        """,
        {
            "digest": deployment.digest,
            "format": FILES_FORMAT,
            "process": deployment.main.process,
            "code": procedure and procedure.code,
            "case": procedure and procedure.case,
            "files": as_json({name: content.decode() for name, content in files.items()}),
            "at": at,
        },
    )
    work.run(
        """
        INSERT INTO heard (digest, kind, name, opens)
        SELECT :digest, kind, name, opens
        FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r(kind text, name text, opens boolean)
        ON CONFLICT DO NOTHING
        """,
        {"digest": deployment.digest} | as_rows(each._asdict() for each in deployment.heard()),
    )


def put_in_force(work: Work, deployment: Deployment, in_force_from: datetime) -> int:
    """Make a deployment the newest version of its procedure from a moment on; return the version's number."""
    procedure = deployment.procedure
    if procedure is None:
        raise Refused("deployment.no_procedure", digest=deployment.digest)
    row: RowMapping = (
        work.run(
            """
            INSERT INTO procedure_version (procedure_code, case_code, version, digest, in_force_from)
            SELECT :code, :case, COALESCE(MAX(version), 0) + 1, :digest, :at
            FROM procedure_version WHERE procedure_code = :code AND case_code = :case
            RETURNING version
            """,
            {
                "code": procedure.code,
                "case": procedure.case,
                "digest": deployment.digest,
                "at": in_force_from,
            },
        )
        .mappings()
        .one()
    )
    return int(row["version"])


def diagram(work: Work, digest: str) -> str:
    """Return the diagram of a deployment as it was uploaded; Refused `deployment.unknown`."""
    row = work.run(
        "SELECT files ->> :file AS xml FROM deployment WHERE digest = :digest",
        {"file": PROCESS_FILE, "digest": digest},
    ).first()
    if row is None:
        raise Refused("deployment.unknown", digest=digest)
    return str(row.xml)
