"""The pages of a committee: marks hidden from who owes hers, the order of the agenda, the way from the meeting."""

import pytest
from django.urls import reverse

from cite.accounts.enums import Role
from cite.core.dates import now
from cite.grants.enums import ApplicationState
from cite.grants.models import Application, Award, CommitteeItem, Envelope
from cite.grants.operations import committee as operations
from cite.grants.rules.call_content import GRID
from cite.meetings.enums import MeetingState
from tests.factories.accounts import make_user
from tests.factories.deciding import make_advised, make_asked
from tests.factories.grants import make_carrier, make_committee_item, make_review
from tests.factories.meetings import make_attendee, make_meeting
from tests.refusals import refusal

pytestmark = pytest.mark.usefixtures("in_april")


ALL_FIVE = {criterion.code: 5 for criterion in GRID}


def url(name, *things):
    return reverse(f"grants:{name}", args=[thing.uuid for thing in things])


def on_agenda(scene, meeting, position=1, **fields):
    file = make_advised(scene, state=ApplicationState.IN_REVIEW, **fields)
    make_asked(file, scene.state)
    return make_committee_item(meeting, file, position=position)


def given(item, instructor, side, **fields):
    said = {"marks": ALL_FIVE, "opinion": "favorable", "words": "Solide et utile.", "conflict": "none"}
    return make_review(item.application, instructor, side=side, submitted_at=now(), **said | fields)


class TestMarks:
    def test_who_owes_her_marks_reads_none_and_the_others_do(self, client, scene, meeting, claire, marc):
        item = on_agenda(scene, meeting)
        given(item, claire, "state")
        make_review(item.application, marc, side="metropole", conflict="none")
        hidden = "Les notes vous seront montrées quand vous aurez rendu les vôtres."
        for person, is_hidden in ((marc, True), (claire, False)):
            client.force_login(person)
            page = client.get(url("committee-item", meeting, item)).text
            assert [words in page for words in (hidden, "100/100", "Solide et utile.")] == [
                is_hidden,
                not is_hidden,
                not is_hidden,
            ]
            table = client.get(url("committee", meeting)).context["table"]
            mark = next(column for column in table.columns if column.key == "mark")
            assert [mark.read(row) for row in table.rows] == [None if is_hidden else 100]

    def test_she_reads_them_once_hers_are_given(self, client, scene, meeting, claire, marc):
        item = on_agenda(scene, meeting)
        given(item, claire, "state")
        given(item, marc, "metropole", words="Fragile.")
        client.force_login(marc)
        page = client.get(url("committee-item", meeting, item)).text
        assert "Solide et utile." in page
        assert "Fragile." in page

    def test_a_disagreement_is_shown_once_both_marks_may_be_read(self, client, scene, meeting, claire, marc):
        item = on_agenda(scene, meeting)
        given(item, claire, "state")
        mine = given(item, marc, "metropole", marks=dict.fromkeys(ALL_FIVE, 1))
        words = "Les deux instructeurs sont en désaccord"
        client.force_login(marc)
        for owes, expected in ((False, [True, "Désaccord"]), (True, [False, "Incomplète"])):
            if owes:
                mine.submitted_at = None
                mine.save()
            page = client.get(url("committee-item", meeting, item)).text
            table = client.get(url("committee", meeting)).context["table"]
            reviews = next(column for column in table.columns if column.key == "reviews")
            assert [words in page, str(reviews.read(table.rows[0]))] == expected

    def test_a_file_of_the_metropole_is_reviewed_by_the_state_alone(self, client, scene, meeting, claire):
        item = on_agenda(scene, meeting)
        Application.objects.update(partner=scene.metropole.partner)
        given(item, claire, "state")
        client.force_login(claire)
        page = client.get(url("committee-item", meeting, item))
        assert page.context["is_reviewed"] is True


class TestOrder:
    def ranks(self, items, *asked):
        seen = ".".join(str(item.pk) for item in items)
        return {"seen": seen} | {f"rang-{item.uuid}": rank for item, rank in zip(items, asked, strict=True)}

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ((3, 2, 3), (2, 3, 1)),  # the first goes to the third place, after who stood there
            ((1, 2, 1), (3, 1, 2)),  # the last goes first, before who stood there
            ((3, 2, 1), (3, 2, 1)),
            ((1, 2, 3), (1, 2, 3)),
        ],
    )
    def test_a_rank_is_typed_and_the_others_shift(self, client, scene, meeting, claire, asked, expected):
        items = [on_agenda(scene, meeting, position) for position in (1, 2, 3)]
        client.force_login(claire)
        answer = client.post(url("committee-order", meeting), self.ranks(items, *asked))
        assert answer["Location"] == url("committee", meeting)
        found = [items.index(item) + 1 for item in CommitteeItem.objects.order_by("position")]
        assert tuple(found) == expected

    @pytest.mark.parametrize("asked", [(0, 2), (3, 2), ("x", 2), ("", 2), ("1\x00", 2)])
    def test_a_rank_that_is_none_is_refused_and_kept(self, client, scene, meeting, claire, asked):
        items = [on_agenda(scene, meeting, position) for position in (1, 2)]
        client.force_login(claire)
        answer = client.post(url("committee-order", meeting), self.ranks(items, *asked))
        assert answer.status_code == 200
        assert [item.position for item in CommitteeItem.objects.order_by("pk")] == [1, 2]

    def test_an_agenda_that_changed_meanwhile_is_said_and_nothing_moves(self, client, scene, meeting, claire):
        items = [on_agenda(scene, meeting, position) for position in (1, 2)]
        sent = self.ranks(items, 2, 1)
        on_agenda(scene, meeting, 3)
        client.force_login(claire)
        answer = client.post(url("committee-order", meeting), sent | {"seen": sent["seen"]})
        assert answer.status_code == 200  # the third rank is missing
        call = lambda: operations.reorder_files(  # noqa: E731
            meeting=meeting, seen=[i.pk for i in items], order=[i.pk for i in items[::-1]], by=claire
        )
        assert refusal(call) == {"agenda_changed"}
        assert [item.position for item in CommitteeItem.objects.order_by("pk")] == [1, 2, 3]

    def test_a_file_that_she_does_not_see_keeps_its_place(self, scene, territory, meeting, claire):
        first, second, third = (on_agenda(scene, meeting, position) for position in (1, 2, 3))
        second.application.partner = make_carrier(territory)
        second.application.save()
        make_review(second.application, claire, conflict="declared", withdrawn_at=now())
        operations.reorder_files(
            meeting=meeting, seen=[first.pk, third.pk], order=[third.pk, first.pk], by=claire
        )
        assert list(CommitteeItem.objects.order_by("position")) == [third, second, first]

    def test_not_by_others_nor_once_it_is_over(self, client, scene, meeting, claire):
        item = on_agenda(scene, meeting)
        make_attendee(meeting, scene.paul)
        client.force_login(scene.paul)
        assert client.get(url("committee-order", meeting)).status_code == 403
        meeting.state = MeetingState.CLOSED
        meeting.save()
        again = lambda: operations.reorder_files(  # noqa: E731
            meeting=meeting, seen=[item.pk], order=[item.pk], by=claire
        )
        assert refusal(again) == {"not_open"}


