"""Favourites and lists of services: what a person does to them, and what she undoes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.actors.models import Partner
from cite.core.dates import now
from cite.core.decisions import Decision, require, unless
from cite.core.journal import record
from cite.core.models import SaveObjection
from cite.directory.enums.selections import SelectionAct, SelectionObjection
from cite.directory.models import SelectedService, Selection, Service
from cite.directory.notices import LIST_HANDED
from cite.directory.permissions.selections import (
    can_hand_over_selection,
    can_keep_lists,
    can_restore_selection,
    can_share,
    can_write_selection,
)
from cite.directory.queries.selections import is_offered, offered_services, possible_keepers
from cite.directory.rules.selections import (
    KEPT_FOR,
    MOST_LISTS,
    NAME_MAX,
    NOTE_MAX,
    arranged,
    room_decision,
    words_decision,
)
from cite.notifications.operations import notify
from cite.tenancy.models import Territory
from cite.territories.models import District


@transaction.atomic
def favour_service(*, service: Service, by: User) -> Selection:
    """Keep a service among her favourites; twice is once.

    Raises:
        Refused: it is not offered to her, or she has too many.
    """
    require(unless(is_offered(service, by), SelectionObjection.NOT_SHOWN))
    favourites, _is_new = Selection.objects.get_or_create(
        territory=service.territory, keeper=by, is_favourites=True, defaults={"name": _("Mes favoris")}
    )
    _put_in(_locked(favourites), service, by)
    return favourites


@transaction.atomic
def unfavour_service(*, service: Service, by: User) -> None:
    """Take a service out of her favourites; twice is once."""
    rows = SelectedService.objects.filter(
        territory=service.territory,
        service=service,
        selection__keeper=by,
        selection__is_favourites=True,
        removed_at=None,
    )
    rows.update(removed_at=now(), updated_at=now())


@transaction.atomic
def create_selection(
    *,
    territory: Territory,
    name: str,
    purpose: str = "",
    partner: Partner | None = None,
    district: District | None = None,
    service: Service | None = None,
    by: User,
) -> Selection:
    """Begin a list, with a service in it where one is given; a double click makes one list: its name is hers once.

    Raises:
        Refused: her role changes nothing, not hers to share so, no name, or too many lists.
    """
    require(can_keep_lists(by, territory))
    require(words_decision(name, purpose) & _shared(by, territory, partner, district))
    # two at once are counted one by one
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    hers = Selection.objects.filter(territory=territory, keeper=by, is_favourites=False, removed_at=None)
    same = hers.filter(name=name.strip(), partner=partner, district=district).first()
    if same is not None:
        if service is not None:
            add_to_selection(selection=same, service=service, by=by)
        return same
    require(unless(hers.count() < MOST_LISTS, SelectionObjection.TOO_MANY_LISTS))
    selection = Selection.objects.create(
        territory=territory,
        name=name.strip(),
        purpose=purpose.strip(),
        partner=partner,
        district=district,
        keeper=by,
    )
    record(SelectionAct.CREATE, by=by, target=selection)
    if service is not None:
        add_to_selection(selection=selection, service=service, by=by)
    return selection


@transaction.atomic
def write_selection(
    *,
    selection: Selection,
    version: int,
    name: str,
    purpose: str,
    partner: Partner | None,
    district: District | None,
    by: User,
) -> Selection:
    """Change the name of a list, what it is for, and who reads it.

    Raises:
        Refused: not hers to write, changed meanwhile, not hers to share so, or no name.
    """
    locked = Selection.locked(pk=selection.pk, version=version)
    require(can_write_selection(by, locked))
    require(unless(not locked.is_favourites, SelectionObjection.FAVOURITES))
    shares = {
        "partner": partner if partner is None or partner.pk != locked.partner_id else None,
        "district": district if district is None or district.pk != locked.district_id else None,
    }
    require(words_decision(name, purpose) & _shared(by, locked.territory, **shares))
    if (partner.pk if partner else None) != locked.partner_id:
        require(can_hand_over_selection(by, locked))  # whoever reads it no longer would
    changes = {"name": (locked.name, name.strip())}
    locked.name, locked.purpose = name.strip(), purpose.strip()
    locked.partner, locked.district = partner, district
    locked.save_next_version()
    record(SelectionAct.WRITE, by=by, target=locked, changes=changes)
    return locked


@transaction.atomic
def arrange_selection(
    *,
    selection: Selection,
    version: int,
    places: Mapping[int, int],
    notes: Mapping[int, str],
    by: User,
) -> Selection:
    """Put the services of a list in order, each with its word for colleagues; both by the numbers of its rows.

    Raises:
        Refused: not hers to write, changed meanwhile, or a word too long.
    """
    locked = Selection.locked(pk=selection.pk, version=version)
    require(can_write_selection(by, locked))
    too_long = any(len(note) > NOTE_MAX for note in notes.values())
    require(unless(not too_long, SelectionObjection.TOO_LONG))
    rows = {row.pk: row for row in SelectedService.objects.filter(selection=locked, removed_at=None)}
    require(unless(set(notes) <= set(rows), SelectionObjection.OTHER_SERVICES))
    for position, pk in enumerate(arranged(list(rows), dict(places))):
        rows[pk].position = position
        rows[pk].note = notes.get(pk, rows[pk].note).strip()
    SelectedService.objects.bulk_update(rows.values(), ["position", "note"])
    locked.save_next_version()
    record(SelectionAct.ARRANGE, by=by, target=locked)
    return locked


@transaction.atomic
def add_to_selection(*, selection: Selection, service: Service, note: str = "", by: User) -> SelectedService:
    """Add a service at the end of a list; twice is once, and what was taken out comes back at its place.

    Raises:
        Refused: not hers to write, not offered to her, or a list that is full.
    """
    locked = _locked(selection)
    require(can_write_selection(by, locked))
    require(
        unless(is_offered(service, by), SelectionObjection.NOT_SHOWN)
        & unless(len(note) <= NOTE_MAX, SelectionObjection.TOO_LONG)
    )
    row, is_new = _put_in(locked, service, by, note.strip())
    if is_new and not locked.is_favourites:
        locked.save_next_version()
        record(SelectionAct.ADD, by=by, target=locked, changes={"service": (None, service.name)})
    return row


@transaction.atomic
def take_out_of_selection(*, selection: Selection, service: Service, by: User) -> None:
    """Take a service out of a list; twice is once, and it may be put back where it was.

    Raises:
        Refused: not hers to write.
    """
    locked = _locked(selection)
    require(can_write_selection(by, locked))
    row = SelectedService.objects.filter(selection=locked, service=service, removed_at=None).first()
    if row is None:
        return
    row.removed_at = now()
    row.save()
    locked.save_next_version()
    record(SelectionAct.TAKE_OUT, by=by, target=locked, changes={"service": (service.name, None)})


@transaction.atomic
def put_back_in_selection(*, selection: Selection, service: Service, by: User) -> None:
    """Put a service back where it was, with its word; twice is once. What is no longer offered comes back too.

    Raises:
        Refused: not hers to write, taken away for good, or a list that is full meanwhile.
    """
    locked = _locked(selection)
    require(can_write_selection(by, locked))
    row = SelectedService.objects.filter(selection=locked, service=service).first()
    require(unless(row is not None, SaveObjection.GONE_MEANWHILE))
    if row.removed_at is None:
        return
    require(_room_in(locked))
    row.removed_at = None
    row.save()
    locked.save_next_version()
    record(SelectionAct.PUT_BACK, by=by, target=locked, changes={"service": (None, service.name)})


@transaction.atomic
def duplicate_selection(*, selection: Selection, by: User) -> Selection:
    """Copy what a list offers today into one of hers, which nobody else reads yet; twice is once.

    Raises:
        Refused: her role changes nothing, or she has too many lists.
    """
    name = _("Copie de %(name)s") % {"name": selection.name}
    copy = create_selection(
        territory=selection.territory, name=name[:NAME_MAX], purpose=selection.purpose, by=by
    )
    if SelectedService.objects.filter(selection=copy).exists():
        return copy
    notes = dict(SelectedService.objects.filter(selection=selection).values_list("service_id", "note"))
    services = offered_services(selection, by)
    SelectedService.objects.bulk_create(
        SelectedService(
            territory=copy.territory,
            selection=copy,
            service=service,
            position=position,
            note=notes.get(service.pk, ""),
            added_by=by,
        )
        for position, service in enumerate(services)
        if room_decision(position, is_favourites=False)
    )
    record(SelectionAct.DUPLICATE, by=by, target=copy)
    return copy


@transaction.atomic
def hand_over_selection(*, selection: Selection, to: User, by: User) -> Selection:
    """Have somebody else keep a list, who is told; twice is once.

    Raises:
        Refused: not hers to hand over, or to somebody who could not keep it.
    """
    locked = _locked(selection)
    if locked.keeper_id == to.pk:
        return locked
    require(can_hand_over_selection(by, locked))
    colleagues = {person.pk for person in possible_keepers(locked, by)}
    require(unless(to.pk in colleagues, SelectionObjection.NOT_A_COLLEAGUE))
    locked.keeper = to
    locked.save_next_version()
    record(SelectionAct.HAND_OVER, by=by, target=locked, person=to)
    if to.pk != by.pk:
        notify(
            kind=LIST_HANDED.key,
            territory=locked.territory,
            to=to,
            fields={},
            path=reverse("directory:selection", args=[locked.uuid]),
            about=f"selection:{locked.uuid}",
        )
    return locked


@transaction.atomic
def remove_selection(*, selection: Selection, by: User) -> None:
    """Take a list away; twice is once, and it may be put back for a month.

    Raises:
        Refused: not hers to take away.
    """
    locked = _locked(selection)
    if locked.removed_at is not None:
        return
    require(can_hand_over_selection(by, locked))
    locked.removed_at = now()
    locked.save_next_version()
    record(SelectionAct.REMOVE, by=by, target=locked)


@transaction.atomic
def restore_selection(*, selection: Selection, by: User) -> None:
    """Put a list back; twice is once.

    Raises:
        Refused: not hers to put back.
    """
    locked = _locked(selection)
    require(can_restore_selection(by, locked))
    if locked.removed_at is None:
        return
    locked.removed_at = None
    locked.save_next_version()
    record(SelectionAct.RESTORE, by=by, target=locked)


@transaction.atomic
def forget_removed_selections(*, territory: Territory, at: datetime) -> int:
    """Erase what was taken away a month ago; tells how many lists and services went."""
    old = {"territory": territory, "removed_at__lt": at - KEPT_FOR}
    services, _each = SelectedService.objects.filter(**old).delete()
    lists, _each = Selection.objects.filter(**old).delete()
    return services + lists


def _locked(selection: Selection) -> Selection:
    rows = Selection.objects.select_for_update(of=("self",), no_key=True)
    found = rows.filter(pk=selection.pk).first()
    require(unless(found is not None, SaveObjection.GONE_MEANWHILE))
    return found


def _put_in(selection: Selection, service: Service, by: User, note: str = "") -> tuple[SelectedService, bool]:
    """Put a service in a locked list, or back; says whether it was out."""
    rows = SelectedService.objects.filter(selection=selection)
    row = rows.filter(service=service).first()
    if row is not None and row.removed_at is None:
        return row, False
    require(_room_in(selection))
    if row is None:
        last = rows.aggregate(last=Max("position"))["last"]
        row = SelectedService(
            territory=selection.territory,
            selection=selection,
            service=service,
            position=0 if last is None else last + 1,
            added_by=by,
        )
    row.removed_at = None
    row.note = note or row.note
    row.save()
    return row, True


def _room_in(selection: Selection) -> Decision:
    how_many = SelectedService.objects.filter(selection=selection, removed_at=None).count()
    return room_decision(how_many, is_favourites=selection.is_favourites)


def _shared(by: User, territory: Territory, partner: Partner | None, district: District | None) -> Decision:
    return can_share(
        by, territory, partner=partner.pk if partner else None, district=district.pk if district else None
    )
