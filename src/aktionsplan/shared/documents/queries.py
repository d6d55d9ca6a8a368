"""Finding documents."""

from aktionsplan.shared.documents.models import Document
from aktionsplan.shared.kinds import Thing


def documents_about(partnership: Thing, references: list[str]) -> list[Document]:
    """Every document about these references, oldest first."""
    return list(
        Document.objects.filter(partnership=partnership, reference__in=references)
        .select_related("file")
        .order_by("created_at", "id")
    )
