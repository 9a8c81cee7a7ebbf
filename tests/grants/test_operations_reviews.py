"""Two instructors per file: named, asked for their links, heard; nobody reads the other before she is heard."""

import pytest

from cite.accounts.enums import Role
from cite.accounts.models import TerritoryRole
from cite.actors.enums import OrganizationKind
from cite.core.dates import now
from cite.core.decisions import Refused
from cite.core.models import SaveObjection
from cite.grants.enums import ApplicationState, Conflict
from cite.grants.enums import ReviewObjection as O
from cite.grants.models import Application, Review
from cite.grants.operations import reviews
from cite.grants.permissions.applications import has_declared_conflict, visible_applications
from cite.grants.permissions.reports import visible_reports
from cite.grants.permissions.review import sides_required
from cite.grants.queries.reviews import board_of, possible_instructors
from cite.grants.rules.call_content import GRID
from cite.notifications.models import Message
from tests.factories import grants
from tests.factories.accounts import make_user
from tests.factories.actors import make_member
from tests.factories.organizations import make_partner
from tests.factories.reports import make_report

pytestmark = pytest.mark.django_db
MARKS = {criterion.code: 3 for criterion in GRID}


@pytest.fixture
def ddets(territory):
    return make_partner(territory, "Direction fictive", kind=OrganizationKind.DDETS)


@pytest.fixture
def metropole(territory):
    return make_partner(territory, "Métropole fictive", kind=OrganizationKind.METROPOLE)


@pytest.fixture
def paul(ddets):
    return make_member(ddets, "paul", role=Role.INSTRUCTOR).user


@pytest.fixture
def zoe(metropole):
    return make_member(metropole, "zoe", role=Role.INSTRUCTOR).user


@pytest.fixture
def sofia(territory):
    return make_user("sofia", role=Role.COORDINATOR, territory=territory)


@pytest.fixture
def application(territory):
    carrier = grants.make_carrier(territory)
    person = grants.make_carrier_member(carrier, "lina")
    edition = grants.make_edition(grants.make_call(territory))
    return grants.make_application(edition, carrier, person, state="admissible", deposited_at=now())


def objections(call, **kwargs):
    with pytest.raises(Refused) as refusal:
        call(**kwargs)
    return set(refusal.value.decision.objections)


def give(review, by, marks=None, **fields):
    review.refresh_from_db()
    said = {"opinion": "favorable", "words": "Solide.", "advice": "", "submit": True} | fields
    return reviews.save_review(review=review, marks=marks or MARKS, by=by, version=review.version, **said)


def declared(application, side, by, conflict=Conflict.NONE):
    review = reviews.take_review(application=application, side=side, by=by)
    return reviews.declare_conflict(review=review, conflict=conflict, by=by, reason="Trésorier.")


def test_naming_the_first_instructor_begins_the_review_and_tells_her(application, sofia, paul):
    reviews.assign_review(application=application, side="state", instructor=paul, by=sofia)
    application.refresh_from_db()
    assert application.state == ApplicationState.IN_REVIEW
    assert Message.objects.filter(recipient=paul, kind="grants.review_assigned").count() == 1


def test_each_side_has_its_own_people_and_one_of_them(application, sofia, paul, zoe, ddets):
    asked = {"application": application, "by": sofia}
    assert objections(reviews.assign_review, **asked, side="metropole", instructor=paul) == {O.WRONG_SIDE}
    reviews.assign_review(**asked, side="state", instructor=paul)
    other = make_member(ddets, "jeanne", role=Role.INSTRUCTOR).user
    assert objections(reviews.assign_review, **asked, side="state", instructor=other) == {O.ALREADY_ASSIGNED}
    assert objections(reviews.take_review, application=application, side="state", by=zoe) == {O.WRONG_SIDE}


def test_an_instructor_names_nobody_but_herself(application, paul, ddets):
    other = make_member(ddets, "jeanne", role=Role.INSTRUCTOR).user
    asked = {"application": application, "side": "state"}
    assert objections(reviews.assign_review, **asked, instructor=other, by=paul) == {O.ASSIGNERS_ONLY}
    assert reviews.take_review(**asked, by=paul).instructor == paul


