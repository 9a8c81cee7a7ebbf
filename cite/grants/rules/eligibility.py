"""Who and what the call may fund: the fiche technique as a table, one line per criterion.

Every line answers from the facts alone. What nobody said is a gap, never a refusal; what the fiche leaves to people
is a doubt, ruled by the co-pilots. All lines answer at once, and none looks at another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cite.actors.enums import CommitmentKind
from cite.core.decisions import Decision, Objection
from cite.grants.enums import CarrierKind, RulingOutcome
from cite.grants.enums import CriterionStanding as Standing
from cite.grants.enums import EligibilityCriterion as Criterion
from cite.grants.enums import EligibilityDoubt as Doubt
from cite.grants.enums import EligibilityGap as Gap
from cite.grants.enums import EligibilityObjection as O
from cite.grants.enums import EligibilityWarning as Warn
from cite.grants.rules.call_content import OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityFacts:
    """What is known of a project. None: nobody said; it is never a no.

    `year`: of the call. `reaches_priority`, `reaches_watch`: whether residents of priority or watch districts of the
    territory are reached, by where they live. `priorities`: codes of the edition. `similar_unanswered`: how many
    similar actions were shown and not answered. `values_signed`: the commitment of the kind that this carrier owes.
    `reports_produced`: whether the gate of the bilans is open today. Rulings: complete ones only.
    """

    year: int
    carrier_kind: CarrierKind | str | None = None
    carrier_ruling: RulingOutcome | str | None = None
    reaches_priority: bool | None = None
    reaches_watch: bool | None = None
    takes_place_inside: bool | None = None
    has_age_limit: bool | None = None
    is_age_explained: bool | None = None
    age_ruling: RulingOutcome | str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    priorities: frozenset[str] | None = None
    is_other_priority_explained: bool | None = None
    is_innovative: bool | None = None
    has_partners: bool | None = None
    is_coordinated: bool | None = None
    similar_unanswered: int | None = None
    values_signed: bool | None = None
    reports_produced: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one criterion says of the facts: everything that objects, lacks, waits for a ruling or warns.

    `shown`: where the project stands, when a warning alone says it.
    """

    objections: tuple[Objection, ...] = ()
    gaps: tuple[Objection, ...] = ()
    doubts: tuple[Objection, ...] = ()
    warnings: tuple[Objection, ...] = ()
    shown: Standing | None = None

    @property
    def standing(self) -> Standing:
        """The worst of it."""
        if self.shown is not None:
            return self.shown
        if self.objections:
            return Standing.UNMET
        if self.gaps:
            return Standing.MISSING
        return Standing.TO_CONFIRM if self.doubts else Standing.MET

    @property
    def sentences(self) -> list[str]:
        """All of it, as people read it."""
        return [str(o.label) for o in self.objections + self.gaps + self.doubts + self.warnings]


MET = Answer()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: the criterion, the words of the fiche it comes from, and what answers."""

    criterion: Criterion
    source: str
    answer: Callable[[EligibilityFacts], Answer]


@dataclass(frozen=True, slots=True)
class Checked:
    """One line of the table once it has answered."""

    criterion: Criterion
    source: str
    answer: Answer

    @property
    def standing(self) -> Standing:
        """Where the project stands before this criterion."""
        return self.answer.standing


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the whole table says, line by line and in all.

    `decision`: what stands against. `missing`: what nobody said yet. `to_confirm`: what the co-pilots rule.
    `warnings`: what is better known now. A deposit requires `for_deposit`; admissibility, `for_admissibility`.
    """

    lines: tuple[Checked, ...]

    @property
    def decision(self) -> Decision:
        """What stands against; unknown never does."""
        return Decision(tuple(o for line in self.lines for o in line.answer.objections))

    @property
    def missing(self) -> Decision:
        """What is still to be said."""
        return Decision(tuple(o for line in self.lines for o in line.answer.gaps))

    @property
    def to_confirm(self) -> Decision:
        """What a co-pilot, or both, rule."""
        return Decision(tuple(o for line in self.lines for o in line.answer.doubts))

    @property
    def warnings(self) -> tuple[Objection, ...]:
        """What is better known now; it stops nothing."""
        return tuple(o for line in self.lines for o in line.answer.warnings)

    @property
    def for_deposit(self) -> Decision:
        """What a deposit requires: no objection, nothing missing; what is to be confirmed does not stop it."""
        return self.decision & self.missing

    @property
    def for_admissibility(self) -> Decision:
        """What admissibility requires: all of that, and nothing left to confirm."""
        return self.for_deposit & self.to_confirm


