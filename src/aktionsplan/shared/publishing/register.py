"""The data register of publishing."""

from aktionsplan.shared.register import internal, public

REGISTER = {
    "Publication": {
        "data": public("what the public may see"),
        **{
            name: internal("which version is shown since when", "partnership")
            for name in (
                "kind",
                "slug",
                "version",
                "language",
                "published_by",
                "published_at",
                "withdrawn_at",
                "current",
                "order",
                "shape",
            )
        },
    },
    "Window": {"slug": public("address of the portal"), "version": internal("renews rendered pages", "partnership")},
}