def test_the_same_person_never_counts_for_both_sides(application, territory, sofia):
    both = make_user("both", role=Role.CO_PILOT_STATE, territory=territory)
    TerritoryRole.objects.create(user=both, territory=territory, role=Role.CO_PILOT_METROPOLE)
    reviews.assign_review(application=application, side="state", instructor=both, by=sofia)
    assert objections(
        reviews.assign_review, application=application, side="metropole", instructor=both, by=sofia
    ) == {O.SAME_PERSON}


def test_an_instructor_who_is_the_carriers_treasurer_is_refused_by_the_machine(application, sofia, paul):
    make_member(application.partner, user=paul, role=Role.READER)
    asked = {"application": application, "side": "state"}
    assert O.OWN_ORGANIZATION in objections(reviews.take_review, **asked, by=paul)
    assert objections(reviews.assign_review, **asked, instructor=paul, by=sofia) == {O.PERSON_LINKED}
    assert paul not in possible_instructors(application, "state")


def test_one_who_becomes_a_member_of_the_carrier_no_longer_writes(application, paul):
    review = declared(application, "state", paul)
    make_member(application.partner, user=paul, role=Role.READER)
    paul.__dict__.pop("_memberships_by_territory", None)
    assert O.OWN_ORGANIZATION in objections(give, review=review, by=paul)


def test_a_declared_link_makes_the_file_invisible_and_asks_for_another(
    application, sofia, paul, ddets, territory
):
    review = declared(application, "state", paul, Conflict.DECLARED)
    assert review.withdrawn_at is not None
    assert not visible_applications(paul, territory).filter(pk=application.pk).exists()
    assert Message.objects.filter(recipient=sofia, kind="grants.instructor_needed").count() == 1
    asked = {"application": application, "side": "state", "by": sofia}
    assert objections(reviews.assign_review, **asked, instructor=paul) == {O.PERSON_LINKED}
    other = make_member(ddets, "jeanne", role=Role.INSTRUCTOR).user
    assert reviews.assign_review(**asked, instructor=other).instructor == other


def test_a_declared_link_takes_the_bilans_of_these_files_away_and_no_other(application, paul, territory):
    """She saw it a moment ago, in the same request; an action funded before this tool has no file."""
    carrier = application.partner
    last_year = grants.make_edition(grants.make_call(territory, year=2026))
    before = grants.make_application(last_year, carrier, application.created_by)
    of_file, of_before, of_none = (
        make_report(grants.make_funded_action(carrier, title=title, application=file, source=source))
        for title, file, source in (
            ("Ici", application, "here"),
            ("Avant", before, "here"),
            ("Ailleurs", None, "imported"),
        )
    )
    assert set(visible_reports(paul, territory)) == {of_file, of_before, of_none}
    declared(application, "state", paul, Conflict.DECLARED)
    assert set(visible_reports(paul, territory)) == {of_before, of_none}


def test_a_declared_link_holds_for_every_file_of_the_carrier_in_this_call(
    application, sofia, paul, zoe, ddets, territory
):
    lina, edition = application.created_by, application.edition
    given = {"state": "admissible", "deposited_at": now()}
    second = grants.make_application(edition, application.partner, lina, **given)
    reviewed = grants.make_application(edition, application.partner, lina, **given)
    advised = grants.make_application(edition, application.partner, lina, **given)
    elsewhere = grants.make_application(edition, grants.make_carrier(territory), lina, **given)
    last_year = grants.make_edition(grants.make_call(territory, year=2026))
    before = grants.make_application(last_year, application.partner, lina, **given)
    mine = {file: declared(file, "state", paul) for file in (reviewed, advised, elsewhere)}
    for file in (reviewed, advised):
        give(mine[file], paul)
    Application.objects.filter(pk=advised.pk).update(state="advised")
    declared(application, "state", paul, Conflict.DECLARED)
    assert set(visible_applications(paul, territory)) == {elsewhere, before}
    rows = Review.objects.filter(instructor=paul).order_by("application_id")
    assert {
        review.application: (review.conflict, review.withdrawn_at is not None, bool(review.marks))
        for review in rows
    } == {
        application: (Conflict.DECLARED, True, False),
        reviewed: (Conflict.DECLARED, True, False),
        advised: (Conflict.NONE, False, True),
        elsewhere: (Conflict.NONE, False, False),
    }
    needed = Message.objects.filter(kind="grants.instructor_needed").values_list("about", flat=True)
    assert set(needed) == {f"application:{file.uuid}" for file in (application, reviewed)}
    asked = {"application": second, "side": "state", "by": sofia, "instructor": paul}
    assert objections(reviews.assign_review, **asked) == {O.PERSON_LINKED}
    assert has_declared_conflict(paul, advised) and not has_declared_conflict(paul, before)


