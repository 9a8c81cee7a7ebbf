"""The pages of people: what each sees, does, and what a hostile hand gets."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cite.accounts.enums import AccountsAct, Role
from cite.actors.enums import MembershipState, PeopleAct
from cite.actors.enums import OrganizationKind as K
from cite.actors.models import Invitation, JoinRequest, Membership
from cite.actors.operations.memberships import request_to_join
from cite.audit.models import Entry
from cite.notifications.models import Message
from cite.ui.waiting import waiting_for
from tests.factories.accounts import make_user
from tests.factories.actors import make_administrator, make_member, make_partner, make_text
from tests.ui.html import check, read

pytestmark = pytest.mark.django_db
TEAM = "/acteurs/equipe/"
EMAIL = "noe.arrive@example.org"


@pytest.fixture
def partner(territory):
    return make_partner(territory)


@pytest.fixture
def alix(partner):
    return make_administrator(partner)


@pytest.fixture
def page(client, alix):
    client.force_login(alix.user)
    return client


def text_of(response) -> str:
    document = read(response.content)
    check(document)
    return document.text.replace("\u202f", " ").replace("\xa0", " ")


def at(name, *args):
    return reverse(f"actors:{name}", args=[getattr(arg, "uuid", arg) for arg in args])


def last_path() -> str:
    body = Message.objects.filter(kind="actors.invitation").order_by("-pk").first().body
    return re.search(r"(/acteurs/invitation/[\w-]{43}/)", body).group(1)


def test_an_administrator_sees_her_team_and_it_is_journaled(page, partner):
    make_member(partner, "ines")
    text = text_of(page.get(TEAM))
    for words in ("Ma structure", "Alix", "Ines", "Inviter une personne", "Aucune invitation en attente"):
        assert words in text
    assert Entry.objects.filter(action=PeopleAct.READ_MEMBERS).exists()


def test_a_member_reads_and_an_outsider_does_not(client, territory, partner, alix):
    ines = make_member(partner, "ines")
    client.force_login(ines.user)
    text = text_of(client.get(at("members", partner)))
    assert "Alix" in text and "Inviter une personne" not in text
    assert client.get(at("invite", partner)).status_code == 403
    noe = make_administrator(make_partner(territory, "Centre social des Tilleuls"), "noe")
    client.force_login(noe.user)
    assert client.get(at("members", partner)).status_code == 403
    assert client.get(at("member", ines)).status_code == 404
    assert client.post(at("member", ines), {"role": "reader", "version": 1}).status_code == 404


def test_without_an_organization_the_page_says_what_to_do(client, territory):
    client.force_login(make_user("claire", role=Role.CO_PILOT_STATE, territory=territory))
    assert "Vous n’agissez pour aucune structure" in text_of(client.get(TEAM))


def test_a_co_pilot_reaches_every_team(client, territory, partner, alix):
    client.force_login(make_user("claire", role=Role.CO_PILOT_STATE, territory=territory))
    assert "Inviter une personne" in text_of(client.get(at("members", partner)))


def test_from_the_invitation_to_the_first_page(page, client, partner):
    answer = page.post(
        at("invite", partner), {"email": EMAIL, "role": "prescriber", "is_administrator": "on"}
    )
    assert answer.url == at("members", partner)
    page.logout()
    path = last_path()
    shown = client.get(path)
    assert "Alix vous invite" in text_of(shown)
    assert shown["Referrer-Policy"] == "same-origin" and "no-store" in shown["Cache-Control"]
    assert Invitation.objects.get().state == "pending"
    assert "Écrivez votre nom" in text_of(client.post(path, {"full_name": ""}))
    broken = client.post(path, {"full_name": "Noé\r\nBcc: x@example.org"})
    assert "sur une seule ligne" in text_of(broken)
    before = client.session.session_key
    joined = client.post(path, {"full_name": "Noé Arrive", "role": "co_pilot_state", "is_staff": "on"})
    assert joined.url == TEAM
    assert client.session.session_key != before
    member = Membership.objects.get(user__email=EMAIL)
    assert (member.role, member.user.is_staff, member.user.full_name) == ("prescriber", False, "Noé Arrive")
    assert UserSession.objects.filter(user=member.user).count() == 1
    assert Entry.objects.filter(action=AccountsAct.SIGN_IN, by_uuid=member.user.uuid).exists()
    again = client.get(path)
    assert again.status_code == 410 and "n’ouvre plus rien" in text_of(again)
    assert client.post(path, {"full_name": "X"}).status_code == 410


def test_an_account_that_exists_signs_in_as_usual(page, client, partner):
    """A link never stands for the second factor of an account."""
    noe = make_user("noe")
    page.post(at("invite", partner), {"email": noe.email, "role": "prescriber"})
    page.logout()
    answer = client.post(last_path(), {})
    assert answer.url.startswith("/compte/connexion/")
    assert "_auth_user_id" not in client.session
    assert Membership.objects.filter(user=noe).exists()


def test_another_person_signed_in_is_told(page, client, partner):
    page.post(at("invite", partner), {"email": EMAIL, "role": "prescriber"})
    other = make_user("other")
    client.force_login(other)
    assert "pour une autre adresse" in text_of(client.get(last_path()))
    text_of(client.post(last_path(), {"full_name": "Other"}))
    assert not Membership.objects.filter(user=other).exists()


@pytest.mark.parametrize("token", ["x", "A" * 43, "%2e%2e", "A" * 500])
def test_a_forged_link_opens_nothing(client, territory, token):
    assert client.get(f"/acteurs/invitation/{token}/").status_code in {404, 410}
    assert client.post(f"/acteurs/invitation/{token}/", {}).status_code in {404, 410}
    assert client.post(f"/acteurs/invitation/{token}/refuser/", {}).status_code in {404, 410}


def test_an_invitation_is_refused_in_one_press(page, client, partner):
    page.post(at("invite", partner), {"email": EMAIL, "role": "prescriber"})
    page.logout()
    assert client.get(f"{last_path()}refuser/").status_code == 405
    client.post(f"{last_path()}refuser/")
    assert Invitation.objects.get().state == "declined"


def test_a_suspended_inviter_offers_nothing_any_more(page, client, partner, alix):
    page.post(at("invite", partner), {"email": EMAIL, "role": "prescriber"})
    Membership.objects.filter(pk=alix.pk).update(state=MembershipState.SUSPENDED)
    client.logout()
    text_of(client.post(last_path(), {"full_name": "Noé"}))
    assert not Membership.objects.filter(user__email=EMAIL).exists()


@pytest.mark.parametrize("role", ["co_pilot_state", "coordinator", "employer", "admin", "", "\x00"])
def test_no_role_beyond_hers_is_offered(page, partner, role):
    answer = page.post(at("invite", partner), {"email": EMAIL, "role": role})
    assert answer.status_code == 200 and "Erreur :" in text_of(answer)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("email", ["", "x", "a@", "a b@c.fr", "x" * 250 + "@a.fr", "a@b.fr\nBcc: c@d.fr"])
def test_a_bad_address_is_said(page, partner, email):
    answer = page.post(at("invite", partner), {"email": email, "role": "prescriber"})
    assert answer.status_code == 200 and not Invitation.objects.exists()


def test_who_is_member_or_invited_already(page, partner, alix):
    assert "déjà membre" in text_of(
        page.post(at("invite", partner), {"email": alix.user.email, "role": "reader"})
    )
    page.post(at("invite", partner), {"email": EMAIL, "role": "reader"})
    assert "Une invitation attend déjà" in text_of(
        page.post(at("invite", partner), {"email": EMAIL.upper(), "role": "reader"})
    )


def test_an_invitation_is_sent_again_or_taken_back(page, client, territory, partner):
    page.post(at("invite", partner), {"email": EMAIL, "role": "reader"})
    invitation, first = Invitation.objects.get(), last_path()
    assert "Renvoyer" in text_of(page.get(at("invitation-manage", invitation)))
    assert page.post(at("invitation-resend", invitation), {"version": 1}).url == at("members", partner)
    assert client.get(first).status_code == 410
    late = page.post(at("invitation-revoke", invitation), {"version": 1})
    assert "Une autre personne a modifié" in text_of(late)
    page.post(at("invitation-revoke", invitation), {"version": 2})
    assert client.get(last_path()).status_code == 410
    noe = make_administrator(make_partner(territory, "Ailleurs"), "noe")
    client.force_login(noe.user)
    for name in ("invitation-resend", "invitation-revoke"):
        assert client.post(at(name, invitation), {"version": 3}).status_code == 404


def test_rights_change_and_extra_fields_change_nothing(page, partner, alix):
    ines = make_member(partner, "ines")
    data = {"role": "reader", "job_title": "Conseillère", "version": 1}
    page.post(at("member", ines), data | {"state": "left", "user": alix.user.pk, "partner": 99})
    ines.refresh_from_db()
    assert (ines.role, ines.job_title, ines.state, ines.partner) == (
        "reader",
        "Conseillère",
        "active",
        partner,
    )
    assert "Erreur :" in text_of(
        page.post(at("member", ines), data | {"role": "co_pilot_state", "version": 2})
    )
    assert "Une autre personne a modifié" in text_of(page.post(at("member", ines), data))


def test_nobody_promotes_herself(client, partner, alix):
    ines = make_member(partner, "ines")
    client.force_login(ines.user)
    data = {"role": "prescriber", "is_administrator": "on", "version": 1}
    client.post(at("member", ines), data)
    ines.refresh_from_db()
    assert not ines.is_administrator
    assert client.get(at("member-suspend", ines)).status_code == 403


def test_suspension_restoration_departure(page, client, partner, alix):
    ines = make_member(partner, "ines")
    assert page.get(at("member-suspend", ines)).status_code == 200
    page.post(at("member-suspend", ines), {"version": 1})
    other = type(client)()
    other.force_login(ines.user)
    assert other.get(TEAM).status_code == 403
    assert "Rétablir" in text_of(page.get(at("member", ines)))
    page.post(at("member-restore", ines), {"version": 2})
    assert other.get(TEAM).status_code == 200
    page.post(at("member-end", ines), {"version": 3, "successor": str(alix.uuid)})
    ines.refresh_from_db()
    assert (ines.state, ines.handed_over_to) == ("left", alix)
    assert "a quitté la structure" in text_of(page.get(at("member", ines)))


def test_the_last_administrator_is_told_what_to_do(page, alix):
    text = text_of(page.post(at("member-end", alix), {"version": 1}))
    assert "Nommez d’abord quelqu’un d’autre administrateur" in text


def test_a_person_in_two_organizations_chooses(client, territory, partner):
    center = make_partner(territory, "Centre social des Tilleuls", kind=K.SOCIAL_CENTER)
    first = make_member(partner, "ines")
    second = make_member(center, user=first.user, role=Role.CARRIER)
    stranger = make_member(center, "noe", role=Role.CARRIER)
    client.force_login(first.user)
    assert client.get(TEAM).wsgi_request.membership == first
    assert "Agir pour Centre social" in text_of(client.get(TEAM))
    for bad in (stranger.uuid, "x", ""):
        assert client.post("/acteurs/agir-pour/", {"membership": bad}).status_code == 404
    answer = client.post("/acteurs/agir-pour/", {"membership": second.uuid, "next": "https://evil.example/"})
    assert answer.url == "/"
    assert client.post("/acteurs/agir-pour/", {"membership": second.uuid, "next": TEAM}).url == TEAM
    assert client.get(TEAM).wsgi_request.membership == second
    Membership.objects.filter(pk=second.pk).update(state=MembershipState.SUSPENDED)
    assert client.get(TEAM).wsgi_request.membership == first


def test_a_person_without_role_finds_asks_and_withdraws(client, territory, partner, alix):
    make_partner(territory, "Refuge discret", is_sensitive=True)
    noe = make_user("noe")
    client.force_login(noe)
    assert "Mission locale" in text_of(client.get("/acteurs/rejoindre/?q=miss+coll"))
    assert "Aucune structure de ce nom" in text_of(client.get("/acteurs/rejoindre/?q=refuge"))
    for query in ("", "?q=", "?q=a", "?q=" + "x" * 200, "?q=%ff", "?q='"):
        assert client.get(f"/acteurs/rejoindre/{query}").status_code == 200
    client.post(at("join-organization", partner), {"role": "prescriber", "message": "Bonjour"})
    request = JoinRequest.objects.get()
    assert client.get(at("request", request)).status_code == 403
    assert client.post(at("request", request), {"role": "prescriber", "version": 1}).status_code == 403
    client.post(at("request-withdraw", request), {"version": 1})
    request.refresh_from_db()
    assert request.state == "withdrawn"
    hidden = make_partner(territory, "Autre refuge", is_sensitive=True)
    assert client.get(at("join-organization", hidden)).status_code == 404


def test_a_request_waits_and_is_answered(page, territory, partner, alix):
    noe = make_user("noe")
    request = request_to_join(partner=partner, role=Role.PRESCRIBER, message="Bonjour", by=noe)
    home = page.get(TEAM)
    assert "Noe" in text_of(home)
    labels = [item.label for item in waiting_for(home.wsgi_request)]
    assert any("Répondre à une demande" in label for label in labels)
    assert "Bonjour" in text_of(page.get(at("request", request)))
    page.post(at("request", request), {"role": "reader", "version": 1})
    assert Membership.objects.get(user=noe).role == "reader"
    stranger = make_administrator(make_partner(territory, "Ailleurs"), "ailleurs")
    page.force_login(stranger.user)
    assert page.get(at("request", request)).status_code == 404


def test_a_request_is_declined_with_a_reason(page, partner):
    request = request_to_join(partner=partner, role=Role.READER, message="", by=make_user("noe"))
    assert "Erreur :" in text_of(page.post(at("request-decline", request), {"version": 1}))
    page.post(at("request-decline", request), {"version": 1, "answer": "Inconnu ici."})
    request.refresh_from_db()
    assert (request.state, request.answer) == ("declined", "Inconnu ici.")


def test_the_same_queries_whatever_the_number_of_members(page, partner):
    seen = set()
    for number in range(4):
        make_member(partner, f"personne{number}")
        with CaptureQueriesContext(connection) as captured:
            page.get(TEAM)
        seen.add(len(captured))
    assert len(seen) == 1


def test_what_waits_is_asked_with_few_queries(page, alix, territory, django_assert_max_num_queries):
    make_text(territory)
    request = page.get(TEAM).wsgi_request
    with django_assert_max_num_queries(25):
        labels = [item.label for item in waiting_for(request)]
    assert any(label.startswith("Signer") for label in labels)
