"""One file a family of pages; `ROUTERS` is all of them."""

from api.web.pages import (
    attachments,
    batches,
    dossier,
    drafts,
    incidents,
    lookup,
    messages,
    procedures,
    receive,
    search,
    sign_in,
    task,
    upload,
    worklist,
)

ROUTERS = (
    sign_in.router,
    worklist.router,
    task.router,
    receive.router,
    dossier.router,
    lookup.router,
    attachments.router,
    search.router,
    upload.router,
    procedures.router,
    drafts.router,
    batches.router,
    incidents.router,
    messages.router,
)
