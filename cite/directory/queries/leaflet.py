"""A leaflet: chosen services in the language of a resident, French beside; and the poster of a district, by need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from cite.accounts.models import User
from cite.actors.permissions.people import memberships_of
from cite.core.languages import FRENCH, LANGUAGES, Language
from cite.core.telephones import readable_telephone
from cite.directory.enums import Facet
from cite.directory.enums.facts import CLOCK, Clock
from cite.directory.enums.leaflet import LEAFLET_WORDS, NEED_PICTOGRAMS, LeafletWord
from cite.directory.enums.needs import Need
from cite.directory.gateways.pictograms import pictogram
from cite.directory.models import Intake, Service, ServiceFacet, Structure
from cite.directory.permissions import shown_services
from cite.directory.queries.public_sheet import service_facts
from cite.directory.rules.documents import code_of
from cite.directory.rules.facets import facets_of
from cite.directory.rules.facts import statements
from cite.directory.rules.hours import read_week, week_lines
from cite.directory.rules.leaflet import MOST, Sooner, kept, need_of, order_key, room_for
from cite.directory.rules.sheet import sheet_of
from cite.documents.rules.leaflet import Card, Drawn, Entry, Leaflet, paged
from cite.documents.rules.outline import QrCode
from cite.tenancy.models import Territory
from cite.territories.models import District

Absolute = Callable[[str], str]
"""Writes the whole address of a path of this site."""
_ISOLATED = "\u2068{}\u2069"
_DEPTHS = (3, 2, 1)
_MOST_READ = 400


@dataclass(frozen=True, slots=True)
class Chosen:
    """A service chosen for a leaflet, with its coming days of entry."""

    service: Service
    intakes: Sequence[Intake]


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the resident calls with a question: a structure and its public telephone."""

    name: str
    telephone: str


def chosen_services(
    territory: Territory | None, uuids: Iterable[str], *, on: date, most: int = MOST + 1
) -> list[Chosen]:
    """Find what was chosen, in the order of a leaflet; what the public no longer sees is left out. Three queries."""
    asked = list(dict.fromkeys(text for text in uuids if _is_uuid(text)))[:most]
    if not asked:
        return []
    rows = shown_services(territory, on=on).filter(uuid__in=asked)
    services = list(rows.select_related("structure").prefetch_related("districts"))
    intakes: dict[int, list[Intake]] = defaultdict(list)
    coming = Intake.objects.filter(service__in=services, starts_on__gte=on).order_by("starts_on", "pk")
    for intake in coming:
        intakes[intake.service_id].append(intake)
    found = [Chosen(service, intakes[service.pk]) for service in services]
    return sorted(found, key=lambda chosen: order_key(_sooner(chosen)))


def contacts_of(user: User, territory: Territory | None) -> list[tuple[str, Contact]]:
    """List the structures she acts for whose public telephone is known, each by its identifier."""
    partners = [membership.partner_id for membership in memberships_of(user, territory)]
    rows = Structure.objects.filter(partner__in=partners).exclude(phone="").order_by("name", "pk")
    return [(str(row.uuid), Contact(row.name, readable_telephone(row.phone))) for row in rows]


def leaflet_of(
    chosen: Sequence[Chosen],
    *,
    language: Language,
    on: date,
    absolute: Absolute,
    first_name: str = "",
    contact: Contact | None = None,
) -> Leaflet:
    """Write a leaflet in a language. Nothing of it is kept."""
    room = room_for(len(chosen))
    with override(language.code):
        words = LEAFLET_WORDS
        name = _apart(first_name, language)
        title = words[LeafletWord.TITLE_FOR] % {"name": name} if name else words[LeafletWord.TITLE]
        note = [str(words[LeafletWord.CAREFUL])]
        if contact:
            note.append(words[LeafletWord.QUESTION] % {"name": _apart(contact.name, language)})
        return Leaflet(
            title=str(title),
            cards=[_card(each, room, language, on, absolute) for each in chosen],
            language=language.tag,
            is_rtl=language.is_rtl,
            lead=str(words[LeafletWord.LEAD]),
            note=" ".join(note),
            note_telephone=contact.telephone if contact else "",
            note_in_french=_for_professionals(on, contact),
        )


def pages_at_most(chosen: Sequence[Chosen], *, on: date) -> int:
    """Tell on how many pages it holds, whatever the language."""

    def pages(language: Language) -> int:
        leaflet = leaflet_of(chosen, language=language, on=on, absolute=str)
        return len(paged(leaflet.cards))

    return max(map(pages, LANGUAGES))


