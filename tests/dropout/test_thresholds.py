"""Thresholds: prepared, agreed to by two people of two sides, tried on the past."""

import html
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from cite.core.decisions import Refused
from cite.dropout.enums.objections import ThresholdObjection as O
from cite.dropout.enums.signs import Parameter, ThresholdState
from cite.dropout.models import Replay, ThresholdSet
from cite.dropout.operations.thresholds import (
    abandon_thresholds,
    agree_to_thresholds,
    ask_replay,
    write_thresholds,
)
from cite.dropout.queries.replays import figures_of_replay, lines_of
from cite.dropout.queries.thresholds import thresholds_of
from cite.dropout.rules.replay import Line, Result
from cite.dropout.rules.thresholds import DEFAULTS, FIRST, Thresholds
from cite.dropout.web.forms.thresholds import GROUPS
from cite.jobs.enums import JobStatus
from cite.jobs.models import Job
from tests.at_once import DONE, at_once
from tests.dropout.conftest import TODAY, client_of
from tests.factories.dropout import make_replay, make_thresholds

pytestmark = pytest.mark.django_db
EARLIER = Thresholds(DEFAULTS | {Parameter.SILENCE_LOOK: 50})


def refused(call, **kwargs):
    with pytest.raises(Refused) as caught:
        call(**kwargs)
    return list(caught.value.decision.objections)


def prepared(territory, by) -> ThresholdSet:
    return write_thresholds(territory=territory, thresholds=EARLIER, why="Plus tôt.", by=by)


def test_a_cite_that_has_set_none_uses_the_first_ones(territory):
    assert thresholds_of(territory) == FIRST


def test_both_sides_agree_and_the_thresholds_are_in_force(territory, claire, bruno):
    draft = prepared(territory, claire)
    once = agree_to_thresholds(draft=draft, version=draft.version, by=claire)
    assert (once.state, thresholds_of(territory)) == (ThresholdState.DRAFT, FIRST)
    twice = agree_to_thresholds(draft=once, version=draft.version, by=bruno)
    assert (twice.state, twice.in_force_on, thresholds_of(territory)) == (
        ThresholdState.IN_FORCE,
        TODAY,
        EARLIER,
    )


def test_new_thresholds_replace_those_before(territory, claire, bruno):
    for value in (50, 55):
        values = Thresholds(DEFAULTS | {Parameter.SILENCE_LOOK: value})
        draft = write_thresholds(territory=territory, thresholds=values, why="Essai.", by=claire)
        for user in (claire, bruno):
            draft = agree_to_thresholds(draft=draft, version=draft.version, by=user)
    assert list(ThresholdSet.objects.order_by("number").values_list("state", flat=True)) == [
        ThresholdState.REPLACED,
        ThresholdState.IN_FORCE,
    ]


def test_one_side_agrees_once_and_nobody_else_does(territory, claire, ines):
    draft = prepared(territory, claire)
    draft = agree_to_thresholds(draft=draft, version=draft.version, by=claire)
    assert refused(agree_to_thresholds, draft=draft, version=draft.version, by=claire) == [
        O.ALREADY_AGREED,
    ]
    assert refused(agree_to_thresholds, draft=draft, version=draft.version, by=ines.user) == [
        O.CO_PILOTS_ONLY
    ]


def test_changing_values_forgets_the_agreements(territory, claire, bruno):
    draft = prepared(territory, claire)
    draft = agree_to_thresholds(draft=draft, version=draft.version, by=claire)
    other = Thresholds(DEFAULTS | {Parameter.SILENCE_LOOK: 45})
    changed = write_thresholds(
        territory=territory, thresholds=other, why="Non.", by=bruno, uuid=draft.uuid, version=draft.version
    )
    assert changed.agreed_by_state is None


