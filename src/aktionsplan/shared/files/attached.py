"""Takes the XML files out of a PDF (e-invoices); run as a program of its own, so that a hostile file cannot take the server's memory.

    python attached.py < FILE > XML FILE

Writes the first embedded XML file, one with a known name before others, and nothing when there is none. Any other exit code
than 0 means that nothing was read.
"""

import io
import resource
import sys

MEMORY, SECONDS = 512 * 1024 * 1024, 20
KNOWN = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml", "order-x.xml")
MOST, MAX_BYTES = 20, 5 * 1024 * 1024


def found(content: bytes) -> bytes:
    """The embedded XML file, or nothing. Raises whatever the library does with a broken file."""
    import pikepdf  # noqa: PLC0415 -- a heavy library, imported in its one module

    with pikepdf.open(io.BytesIO(content)) as opened:
        names = [name for name in list(opened.attachments)[:MOST] if name.lower().endswith(".xml")]
        for name in sorted(names, key=lambda one: one.lower() not in KNOWN):
            data = bytes(opened.attachments[name].get_file().read_bytes())
            if len(data) <= MAX_BYTES:
                return data
    return b""


def main() -> int:
    """Writes the file within the limits of memory and time."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        sys.stdout.buffer.write(found(sys.stdin.buffer.read()))
    except Exception:  # noqa: BLE001 -- a broken file makes the library fail in many ways
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
