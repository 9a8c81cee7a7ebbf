"""Writes about the search: needs that nothing answers, everyday words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from cite.accounts.models import User
from cite.core.dates import now, today
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.core.text import search_key
from cite.directory.enums.finding import FindingAct, FindingObjection, UnmetNeedObjection
from cite.directory.models import EverydayExpression, UnmetNeed
from cite.directory.permissions.finding import can_set_search
from cite.directory.rules.finding import without_contacts
from cite.tenancy.models import Territory
from cite.territories.models import District

NEEDS_PER_HOUR = 120
"""By everybody together: machines are not told apart, nothing of them is kept."""
SAID_TWICE = timedelta(minutes=10)
_LONGEST = 300


@transaction.atomic
def report_unmet_need(*, territory: Territory, need: str, district: District | None, words: str) -> UnmetNeed:
    """Count something that the offer lacks, once however often it is sent in a row. Nothing says who.

    Raises:
        Refused: it says nothing, or too many arrive.
    """
    # two at once are counted one by one
    Territory.objects.select_for_update(of=("self",), no_key=True).get(pk=territory.pk)
    words = without_contacts(words)[:_LONGEST]
    require(unless(bool(need or words), UnmetNeedObjection.SAY_SOMETHING))
    said = UnmetNeed.objects.filter(territory=territory)
    same = said.filter(need=need, district=district, words=words, created_at__gte=now() - SAID_TWICE).first()
    if same is not None:
        return same
    recent = said.filter(created_at__gte=now() - timedelta(hours=1)).count()
    require(unless(recent < NEEDS_PER_HOUR, UnmetNeedObjection.TOO_MANY_NEEDS))
    told = UnmetNeed.objects.create(territory=territory, need=need, district=district, words=words)
    record(FindingAct.REPORT_NEED, target=told)
    return told


@transaction.atomic
def erase_words_of_needs(*, territory: Territory, before: datetime) -> int:
    """Erase the words of the needs told before a moment, which stay counted; tells how many."""
    old = UnmetNeed.objects.filter(territory=territory, created_at__lt=before).exclude(words="")
    number = old.update(words="", words_erased_on=today())
    if number:
        record(FindingAct.ERASE_WORDS, territory=territory)
    return number


@transaction.atomic
def write_expression(
    *, territory: Territory, words: str, meanings: Sequence[str], version: int | None, by: User
) -> EverydayExpression:
    """Say what an expression means here; `version`: the one that was read, none where nobody had written it.

    Raises:
        Refused: not hers to say, no word in it, or changed meanwhile.
    """
    require(can_set_search(by, territory))
    key = search_key(words)[:80]
    require(unless(bool(key), FindingObjection.NO_WORD))
    known = EverydayExpression.objects.filter(territory=territory, key=key).first()
    meanings = list(dict.fromkeys(meanings))
    if known is None:
        known = EverydayExpression(territory=territory, key=key)
    elif (known.words, known.meanings) == (words, meanings):
        return known
    else:
        known = EverydayExpression.locked(pk=known.pk, version=version or 0)
    before = known.meanings
    known.words, known.meanings = words, meanings
    if known.pk:
        known.save_next_version()
    else:
        known.save()
    changes = {"meanings": (", ".join(before), ", ".join(meanings))}
    record(FindingAct.WRITE_EXPRESSION, by=by, target=known, changes=changes)
    return known


@transaction.atomic
def forget_expression(*, expression: EverydayExpression, by: User) -> None:
    """Give an expression back the meaning that comes with the tool, or none.

    Raises:
        Refused: not hers to say.
    """
    require(can_set_search(by, expression.territory))
    known = EverydayExpression.objects.filter(pk=expression.pk).first()
    if known is not None:
        record(FindingAct.FORGET_EXPRESSION, by=by, target=known)
        known.delete()