def test_what_was_filled_in_for_an_abandoned_draft_does_not_overwrite_the_next(territory, claire, bruno):
    read = prepared(territory, bruno)
    abandon_thresholds(draft=read, version=read.version, by=claire)
    other = prepared(territory, claire)
    assert other.version == read.version
    given = {"thresholds": Thresholds(DEFAULTS | {Parameter.SILENCE_LOOK: 45}), "why": "Non.", "by": bruno}
    asked = {"uuid": read.uuid, "version": read.version}
    assert refused(write_thresholds, territory=territory, **given, **asked) == [O.NOT_A_DRAFT]
    shown = client_of(bruno).get(reverse("dropout:thresholds-write")).content.decode()
    assert str(other.uuid) in shown


@pytest.mark.parametrize(
    ("thresholds", "expected"),
    [
        (FIRST, [O.NOTHING_CHANGES]),
        (Thresholds(DEFAULTS | {Parameter.NO_STEP: 1}), [O.OUT_OF_BOUNDS]),
    ],
)
def test_what_is_not_kept(territory, claire, thresholds, expected):
    assert (
        refused(write_thresholds, territory=territory, thresholds=thresholds, why="x", by=claire) == expected
    )


def test_one_draft_at_a_time_and_an_abandoned_one_leaves_room(territory, claire, bruno):
    draft = prepared(territory, claire)
    again = refused(write_thresholds, territory=territory, thresholds=EARLIER, why="x", by=bruno)
    assert again == [O.DRAFT_EXISTS]
    abandon_thresholds(draft=draft, version=draft.version, by=bruno)
    assert prepared(territory, bruno).number == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_drafts_prepared_at_once_one_is_kept(territory, claire, bruno):
    ends = at_once(territory, lambda: prepared(territory, claire), lambda: prepared(territory, bruno))
    assert sorted(ends) == [DONE, "draft_exists"]


def test_a_professional_prepares_none(territory, ines):
    assert refused(write_thresholds, territory=territory, thresholds=EARLIER, why="x", by=ines.user) == [
        O.NOT_YOURS_TO_PREPARE
    ]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (TODAY, TODAY),
        (TODAY - timedelta(days=400), TODAY - timedelta(days=1)),
        (date(2026, 3, 2), date(2026, 3, 1)),
    ],
)
def test_the_past_is_tried_a_year_at_most(territory, claire, first, last):
    draft = make_thresholds(territory, claire)
    assert refused(ask_replay, thresholds=draft, first_on=first, last_on=last, by=claire) == [O.BAD_PERIOD]


@pytest.mark.django_db(transaction=True)
def test_the_past_is_tried_by_the_worker_and_the_page_tells_it(territory, claire, pathway):
    draft = make_thresholds(territory, claire)
    client = client_of(claire)
    asked = client.post(
        reverse("dropout:replay-ask", args=[draft.uuid]),
        {"first_on": "2026-07-01", "last_on": "2026-11-26"},
        follow=True,
    )
    assert asked.status_code == 200
    assert refused(
        ask_replay, thresholds=draft, first_on=date(2026, 7, 1), last_on=date(2026, 7, 2), by=claire
    ) == [O.ALREADY_RUNNING]
    call_command("run_worker", "--until-empty")
    replay = Replay.objects.get()
    assert (replay.result["pathways"], replay.job_id) == (1, None)
    page = client.get(reverse("dropout:replay", args=[replay.uuid])).content.decode()
    assert "Parcours relus" in page and "Toutes ensemble" in page
    # one pathway: no figure tells it
    assert page.count("masqué") >= 5


@pytest.mark.parametrize("end", [JobStatus.FAILED, JobStatus.CANCELED, None])
def test_a_try_that_stopped_is_asked_again_as_its_page_says(territory, claire, end):
    draft, days = make_thresholds(territory, claire), (date(2026, 7, 1), date(2026, 11, 26))
    stopped = ask_replay(thresholds=draft, first_on=days[0], last_on=days[1], by=claire)
    job = Job.objects.filter(uuid=stopped.job_id)
    job.update(status=end) if end else job.delete()
    page = client_of(claire).get(reverse("dropout:replay", args=[stopped.uuid])).content.decode()
    assert "L’essai s’est arrêté" in page
    assert ask_replay(thresholds=draft, first_on=days[0], last_on=days[1], by=claire) != stopped


