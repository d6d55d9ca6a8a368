"""Finding documents."""

from typing import Any

from aktionsplan.shared.documents.models import Document


def documents_about(partnership: Any, references: list[str]) -> list[Document]:
    """Every document about these references, oldest first."""
    return list(
        Document.objects.filter(partnership=partnership, reference__in=references)
        .select_related("file")
        .order_by("created_at", "id")
    )
