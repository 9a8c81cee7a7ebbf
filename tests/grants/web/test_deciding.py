"""The pages of decisions, simulations and committees, in the hands of those who use them."""

from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from cite.actors.enums import PilotSide
from cite.grants.enums import ApplicationState, AwardState
from cite.grants.enums.committee import COMMITTEE
from cite.grants.models import Award, CommitteeItem, Envelope, Review, Simulation
from cite.grants.operations.awards import unrecord_act
from cite.meetings.enums import MeetingState
from tests.factories.accounts import make_user
from tests.factories.deciding import granting, make_advised, make_asked
from tests.factories.meetings import make_meeting
from tests.grants.deciding import prepare, record


@pytest.fixture(autouse=True)
def _in_may():
    with time_machine.travel("2027-05-10 10:00:00+02:00", tick=False):
        yield


def url(name, *things):
    return reverse(f"grants:{name}", args=[thing.uuid for thing in things])


def test_a_funder_prepares_records_and_tells_and_its_carrier_reads_it_only_then(client, scene):
    application = make_advised(scene)
    award = make_asked(application, scene.state)
    client.force_login(scene.paul)
    prepare = url("award-prepare", application, award)
    answer = client.post(prepare, {"outcome": "partial", "amount": "6000,00", "version": award.version})
    assert answer.status_code == 200
    assert "accorde moins que le montant demandé" in answer.text
    assert 'value="6000,00"' in answer.text
    client.post(prepare, {"outcome": "partial", "amount": "4 000,50", "version": award.version})
    award.refresh_from_db()
    assert (award.state, award.amount) == (AwardState.PREPARED, Decimal("4000.50"))
    act = {
        "kind": "order",
        "number": "2027-042",
        "on": "2027-05-03",
        "signatory_name": "Hélène Préfète",
        "signatory_quality": "Préfète",
        "awards": [str(award.uuid)],
        "seen": f"{award.uuid}:{award.version}",
    }
    client.post(url("record-acts", scene.call, scene.state), act)
    client.force_login(scene.karim)
    assert "4\u202f000,50" not in client.get(url("decisions", application)).text
    client.force_login(scene.paul)
    award.refresh_from_db()
    told = {"awards": [str(award.uuid)], "seen": f"{award.uuid}:{award.version}"}
    client.post(url("publish", scene.call, scene.state), told)
    client.force_login(scene.karim)
    page = client.get(url("decisions", application)).text
    assert "4\u202f000,50" in page
    assert "tribunal administratif" in page
    assert client.get(prepare).status_code == 403


def test_buttons_carry_the_version_that_was_read(client, scene):
    application = make_advised(scene)
    award = make_asked(application, scene.state)
    client.force_login(scene.paul)
    client.post(
        url("award-prepare", application, award), {"outcome": "waiting_list", "version": award.version}
    )
    client.post(url("award-set-aside", application, award), {"version": award.version})
    award.refresh_from_db()
    assert award.state == AwardState.PREPARED
    client.post(url("award-set-aside", application, award), {"version": award.version})
    award.refresh_from_db()
    assert award.state == AwardState.ASKED


