"""What is kept of people: every field of the models about them, with what it is, why it is kept and how long.

The data-protection page is written from here, and a test compares this with the models, field by field: a field that
nobody declares, or that no longer exists, stops the suite. Models of applications above are named, never imported.
"""

from __future__ import annotations

from dataclasses import dataclass

from cite.residents.enums.processing import Category, Reason, Retention
from cite.residents.enums.sharing import Part


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of data: why it is kept, how long, and the part of a file in which it is seen (none: figures)."""

    category: Category
    reasons: tuple[Reason, ...]
    retention: Retention
    part: Part | None


KEPT = (
    Kept(Category.IDENTITY, (Reason.RECOGNIZE, Reason.COUNT), Retention.FILE, Part.NAME),
    Kept(Category.CONTACT, (Reason.REACH,), Retention.FILE, Part.CONTACT),
    Kept(Category.RESIDENCE, (Reason.DISTRICT, Reason.COUNT), Retention.FILE, Part.RESIDENCE),
    Kept(Category.SITUATION, (Reason.ADVISE, Reason.COUNT), Retention.FILE, Part.SITUATION),
    Kept(Category.PROTECTION, (Reason.PROTECT,), Retention.FILE, Part.SITUATION),
    Kept(Category.OBSTACLES, (Reason.ADVISE, Reason.SUPPORT), Retention.FILE, Part.OBSTACLES),
    Kept(Category.STEPS, (Reason.SUPPORT, Reason.COUNT), Retention.FILE, Part.STEPS),
    Kept(Category.NOTES, (Reason.SUPPORT,), Retention.FILE, Part.NOTES),
    Kept(Category.REFERRALS, (Reason.REFER, Reason.COUNT), Retention.FILE_OR_LIGHT, Part.STEPS),
    Kept(Category.SHARINGS, (Reason.OBEY,), Retention.FILE, Part.NAME),
    Kept(Category.RIGHTS, (Reason.ANSWER,), Retention.FILE, Part.NAME),
    Kept(Category.FIGURES, (Reason.COUNT,), Retention.KEPT, None),
)
"""The page, line by line."""

_C = Category

DECLARED: dict[str, dict[Category, str]] = {
    "residents.Resident": {
        _C.IDENTITY: (
            "state first_name last_name name_key birth_date birth_year sex partner created_by last_heard_on "
            "is_training merged_into"
        ),
        _C.CONTACT: (
            "phone email channel reachable_hours language languages needs_interpreter via_name via_phone via_agreed"
        ),
        _C.SITUATION: "situations education_level",
        _C.PROTECTION: "protection guardian_name guardian_phone guardian_informed",
    },
    "residents.Residence": {
        _C.RESIDENCE: (
            "resident address postal_code commune longitude latitude since until answer district generation "
            "answered_on is_declared"
        )
    },
    "residents.Sharing": {
        _C.SHARINGS: (
            "resident partner purpose given_on way language recorded_by ends_on stopped_at stopped_by "
            "stopped_how"
        )
    },
    "residents.InformationNotice": {_C.SHARINGS: "resident edition given_on way language given_by"},
    "residents.RightRequest": {
        _C.RIGHTS: "resident right state asked_on due_on details noted_by answered_on answered_by answer"
    },
    "residents.ReachRequest": {_C.CONTACT: "resident asked_by reason asked_on state answered_by answered_on"},
    "residents.PersonDuplicate": {_C.IDENTITY: "first second reasons state decided_by decided_on"},
    "residents.PersonMerge": {_C.IDENTITY: "kept absorbed moved merged_by merged_at undone_at"},
    "residents.FormerResident": {
        _C.FIGURES: "year district answer age_band sex situations education_level facts"
    },
    "residents.Elimination": {_C.FIGURES: "done_on reason first_year last_year count"},
    "referrals.Introduction": {
        _C.REFERRALS: (
            "relay phone_key first_name phone district need words language tells_relay introduced_on state "
            "taken_by called_on met_on resident erased_on"
        )
    },
    "referrals.Referral": {
        _C.REFERRALS: (
            "resident first_name phone language need message district service service_name structure_name "
            "receiver receiver_email prescriber sent_on expires_on state answered_on appointment_at "
            "appointment_place refusal_reason answer_message decided reminders_sent reminded_on "
            "coordination_warned_on follows erased_on"
        )
    },
    "referrals.ReferralEvent": {_C.REFERRALS: "referral kind at by by_link details"},
    "referrals.OutcomeNote": {_C.REFERRALS: "referral rank by_receiver outcome remains noted_on"},
    "pathways.Pathway": {
        _C.STEPS: (
            "resident number origin introduction opened_on opened_by last_contact_on last_heard_on closed_on"
        )
    },
    "pathways.Refereeship": {_C.STEPS: "pathway member state proposed_by proposed_on message since until"},
    "pathways.GroupMember": {_C.STEPS: "pathway member part since until"},
    "pathways.Pause": {_C.STEPS: "pathway reason first_on last_on noted_by"},
    "pathways.Diagnosis": {_C.OBSTACLES: "pathway on by project"},
    "pathways.Finding": {_C.OBSTACLES: "diagnosis obstacle level words status settled_on"},
    "pathways.Contact": {_C.STEPS: "pathway on channel direction by summary"},
    "pathways.Appointment": {
        _C.STEPS: "pathway at channel place subject partner member presence noted_by noted_on"
    },
    "pathways.Note": {_C.NOTES: "pathway author circle text written_on"},
    "pathways.Exit": {_C.STEPS: "pathway on reason exit_class contract_months noted_by"},
    "pathways.Contribution": {_C.STEPS: "exit partner"},
    "pathways.FollowUp": {_C.STEPS: "exit months due_on answer noted_on noted_by"},
    "pathways.Goal": {_C.STEPS: "pathway title obstacle set_on set_by closed_on is_reached"},
    "pathways.Step": {
        _C.STEPS: (
            "pathway goal kind title who state due_on starts_on ends_on done_on service referral added_on added_by"
        )
    },
    "dropout.Alert": {
        _C.STEPS: "pathway level signs told since looked_on closed_on closed_by closing comment",
    },
    "reviews.Situation": {
        _C.STEPS: "meeting pathway alert question summary added_by look_again_on",
    },
    "reviews.Proposal": {_C.STEPS: "situation by text"},
    "reviews.ReviewDecision": {_C.STEPS: "situation what who due_on state settled_on"},
}
"""Model → what each of its fields is."""

ABOUT_NOBODY = frozenset({"residents.DelaySet", "dropout.ThresholdSet", "dropout.Replay"})
"""Models of these applications that say nothing of anybody: what is agreed upon, and figures of the whole Cité."""

ABOUT_PEOPLE = frozenset(label.partition(".")[0] for label in DECLARED)
"""The applications whose every model is declared, or says nothing of anybody."""

FORBIDDEN = frozenset(
    "nir ssn social_security nationality citizenship origin_country ethnic ethnicity race religion faith belief "
    "diagnosis_code illness disease pathology treatment medication handicap disability_rate union trade_union "
    "political sexual genetic biometric criminal conviction".split()
)
"""Words that no field of any model may carry (RGPD, articles 9 and 10; decree on the NIR)."""


def declared_fields(label: str) -> dict[str, Category]:
    """Tell what each declared field of a model is."""
    return {name: category for category, names in DECLARED[label].items() for name in names.split()}
