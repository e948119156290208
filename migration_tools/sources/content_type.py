"""Tells what a file is by how it begins, never by its name: names of legacy attachments lie."""

_STARTS = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"<?xml", "application/xml"),
    (b"MZ", "application/x-dosexec"),
    (b"\x7fELF", "application/x-elf"),
)
"""Office documents are zip (docx, xlsx, odt) or OLE storage (doc, xls); which one does not matter to an archive."""

LONGEST_START = 512


def content_type(start: bytes) -> str:
    """Return the media type of a file from its first `LONGEST_START` bytes."""
    if not start:
        return "application/x-empty"
    known = next((type_ for mark, type_ in _STARTS if start.startswith(mark)), None)
    if known:
        return known
    return "application/octet-stream" if b"\0" in start else "text/plain"