def test_the_page_of_a_call_asks_as_many_queries_for_three_files_as_for_one(
    client, scene, claire, django_assert_max_num_queries
):
    client.force_login(claire)
    counts = []
    for _ in range(2):
        for _ in range(1 if not counts else 4):
            make_asked(make_advised(scene), scene.state)
        client.get(url("call-decisions", scene.call))
        with django_assert_max_num_queries(200) as asked:
            assert client.get(url("call-decisions", scene.call)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_files_of_a_funder(client, scene):
    application = make_advised(scene, title="Atelier vélo")
    make_asked(
        application,
        scene.state,
        state=AwardState.RECORDED,
        outcome="full",
        amount=Decimal("5000.00"),
        act_number="2027-1",
        act_on="2027-05-01",
    )
    client.force_login(scene.paul)
    programme = url("programme", scene.call, scene.state)
    csv = b"".join(client.get(programme, {"format": "csv"}).streaming_content).decode()
    assert "Atelier vélo;État;5000,0;Accordée en totalité;5000,0" in csv
    for params in ({}, {"liste": "chorus"}):
        assert client.get(programme, params).content.startswith(b"PK")
    annex = url("annex", scene.call, scene.state)
    assert client.get(annex, {"format": "docx"}).content.startswith(b"PK")
    client.force_login(scene.mona)
    assert client.get(annex).status_code == 403


def test_the_annex_adds_up(client, scene, tmp_path):
    for number in range(2):
        make_asked(
            make_advised(scene),
            scene.state,
            state=AwardState.PREPARED,
            outcome="partial",
            amount=Decimal("1000.50") + number,
        )
    client.force_login(scene.paul)
    path = tmp_path / "annexe.pdf"
    path.write_bytes(client.get(url("annex", scene.call, scene.state)).content)
    text = "".join(page.extract_text() for page in PdfReader(path).pages)
    assert "2\u202f002" in text.replace("\xa0", "\u202f")


class TestCommittee:
    def test_from_the_agenda_to_the_opinion_of_both(self, client, scene, territory, claire, marc):
        files = [make_advised(scene, state=ApplicationState.IN_REVIEW) for _ in range(2)]
        for file in files:
            make_asked(file, scene.state)
        for side in PilotSide:
            Review.objects.create(
                territory=territory,
                application=files[0],
                instructor=make_user(f"reviewer-{side.value}"),
                side=side,
                submitted_at="2027-03-01T10:00:00Z",
            )
        meeting = make_meeting(territory, claire, kind=COMMITTEE, state=MeetingState.CONVENED)
        client.force_login(claire)
        page = client.get(url("committee-files", meeting)).text
        assert page.count("(instruction incomplète)") == 1
        client.post(url("committee-files", meeting), {"files": [str(file.uuid) for file in files]})
        first, second = CommitteeItem.objects.order_by("position")
        field = f"montant-{scene.state.uuid}"
        opinion = {"outcome": "partial", field: "1 234,56", "words": "", "version": first.version}
        answer = client.post(url("committee-item", meeting, first), opinion)
        assert answer["Location"] == url("committee-item", meeting, second)
        client.force_login(marc)
        assert "1\u202f234,56" in client.get(url("committee-item", meeting, first)).text
        first.refresh_from_db()
        client.post(url("committee-agree", meeting), {"items": [f"{first.pk}.{first.version}"]})
        files[0].refresh_from_db()
        assert files[0].state == ApplicationState.ADVISED

    def test_what_was_typed_is_kept_when_refused(self, client, scene, territory, claire):
        file = make_advised(scene, state=ApplicationState.IN_REVIEW)
        make_asked(file, scene.state)
        meeting = make_meeting(territory, claire, kind=COMMITTEE)
        item = CommitteeItem.objects.create(territory=territory, meeting=meeting, application=file)
        client.force_login(claire)
        answer = client.post(
            url("committee-item", meeting, item),
            {"outcome": "refused", "words": "", f"montant-{scene.state.uuid}": "12", "version": 1},
        )
        assert "Cet avis ne conseille aucun montant" in answer.text
        assert 'value="12"' in answer.text

    def test_a_funder_who_is_not_invited_sees_no_committee(self, client, scene, territory, claire):
        meeting = make_meeting(territory, claire, kind=COMMITTEE)
        client.force_login(scene.paul)
        assert client.get(url("committee", meeting)).status_code == 404


def test_a_funder_reads_how_many_decisions_stand_where_and_goes_to_them(client, scene):
    award = make_asked(make_advised(scene), scene.state)
    make_asked(make_advised(scene), scene.state)
    prepare(award, scene.paul, granting("4000.00"))
    client.force_login(scene.paul)
    page = client.get(url("call-decisions", scene.call))
    ((view, standing),) = page.context["mine"]
    assert view.funder == scene.state
    assert [label for label, _url in standing] == ["Demandée\u00a0: 1", "Préparée\u00a0: 1"]
    listed = client.get(url("call-decisions", scene.call) + standing[1][1].removesuffix("#decisions"))
    assert list(listed.context["table"].rows) == [Award.objects.get(pk=award.pk)]


class TestSimulations:
    def test_made_compared_filled_in_and_applied(self, client, scene, claire):
        award = make_asked(make_advised(scene), scene.state)
        client.force_login(scene.paul)
        client.post(url("simulations", scene.call), {"name": "Tout", "start": "asked"})
        simulation = Simulation.objects.get()
        page = client.get(url("simulations", scene.call)).text
        assert "Tout" in page
        amounts = {f"montant-{award.uuid}": "3000", "version": simulation.version}
        client.post(url("simulation", scene.call, simulation), amounts)
        simulation.refresh_from_db()
        apply = url("simulation-apply", scene.call, simulation, scene.state)
        client.post(apply, {"version": simulation.version})
        assert Award.objects.get().amount == Decimal("3000.00")
        assert Envelope.objects.get(funder=scene.state).committed == Decimal("3000.00")
        assert (
            client.post(
                url("simulation-apply", scene.call, simulation, scene.metropole), {"version": 1}
            ).status_code
            == 403
        )

    def test_two_are_compared_and_one_is_copied(self, client, scene):
        make_asked(make_advised(scene), scene.state, "12000.00")
        client.force_login(scene.paul)
        for name, start in (("Tout", "asked"), ("Rien", "nothing")):
            client.post(url("simulations", scene.call), {"name": name, "start": start})
        everything = Simulation.objects.get(name="Tout")
        page = client.get(url("simulations", scene.call), {"premiere": everything.uuid})
        first, second = page.context["compared"]
        assert (str(first.simulation), str(second.simulation)) == ("Tout", "Rien")
        ((_funder, lines),) = page.context["envelopes"]
        assert [[(part.text, part.tone) for part in parts] for _simulation, parts in lines] == [
            [("0\u00a0€", "done"), ("12\u202f000\u00a0€", "pending"), ("2\u202f000\u00a0€", "back")],
            [("0\u00a0€", "done"), ("0\u00a0€", "pending"), ("10\u202f000\u00a0€", "left")],
        ]
        files, districts, priorities = page.context["differences"]
        assert [(row["one"], row["other"]) for row in files.rows] == [(Decimal("12000.00"), Decimal(0))]
        assert (districts.rows, priorities.rows) == ([], [])
        copy = client.get(url("simulations", scene.call), {"copier": everything.uuid})
        assert copy.context["form"]["start"].value() == str(everything.uuid)

    @pytest.mark.parametrize("typed", ["", "rien", "9" * 400])
    def test_an_address_that_names_no_simulation_compares_the_first_two(self, client, scene, typed):
        client.force_login(scene.paul)
        for name in ("A", "B"):
            client.post(url("simulations", scene.call), {"name": name, "start": "nothing"})
        page = client.get(url("simulations", scene.call), {"premiere": typed, "seconde": typed})
        assert [str(view.simulation) for view in page.context["compared"]] == ["A", "B"]

    def test_a_call_of_many_files_is_filled_in_page_by_page(self, client, scene, monkeypatch):
        monkeypatch.setattr("cite.grants.web.views.simulations.FILES_AT_ONCE", 1)
        first, second = (make_asked(make_advised(scene), scene.state) for _ in range(2))
        client.force_login(scene.paul)
        client.post(url("simulations", scene.call), {"name": "Tout", "start": "asked"})
        address = url("simulation", scene.call, Simulation.objects.get())
        fields = client.get(f"{address}?page=2").context["form"].awards
        assert list(fields.values()) == [second]
        answer = client.post(f"{address}?page=2", {f"montant-{second.uuid}": "1", "version": 1})
        assert answer.url == f"{address}?page=2"
        view = client.get(address).context["form"].known
        assert view == {first.pk: Decimal("5000.00"), second.pk: Decimal("1.00")}


def test_the_page_of_a_call_leads_to_its_decisions_only_those_who_follow_them(client, scene):
    link = f'href="{url("call-decisions", scene.call)}"'
    for person, is_led in ((scene.paul, True), (scene.karim, False)):
        client.force_login(person)
        assert (link in client.get(url("call", scene.call)).text) == is_led


def test_a_decision_changed_since_the_page_was_read_is_not_published(client, scene):
    award = make_asked(make_advised(scene), scene.state)
    award = record(prepare(award, scene.paul, granting("4000.00")), scene.paul)
    read = {"awards": [str(award.uuid)], "seen": f"{award.uuid}:{award.version}"}
    unrecord_act(award=award, version=award.version, by=scene.paul)
    record(prepare(award, scene.paul, granting("1.00")), scene.paul)
    client.force_login(scene.paul)
    endless = {"seen": f"{award.uuid}:{'9' * 5000}"}
    for stale in (read, read | {"seen": ""}, read | {"seen": "rien:x ::"}, read | endless):
        answer = client.post(url("publish", scene.call, scene.state), stale)
        assert "Une autre personne a modifié cette fiche" in answer.text
    award.refresh_from_db()
    assert award.state == AwardState.RECORDED
