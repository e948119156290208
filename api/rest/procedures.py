"""`GET /procedures`: what can be asked of the city now."""

from fastapi import APIRouter

from api.rest.caller import CallerDependency
from api.rest.schemas import ProcedureSummary
from engine.reports.procedures_in_force import procedures_in_force
from engine.store.work import reading

router = APIRouter(tags=["procedures"])


@router.get("/procedures")
def list_procedures(caller: CallerDependency) -> list[ProcedureSummary]:
    """List the procedures in force, by code."""
    engine = caller.services.engine
    summaries = []
    with reading(caller.services.database) as work:
        for each in procedures_in_force(work, engine.clock()):
            procedure = engine.deployments.get(work, each.digest).procedure
            if procedure is None:
                continue
            summaries.append(
                ProcedureSummary(
                    code=procedure.code,
                    case=procedure.case,
                    name=procedure.name,
                    field=procedure.field,
                    receiving_level=procedure.receiving_level,
                    deciding_level=procedure.deciding_level,
                    limit=procedure.limit.in_words(),
                    version=each.version,
                    in_force_from=each.in_force_from,
                )
            )
    return summaries
