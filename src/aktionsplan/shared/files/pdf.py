"""Takes out of a PDF what acts; run as a program of its own, so that a hostile file cannot take the server's memory.

    python pdf.py < FILE > CLEAN FILE

Exit code 0: clean. The codes below tell why not; any other one, too, means that nothing was made of it.
"""

import io
import resource
import sys
from collections.abc import Iterable

LOCKED, BROKEN, LONG, BIG = 11, 12, 13, 14
MEMORY, SECONDS = 512 * 1024 * 1024, 20
PDF_DANGERS = (
    "/A",
    "/AA",
    "/AF",
    "/EF",
    "/EmbeddedFiles",
    "/FS",
    "/JS",
    "/JavaScript",
    "/Launch",
    "/Metadata",
    "/PA",
    "/PieceInfo",
    "/OpenAction",
    "/RichMedia",
    "/RichMediaContent",
    "/XFA",
)
"""Keys under which a PDF carries actions, script, other files and its authors; links go with their actions."""
UNWANTED_NOTES = ("/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D")
MAX_INSIDE = 200_000
MAX_PAGES = 500
MAX_UNPACKED = 100 * 1024 * 1024
"""More than any reader should have to hold, apart from the pictures of a scan."""
MAX_POINTS, BYTES_A_POINT, SLACK = 40_000_000, 4, 64 * 1024
"""An A3 sheet at 400 dots per inch has 31 million points."""
OUT_OF_MEMORY = "bad_alloc"


def disarm(item: object) -> None:
    """Takes actions, script and embedded files out of an object and everything written inside it.

    Objects that are referred to are visited on their own; a document with more parts than any writer makes is refused as broken.
    """
    import pikepdf  # noqa: PLC0415 -- a heavy library, imported in its one module

    waiting, depth = [item], 0
    while waiting:
        depth += 1
        if depth > MAX_INSIDE:
            raise pikepdf.PdfError("more parts than any writer makes")
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting += [part for part in node if not getattr(part, "is_indirect", False)]
            continue
        if not isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
            continue
        if node.get("/Subtype") in UNWANTED_NOTES:
            node["/Subtype"] = pikepdf.Name("/Text")
        if node.get("/Type") == "/Annot" and node.get("/Subtype") != "/Widget" and "/T" in node:
            del node["/T"]
        for danger in PDF_DANGERS:
            if danger in node:
                del node[danger]
        for name in list(node.keys()):
            part = node[name]
            if isinstance(part, pikepdf.Dictionary | pikepdf.Array) and not part.is_indirect:
                waiting.append(part)


class TooBig(Exception):
    """The streams of the document unpack to more than `MAX_UNPACKED`."""


def _is_sheet(stream: object, size: int) -> bool:
    """Whether the stream is a picture no larger than a scanned sheet, and holds no more bytes than its points need."""
    try:
        known = {name: stream.get(name) for name in ("/Subtype", "/Width", "/Height")}  # type: ignore[attr-defined]
        points = int(known["/Width"]) * int(known["/Height"]) if known["/Subtype"] == "/Image" else 0
    except (KeyError, TypeError, ValueError):
        return False
    return points <= MAX_POINTS and size <= BYTES_A_POINT * points + SLACK


def measure(objects: Iterable[object]) -> None:
    """Raises TooBig when text, fonts and drawings unpack to too much; a picture no larger than a sheet is no reason."""
    import pikepdf  # noqa: PLC0415 -- a heavy library, imported in its one module

    unpacked = 0
    for item in objects:
        if not isinstance(item, pikepdf.Stream):
            continue
        try:
            size = len(item.get_stream_buffer(decode_level=pikepdf.StreamDecodeLevel.generalized))
            unpacked += 0 if _is_sheet(item, size) else size
        except MemoryError:
            raise TooBig from None
        except (pikepdf.PdfError, RuntimeError) as fault:
            if OUT_OF_MEMORY in str(fault):
                raise TooBig from None
        if unpacked > MAX_UNPACKED:
            raise TooBig


def clean(content: bytes) -> bytes:
    """The PDF without script, actions, embedded files and authors' names.

    Raises pikepdf.PasswordError, pikepdf.PdfError, TooBig, OverflowError when it has too many pages, and MemoryError when a
    part does not fit: qpdf would leave that part out and only warn.
    """
    import pikepdf  # noqa: PLC0415 -- a heavy library, imported in its one module

    with pikepdf.open(io.BytesIO(content)) as opened:
        if len(opened.pages) > MAX_PAGES:
            raise OverflowError
        measure(opened.objects)
        for item in [opened.Root, *opened.objects]:
            disarm(item)
        if any(OUT_OF_MEMORY in warning for warning in opened.get_warnings()):
            raise MemoryError
        if "/Info" in opened.trailer:
            del opened.trailer["/Info"]
        bare = io.BytesIO()
        opened.save(bare, deterministic_id=True)
        return bare.getvalue()


def main() -> int:
    """Cleans standard input to standard output within the limits of memory and time; the exit code tells why not."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    import pikepdf  # noqa: PLC0415 -- a heavy library, imported in its one module

    try:
        bare = clean(sys.stdin.buffer.read())
    except OverflowError:
        return LONG
    except TooBig:
        return BIG
    except pikepdf.PasswordError:
        return LOCKED
    except (pikepdf.PdfError, MemoryError):
        return BROKEN
    sys.stdout.buffer.write(bare)
    return 0


if __name__ == "__main__":
    sys.exit(main())
