"""What a file asks: one table for the form, what is missing, the comparison, the documents and the imports.

`cerfa`: where the Cerfa 12156*06 asks it; `dauphin`: its place in Dauphin's order. Both are empty where neither asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cite.grants.enums import CarrierKind, Question, Step


class AnswerKind(StrEnum):
    """What an answer is, and how it is stored in JSON."""

    LINE = "line"  # text
    TEXT = "text"  # text, several lines
    EMAIL = "email"  # text
    PHONE = "phone"  # text
    INTEGER = "integer"  # integer
    DECIMAL = "decimal"  # text, a point, two decimals at most
    PERCENT = "percent"  # integer, 0 to 100
    DAY = "day"  # text, ISO 8601
    YES_NO = "yes_no"  # "yes", "no"; nothing: not said
    CHOICE = "choice"  # a code
    CHOICES = "choices"  # a list of codes
    ROWS = "rows"  # a list of lists of texts


EVERYONE = frozenset({CarrierKind.ASSOCIATION, CarrierKind.LOCAL_AUTHORITY, CarrierKind.TO_CONFIRM})
ASSOCIATIONS = frozenset({CarrierKind.ASSOCIATION, CarrierKind.TO_CONFIRM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question: its step, what its answer is, of whom it is asked, and whether a file is complete without it.

    `columns`: the columns of a `ROWS` answer. `max_length`: of a text, or rows at most.
    """

    key: Question
    step: Step
    kind: AnswerKind
    is_required: bool = False
    max_length: int = 0
    of: frozenset[CarrierKind] = EVERYONE
    cerfa: str = ""
    dauphin: int = 0
    columns: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The question, as people read it."""
        return self.key.label


def _q(key, step, kind, cerfa="", dauphin=0, *, required=False, length=0, of=EVERYONE, columns=()) -> Asked:
    return Asked(
        key=key,
        step=step,
        kind=kind,
        cerfa=cerfa,
        dauphin=dauphin,
        is_required=required,
        max_length=length,
        of=of,
        columns=columns,
    )


_K, _Q, _S = AnswerKind, Question, Step
_LONG, _SHORT = 5000, 300

QUESTIONS: tuple[Asked, ...] = (
    _q(_Q.CARRIER_WEBSITE, _S.CARRIER, _K.LINE, "1.1", 301, length=_SHORT),
    _q(_Q.CARRIER_RNA, _S.CARRIER, _K.LINE, "1.3", 302, length=40, of=ASSOCIATIONS),
    _q(_Q.CARRIER_ADDRESS, _S.CARRIER, _K.LINE, "1.5", 303, required=True, length=_SHORT),
    _q(_Q.CARRIER_MAIL_ADDRESS, _S.CARRIER, _K.LINE, "1.5.1", 304, length=_SHORT),
    _q(_Q.REPRESENTATIVE_NAME, _S.CARRIER, _K.LINE, "1.6", 305, required=True, length=150),
    _q(_Q.REPRESENTATIVE_FUNCTION, _S.CARRIER, _K.LINE, "1.6", 306, required=True, length=120),
    _q(_Q.REPRESENTATIVE_EMAIL, _S.CARRIER, _K.EMAIL, "1.6", 307, required=True, length=254),
    _q(_Q.REPRESENTATIVE_PHONE, _S.CARRIER, _K.PHONE, "1.6", 308, length=30),
    _q(_Q.CONTACT_NAME, _S.CARRIER, _K.LINE, "1.7", 309, length=150),
    _q(_Q.CONTACT_FUNCTION, _S.CARRIER, _K.LINE, "1.7", 310, length=120),
    _q(_Q.CONTACT_EMAIL, _S.CARRIER, _K.EMAIL, "1.7", 311, length=254),
    _q(_Q.CONTACT_PHONE, _S.CARRIER, _K.PHONE, "1.7", 312, length=30),
    _q(_Q.APPROVALS, _S.CARRIER, _K.TEXT, "2", 313, length=1000, of=ASSOCIATIONS),
    _q(_Q.PUBLIC_UTILITY, _S.CARRIER, _K.YES_NO, "2", 314, of=ASSOCIATIONS),
    _q(_Q.COMMERCIAL_TAXES, _S.CARRIER, _K.YES_NO, "2", 315, required=True, of=ASSOCIATIONS),
    _q(_Q.FEDERATION, _S.CARRIER, _K.LINE, "3", 316, length=_SHORT, of=ASSOCIATIONS),
    _q(_Q.CORPORATE_MEMBERS, _S.CARRIER, _K.TEXT, "3", 317, length=1000, of=ASSOCIATIONS),
    _q(_Q.VOLUNTEERS, _S.CARRIER, _K.INTEGER, "4", 318, required=True, of=ASSOCIATIONS),
    _q(_Q.CIVIC_VOLUNTEERS, _S.CARRIER, _K.INTEGER, "4", 319, of=ASSOCIATIONS),
    _q(_Q.EMPLOYEES, _S.CARRIER, _K.INTEGER, "4", 320, required=True, of=ASSOCIATIONS),
    _q(_Q.AIDED_JOBS, _S.CARRIER, _K.INTEGER, "4", 321, of=ASSOCIATIONS),
    _q(_Q.EMPLOYEES_FTE, _S.CARRIER, _K.DECIMAL, "4", 322, of=ASSOCIATIONS),
    _q(_Q.SECONDED, _S.CARRIER, _K.INTEGER, "4", 323, of=ASSOCIATIONS),
    _q(_Q.MEMBERS, _S.CARRIER, _K.INTEGER, "4", 324, required=True, of=ASSOCIATIONS),
    _q(_Q.TITLE, _S.PROJECT, _K.LINE, "6", 401, required=True, length=255),
    _q(_Q.REQUEST_KIND, _S.PROJECT, _K.CHOICE, "0", 101, required=True),
    _q(_Q.CHANGES, _S.PROJECT, _K.TEXT, length=2000),
    _q(_Q.ADAPTS_EXISTING, _S.PROJECT, _K.YES_NO),
    _q(_Q.STAKES, _S.PROJECT, _K.CHOICES, required=True),
    _q(_Q.PRIORITIES, _S.PROJECT, _K.CHOICES, "", 201, required=True),
    _q(_Q.OTHER_PRIORITY, _S.PROJECT, _K.TEXT, length=1000),
    _q(_Q.NEED, _S.PROJECT, _K.TEXT, "6", 402, required=True, length=_LONG),
    _q(_Q.OBJECTIVES, _S.PROJECT, _K.TEXT, "6", 403, required=True, length=_LONG),
    _q(_Q.DESCRIPTION, _S.PROJECT, _K.TEXT, "6", 404, required=True, length=8000),
    _q(_Q.INNOVATION, _S.PROJECT, _K.TEXT, required=True, length=3000),
    _q(_Q.BENEFICIARIES, _S.AUDIENCE, _K.TEXT, "6", 405, required=True, length=3000),
    _q(_Q.PARTICIPANTS_MIN, _S.AUDIENCE, _K.INTEGER, "6", 406),
    _q(_Q.PARTICIPANTS_MAX, _S.AUDIENCE, _K.INTEGER, "6", 407, required=True),
    _q(_Q.QPV_SHARE, _S.AUDIENCE, _K.PERCENT, "6", 408, required=True),
    _q(_Q.AGE_LIMIT, _S.AUDIENCE, _K.YES_NO, required=True),
    _q(_Q.AGE_REASON, _S.AUDIENCE, _K.TEXT, length=1000),
    _q(_Q.WOMEN_SHARE, _S.AUDIENCE, _K.PERCENT),
    _q(_Q.DETECTION, _S.AUDIENCE, _K.TEXT, length=3000),
    _q(_Q.REGISTRATION, _S.AUDIENCE, _K.TEXT, length=2000),
    _q(_Q.COMMUNICATION, _S.AUDIENCE, _K.TEXT, length=2000),
    _q(_Q.PLACES, _S.AUDIENCE, _K.TEXT, "6", 409, required=True, length=2000),
    _q(_Q.NETWORK, _S.PARTNERS, _K.TEXT, required=True, length=3000),
    _q(_Q.ARTICULATION, _S.PARTNERS, _K.TEXT, required=True, length=3000),
    _q(_Q.ORDINARY_POLICY, _S.PARTNERS, _K.TEXT, length=2000),
    _q(_Q.STARTS_ON, _S.MEANS, _K.DAY, "6", 410, required=True),
    _q(_Q.ENDS_ON, _S.MEANS, _K.DAY, "6", 411, required=True),
    _q(_Q.SCHEDULE, _S.MEANS, _K.TEXT, length=3000),
    _q(_Q.MEANS, _S.MEANS, _K.TEXT, "6", 412, required=True, length=3000),
    _q(_Q.STAFF_VOLUNTEERS, _S.MEANS, _K.INTEGER, "6", 413),
    _q(_Q.STAFF_EMPLOYEES, _S.MEANS, _K.INTEGER, "6", 414),
    _q(_Q.STAFF_FTE, _S.MEANS, _K.DECIMAL, "6", 415),
    _q(_Q.RECRUITMENT, _S.MEANS, _K.YES_NO, "6", 416),
    _q(_Q.RECRUITMENT_FTE, _S.MEANS, _K.DECIMAL, "6", 417),
    _q(
        _Q.INDICATORS,
        _S.MEANS,
        _K.ROWS,
        "6",
        418,
        required=True,
        length=20,
        columns=("indicator", "expected"),
    ),
    _q(_Q.FOLLOW_UP, _S.MEANS, _K.TEXT, "6", 419, length=2000),
    _q(_Q.INDIRECT_RULES, _S.BUDGET, _K.TEXT, length=2000),
    _q(_Q.IN_KIND_RULES, _S.BUDGET, _K.TEXT, length=2000),
    _q(_Q.BUDGET_COMMENT, _S.BUDGET, _K.TEXT, length=2000),
    _q(_Q.PUBLIC_AID, _S.SIGNATURE, _K.CHOICE, "7", 501, required=True, of=ASSOCIATIONS),
    _q(_Q.DE_MINIMIS, _S.SIGNATURE, _K.DECIMAL, "7", 502, of=ASSOCIATIONS),
    _q(_Q.EXTRA, _S.SIGNATURE, _K.TEXT, "6", 420, length=3000),
)
BY_KEY: dict[str, Asked] = {str(asked.key): asked for asked in QUESTIONS}


def asked_of(carrier_kind: CarrierKind | str, step: Step | str | None = None) -> list[Asked]:
    """List what a carrier is asked, in a step or in all of them."""
    return [asked for asked in QUESTIONS if carrier_kind in asked.of and step in (None, asked.step)]