@pytest.mark.django_db(transaction=True)
def test_the_past_asked_twice_at_once_is_tried_once(territory, claire):
    draft = make_thresholds(territory, claire)

    def ask():
        ask_replay(thresholds=draft, first_on=date(2026, 7, 1), last_on=date(2026, 11, 26), by=claire)

    assert sorted(at_once(territory, *[ask] * 4)) == [O.ALREADY_RUNNING] * 3 + [DONE]
    assert Replay.objects.count() == 1


def test_what_is_masked_in_a_try_is_not_found_by_subtraction(territory, claire):
    """17 alerts of which 6 true and 10 too recent would say that one is false."""
    result = Result(pathways=150, drop_outs=9, seen_in_time=7, seen_late=2)
    result.lines["silence"] = Line(alerts=17, true=6, false=1, too_soon=10, leads=[105] * 6)
    result.lines["absences"] = Line(alerts=11, true=6, false=5, leads=[40] * 6)
    replay = make_replay(make_thresholds(territory, claire), claire, result=result.as_rows())
    lines = {line.label: line for line in lines_of(replay)}
    silence, absences = lines["Pas de nouvelles"], lines["Absences sans prévenir"]
    assert (silence.alerts, silence.true, silence.false, silence.too_soon, silence.lead) == (
        17,
        None,
        None,
        10,
        None,
    )
    assert (absences.true, absences.false, absences.too_soon, absences.lead) == (6, 5, 0, 40)
    figures = dict(figures_of_replay(replay))
    assert figures["Décrochages en tout"] == "9"
    assert figures["Vus plus tard"] == figures["Vus au moins trente jours avant"] == "masqué"


def test_a_try_says_which_thresholds_were_tried(territory, claire):
    closed = [["2026-12-21", "2027-01-01"]]
    replay = make_replay(make_thresholds(territory, claire, closed=closed), claire, closed=closed)
    text = client_of(claire).get(reverse("dropout:replay", args=[replay.uuid])).content.decode()
    text = text.replace("\xa0", " ")
    assert "50 au lieu de 60" in text and "21/12/2026 – 01/01/2027" in text


def test_each_threshold_is_laid_out_once():
    assert sorted(parameter for _title, some in GROUPS for parameter in some) == sorted(Parameter)


def test_the_pages_prepare_agree_and_abandon(territory, claire, bruno):
    client, write = client_of(claire), reverse("dropout:thresholds-write")
    data = {str(parameter): value for parameter, value in EARLIER.values.items()}
    data |= {"closed": "03/08/2026 – 21/08/2026\n", "why": "Plus tôt."}
    bad = client.post(write, data | {"closed": "en août", "silence_watch": "5"})
    assert bad.status_code == 200 and ThresholdSet.objects.count() == 0
    assert "Ligne 1" in bad.content.decode()
    client.post(write, data)
    draft = ThresholdSet.objects.get()
    assert draft.closed == [["2026-08-03", "2026-08-21"]]
    page = client.get(reverse("dropout:thresholds")).content.decode()
    assert "Donner mon accord" in page and "\u2212" in page
    assert "03/08/2026 – 21/08/2026" in page.replace("\xa0", " ") and "Aucune" in page
    agree, abandon = (
        reverse(f"dropout:thresholds-{name}", args=[draft.uuid]) for name in ("agree", "abandon")
    )
    for each in (client, client_of(bruno)):
        each.post(agree, {"version": draft.version})
    assert ThresholdSet.objects.get().state == ThresholdState.IN_FORCE
    late = client.post(abandon, {"version": ThresholdSet.objects.get().version})
    assert str(O.NOT_A_DRAFT.label) in html.unescape(late.content.decode())


def test_professionals_do_not_open_the_thresholds(territory, ines):
    for name in ("thresholds", "thresholds-write", "figures"):
        assert client_of(ines.user).get(reverse(f"dropout:{name}")).status_code == 403
