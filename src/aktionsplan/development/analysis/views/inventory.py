"""Pages about what there is."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext

from aktionsplan.development.analysis import operations, queries, rules
from aktionsplan.development.analysis.forms import inventory as forms
from aktionsplan.development.analysis.forms.incidents import ReasonForm
from aktionsplan.development.analysis.models import Offer
from aktionsplan.development.analysis.states import OFFER
from aktionsplan.development.analysis.views.first import themes_first
from aktionsplan.network.queries import own_organisations
from aktionsplan.shared.addresses import Request
from aktionsplan.shared.kinds import Thing, Value
from aktionsplan.shared.lists import Choice, Column, Listing, list_file, list_page
from aktionsplan.shared.pages import DeedPage, by_key, form_page, go, tried
from aktionsplan.shared.paging import Order
from aktionsplan.shared.periods import local_day
from aktionsplan.shared.words import Phrase, mark

OFFERS = ("analysis:offers",)
NOT_YET = mark("noch nicht eingeschätzt")


def verdict_of(row: Thing) -> Phrase:
    """The present verdict in words."""
    return Phrase(rules.VERDICTS.get(row.verdict or "", NOT_YET))


def carrier_of(row: Offer) -> str:
    """Whose offer it is."""
    return row.carrier.name if row.carrier else row.carrier_name


LIST = Listing(
    title=mark("Angebote"),
    rows=queries.offers,
    order=Order("title"),
    found=queries.offers_called,
    file="analysis:offer_file",
    older=mark("Weitere Angebote"),
    empty=(
        mark("Kein Angebot passt dazu"),
        mark("Nehmen Sie auf, was es schon gibt: Angebote, Akteure, Netzwerke, Konzepte, Beschlüsse, Orte und Geld."),
    ),
    choices=(
        Choice("art", "kind", mark("Nach Art"), rules.OFFER_KINDS, chips=True),
        Choice("stand", "state", mark("Nach Stand"), {name: OFFER.words[name] for name in ("running", "ended")}),
        Choice(
            "thema",
            "theme__key",
            mark("Nach Thema"),
            queries.theme_choices,
        ),
        Choice("ort", "area", mark("Nach Ort"), lambda town: queries.places(town)),
    ),
    columns=(
        Column(
            mark("Angebot"),
            lambda row: row.title,
            order="title",
            link="analysis:offer",
            second=lambda row: carrier_of(row),
        ),
        Column(mark("Art"), lambda row: Phrase(rules.OFFER_KINDS[row.kind])),
        Column(mark("Thema"), lambda row: row.theme.name),
        Column(mark("Für wen?"), lambda row: row.target_groups),
        Column(mark("Läuft bis"), lambda row: row.ends_on),
        Column(mark("Geld gesichert bis"), lambda row: row.funded_until),
        Column(mark("Einschätzung"), verdict_of),
        Column(mark("Stand"), lambda row: Phrase(OFFER.words[row.state])),
    ),
)


def offers(request: Request) -> HttpResponse:
    """Everything there is, 50 on a page; what clubs described waits above."""
    town = request.actor.partnership
    waiting = list(queries.proposed_offers(town)) if request.actor.may("analysis.accept_offer") else []
    return list_page(request, LIST, "analysis/offers.html", waiting=waiting)


def offer_file(request: Request, kind: str) -> HttpResponseBase:
    """Exactly the offers that the list shows, as CSV or XLSX."""
    return list_file(request, LIST, kind)


def offer(request: Request, key: str) -> HttpResponse:
    """An offer with every assessment it ever got."""
    row = queries.offer_for(request.actor, key)
    names = dict(queries.places(request.actor.partnership))
    context = {
        "offer": row,
        "kind": rules.OFFER_KINDS[row.kind],
        "word": OFFER.words[row.state],
        "carrier": carrier_of(row),
        "area": names.get(row.area, ""),
        "places": [names.get(place.area, "") for place in row.places.all()],
        "assessments": [(one, rules.VERDICTS[one.verdict]) for one in row.assessments.all()],
        "closed": queries.closed(request.actor.partnership) is not None,
    }
    return render(request, "analysis/offer.html", context)


def _pairs(request: Request) -> dict[str, list[tuple[str, str]]]:
    town = request.actor.partnership
    return {
        "areas": queries.places(town),
        "themes": queries.theme_choices(town),
    }


def add_offer(request: Request) -> HttpResponse:
    """A new entry of the inventory."""
    if way := themes_first(request):
        return way
    start = {"theme": request.GET.get("thema", "")[:22], "area": request.GET.get("ort", "")[:22], "kind": "offer"}
    carriers = queries.carriers(request.actor.partnership)
    form = forms.OfferForm(request.POST or None, initial=start, carriers=carriers, **_pairs(request))

    def deed(**data: Value) -> HttpResponse:
        made = operations.add_offer(fields=data, by=request.actor, at=request.began_at)
        return go(request, "analysis:offer", made.key)

    done = gettext("Aufgenommen. Wie schätzen Sie es ein?")
    return form_page(request, form, deed, title=gettext("Angebot aufnehmen"), back=OFFERS, done=done)


def change_offer(request: Request, key: str) -> HttpResponse:
    """Other words about an offer."""
    row, carriers = queries.offer_for(request.actor, key), queries.carriers(request.actor.partnership)
    form = forms.OfferForm(request.POST or None, of=queries.offer_values(row), carriers=carriers, **_pairs(request))

    def deed(seen: str = "", **data: Value) -> None:
        operations.change_offer(entry=row, fields=data, seen=seen, by=request.actor, at=request.began_at)

    back, title = ("analysis:offer", key), gettext("Angebot ändern")
    return form_page(request, form, deed, title=title, back=back, done=gettext("Gespeichert."))


def propose_offer(request: Request) -> HttpResponse:
    """A club describes an offer of its own."""
    own = own_organisations(request.actor, local_day(request.began_at))
    if not own:
        raise Http404
    form = forms.OwnOfferForm(request.POST or None, **_pairs(request))

    def deed(**data: Value) -> None:
        operations.propose_offer(carrier=own[0], fields=data, by=request.actor, at=request.began_at)

    title, done = gettext("Ein Angebot beschreiben"), gettext("Danke. Die Koordinierungsstelle nimmt es auf.")
    lead = gettext("Was bietet {name} an? Das Angebot steht danach in der Bestandsaufnahme.").format(name=own[0].name)
    more = {"lead": lead, "offers": [(row, OFFER.words[row.state]) for row in queries.described_by(own)]}
    here, page = ("analysis:propose_offer",), "analysis/propose_offer.html"
    return form_page(request, form, deed, title=title, back=("desk:today",), to=here, done=done, page=page, **more)


def accept_offer(request: Request, key: str) -> HttpResponse:
    """Takes over what a club described."""
    row, done = queries.offer_for(request.actor, key), gettext("Das Angebot ist aufgenommen.")
    tried(request, lambda: operations.accept_offer(entry=row, by=request.actor, at=request.began_at), done)
    return go(request, "analysis:offer", key)


decline_offer = DeedPage(
    deed=operations.decline_offer,
    form=ReasonForm,
    title=mark("Angebot nicht aufnehmen"),
    takes="entry",
    thing=by_key(queries.offer_for),
    back=lambda row: OFFERS,
    done=mark("Das Angebot ist nicht aufgenommen."),
)
end_offer = DeedPage(
    deed=operations.end_offer,
    form=forms.EndOfferForm,
    title=mark("Angebot beenden"),
    takes="entry",
    thing=by_key(queries.offer_for),
    back=lambda row: ("analysis:offer", row.key),
    done=mark("Das Angebot ist beendet."),
)
assess_offer = DeedPage(
    deed=operations.assess_offer,
    form=forms.AssessForm,
    title=mark("Angebot einschätzen"),
    takes="entry",
    thing=by_key(queries.offer_for),
    back=lambda row: ("analysis:gaps",),
    done=mark("Die Einschätzung ist festgehalten."),
    page="analysis/assess.html",
)


def resume_offer(request: Request, key: str) -> HttpResponse:
    """The offer goes on."""
    row = queries.offer_for(request.actor, key)
    tried(request, lambda: operations.resume_offer(entry=row, by=request.actor, at=request.began_at))
    return go(request, "analysis:offer", key)
