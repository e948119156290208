"""A file that was handed in, named in the data by what is in it and by the name it came with."""

import re

from forms.formats.kind import Format

# The content's SHA-256, then the file's own name: the data say both which file and what a person calls it.
_ATTACHMENT = re.compile(r"[0-9a-f]{64}/[^/\\\x00-\x1f\x7f]{1,120}")


def is_attachment(text: str) -> bool:
    """Judge the name of a stored file; whether it is stored, and who may read it, the store knows."""
    return _ATTACHMENT.fullmatch(text) is not None


FORMATS = {
    "attachment": Format("not_an_attachment", is_attachment, "phải là tệp đã tải lên"),
}
