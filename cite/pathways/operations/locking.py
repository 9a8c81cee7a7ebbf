"""Holding a pathway, and what it keeps of its own events, inside the transaction of an operation."""

from __future__ import annotations

from datetime import date

from django.db.models import Max
from django.utils.timezone import localtime

from cite.core.dates import today
from cite.core.models import still_there
from cite.pathways.models import Appointment, Contact, Diagnosis, Pathway
from cite.pathways.rules.presence import FROM_HER, SHE_CAME, SHE_WARNED
from cite.pathways.signals import pathway_held
from cite.residents.operations.locking import lock_resident
from cite.residents.operations.people import note_heard


def lock_pathway_that_hears(pathway: Pathway) -> Pathway:
    """Hold a pathway where something comes from her: her file, which keeps the day of it, is held first.

    Raises:
        Refused: it is gone.
    """
    lock_resident(pathway.resident_id)
    return lock_pathway(pathway)


def lock_pathway(pathway: Pathway) -> Pathway:
    """Hold a pathway to write in it: whatever hangs on it waits, and may look at it again afterwards.

    Raises:
        Refused: it is gone.
    """
    rows = Pathway.objects.select_for_update(of=("self",), no_key=True)
    held = still_there(rows.select_related("resident__territory", "territory"), pathway.pk)
    pathway_held.send(sender=Pathway, pathway=held)
    return held


def recount_news(pathway: Pathway) -> None:
    """Keep the days of the last exchange and of the last news from her, counted from the events; tell her file.

    Freins are told by her: the day on which they were discussed is news.
    """
    contacts = Contact.objects.filter(pathway=pathway)
    tried = contacts.aggregate(on=Max("on"))["on"]
    heard = contacts.filter(direction__in=[str(each) for each in FROM_HER]).aggregate(on=Max("on"))["on"]
    told = Diagnosis.objects.filter(pathway=pathway).aggregate(on=Max("on"))["on"]
    news = _latest(heard, told, *_news_of_appointments(pathway))
    pathway.last_contact_on, pathway.last_heard_on = _latest(tried, news), news
    Pathway.objects.filter(pk=pathway.pk).update(
        last_contact_on=pathway.last_contact_on, last_heard_on=pathway.last_heard_on
    )
    if news is not None:
        note_heard(resident=pathway.resident, on=news)


def _news_of_appointments(pathway: Pathway) -> list[date]:
    """The last day on which she came, and those on which she warned: the day it was noted, at the latest that day."""
    rows = Appointment.objects.filter(pathway=pathway)
    came = rows.filter(presence__in=[str(each) for each in SHE_CAME]).aggregate(at=Max("at"))["at"]
    warned = rows.filter(presence__in=[str(each) for each in SHE_WARNED]).values_list("at", "noted_on")
    days = [localtime(came).date()] if came else []
    return days + [min(localtime(at).date(), noted_on or today()) for at, noted_on in warned]


def _latest(*days: date | None) -> date | None:
    return max((day for day in days if day is not None), default=None)
