"""Every role × every state of a sharing × every state of a file × every part: pages show what the table says, no more.

The table is written here again, by hand: this test does not ask the rules what they allow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.timezone import make_aware

from cite.accounts.enums import Role
from cite.actors.models import Membership, Partner
from cite.residents.enums.people import ResidentState
from cite.residents.enums.sharing import Part, Purpose, StopWay
from cite.residents.models import Resident, Sharing
from tests.factories import pathways
from tests.factories.accounts import make_user
from tests.factories.actors import HABILITATED, make_member, make_partner
from tests.factories.residents import make_residence, make_resident, make_sharing
from tests.factories.territories import make_commune, make_district

MARKS = {
    Part.NAME: ("Marquenom",),
    Part.CONTACT: ("06 39 98 00 77", "+33639980077", "marque@example.org", "Marquevoisine"),
    Part.RESIDENCE: ("Ruelle-Marque", "(Marquartier)"),
    Part.SITUATION: ("4 mars 1957", "Connue d’aucun service"),
    Part.OBSTACLES: ("Marquefrein",),
    Part.STEPS: ("Marquétape", "Marquebut"),
    Part.NOTES: ("Marquenote",),
}
WHOLE = frozenset(Part)
NOTHING: frozenset[Part] = frozenset()
REVIEWED = frozenset({Part.NAME, Part.SITUATION, Part.OBSTACLES, Part.STEPS})
REFERRED = frozenset({Part.NAME, Part.CONTACT})

PEOPLE = (Role.PRESCRIBER, Role.COORDINATOR)
OWN_ACTION = (Role.CARRIER, Role.RELAY, Role.EMPLOYER, Role.LEGAL_REPRESENTATIVE)


@dataclass(frozen=True)
class Standing:
    """How a file is shared with the reader's structure, and what that opens to each reach."""

    purpose: Purpose | None
    people: frozenset[Part]
    own_action: frozenset[Part] = NOTHING
    ends_on: date | None = None
    is_stopped: bool = False


STANDINGS = {
    "nothing": Standing(None, NOTHING),
    "support": Standing(Purpose.SUPPORT, WHOLE),
    "review": Standing(Purpose.REVIEW, REVIEWED),
    "referral": Standing(Purpose.REFERRAL, REFERRED, REFERRED),
    "handover": Standing(Purpose.HANDOVER, WHOLE, ends_on=date(2026, 12, 20)),
    "last day": Standing(Purpose.HANDOVER, WHOLE, ends_on=date(2026, 11, 27)),
    "ended": Standing(Purpose.HANDOVER, NOTHING, ends_on=date(2026, 11, 26)),
    "stopped": Standing(Purpose.SUPPORT, NOTHING, is_stopped=True),
}
FILES = ("open", "merged", "erased", "real before service")


def of_role(role: Role) -> Callable[[Partner], Membership]:
    return lambda partner: make_member(partner, "lit", role=role)


def suspended(partner: Partner) -> Membership:
    return make_member(partner, "lit", state="suspended")


def gone(partner: Partner) -> Membership:
    return make_member(partner, "lit", state="left", ended_on=date(2026, 11, 26))


def platform(partner: Partner) -> Membership:
    return make_member(partner, "lit", user=make_user("lit", is_staff=True))


def pilot_too(partner: Partner) -> Membership:
    return make_member(
        partner, "lit", user=make_user("lit", role=Role.CO_PILOT_STATE, territory=partner.territory)
    )


def of_partner(**fields: Any) -> Callable[[Partner], Membership]:
    def make(partner: Partner) -> Membership:
        Partner.objects.filter(pk=partner.pk).update(**fields)
        return make_member(partner, "lit")

    return make


READERS: dict[str, Callable[[Partner], Membership]] = {
    **{str(role): of_role(role) for role in Role},
    "suspended": suspended,
    "gone": gone,
    "platform": platform,
    "pilot too": pilot_too,
    "closed structure": of_partner(state="suspended"),
    "no title": of_partner(legal_title="none"),
    "habilitation withdrawn": of_partner(habilitated_by_metropole_on=None),
    "habilitation over": of_partner(habilitation_ends_on=date(2026, 11, 26)),
}


def allowed(reader: str, standing: Standing, file: str) -> frozenset[Part]:
    """What the table says."""
    if file != "open":
        return NOTHING
    if reader in PEOPLE:
        return standing.people
    return standing.own_action if reader in OWN_ACTION else NOTHING


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel("2026-11-27 10:00:00+01:00", tick=False):
        yield


@pytest.fixture
def marked(territory):
    """Somebody fictional, each part of whose file holds marks, accompanied by a structure that is not the reader's."""
    opening = make_member(make_partner(territory, "Structure qui accompagne", **HABILITATED), "ouvre")
    resident = make_resident(
        opening,
        first_name="Une",
        last_name="Marquenom",
        phone="+33639980077",
        email="marque@example.org",
        via_name="Marquevoisine",
        birth_date=date(1957, 3, 4),
        situations=["invisible"],
    )
    make_residence(resident, make_district(make_commune(), label="Marquartier"), address="2 Ruelle-Marque")
    pathway = pathways.make_pathway(resident, opening)
    pathways.make_finding(pathway, opening, words="Marquefrein")
    pathways.make_goal(pathway, opening, title="Marquebut")
    pathways.make_step(pathway, opening, title="Marquétape")
    pathways.make_note(pathway, opening, text="Marquenote")
    return resident, pathway


