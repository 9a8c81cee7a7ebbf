"""Changes to the places and contacts of an organization."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from cite.accounts.models import User
from cite.actors.enums import OrganizationAct, OrganizationObjection
from cite.actors.models import Contact, Partner, Site
from cite.actors.permissions.organizations import can_edit_partner
from cite.core.dates import today
from cite.core.decisions import require, unless
from cite.core.journal import differences, record, snapshot
from cite.core.text import search_key
from cite.tenancy.models import Territory
from cite.territories.enums import DistrictKind
from cite.territories.models import Commune, District
from cite.territories.queries.location import locate
from cite.territories.rules.addresses import AddressQuery
from cite.territories.rules.residence import Answer

MOST = 50
"""Sites, and contacts, that one sheet may hold."""
_SITE = ("label", "address", "commune", "longitude", "latitude", "district", "district_status", "district_on")


def save_site(
    *,
    partner: Partner,
    label: str,
    address: str,
    commune: Commune | None,
    by: User,
    point: tuple[float, float] | None = None,
    site: Site | None = None,
    version: int = 1,
    online: bool | None = None,
) -> Site:
    """Add a place to an organization, or change one; the district it is in is answered and dated.

    `point`: longitude and latitude placed by hand, which prevail over the address. The address is asked before the
    transaction: the answer may come from the network (`online`: see `locate`).

    Raises:
        Refused: not allowed, too many places, changed by somebody meanwhile.
    """
    on = today()
    answer = _answer(partner.territory, point, address, commune, on, online)
    with transaction.atomic():
        partner = Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=partner.pk)
        require(can_edit_partner(by, partner))
        if site is None:
            require(unless(partner.sites.count() < MOST, OrganizationObjection.TOO_MANY))
            site = Site(partner=partner, territory=partner.territory)
        else:
            site = Site.locked(pk=site.pk, version=version)
            require(unless(site.partner_id == partner.pk, OrganizationObjection.NOT_IN_THIS_STATE))
        before = snapshot(site, _SITE) if site.pk else {}
        site.label, site.address, site.commune = label, address, commune
        site.is_placed = point is not None
        _set_answer(site, answer, on)
        _save(site)
        _index_places(partner)
        changes = differences(before, snapshot(site, _SITE))
        record(OrganizationAct.SAVE_SITE, by=by, target=site, changes=changes)
    return site


@transaction.atomic
def remove_site(*, site: Site, version: int, by: User) -> None:
    """Take a place out of the sheet of an organization."""
    site = Site.locked(pk=site.pk, version=version)
    require(can_edit_partner(by, site.partner))
    record(OrganizationAct.REMOVE_SITE, by=by, target=site, changes=differences(snapshot(site, _SITE), {}))
    partner = site.partner
    site.delete()
    _index_places(partner)


@transaction.atomic
def save_contact(
    *,
    partner: Partner,
    function: str,
    name: str,
    email: str,
    phone: str,
    by: User,
    contact: Contact | None = None,
    version: int = 1,
) -> Contact:
    """Add whom to call in an organization, or change it; the journal keeps the names of the fields only."""
    partner = Partner.objects.select_for_update(of=("self",), no_key=True).get(pk=partner.pk)
    require(can_edit_partner(by, partner))
    if contact is None:
        require(unless(partner.contacts.count() < MOST, OrganizationObjection.TOO_MANY))
        contact = Contact(partner=partner, territory=partner.territory)
    else:
        contact = Contact.locked(pk=contact.pk, version=version)
        require(unless(contact.partner_id == partner.pk, OrganizationObjection.NOT_IN_THIS_STATE))
    before = snapshot(contact) if contact.pk else {}
    contact.function, contact.name, contact.email, contact.phone = function, name, email, phone
    _save(contact)
    record(
        OrganizationAct.SAVE_CONTACT, by=by, target=contact, changes=differences(before, snapshot(contact))
    )
    return contact


@transaction.atomic
def remove_contact(*, contact: Contact, version: int, by: User) -> None:
    """Take a contact out of the sheet of an organization."""
    contact = Contact.locked(pk=contact.pk, version=version)
    require(can_edit_partner(by, contact.partner))
    record(OrganizationAct.REMOVE_CONTACT, by=by, target=contact)
    contact.delete()


def _save(row: Site | Contact) -> None:
    if row.pk:
        row.save_next_version()
    else:
        row.save()


def _answer(
    territory: Territory,
    point: tuple[float, float] | None,
    address: str,
    commune: Commune | None,
    on: date,
    online: bool | None,
) -> Answer | None:
    if point is not None:
        return locate(territory=territory, on=on, point=point)
    if not address.strip() or commune is None:
        return None
    query = AddressQuery(address, commune=commune.name)
    return locate(territory=territory, on=on, address=query, online=online)


def _set_answer(site: Site, answer: Answer | None, on: date) -> None:
    """Keep what was answered; without an answer nothing is known, which is not a no."""
    site.district = None
    site.longitude = answer.longitude if answer else None
    site.latitude = answer.latitude if answer else None
    site.district_status = answer.status if answer else Site._meta.get_field("district_status").default
    site.district_on = on if answer else None
    if answer and answer.qpv_code:
        districts = District.objects.filter(kind=DistrictKind.PRIORITY, code=answer.qpv_code)
        site.district = districts.order_by("is_withdrawn", "-generation").first()


def _index_places(partner: Partner) -> None:
    """Let a search find an organization by where it is; not a change of its sheet."""
    words = " ".join(
        f"{label} {commune or ''}" for label, commune in partner.sites.values_list("label", "commune__name")
    )
    Partner.objects.filter(pk=partner.pk).update(place_key=f" {search_key(words)}"[:600])
