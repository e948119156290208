"""One file a family of pages; `ROUTERS` is all of them."""

from api.web.pages import sign_in, worklist

ROUTERS = (sign_in.router, worklist.router)