def test_nothing_is_written_before_the_link_is_said(application, paul):
    review = reviews.take_review(application=application, side="state", by=paul)
    assert objections(give, review=review, by=paul) == {O.CONFLICT_FIRST}
    unsaid = {"review": review, "by": paul}
    assert objections(reviews.declare_conflict, **unsaid, conflict=Conflict.UNKNOWN) == {O.CONFLICT_FIRST}
    assert objections(reviews.declare_conflict, **unsaid, conflict=Conflict.DECLARED, reason=" ") == {
        O.CONFLICT_REASON
    }


def test_a_draft_may_lack_anything_what_is_given_lacks_nothing(application, paul):
    review = declared(application, "state", paul)
    draft = give(review, paul, marks={"need": 4, "cost": None}, opinion="", words="", submit=False)
    assert (draft.marks, draft.submitted_at) == ({"need": 4}, None)
    assert objections(give, review=review, by=paul, marks={"need": 4}, opinion="", words="") == {
        O.MARKS_MISSING,
        O.OPINION_MISSING,
        O.WORDS_MISSING,
    }
    assert give(review, paul).submitted_at is not None
    assert objections(give, review=review, by=paul) == {O.ALREADY_SUBMITTED}
    assert reviews.reopen_review(review=review, by=paul).submitted_at is None


def test_two_windows_of_the_same_review_never_overwrite_each_other(application, paul):
    review = declared(application, "state", paul)
    saved = {"marks": {}, "opinion": "", "advice": "", "by": paul, "version": review.version}
    reviews.save_review(review=review, words="Un", **saved)
    assert objections(reviews.save_review, review=review, words="Deux", **saved) == {
        SaveObjection.CHANGED_MEANWHILE
    }
    assert Review.objects.get(pk=review.pk).words == "Un"


def test_a_review_is_given_while_the_page_keeps_its_draft(application, paul):
    review = declared(application, "state", paul)
    said = {"marks": MARKS, "opinion": "favorable", "words": "Solide.", "advice": ""}
    sent = said | {"by": paul, "version": review.version}
    reviews.save_review(review=review, **sent)
    assert reviews.save_review(review=review, **sent, submit=True).submitted_at is not None
    assert objections(reviews.save_review, review=review, **sent, submit=True) == {O.ALREADY_SUBMITTED}


def test_nobody_reads_the_others_marks_before_giving_her_own(application, sofia, paul, zoe):
    give(declared(application, "state", paul), paul)
    mine = declared(application, "metropole", zoe)
    hidden = board_of(application, zoe)
    assert (hidden.is_hidden, hidden.given, hidden.sides[0].total) == (True, (), None)
    give(mine, zoe, marks={code: 5 for code in MARKS})
    board = board_of(application, zoe)
    assert (board.is_hidden, [side.total for side in board.sides]) == (False, [60.0, 100.0])
    assert (board.is_disagreement, board.is_complete) == (True, True)
    assert board_of(application, sofia).is_complete
    reviews.reopen_review(review=mine, by=zoe)
    assert board_of(application, zoe).is_hidden


def test_the_metropole_does_not_review_its_own_project(territory, metropole, sofia, zoe, application):
    Application.objects.filter(pk=application.pk).update(partner=metropole)
    own = Application.objects.select_related("partner__organization").get(pk=application.pk)
    assert [str(side) for side in sides_required(own)] == ["state"]
    assert O.PERSON_LINKED in objections(
        reviews.assign_review, application=own, side="metropole", instructor=zoe, by=sofia
    )


def test_a_review_is_taken_away_only_while_it_is_not_given(application, sofia, paul):
    review = declared(application, "state", paul)
    reviews.unassign_review(review=review, by=sofia)
    again = reviews.unassign_review(review=review, by=sofia)  # a second click changes nothing
    assert again.version == 3
    other = declared(application, "state", paul)
    give(other, paul)
    assert objections(reviews.unassign_review, review=other, by=sofia) == {O.ALREADY_SUBMITTED}


def test_too_late_once_the_committee_has_spoken(application, paul):
    review = declared(application, "state", paul)
    Application.objects.filter(pk=application.pk).update(state="advised")
    assert O.WRONG_STATE in objections(give, review=review, by=paul)