def eligibility(facts: EligibilityFacts) -> Verdict:
    """Ask every line of the table."""
    return Verdict(tuple(Checked(line.criterion, line.source, line.answer(facts)) for line in TABLE))


def carrier_kind_of(legal_form: str, organization_kind: str) -> CarrierKind:
    """Tell what a carrier is for the fiche; whatever is neither is to be confirmed, never refused by the machine.

    A body whose form nobody said, but which is a commune, a département, a region or a métropole, is an authority.
    """
    if legal_form == "association":
        return CarrierKind.ASSOCIATION
    if legal_form == "local_authority" or (legal_form == "unknown" and organization_kind in AUTHORITIES):
        return CarrierKind.LOCAL_AUTHORITY
    return CarrierKind.TO_CONFIRM


COMMITMENTS: dict[CarrierKind, tuple[CommitmentKind, ...]] = {
    CarrierKind.ASSOCIATION: (CommitmentKind.REPUBLICAN_COMMITMENT,),
    CarrierKind.LOCAL_AUTHORITY: (CommitmentKind.REPUBLICAN_VALUES,),
    CarrierKind.TO_CONFIRM: (CommitmentKind.REPUBLICAN_COMMITMENT, CommitmentKind.REPUBLICAN_VALUES),
}
"""The commitment that each kind of carrier signs; one of them is enough (decree 2021-1947 for associations)."""

AUTHORITIES = frozenset({"commune", "departement", "region", "metropole"})


def _three(value: bool | None, objection: Objection, gap: Objection) -> Answer:
    if value is None:
        return Answer(gaps=(gap,))
    return MET if value else Answer(objections=(objection,))


def _carrier(facts: EligibilityFacts) -> Answer:
    if not facts.carrier_kind:
        return Answer(gaps=(Gap.CARRIER,))
    if facts.carrier_kind != CarrierKind.TO_CONFIRM or facts.carrier_ruling == RulingOutcome.ACCEPTED:
        return MET
    if facts.carrier_ruling == RulingOutcome.REFUSED:
        return Answer(objections=(O.CARRIER_REFUSED,))
    return Answer(doubts=(Doubt.CARRIER,))


def _districts(facts: EligibilityFacts) -> Answer:
    if facts.reaches_priority:
        return Answer(warnings=(Warn.MIXED_DISTRICTS,)) if facts.reaches_watch else MET
    if facts.reaches_priority is None:
        return Answer(gaps=(Gap.DISTRICTS,))
    return Answer(objections=(O.ONLY_WATCH_DISTRICTS if facts.reaches_watch else O.NO_PRIORITY_DISTRICT,))


def _place(facts: EligibilityFacts) -> Answer:
    return MET


def _age(facts: EligibilityFacts) -> Answer:
    if facts.has_age_limit is None:
        return Answer(gaps=(Gap.AGE,))
    if not facts.has_age_limit or facts.age_ruling == RulingOutcome.ACCEPTED:
        return MET
    if facts.age_ruling == RulingOutcome.REFUSED:
        return Answer(objections=(O.AGE_REFUSED,))
    return Answer(doubts=(Doubt.AGE,)) if facts.is_age_explained else Answer(gaps=(Gap.AGE_REASON,))


