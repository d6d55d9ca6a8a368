"""Handing a file to a browser: as an attachment, never rendered in our origin."""

from urllib.parse import quote

import regex
from django.http import Http404, HttpResponse

from aktionsplan.shared.files.models import StoredFile
from aktionsplan.shared.files.operations import read
from aktionsplan.shared.words import VISIBLE

KNOWN = regex.compile(r"(?:\.(?:pdf|jpe?g|png|hei[cf]|xml))+$", regex.IGNORECASE)
ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "application/xml": ".xml"}


def file_name(name: str, content_type: str) -> str:
    """The name with the one ending of its type: `Scan.PDF`, `foto.heic` (kept as JPEG) and `a.pdf.pdf` have one as well;
    a name that prints nothing is `datei`."""
    bare = KNOWN.sub("", name)
    bare = regex.sub(r"[\p{C}\p{Zl}\p{Zp}]+", "", bare)
    return (bare if regex.search(VISIBLE, bare) else "datei") + ENDINGS.get(content_type, "")


def disposition(name: str) -> str:
    """A Content-Disposition header (RFC 6266) whose file name cannot break out."""
    clean = regex.sub(r"[\p{C}\p{Z}\"\\/:*?<>|;]+", "_", name).strip("._")[:120] or "datei"
    plain = clean.encode("ascii", "replace").decode().replace("?", "_")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(clean, safe='')}"


def attach(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """The bytes as a download."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = disposition(name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store"
    return response


def show(content: bytes, *, content_type: str, name: str = "") -> HttpResponse:
    """A public file for everybody: shown in a sandbox that is no origin of ours, or with a name as a download."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = disposition(name) if name else "inline"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def respond(stored: StoredFile, *, name: str) -> HttpResponse:
    """The stored file as a download under a name; 404 when its content is gone."""
    try:
        content = read(stored)
    except FileNotFoundError:
        raise Http404 from None
    return attach(content, name=file_name(name, stored.content_type), content_type=stored.content_type)
