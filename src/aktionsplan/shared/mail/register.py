"""The data register of the outbox."""

from aktionsplan.shared.register import Eraser, internal, personal

REGISTER = {
    "OutboxMail": {
        "recipient": personal("to whom", "mail", Eraser.ROW),
        "subject": personal("what the mail said", "mail", Eraser.ROW),
        "text": personal("what the mail said", "mail", Eraser.ROW),
        "html": personal("what the mail said", "mail", Eraser.ROW),
        "calendar": internal("when and where somebody is invited to", "mail"),
        **{name: internal("delivery", "mail") for name in ("state", "attempts", "sent_at", "next_at", "error")},
    }
}
