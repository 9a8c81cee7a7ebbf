"""A file that goes on with another organization."""

import pytest

from cite.accounts.enums import Role
from cite.actors.enums import LegalForm
from cite.core.dates import now
from cite.grants.enums import ApplicationState, CarrierKind, Conflict
from cite.grants.models import Attachment
from cite.grants.operations.transfers import transfer_application
from cite.grants.permissions.applications import visible_applications
from cite.grants.queries.report_people import linked_people
from cite.notifications.models import Message
from tests.factories.accounts import make_user
from tests.factories.grants import (
    make_application,
    make_attachment,
    make_call,
    make_carrier,
    make_carrier_member,
    make_edition,
    make_review,
)
from tests.refusals import refusal


@pytest.fixture
def carrier(territory):
    return make_carrier(territory, "Association A")


@pytest.fixture
def file(territory, carrier, lea):
    return make_application(make_edition(make_call(territory)), carrier, lea)


@pytest.fixture
def other(territory):
    return make_carrier(territory, "Commune B", legal_form=LegalForm.LOCAL_AUTHORITY)


def hand_over(file, to, by, reason="Fusion"):
    return transfer_application(application=file, to=to, reason=reason, by=by)


def test_a_co_pilot_hands_it_over_and_both_sides_are_told(file, other, lea, claire):
    zoe = make_carrier_member(other, "zoe")
    for _ in range(2):
        moved = hand_over(file, other, claire)
    assert (moved.partner, moved.carrier_kind) == (other, CarrierKind.LOCAL_AUTHORITY)
    told = Message.objects.filter(kind="grants.transferred").values_list("recipient", flat=True)
    assert sorted(told) == sorted([lea.pk, zoe.pk])


def test_its_writer_alone_does_not(file, other, lea):
    assert refusal(lambda: hand_over(file, other, lea)) == {"not_your_carrier"}


def test_nor_the_one_who_would_receive_it(file, other):
    assert refusal(lambda: hand_over(file, other, make_carrier_member(other, "zoe"))) == {"not_your_file"}


def test_not_without_a_reason_nor_once_deposited(file, other, claire):
    assert refusal(lambda: hand_over(file, other, claire, reason=" ")) == {"reason_needed"}
    file.state = ApplicationState.IN_REVIEW
    file.save()
    assert refusal(lambda: hand_over(file, other, claire)) == {"not_editable"}


def test_the_documents_of_the_carrier_before_do_not_follow(file, other, lea, claire):
    make_attachment(file, lea)
    kept = make_attachment(make_application(file.edition, file.partner, lea), lea)
    hand_over(file, other, claire)
    assert list(Attachment.objects.all()) == [kept]


class TestReviewsOfAFileThatGoesOver:
    """An instructor said whether she has a link with the carrier before: that says nothing of the new one."""

    @pytest.fixture
    def reviewed(self, file):
        file.state, file.deposited_at = ApplicationState.TO_CORRECT, now()
        file.save()
        return file

    def test_a_declared_link_stays_with_the_carrier_before(self, reviewed, other, lea, claire, territory):
        paul = make_user("paul", role=Role.INSTRUCTOR, territory=territory)
        given = {"state": ApplicationState.ADMISSIBLE, "deposited_at": now()}
        left = make_application(reviewed.edition, reviewed.partner, lea, **given)
        right = make_application(reviewed.edition, other, lea, **given)
        make_review(reviewed, paul, conflict=Conflict.DECLARED, withdrawn_at=now())
        assert set(visible_applications(paul, territory)) == {right}
        moved = hand_over(reviewed, other, claire)
        assert set(visible_applications(paul, territory)) == {reviewed, right}
        assert linked_people(left) == {paul.pk}
        assert linked_people(moved) == linked_people(right) == set()

    def test_the_others_are_asked_about_the_new_one_and_give_their_marks_again(self, reviewed, other, claire):
        review = make_review(
            reviewed, claire, conflict=Conflict.NONE, marks={"need": 4}, submitted_at=now(), words="Utile"
        )
        hand_over(reviewed, other, claire)
        review.refresh_from_db()
        assert (review.conflict, review.submitted_at, review.withdrawn_at) == (Conflict.UNKNOWN, None, None)
        assert (review.marks, review.words, review.version) == ({"need": 4}, "Utile", 2)

    def test_whoever_has_a_link_with_the_new_one_leaves_the_file(
        self, reviewed, other, lea, claire, territory
    ):
        paul = make_user("paul", role=Role.INSTRUCTOR, territory=territory)
        review = make_review(reviewed, paul, conflict=Conflict.NONE)
        theirs = make_application(reviewed.edition, other, lea, state="admissible", deposited_at=now())
        make_review(theirs, paul, conflict=Conflict.DECLARED, withdrawn_at=now())
        hand_over(reviewed, other, claire)
        review.refresh_from_db()
        assert review.withdrawn_at is not None
        assert Message.objects.filter(recipient=claire, kind="grants.instructor_needed").count() == 1
        assert not visible_applications(paul, territory).filter(pk=reviewed.pk).exists()
