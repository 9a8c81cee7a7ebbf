"""What a bilan asks: the Cerfa 15059*02 and the Cité's own questions.

One table for the form, what is missing, the comparison and the documents. `cerfa`: the section that asks it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cite.grants.enums import Figure, ReportKind, ReportQuestion, ReportStep
from cite.grants.rules.questions import AnswerKind

BOTH = frozenset({ReportKind.INTERIM, ReportKind.FINAL})
FINAL = frozenset({ReportKind.FINAL})
INTERIM = frozenset({ReportKind.INTERIM})
FIGURE_MAX = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedInReport:
    """One question: its step, what its answer is, in which bilans, and whether a bilan is complete without it.

    `columns`: the columns of a `ROWS` answer. `max_length`: of a text, or rows at most.
    """

    key: ReportQuestion
    step: ReportStep
    kind: AnswerKind
    max_length: int
    of: frozenset[ReportKind] = FINAL
    required_in: frozenset[ReportKind] = frozenset()
    cerfa: str = ""
    columns: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The question, as people read it."""
        return self.key.label


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """One count: whether a bilan is complete without it; `part_of` says which total its group adds up to."""

    key: str
    label: str
    step: ReportStep
    group: str = ""
    is_required: bool = False


def _q(key, step, kind, length, *, of=FINAL, required=frozenset(), cerfa="", columns=()) -> AskedInReport:
    return AskedInReport(
        key=key,
        step=step,
        kind=kind,
        max_length=length,
        of=of,
        required_in=required,
        cerfa=cerfa,
        columns=columns,
    )


_K, _Q, _S = AnswerKind, ReportQuestion, ReportStep
QUESTIONS: tuple[AskedInReport, ...] = (
    _q(_Q.IMPLEMENTATION, _S.STORY, _K.TEXT, 8000, of=BOTH, required=BOTH, cerfa="1"),
    _q(_Q.PLACES, _S.STORY, _K.ROWS, 40, required=FINAL, cerfa="1", columns=("when", "where")),
    _q(_Q.PARTNERSHIP, _S.STORY, _K.TEXT, 3000),
    _q(_Q.AUDIENCES, _S.PEOPLE, _K.ROWS, 20, required=FINAL, cerfa="1", columns=("audience", "number")),
    _q(_Q.DETECTION, _S.PEOPLE, _K.TEXT, 3000),
    _q(_Q.OBJECTIVES_REACHED, _S.RESULTS, _K.TEXT, 5000, required=FINAL, cerfa="1"),
    _q(_Q.WORKED, _S.RESULTS, _K.TEXT, 3000, of=BOTH, required=FINAL),
    _q(_Q.FAILED, _S.RESULTS, _K.TEXT, 3000, of=BOTH, required=FINAL),
    _q(_Q.NEXT, _S.RESULTS, _K.TEXT, 3000, required=FINAL),
    _q(_Q.REMAINS, _S.RESULTS, _K.TEXT, 3000, of=INTERIM, required=INTERIM),
    _q(_Q.INDIRECT_RULES, _S.MONEY, _K.TEXT, 2000, cerfa="3"),
    _q(_Q.IN_KIND_RULES, _S.MONEY, _K.TEXT, 2000, cerfa="3"),
    _q(_Q.OBSERVATIONS, _S.MONEY, _K.TEXT, 3000, cerfa="3"),
    _q(_Q.ACCOUNTS_LATER, _S.PIECES, _K.LINE, 200),
)
BY_KEY: dict[str, AskedInReport] = {str(asked.key): asked for asked in QUESTIONS}