def put(resident: Resident, file: str) -> None:
    """Bring the file to a state."""
    kept = make_resident(resident.created_by, is_shared=False) if file == "merged" else None
    state = {"merged": ResidentState.MERGED, "erased": ResidentState.ERASED}.get(file, ResidentState.ACTIVE)
    is_training = file != "real before service"
    Resident.objects.filter(pk=resident.pk).update(state=state, merged_into=kept, is_training=is_training)


def share(resident: Resident, partner: Partner, standing: Standing) -> None:
    """Share the file with the reader's structure."""
    Sharing.objects.filter(resident=resident, partner=partner).delete()
    if standing.purpose is None:
        return
    stopped = {"stopped_at": make_aware(datetime(2026, 11, 27, 9)), "stopped_how": StopWay.LINK}
    more = stopped if standing.is_stopped else {}
    make_sharing(resident, partner, standing.purpose, ends_on=standing.ends_on, **more)


def seen(client: Client, resident: Resident, pathway: Any, *, whole: bool) -> frozenset[Part]:
    """The parts whose marks stand on some page that this reader may open: all of them, or the doors to them."""
    person, of_pathway = [resident.uuid], [pathway.uuid]
    addresses = [
        "/",
        reverse("residents:people"),
        reverse("residents:sheet", args=person),
        reverse("residents:sharings", args=person),
        *(reverse(f"residents:edit-{part}", args=person) for part in ("identity", "contact", "residence")),
        reverse("pathways:pathways"),
        *(
            reverse(f"pathways:{name}", args=of_pathway)
            for name in ("pathway", "obstacles", "goals", "notes")
        ),
    ]
    doors = [addresses[2], reverse("pathways:pathway", args=of_pathway)]
    pages = [client.get(address) for address in (addresses if whole else doors)]
    if whole:
        pages.append(client.post(reverse("search:search"), {"q": "Marquenom"}))
        pages.append(client.post(reverse("residents:people"), {"q": "Une"}))
    read = " ".join(page.content.decode() for page in pages)
    read = read.replace('value="Marquenom"', "")  # what the reader typed herself
    return frozenset(part for part, marks in MARKS.items() if any(mark in read for mark in marks))


def labels_of(parts: frozenset[Part]) -> list[str]:
    return sorted(str(part) for part in parts)


@pytest.mark.parametrize("reader", READERS)
def test_pages_show_what_the_table_says_and_no_more(territory, marked, reader):
    resident, pathway = marked
    partner = make_partner(territory, "Structure qui lit", **HABILITATED)
    member = READERS[reader](partner)
    client = Client()
    client.force_login(member.user)
    sees_some = reader in {*PEOPLE, *OWN_ACTION}
    for name, standing in STANDINGS.items():
        for file in FILES if sees_some or name == "support" else FILES[:1]:
            share(resident, partner, standing)
            put(resident, file)
            expected = allowed(reader, standing, file)
            whole = bool(expected) or (name, file) == ("support", "open")
            found = seen(client, resident, pathway, whole=whole)
            assert labels_of(found) == labels_of(expected), (name, file)


@pytest.mark.parametrize(
    ("name", "status"),
    [("support", 200), ("handover", 403), ("review", 403), ("referral", 403), ("stopped", 404)],
)
def test_only_a_structure_that_accompanies_her_writes(territory, marked, name, status):
    resident, _pathway = marked
    partner = make_partner(territory, "Structure qui lit", **HABILITATED)
    client = Client()
    client.force_login(make_member(partner, "lit").user)
    share(resident, partner, STANDINGS[name])
    for page in (
        "edit-identity",
        "edit-contact",
        "edit-situation",
        "edit-residence",
        "give-sharing",
        "make-link",
    ):
        assert client.get(reverse(f"residents:{page}", args=[resident.uuid])).status_code == status, page


def test_a_page_left_open_gives_nothing_once_she_stopped(territory, marked):
    resident, _pathway = marked
    partner = make_partner(territory, "Structure qui lit", **HABILITATED)
    client = Client()
    client.force_login(make_member(partner, "lit").user)
    share(resident, partner, STANDINGS["support"])
    pages = [
        reverse(f"residents:{page}", args=[resident.uuid])
        for page in (
            "edit-identity",
            "edit-contact",
            "edit-situation",
            "edit-residence",
            "give-notice",
            "make-link",
        )
    ]
    assert [client.get(page).status_code for page in pages] == [200] * len(pages)
    share(resident, partner, STANDINGS["stopped"])
    before = Resident.objects.filter(pk=resident.pk).values().get()
    for page in pages:
        answer = client.post(
            page, {"version": "1", "first_name": "Autre", "last_name": "Autre", "language": "fr"}
        )
        assert answer.status_code == 404
        assert not any(mark in answer.content.decode() for marks in MARKS.values() for mark in marks)
    assert Resident.objects.filter(pk=resident.pk).values().get() == before
