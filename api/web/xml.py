"""How a diagram is served: as XML that a browser hands to our viewer and never opens or runs by itself."""

from fastapi import Response

_HEADERS = {
    "Content-Disposition": 'attachment; filename="process.bpmn"',
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


def xml_answer(xml: str) -> Response:
    """Answer with a diagram."""
    return Response(xml.encode(), media_type="application/xml", headers=_HEADERS)
