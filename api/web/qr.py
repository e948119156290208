"""QR codes as pictures inside a page; nothing is fetched for them."""

import segno

_SCALE = 4


def qr_picture(text: str) -> str:
    """Return a data URI of the QR code for a text, for the `src` of an image."""
    picture: str = segno.make(text, error="m").svg_data_uri(scale=_SCALE, border=2)
    return picture