def poster_of(
    territory: Territory, district: District, *, language: Language, on: date, absolute: Absolute
) -> Leaflet:
    """Write who may help in a district, by need, and the way to the whole offer in each language. Three queries."""
    by_need: dict[Need, list[Service]] = defaultdict(list)
    for service, codes in _services_in(territory, district, on=on):
        if need := need_of(codes):
            by_need[need].append(service)
    with override(language.code):
        words = LEAFLET_WORDS
        poster = Leaflet(
            title=words[LeafletWord.POSTER] % {"district": _apart(district.full_label, language)},
            cards=(),
            language=language.tag,
            is_rtl=language.is_rtl,
            lead=str(words[LeafletWord.POSTER_LEAD]),
            note_in_french=_for_professionals(on, None),
            codes=_codes(district, absolute),
        )
        for depth in _DEPTHS:
            cards = [_need_card(need, by_need[need][:depth]) for need in Need if need in by_need]
            if len(paged(cards, has_codes=True)) == 1:
                break
    return replace(poster, cards=cards)


def _services_in(
    territory: Territory, district: District, *, on: date
) -> Iterable[tuple[Service, frozenset[str]]]:
    """List what answers in a district with its codes, the better written and the sooner first."""
    facets = ServiceFacet.objects.filter(facet=Facet.DISTRICT, code=district.code)
    rows = shown_services(territory, on=on).filter(pk__in=facets.values("service"))
    ordered = rows.select_related("structure").order_by("-quality", "entry_delay_days", "name", "pk")
    for service in ordered[:_MOST_READ]:
        yield service, _codes_of(service)


def _codes_of(service: Service) -> frozenset[str]:
    facets = facets_of(sheet_of(service), districts=())
    return frozenset(code_of(facet, code) for facet, code in facets)


def _need_card(need: Need, services: Iterable[Service]) -> Card:
    return Card(
        need=_need(need),
        entries=[Entry(service.name, service.structure.name, _telephone(service)) for service in services],
    )


def _card(chosen: Chosen, room: int, language: Language, on: date, absolute: Absolute) -> Card:
    service = chosen.service
    districts = sorted(district.label for district in service.districts.all())
    facts = service_facts(service, districts=districts, intakes=chosen.intakes)
    said = kept(statements(facts, on=on), room=room)
    week = read_week(service.opening_hours, on)
    need = need_of(_codes_of(service))
    place = _place(service)
    path = reverse("directory:service", args=[service.uuid])
    alt = LEAFLET_WORDS[LeafletWord.CODE] % {"name": service.name}
    return Card(
        name=service.name,
        need=_need(need) if need else Drawn(""),
        by=_by(service),
        sentences=[Drawn(s.text(language), pictogram(s.pictogram)) for s in said],
        hours=_open_days(week_lines(week, language)) if week else [],
        telephone=_telephone(service),
        place=Drawn(place, pictogram("place")) if place else Drawn(""),
        code=QrCode(absolute(path), str(alt)),
    )


def _open_days(lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out the days when nobody is there: on paper, what is not written is closed."""
    closed = str(CLOCK[Clock.CLOSED])
    return [line for line in lines if line[1] != closed] or lines


def _need(need: Need) -> Drawn:
    return Drawn(str(need.label), pictogram(NEED_PICTOGRAMS[need]))


def _by(service: Service) -> str:
    with override(FRENCH.code):
        return _("Proposé par %(name)s") % {"name": service.structure.name}


def _place(service: Service) -> str:
    town = f"{service.postal_code} {service.commune_name}".strip()
    return ", ".join(filter(None, (service.address, service.address_extra, town)))


def _telephone(service: Service) -> str:
    return readable_telephone(service.phone) if service.phone else ""


def _codes(district: District, absolute: Absolute) -> list[QrCode]:
    """Lead to the offer of the district, once in each language, named in that language."""
    codes = []
    for language in LANGUAGES:
        with override(language.code):
            address = f"{reverse('directory:find')}?{urlencode({'quartier': district.code})}"
            alt = str(LEAFLET_WORDS[LeafletWord.WHOLE_OFFER])
        codes.append(QrCode(absolute(address), f"{language.name} : {alt}", language.name))
    return codes


def _for_professionals(on: date, contact: Contact | None) -> str:
    """Say in French what this paper is, to whoever is shown it."""
    with override(FRENCH.code):
        said = _(
            "Pour les professionnels : cette feuille reprend des fiches publiques de la Cité de l’emploi, à jour le "
            "%(day)s. Les noms et les adresses sont en français. Chaque carré ouvre la page publique."
        ) % {"day": date_format(on, "j F Y")}
        given = _(" Feuille remise par : %(name)s, %(telephone)s.") if contact else ""
        more = given % {"name": contact.name, "telephone": contact.telephone} if contact else ""
    return said + more


def _apart(name: str, language: Language) -> str:
    return _ISOLATED.format(name) if name and language.is_rtl else name


def _sooner(chosen: Chosen) -> Sooner:
    following = chosen.intakes[0] if chosen.intakes else None
    left = following.places_left if following else chosen.service.places_left
    return Sooner(
        is_full=left == 0,
        next_start=following.starts_on if following else None,
        delay_days=chosen.service.entry_delay_days,
        name=chosen.service.name,
    )


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
