"""Forms about organisations."""

from django.utils.translation import gettext_lazy

from aktionsplan.network.rules import LEGAL_FORMS, LINKS
from aktionsplan.shared.fields import (
    DayField,
    IbanField,
    LineField,
    MailField,
    PickField,
    PostcodeField,
    UploadField,
    VersionField,
)
from aktionsplan.shared.forms import PlainForm


class OrganisationForm(PlainForm):
    """An organisation."""

    name = LineField(label=gettext_lazy("Name des Vereins oder der Einrichtung"), limit=120)
    legal_form = PickField(label=gettext_lazy("Rechtsform"), choices=list(LEGAL_FORMS.items()))
    register_number = LineField(label=gettext_lazy("Registernummer"), limit=50, required=False)
    street = LineField(label=gettext_lazy("Straße und Hausnummer"), limit=100)
    postcode = PostcodeField(label=gettext_lazy("Postleitzahl"))
    city = LineField(label=gettext_lazy("Ort"), limit=80)
    email = MailField(label=gettext_lazy("E-Mail des Vereins"))
    phone = LineField(label=gettext_lazy("Telefon"), limit=40, required=False)
    nonprofit_date = DayField(
        label=gettext_lazy("Datum des Freistellungsbescheids"),
        required=False,
        help_text=gettext_lazy("Wenn Ihr Verein gemeinnützig ist. Zum Beispiel 14.03.2025"),
    )
    version = VersionField()


class RegistrationForm(OrganisationForm):
    """An organisation with the function of the person who registers it."""

    function = LineField(
        label=gettext_lazy("Ihre Funktion"), limit=80, help_text=gettext_lazy("Zum Beispiel: Vorstand")
    )


class BankForm(PlainForm):
    """Bank data."""

    holder = LineField(label=gettext_lazy("Kontoinhaber"), limit=70)
    iban = IbanField(label=gettext_lazy("IBAN"))


class PersonForm(PlainForm):
    """Somebody's tie to an organisation."""

    name = LineField(label=gettext_lazy("Name"), limit=80)
    email = MailField(label=gettext_lazy("E-Mail, wenn die Person einen Zugang hat"), required=False)
    kind = PickField(label=gettext_lazy("Verbindung"), choices=list(LINKS.items()))
    function = LineField(label=gettext_lazy("Funktion"), limit=80, required=False)
    valid_from = DayField(
        label=gettext_lazy("Seit wann?"), help_text=gettext_lazy("Wenn Sie es nicht genau wissen: ein früherer Tag.")
    )


class ContactForm(PlainForm):
    """A further contact of one's own organisation."""

    name = LineField(label=gettext_lazy("Name"), limit=80)
    email = MailField(label=gettext_lazy("E-Mail-Adresse"))
    function = LineField(label=gettext_lazy("Funktion"), limit=80)


class OwnContactForm(PlainForm):
    """Somebody who agreed to be invited."""

    name = LineField(label=gettext_lazy("Name"), limit=80, required=False)
    email = MailField(label=gettext_lazy("E-Mail-Adresse"))
    phone = LineField(label=gettext_lazy("Telefon"), limit=40, required=False)
    interests = LineField(
        label=gettext_lazy("Themen"), limit=300, required=False, help_text=gettext_lazy("Mehrere mit Komma trennen.")
    )


class PaperContactForm(OwnContactForm):
    """A contact from paper, whose consent lies in the file."""

    consent_on = DayField(label=gettext_lazy("Einwilligung unterschrieben am"))


class ProofForm(PlainForm):
    """The proof of non-profit status."""

    proof = UploadField(label=gettext_lazy("Freistellungsbescheid (PDF, JPG, PNG oder HEIC)"))


class ReasonForm(PlainForm):
    """Why something is refused."""

    reason = LineField(label=gettext_lazy("Grund"), limit=200)
