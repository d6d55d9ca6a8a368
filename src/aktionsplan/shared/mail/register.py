"""The data register of the outbox."""

from aktionsplan.shared.register import Eraser, internal, personal
from aktionsplan.shared.retention.rules import Retention
from aktionsplan.shared.words import mark

REGISTER = {
    "OutboxMail": {
        "recipient": personal("to whom", "mail", Eraser.ROW),
        "subject": personal("what the mail said", "mail", Eraser.ROW),
        "text": personal("what the mail said", "mail", Eraser.ROW),
        "html": personal("what the mail said", "mail", Eraser.ROW),
        "calendar": internal("when and where somebody is invited to", "mail"),
        **{
            name: internal("delivery", "mail")
            for name in ("short", "state", "attempts", "sent_at", "next_at", "error")
        },
    }
}

MAIL_DAYS = 365
RETENTION = (
    Retention(
        "mail",
        mark("E-Mails im Ausgang"),
        "mail.OutboxMail",
        "created_at",
        MAIL_DAYS,
        mark("eigene Vorgabe ohne Quelle, wie für Zugriffsprotokolle"),
        only={"state__in": ("sent", "failed")},
    ),
    Retention(
        "mail",
        mark("E-Mails mit einem Code"),
        "mail.OutboxMail",
        "created_at",
        1,
        mark(
            "eigene Vorgabe: der Inhalt geht mit dem Versand, der Rest nach einem Tag, auch wenn nichts versandt wurde"
        ),
        only={"short": True},
    ),
)