class TestFromTheMeeting:
    def links(self, client, person, meeting):
        client.force_login(person)
        page = client.get(reverse("meetings:meeting", args=[meeting.uuid]))
        return [(link.label, link.url) for link in page.context["links"]]

    def test_a_new_committee_leads_to_where_its_files_are_chosen(self, client, scene, meeting, claire):
        files = url("committee", meeting)
        choose = ("Choisir les dossiers", url("committee-files", meeting))
        assert self.links(client, claire, meeting) == [("Dossiers du comité", files), choose]
        on_agenda(scene, meeting)
        assert self.links(client, claire, meeting) == [("1 dossier à examiner", files), choose]

    def test_who_prepares_nothing_is_led_to_the_files_and_a_guest_to_nothing(
        self, client, scene, territory, meeting
    ):
        on_agenda(scene, meeting)
        relay = make_user("relais", role=Role.RELAY, territory=territory)
        for person, expected in ((scene.paul, ["1 dossier à examiner"]), (relay, [])):
            make_attendee(meeting, person)
            assert [label for label, _url in self.links(client, person, meeting)] == expected

    def test_another_kind_of_meeting_leads_nowhere(self, client, territory, claire):
        assert self.links(client, claire, make_meeting(territory, claire)) == []


class TestMoney:
    """What the committee advises, beside what envelopes still hold."""

    def test_what_is_advised_and_not_decided_yet_is_taken_from_what_is_left(
        self, client, scene, meeting, claire
    ):
        first, second = (on_agenda(scene, meeting, number) for number in (1, 2))
        CommitteeItem.objects.filter(pk=first.pk).update(
            outcome="partial", amounts={str(scene.state.uuid): "4000.00"}
        )
        Envelope.objects.filter(funder=scene.state).update(amount=10_000, committed=1_000)
        client.force_login(claire)
        answer = client.get(url("committee", meeting))
        ((money, parts),) = answer.context["money"]
        asked = sum(Award.objects.filter(funder=scene.state).values_list("amount_asked", flat=True))
        assert (money.asked, money.advised, money.pending) == (asked, 4000, 4000)
        assert (money.envelope, money.committed, money.left) == (10_000, 1_000, 5_000)
        assert [part.value for part in parts] == [1_000, 4_000, 5_000]
        assert answer.context["beyond"] == []
        assert answer.context["first"] == second
        assert "Reprendre l’examen" in answer.text

    def test_a_decision_already_prepared_is_not_counted_twice(self, client, scene, meeting, claire):
        item = on_agenda(scene, meeting)
        CommitteeItem.objects.update(outcome="partial", amounts={str(scene.state.uuid): "4000.00"})
        Award.objects.filter(application=item.application).update(
            state="prepared", outcome="partial", amount=4000
        )
        Envelope.objects.filter(funder=scene.state).update(amount=10_000, committed=4_000)
        client.force_login(claire)
        ((money, _parts),) = client.get(url("committee", meeting)).context["money"]
        assert (money.advised, money.pending, money.left) == (4000, 0, 6_000)

    def test_an_envelope_that_would_not_do_is_said(self, client, scene, meeting, claire):
        on_agenda(scene, meeting)
        CommitteeItem.objects.update(outcome="full", amounts={str(scene.state.uuid): "4000.00"})
        Envelope.objects.filter(funder=scene.state).update(amount=3_000, committed=0)
        client.force_login(claire)
        answer = client.get(url("committee", meeting))
        assert answer.context["beyond"] == [scene.state]
        assert "ne suffirait pas" in answer.text

    def test_no_envelope_is_not_an_empty_one(self, client, scene, meeting, claire):
        on_agenda(scene, meeting)
        Award.objects.update(envelope=None)
        Envelope.objects.all().delete()
        client.force_login(claire)
        ((money, parts),) = client.get(url("committee", meeting)).context["money"]
        assert (money.envelope, money.left, parts) == (None, None, [])
