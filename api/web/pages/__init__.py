"""One file a family of pages; `ROUTERS` is all of them."""

from api.web.pages import dossier, lookup, receive, sign_in, task, worklist

ROUTERS = (sign_in.router, worklist.router, task.router, receive.router, dossier.router, lookup.router)
