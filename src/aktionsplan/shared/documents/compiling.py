"""Sets one document with typst; run as a program of its own, so that what typst keeps of it ends with the document.

    python compiling.py < ORDER AS JSON > PDF

Exit code 0, or 1 with what typst says on standard error.
"""

import json
import sys


def main() -> int:
    """Reads the order from standard input and writes the PDF to standard output."""
    import typst  # noqa: PLC0415 -- a heavy library, imported in its one module

    order = json.load(sys.stdin)
    try:
        result = typst.compile(
            order["template"],
            root=order["root"],
            font_paths=[order["fonts"]],
            ignore_system_fonts=True,
            sys_inputs={"data": order["data"]},
            pdf_standards=["a-3a", "ua-1"],
            timestamp=order["timestamp"],
            format="pdf",
        )
    except typst.TypstError as error:
        sys.stderr.write(str(error))
        return 1
    sys.stdout.buffer.write(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