_F = Figure
SEXES = (_F.WOMEN, _F.MEN, _F.SEX_UNKNOWN)
AGES = (_F.UNDER_26, _F.FROM_26_TO_44, _F.FROM_45_TO_54, _F.FROM_55, _F.AGE_UNKNOWN)
SITUATIONS = (_F.REGISTERED, _F.NOT_REGISTERED, _F.EMPLOYED, _F.IN_TRAINING, _F.SITUATION_UNKNOWN)
EXITS = (_F.EXITS_LASTING, _F.EXITS_TRANSITION, _F.EXITS_TRAINING, _F.EXITS_BACK, _F.EXITS_OTHER)
NETWORK = (_F.REFERRED_IN, _F.REFERRED_OUT, _F.SESSIONS)
COMPANIES = (_F.COMPANIES, _F.VISITS, _F.INTERNSHIPS)
PARTITIONS: tuple[tuple[Figure, ...], ...] = (SEXES, AGES, SITUATIONS)
"""Groups whose figures add up to the people reached."""
ABOUT_PEOPLE = frozenset(
    {_F.PEOPLE, _F.PEOPLE_QPV, _F.OFF_RADAR, *SEXES, *AGES, *SITUATIONS, *EXITS, _F.INTERNSHIPS}
)
"""Counts of people, whose small values are masked for those who read (`small_cells`)."""
DISTRICT_PREFIX = "district:"
MASKED = "…"
"""What is read in place of a count that would give a small one away."""
_REQUIRED = frozenset({_F.PEOPLE, _F.PEOPLE_QPV, *SEXES, *AGES, _F.OFF_RADAR})
_IN_INTERIM = (_F.PEOPLE, _F.PEOPLE_QPV, _F.WOMEN)


def questions_of(kind: ReportKind | str, step: ReportStep | str | None = None) -> list[AskedInReport]:
    """List what a bilan asks in words, in a step or in all of them."""
    return [asked for asked in QUESTIONS if kind in asked.of and step in (None, asked.step)]


def steps_of(kind: ReportKind | str) -> list[ReportStep]:
    """List the steps of a bilan; an interim one asks neither budget nor documents."""
    if kind == ReportKind.INTERIM:
        return [_S.STORY, _S.PEOPLE, _S.RESULTS, _S.DEPOSIT]
    return list(ReportStep)


def figures_of(kind: ReportKind | str, districts: Mapping[str, str] | None = None) -> list[AskedFigure]:
    """List what a bilan counts; `districts` maps codes of the districts reached to their names."""
    if kind == ReportKind.INTERIM:
        return [AskedFigure(f.value, f.label, _S.PEOPLE, "people", f == _F.PEOPLE) for f in _IN_INTERIM]
    groups = {
        "people": (_F.PEOPLE, _F.PEOPLE_QPV, _F.OFF_RADAR),
        "sexes": SEXES,
        "ages": AGES,
        "situations": SITUATIONS,
    }
    asked = [
        AskedFigure(f.value, f.label, _S.PEOPLE, group, f in _REQUIRED)
        for group, found in groups.items()
        for f in found
    ]
    asked += [
        AskedFigure(f"{DISTRICT_PREFIX}{code}", name, _S.PEOPLE, "districts", True)
        for code, name in (districts or {}).items()
    ]
    results = {"network": NETWORK, "exits": EXITS, "companies": COMPANIES}
    return asked + [
        AskedFigure(f.value, f.label, _S.RESULTS, group) for group, found in results.items() for f in found
    ]


def is_about_people(key: str) -> bool:
    """Whether a figure counts people, so that a small one is masked."""
    return key.startswith(DISTRICT_PREFIX) or key in {str(f) for f in ABOUT_PEOPLE}


def masked(value: int | None, key: str, small_cells: int) -> str:
    """Tell a figure to whoever reads: a small count of people is not told (zero is)."""
    if value is None:
        return "–"
    if is_about_people(key) and 0 < value < small_cells:
        return f"< {small_cells}"
    return str(value)


def all_masked(values: Mapping[str, int | None], small_cells: int) -> dict[str, str]:
    """Tell figures to whoever reads. Where one cell of a group is hidden, another is too: no subtraction finds it."""
    told = {key: masked(value, key, small_cells) for key, value in values.items()}
    districts = tuple(key for key in values if key.startswith(DISTRICT_PREFIX))
    for group in (*(tuple(str(figure) for figure in part) for part in PARTITIONS), districts):
        counted = [key for key in group if values.get(key)]
        hidden = [key for key in counted if told[key] != str(values[key])]
        others = [key for key in counted if key not in hidden]
        if len(hidden) == 1 and others:
            told[min(others, key=lambda key: (values[key], key))] = MASKED
    return told
