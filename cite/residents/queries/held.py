"""Everything held about somebody, as titled rows: what the residents hold, then what applications above hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Min
from django.db.models.functions import TruncDate
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override

from cite.audit.models import Entry
from cite.core.languages import FRENCH, language_of
from cite.core.speaking import spoken
from cite.core.telephones import readable_telephone
from cite.residents.enums.delays import Delay
from cite.residents.enums.held import HeldWord
from cite.residents.enums.languages import Spoken
from cite.residents.enums.people import Situation
from cite.residents.enums.rights import Right
from cite.residents.models import InformationNotice, ReachRequest, Residence, Resident, RightRequest, Sharing
from cite.residents.ports import HeldBlock, held_by_others
from cite.residents.queries.delays import delays_of
from cite.residents.queries.sentences import listed, part_words
from cite.residents.rules.retention import forgotten_on
from cite.residents.rules.sharing import SEEN_FOR

APPLICATION = "residents"
Held = tuple[str, HeldBlock]
_W = HeldWord


def held_about(resident: Resident) -> list[Held]:
    """Gather everything held about somebody, first what is in the language in force, then what is in French.

    A file made one with hers is hers too. The queries do not grow with what is held.
    """
    files = with_absorbed(resident)
    own = [_identity(files[0]), _contact(files[0]), _situation(files[0])]
    own += [_other(each) for each in files[1:]]
    numbers = [each.pk for each in files]
    own += [
        _homes(numbers),
        _sharings(numbers),
        _notices(numbers),
        _requests(numbers),
        _reaches(numbers),
        _readers([each.uuid for each in files]),
    ]
    held = [(APPLICATION, block) for block in own if block.rows]
    with override(FRENCH.code):  # the work of professionals is in French
        return held + [found for each in files for found in held_by_others(each) if found[1].rows]


def with_absorbed(root: Resident) -> list[Resident]:
    """List a file and those made one with it, hers first."""
    found, level = [root], [root]
    while level := list(Resident.objects.filter(merged_into__in=level).order_by("pk")):
        found += level
    return found


def _identity(resident: Resident) -> HeldBlock:
    return _pairs(
        "identity",
        _W.IDENTITY,
        [
            (_W.FIRST_NAME, resident.first_name),
            (_W.LAST_NAME, resident.last_name),
            (_W.BIRTH_DATE, resident.birth_date),
            (_W.BIRTH_YEAR, resident.birth_year),
            (_W.SEX, resident.get_sex_display()),
            (_W.OPENED_BY, resident.partner),
            (_W.OPENED_ON, localtime(resident.created_at).date()),
            (_W.HEARD_ON, resident.last_heard_on),
            (
                _W.KEPT_UNTIL,
                forgotten_on(resident.last_heard_on, delays_of(resident.territory)[Delay.KEPT_MONTHS]),
            ),
        ],
    )


def _contact(resident: Resident) -> HeldBlock:
    return _pairs(
        "contact",
        _W.CONTACT,
        [
            (_W.PHONE, readable_telephone(resident.phone)),
            (_W.EMAIL, resident.email),
            (_W.CHANNEL, resident.get_channel_display()),
            (_W.HOURS, resident.reachable_hours),
            (_W.LANGUAGE, language_of(resident.language).name),
            (_W.LANGUAGES, _spoken(resident.languages)),
            (_W.INTERPRETER, resident.needs_interpreter),
            (_W.VIA, _together(resident.via_name, readable_telephone(resident.via_phone))),
            (_W.VIA_AGREED, resident.via_agreed),
        ],
    )


def _situation(resident: Resident) -> HeldBlock:
    return _pairs(
        "situation",
        _W.SITUATION,
        [
            (_W.SITUATIONS, ", ".join(_labels(Situation, resident.situations))),
            (_W.LEVEL, resident.get_education_level_display()),
            (_W.PROTECTION, resident.get_protection_display()),
            (_W.GUARDIAN, _together(resident.guardian_name, readable_telephone(resident.guardian_phone))),
            (_W.GUARDIAN_INFORMED, resident.guardian_informed),
        ],
    )


def _other(resident: Resident) -> HeldBlock:
    """What a file made one with hers says, which the kept one may say otherwise."""
    blocks = (_identity(resident), _contact(resident), _situation(resident))
    rows = [row for block in blocks for row in block.rows if row[1] != str(_W.NOTHING.label)]
    return HeldBlock(key=f"other_file_{resident.pk}", title=str(_W.OTHER_FILE.label), rows=rows)


def _homes(numbers: Sequence[int]) -> HeldBlock:
    rows = Residence.objects.filter(resident__in=numbers).select_related("commune", "district")
    columns = (_W.SINCE, _W.UNTIL, _W.ADDRESS, _W.COMMUNE, _W.ANSWER, _W.DISTRICT)
    return _table(
        "homes",
        _W.HOMES,
        columns,
        (
            (row.since, row.until, row.address, row.commune, row.get_answer_display(), row.district)
            for row in rows.order_by("since", "pk")
        ),
    )


def _sharings(numbers: Sequence[int]) -> HeldBlock:
    rows = Sharing.objects.filter(resident__in=numbers)
    rows = rows.select_related("partner__organization", "stopped_by__user")
    columns = (
        _W.STRUCTURE,
        _W.PURPOSE,
        _W.SEES,
        _W.AGREED_ON,
        _W.HOW,
        _W.UNTIL,
        _W.STOPPED_ON,
        _W.STOPPED_BY,
    )
    return _table(
        "sharings",
        _W.SHARINGS,
        columns,
        (
            (
                row.partner,
                row.get_purpose_display(),
                parts_text(row.purpose),
                row.given_on,
                row.get_way_display(),
                row.ends_on,
                row.stopped_at,
                row.stopped_by.user.full_name if row.stopped_by else None,
            )
            for row in rows.order_by("given_on", "pk")
        ),
    )


def parts_text(purpose: str) -> str:
    """Write the parts of her file that a purpose opens, in the order in which people say them."""
    return listed(part_words(SEEN_FOR[purpose]), spoken())


def _notices(numbers: Sequence[int]) -> HeldBlock:
    rows = InformationNotice.objects.filter(resident__in=numbers).select_related(
        "given_by__partner__organization"
    )
    return _table(
        "notices",
        _W.NOTICES,
        (_W.DAY, _W.HOW, _W.STRUCTURE, _W.LANGUAGE),
        (
            (row.given_on, row.get_way_display(), row.given_by.partner, language_of(row.language).name)
            for row in rows.order_by("given_on", "pk")
        ),
    )


def _requests(numbers: Sequence[int]) -> HeldBlock:
    rows = RightRequest.objects.filter(resident__in=numbers).order_by("asked_on", "pk")
    return _table(
        "requests",
        _W.REQUESTS,
        (_W.DAY, _W.ASKED, _W.WORDS, _W.STATE, _W.ANSWER),
        ((row.asked_on, _asked(row.right), row.details, row.get_state_display(), row.answer) for row in rows),
    )


def _asked(right: str) -> str:
    """Name a right as she says it: « sur moi », where professionals read « sur elle »."""
    return str(_W.ASKED_ACCESS.label if right == Right.ACCESS else Right(right).label)


def _reaches(numbers: Sequence[int]) -> HeldBlock:
    rows = ReachRequest.objects.filter(resident__in=numbers).select_related("asked_by__partner__organization")
    return _table(
        "reaches",
        _W.REACHES,
        (_W.DAY, _W.STRUCTURE, _W.REASON, _W.STATE),
        (
            (row.asked_on, row.asked_by.partner, row.reason, row.get_state_display())
            for row in rows.order_by("asked_on", "pk")
        ),
    )


def _readers(people: Sequence[Any]) -> HeldBlock:
    """Name the structures that opened her file, as the journal keeps them: who did is theirs to say."""
    rows = Entry.objects.filter(person_uuid__in=people).exclude(organization_name="").order_by()
    rows = rows.values("organization_name").annotate(
        first=Min(TruncDate("at")), last=Max(TruncDate("at")), times=Count("pk")
    )
    return _table(
        "readers",
        _W.READERS,
        (_W.STRUCTURE, _W.SINCE, _W.UNTIL, _W.TIMES),
        (
            (row["organization_name"], row["first"], row["last"], row["times"])
            for row in rows.order_by("organization_name")
        ),
    )


def _pairs(key: str, title: HeldWord, pairs: Iterable[tuple[HeldWord, Any]]) -> HeldBlock:
    rows = [(str(label.label), _said(value) or str(_W.NOTHING.label)) for label, value in pairs]
    return HeldBlock(key=key, title=str(title.label), rows=rows)


def _table(
    key: str, title: HeldWord, columns: Sequence[HeldWord], rows: Iterable[Iterable[Any]]
) -> HeldBlock:
    return HeldBlock(
        key=key,
        title=str(title.label),
        columns=[str(column.label) for column in columns],
        rows=[[_said(value) for value in row] for row in rows],
    )


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str((_W.YES if value else _W.NO).label)
    if isinstance(value, datetime):
        value = localtime(value).date()
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return str(value)


def _together(*texts: str) -> str:
    return " – ".join(filter(None, texts))


def _labels(choices: Any, values: Sequence[str]) -> list[str]:
    known = dict(choices.choices)
    return [str(known.get(value, value)) for value in values]


def _spoken(values: Sequence[str]) -> str:
    """Name languages in French: their names are not among what is translated."""
    with override(FRENCH.code):
        return ", ".join(_labels(Spoken, values))
