"""Addresses about organisations."""

from aktionsplan.network.views import contacts
from aktionsplan.network.views import organisations as views
from aktionsplan.people.addresses import form, inside, post

app_name = "network"
urlpatterns = [
    inside("vereine/", views.organisations, action="network.view", name="organisations"),
    inside("vereine/export.<str:kind>", views.export, action="network.view", name="export"),
    inside("vereine/<str:key>/", views.organisation, action="network.view", name="organisation"),
    post("vereine/<str:key>/bestaetigen/", views.confirm, action="network.confirm", name="confirm"),
    form("vereine/<str:key>/person/", views.link_person, action="network.link_person", name="link_person"),
    post("vereine/verbindung/<str:key>/beenden/", views.end_link, action="network.end_link", name="end_link"),
    inside("vereine/<str:key>/nachweis/", views.proof, action="network.view", name="proof"),
    form("bank/<str:key>/freigeben/", views.approve_bank, action="network.approve_bank", name="approve_bank"),
    form("bank/<str:key>/ablehnen/", views.reject_bank, action="network.reject_bank", name="reject_bank"),
    inside("verein/", views.own, action="network.view_own", name="own"),
    inside("verein/einladungen/", views.invitations, action="network.accept_invitation", name="invitations"),
    post(
        "verein/einladungen/<str:key>/annehmen/",
        views.accept_invitation,
        action="network.accept_invitation",
        name="accept_invitation",
    ),
    post(
        "verein/einladungen/<str:key>/ablehnen/",
        views.decline_invitation,
        action="network.decline_invitation",
        name="decline_invitation",
    ),
    form("verein/anmelden/", views.register, action="network.register", name="register"),
    form("verein/<str:key>/aendern/", views.own_change, action="network.change_own", name="own_change"),
    form("verein/<str:key>/nachweis/", views.own_proof, action="network.change_own", name="own_proof"),
    form("verein/<str:key>/kontakt/", views.own_contact, action="network.add_contact", name="own_contact"),
    form("verein/<str:key>/bank/", views.own_bank, action="network.propose_bank", name="own_bank"),
    inside("kontakte/", contacts.contacts, action="network.see_contacts", name="contacts"),
    inside("kontakte/liste.<str:kind>", contacts.contact_file, action="network.see_contacts", name="contact_file"),
    form("kontakte/neu/", contacts.enter_contact, action="network.enter_contact", name="enter_contact"),
    inside("kontakte/<str:key>/", contacts.contact, action="network.see_contacts", name="contact"),
    form(
        "kontakte/<str:key>/aendern/", contacts.change_contact, action="network.change_contact", name="change_contact"
    ),
    post(
        "kontakte/<str:key>/loeschen/",
        contacts.withdraw_contact,
        action="network.withdraw_contact",
        name="withdraw_contact",
    ),
]