def _period(facts: EligibilityFacts) -> Answer:
    start, end = facts.starts_on, facts.ends_on
    objections = []
    if start and start.year != facts.year:
        objections.append(O.STARTS_OUT_OF_YEAR)
    if end and end.year != facts.year:
        objections.append(O.ENDS_OUT_OF_YEAR)
    if start and end and end < start:
        objections.append(O.ENDS_BEFORE_START)
    gaps = [gap for day, gap in ((start, Gap.STARTS_ON), (end, Gap.ENDS_ON)) if day is None]
    return Answer(objections=tuple(objections), gaps=tuple(gaps))


def _priorities(facts: EligibilityFacts) -> Answer:
    if facts.priorities is None:
        return Answer(gaps=(Gap.PRIORITIES,))
    if not facts.priorities:
        return Answer(objections=(O.NOT_A_PRIORITY,))
    needs_words = OTHER in facts.priorities and not facts.is_other_priority_explained
    return Answer(gaps=(Gap.OTHER_PRIORITY,)) if needs_words else MET


def _innovation(facts: EligibilityFacts) -> Answer:
    return _three(facts.is_innovative, O.NOT_NEW, Gap.INNOVATION)


def _network(facts: EligibilityFacts) -> Answer:
    return _three(facts.has_partners, O.NO_PARTNER, Gap.NETWORK)


def _articulation(facts: EligibilityFacts) -> Answer:
    said = _three(facts.is_coordinated, O.NOT_COORDINATED, Gap.ARTICULATION)
    more = (Gap.SIMILAR,) if facts.similar_unanswered else ()
    return Answer(objections=said.objections, gaps=said.gaps + more)


def _values(facts: EligibilityFacts) -> Answer:
    return _three(facts.values_signed, O.VALUES_NOT_SIGNED, Gap.VALUES)


def _reports(facts: EligibilityFacts) -> Answer:
    if facts.reports_produced:
        return MET
    if facts.reports_produced is None:
        return Answer(warnings=(Warn.REPORTS_UNKNOWN,), shown=Standing.MISSING)
    return Answer(warnings=(Warn.REPORTS_NOT_PRODUCED,), shown=Standing.UNMET)


TABLE: tuple[Line, ...] = (
    Line(
        Criterion.CARRIER,
        "« Associations et collectivités territoriales intervenant dans les quartiers prioritaires de la politique "
        "de la ville de SEM. »",
        _carrier,
    ),
    Line(
        Criterion.DISTRICTS,
        "« Habitants des QPV de SEM », « Les quartiers en veille active ne sont pas éligibles. »",
        _districts,
    ),
    Line(Criterion.PLACE, "« Habitants des QPV de SEM » : le lieu de l’action n’est pas un critère.", _place),
    Line(Criterion.AGE, "« Habitants des QPV de SEM, sans distinction d’âge. »", _age),
    Line(
        Criterion.PERIOD,
        "« Les actions doivent se dérouler durant l’année de l’appel à projet »",
        _period,
    ),
    Line(
        Criterion.PRIORITIES,
        "« … répondre aux priorités suivantes (et toutes autres priorités permettant de faciliter l’accès à l’emploi "
        "des habitants des QPV éloignés de l’emploi) »",
        _priorities,
    ),
    Line(
        Criterion.INNOVATION,
        "« Les projets retenus doivent être originaux et innovants, la Cité de l’emploi doit permettre "
        "d’expérimenter d’autres moyens »",
        _innovation,
    ),
    Line(
        Criterion.NETWORK,
        "« Il sera porté une attention toute particulière à la bonne insertion du porteur dans le réseau "
        "partenarial »",
        _network,
    ),
    Line(
        Criterion.ARTICULATION,
        "« … et à la coordination de l’action présentée avec celles existantes. »",
        _articulation,
    ),
    Line(
        Criterion.VALUES,
        "« Les activités doivent respecter les valeurs de la République et de la laïcité. »",
        _values,
    ),
    Line(
        Criterion.REPORTS,
        "« La subvention est conditionnée par la production des bilans des actions menées durant l’exercice "
        "précédent. »",
        _reports,
    ),
)
"""The fiche technique, line by line; the quotes are its own words."""
