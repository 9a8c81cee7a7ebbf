"""Alerts on real rows: opened by the machine, closed by a person, seen by those with whom she shares."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cite.core.dates import now
from cite.core.decisions import Refused
from cite.core.free_text import FreeTextObjection
from cite.core.models import SaveObjection
from cite.dropout.enums.objections import AlertObjection
from cite.dropout.enums.signs import Closing, Severity, Sign
from cite.dropout.models import Alert
from cite.dropout.operations.alerts import close_alert, look, reopen_alert
from cite.dropout.permissions.alerts import alerts_to_look_at
from cite.dropout.queries.alerts import reasons_of
from cite.dropout.queries.histories import histories
from cite.pathways.enums.pathways import Channel, Direction, ExitReason, PauseReason, Presence
from cite.pathways.models import Appointment, Pathway, Step
from cite.pathways.operations.events import note_contact, note_presence, pause_pathway
from cite.pathways.operations.exits import close_pathway, undo_exit
from cite.pathways.operations.groups import leave_group
from cite.referrals.operations.referrals import cancel
from cite.residents.enums.sharing import Purpose, StopWay
from cite.residents.models import Sharing
from tests.dropout.conftest import TODAY, client_of
from tests.factories.dropout import SILENT, make_alert
from tests.factories.pathways import make_group_member, make_pathway, make_step
from tests.factories.referrals import make_referral
from tests.factories.residents import make_resident, make_sharing

pytestmark = pytest.mark.django_db


def looked(territory, on=TODAY) -> list[Alert]:
    look(territory=territory, on=on)
    return list(Alert.objects.order_by("pk"))


def told(alert, words: str) -> bool:
    """Say whether a reason begins with words."""
    return any(reason.text.startswith(words) for reason in reasons_of(alert, TODAY))


def miss(pathway, partner, *days: int) -> None:
    """She misses appointments, some days ago."""
    hers = {"territory": pathway.territory, "pathway": pathway, "partner": partner}
    for count in days:
        at = now() - timedelta(days=count)
        Appointment.objects.create(**hers, at=at, presence=Presence.ABSENT, noted_on=at.date())


def test_silence_opens_an_alert_with_its_reason_in_clear(territory, pathway):
    (alert,) = looked(territory)
    texts = [reason.text for reason in reasons_of(alert, TODAY)]
    assert (alert.level, alert.since) == (Severity.LOOK, TODAY)
    assert texts[0] == "Pas de nouvelles depuis 68 jours."


def test_the_page_of_her_pathway_says_why_and_what_to_do_until_somebody_closes_it(territory, pathway, ines):
    (alert,) = looked(territory)
    client, page = client_of(ines.user), reverse("pathways:pathway", args=[pathway.uuid])
    shown = client.get(page).content.decode()
    assert "Pas de nouvelles depuis 68 jours." in shown.replace("\xa0", " ")
    assert reverse("dropout:alert", args=[alert.uuid]) in shown
    close_alert(alert=alert, closing=Closing.REACHED, version=alert.version, by=ines.user)
    assert "Pas de nouvelles" not in client.get(page).content.decode()


def test_news_noted_today_are_no_silence_on_the_page_she_comes_back_to(
    territory, pathway, ines, django_capture_on_commit_callbacks
):
    (alert,) = looked(territory)
    assert told(alert, "Pas de nouvelles")
    with django_capture_on_commit_callbacks(execute=True):
        note_contact(pathway=pathway, by=ines, on=TODAY, direction=Direction.BOTH, channel=Channel.PHONE)
    alert.refresh_from_db()
    assert (told(alert, "Pas de nouvelles"), alert.closed_on) == (False, None)
    shown = client_of(ines.user).get(reverse("pathways:pathway", args=[pathway.uuid])).content.decode()
    assert "Pas de nouvelles" not in shown
    assert reverse("dropout:alert", args=[alert.uuid]) in shown


def test_a_pause_ends_the_silence_at_once(territory, pathway, ines, django_capture_on_commit_callbacks):
    (alert,) = looked(territory)
    assert told(alert, "Pas de nouvelles")
    with django_capture_on_commit_callbacks(execute=True):
        pause_pathway(
            pathway=pathway, by=ines, reason=PauseReason.TRAVEL, first_on=TODAY, last_on=date(2026, 12, 20)
        )
    alert.refresh_from_db()
    assert not told(alert, "Pas de nouvelles")


def test_a_referral_that_ends_is_no_longer_waited_for_at_once(
    territory, pathway, samia, ines, django_capture_on_commit_callbacks
):
    sent = make_referral(ines, resident=samia, sent_on=date(2026, 10, 1))
    (alert,) = looked(territory)
    assert told(alert, "Une orientation attend une réponse")
    with django_capture_on_commit_callbacks(execute=True):
        cancel(referral=sent, by=ines.user)
    alert.refresh_from_db()
    assert not told(alert, "Une orientation attend une réponse")


def test_an_exit_leaves_no_reason_on_the_page_and_its_undoing_brings_them_back(
    territory, pathway, ines, django_capture_on_commit_callbacks
):
    (alert,) = looked(territory)
    with django_capture_on_commit_callbacks(execute=True):
        ended = {"version": pathway.version, "on": TODAY, "reason": ExitReason.MOVED_AWAY}
        noted = close_pathway(pathway=pathway, by=ines, **ended)
    alert.refresh_from_db()
    assert (alert.signs, alert.closed_on) == ([], None)
    with django_capture_on_commit_callbacks(execute=True):
        undo_exit(exit=noted, by=ines)
    alert.refresh_from_db()
    assert told(alert, "Pas de nouvelles")


def test_writing_in_a_pathway_opens_no_alert(territory, pathway, ines, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        note_contact(pathway=pathway, by=ines, on=TODAY, direction=Direction.OUTGOING, channel=Channel.PHONE)
    assert not Alert.objects.exists()


def test_an_absence_opens_one_the_moment_it_is_noted(
    territory, partner, ines, django_capture_on_commit_callbacks
):
    pathway = make_pathway(make_resident(ines), ines, last_heard_on=date(2026, 11, 2))
    missed = Appointment.objects.create(
        territory=territory, pathway=pathway, at=now() - timedelta(hours=2), partner=partner
    )
    with django_capture_on_commit_callbacks(execute=True):
        noted = note_presence(appointment=missed, version=1, by=ines, presence=Presence.ABSENT)
    alert = Alert.objects.get()
    assert (alert.pathway, alert.since, told(alert, "1 absence sans prévenir")) == (pathway, TODAY, True)
    assert [(each.pk, each.version) for each in looked(territory)] == [(alert.pk, alert.version)]
    with django_capture_on_commit_callbacks(execute=True):
        note_presence(appointment=noted, version=noted.version, by=ines, presence=Presence.PRESENT)
    alert.refresh_from_db()
    assert not told(alert, "1 absence") and alert.closed_on is None  # a slip is left to a person to close


def test_an_absence_noted_on_a_sunday_waits_for_the_look_of_the_day(
    territory, partner, ines, django_capture_on_commit_callbacks
):
    pathway = make_pathway(make_resident(ines), ines, last_heard_on=date(2026, 11, 2))
    with time_machine.travel("2026-11-29 12:00+01:00", tick=False):
        at = now() - timedelta(hours=2)
        missed = Appointment.objects.create(territory=territory, pathway=pathway, at=at, partner=partner)
        with django_capture_on_commit_callbacks(execute=True):
            note_presence(appointment=missed, version=1, by=ines, presence=Presence.ABSENT)
    assert not Alert.objects.exists()


def test_looking_again_the_same_day_changes_nothing(territory, pathway):
    (first,) = looked(territory)
    (again,) = looked(territory)
    assert (again.pk, again.version, again.since) == (first.pk, first.version, first.since)


@pytest.mark.parametrize("day", [date.min, date.max, date.max - timedelta(days=1)])
def test_a_slip_in_the_year_of_a_step_stops_the_look_at_nobody(territory, pathway, ines, day):
    """A service that ended in 9999, kept before its year was checked: nobody of the Cité was looked at any more."""
    other = make_pathway(make_resident(ines), ines)
    make_step(other, ines, kind="service", starts_on=min(TODAY, day), ends_on=day)
    make_step(other, ines, kind="deadline", title="", due_on=day)
    look(territory=territory, on=TODAY)
    assert Alert.objects.filter(pathway=pathway).exists()
    assert [len(some) for some in histories(Pathway.objects.all())] == [2]


def test_nothing_is_looked_at_on_a_sunday(territory, pathway):
    assert looked(territory, on=date(2026, 11, 29)) == []


def test_it_gets_worse_with_time_on_the_same_line(territory, pathway):
    looked(territory)
    (alert,) = looked(territory, on=date(2026, 12, 28))
    assert (alert.level, alert.version) == (Severity.SOON, 2)


def test_two_missed_appointments_say_why(territory, partner, ines):
    resident = make_resident(ines)
    pathway = make_pathway(resident, ines, last_heard_on=date(2026, 11, 2))
    miss(pathway, partner, 10, 3)
    (alert,) = looked(territory)
    assert [row["sign"] for row in alert.signs][0] == Sign.ABSENCES
    assert reasons_of(alert, TODAY)[0].text == "2 absences sans prévenir, et pas de nouvelles depuis."


def test_an_alert_whose_reasons_are_gone_waits_for_a_person(territory, pathway):
    (alert,) = looked(territory)
    Pathway.objects.filter(pk=pathway.pk).update(last_heard_on=TODAY)
    Step.objects.create(
        territory=territory, pathway=pathway, title="CV", added_on=TODAY, added_by=pathway.opened_by
    )
    (alert,) = looked(territory)
    assert (alert.signs, alert.closed_on) == ([], None)


def test_the_end_of_a_pathway_empties_its_alert(territory, pathway):
    looked(territory)
    Pathway.objects.filter(pk=pathway.pk).update(closed_on=TODAY)
    (alert,) = looked(territory)
    assert (alert.signs, alert.closed_on) == ([], None)


def test_whoever_accompanies_her_closes_it_and_it_does_not_come_back_the_next_day(territory, pathway, omar):
    (alert,) = looked(territory)
    closed = close_alert(
        alert=alert, closing=Closing.REACHED, version=alert.version, by=omar.user, comment=""
    )
    assert (closed.closed_by, closed.closed_on, closed.closing) == (omar, TODAY, Closing.REACHED)
    assert len(looked(territory, on=date(2026, 11, 30))) == 1
    assert len(looked(territory, on=date(2026, 12, 14))) == 2


def test_a_closing_pressed_twice_is_one_and_another_is_told_of_it(territory, pathway, ines, omar):
    (alert,) = looked(territory)
    said = {
        "alert": alert,
        "closing": Closing.REACHED,
        "version": alert.version,
        "comment": "Elle rappelle. ",
    }
    closed = close_alert(**said, by=ines.user)
    assert close_alert(**said, by=ines.user).version == closed.version
    with pytest.raises(Refused) as caught:
        close_alert(**said, by=omar.user)
    assert caught.value.decision.objections == (SaveObjection.CHANGED_MEANWHILE,)


def test_a_closing_is_undone_the_same_day_by_whoever_made_it(territory, pathway, ines, omar):
    (alert,) = looked(territory)
    closed = close_alert(alert=alert, closing=Closing.SEEN, version=alert.version, by=ines.user)
    with pytest.raises(Refused) as caught:
        reopen_alert(alert=closed, version=closed.version, by=omar.user)
    assert caught.value.decision.objections == (AlertObjection.NOT_TO_REOPEN,)
    assert reopen_alert(alert=closed, version=closed.version, by=ines.user).closed_on is None


def test_the_next_day_nobody_reopens_it_and_is_told_why(territory, pathway, ines):
    (alert,) = looked(territory)
    closed = close_alert(alert=alert, closing=Closing.SEEN, version=alert.version, by=ines.user)
    with time_machine.travel(now() + timedelta(days=1), tick=False), pytest.raises(Refused) as caught:
        reopen_alert(alert=closed, version=closed.version, by=ines.user)
    assert caught.value.decision.objections == (AlertObjection.NOT_TO_REOPEN,)


def test_an_identifier_is_refused_whatever_page_closes_it(territory, pathway, ines):
    (alert,) = looked(territory)
    with pytest.raises(Refused) as caught:
        close_alert(
            alert=alert,
            closing=Closing.SEEN,
            version=alert.version,
            by=ines.user,
            comment="1 85 05 78 006 084 91",
        )
    assert caught.value.decision.objections == (FreeTextObjection.SOCIAL_SECURITY_NUMBER,)


def test_nobody_else_closes_it(territory, pathway, stranger, claire):
    (alert,) = looked(territory)
    for user in (stranger.user, claire):
        with pytest.raises(Refused) as caught:
            close_alert(alert=alert, closing=Closing.SEEN, version=alert.version, by=user)
        assert caught.value.decision.objections == (AlertObjection.NOT_YOURS_TO_CLOSE,)


@pytest.mark.parametrize("closing", ["", "nonsense"])
def test_closing_says_what_was_done(territory, pathway, ines, closing):
    (alert,) = looked(territory)
    with pytest.raises(Refused) as caught:
        close_alert(alert=alert, closing=closing, version=alert.version, by=ines.user)
    assert caught.value.decision.objections == (AlertObjection.SAY_WHY,)


def test_the_same_queries_for_one_and_for_many(territory, ines):
    def count(number):
        for _each in range(number):
            make_pathway(
                make_resident(ines), ines, opened_on=date(2026, 6, 1), last_heard_on=date(2026, 7, 1)
            )
        with CaptureQueriesContext(connection) as queries:
            look(territory=territory, on=TODAY)
        return len(queries)

    count(1)
    first = count(1)
    assert count(5) == first


def test_the_list_shows_her_situations_with_reasons_and_notes_the_reading(territory, pathway, ines):
    looked(territory)
    page = client_of(ines.user).get(reverse("dropout:alerts"))
    text = page.content.decode()
    assert "Samia Inventée" in text and "Pas de nouvelles depuis 68\u00a0jours" in text.replace(
        " jours", "\u00a0jours"
    )


def test_a_colleague_who_is_not_in_the_group_has_nothing_to_look_at(territory, pathway, omar):
    looked(territory)
    assert "Samia" not in client_of(omar.user).get(reverse("dropout:alerts")).content.decode()


@pytest.mark.parametrize("name", ["dropout:alert", "dropout:alert-reopen"])
def test_an_alert_does_not_exist_for_others(territory, pathway, stranger, name):
    alert = make_alert(pathway)
    assert client_of(stranger.user).get(reverse(name, args=[alert.uuid])).status_code == 404


def test_a_stopped_sharing_hides_it_from_that_second(territory, pathway, ines):
    alert = make_alert(pathway)
    client, page = client_of(ines.user), reverse("dropout:alert", args=[alert.uuid])
    assert client.get(page).status_code == 200
    Sharing.objects.update(stopped_at=now(), stopped_how=StopWay.TOLD)
    data = {"closing": Closing.SEEN, "version": alert.version}
    assert (client.get(page).status_code, client.post(page, data).status_code) == (404, 404)
    assert Alert.objects.get().closed_on is None


def test_closing_on_the_page_offers_a_way_back(territory, pathway, ines):
    alert = make_alert(pathway)
    client, page = client_of(ines.user), reverse("dropout:alert", args=[alert.uuid])
    done = client.post(
        page, {"closing": Closing.REACHED, "comment": "Jointe mardi.", "version": 1}, follow=True
    )
    undo = reverse("dropout:alert-reopen", args=[alert.uuid])
    assert undo in done.content.decode()
    client.post(undo)
    assert Alert.objects.get().closed_on is None


def test_a_number_of_social_security_is_refused_and_what_was_typed_is_kept(territory, pathway, ines):
    alert = make_alert(pathway)
    page = reverse("dropout:alert", args=[alert.uuid])
    typed = {"closing": Closing.REACHED, "comment": "Son numéro : 2 55 08 14 168 025 38", "version": 1}
    answer = client_of(ines.user).post(page, typed)
    assert answer.status_code == 200 and "2 55 08 14" in answer.content.decode()
    assert Alert.objects.get().closed_on is None


def test_those_who_steer_read_figures_never_names(territory, pathway, claire):
    looked(territory)
    client = client_of(claire)
    assert client.get(reverse("dropout:alerts")).status_code == 403
    text = client.get(reverse("dropout:figures")).content.decode()
    assert "Samia" not in text and "masqué" in text


@pytest.mark.parametrize("name", ["dropout:alert", "pathways:pathway"])
def test_the_history_of_a_browser_names_nobody(territory, pathway, ines, name):
    thing = make_alert(pathway) if name == "dropout:alert" else pathway
    text = client_of(ines.user).get(reverse(name, args=[thing.uuid])).content.decode()
    title = text.partition("<title>")[2].partition("</title>")[0]
    assert "Samia" in text and "Samia" not in title


@pytest.mark.parametrize(
    ("purpose", "label"), [(Purpose.SUPPORT, "Dire ce que j’ai fait"), (Purpose.REVIEW, "Voir pourquoi")]
)
def test_the_page_of_a_pathway_offers_to_say_only_to_whoever_may(
    territory, pathway, samia, stranger, purpose, label
):
    looked(territory)
    make_sharing(samia, stranger.partner, purpose)
    page = client_of(stranger.user).get(reverse("pathways:pathway", args=[pathway.uuid])).content.decode()
    offered = [each for each in ("Dire ce que j’ai fait", "Voir pourquoi") if each in page]
    assert offered == [label]


def test_whoever_left_the_group_has_nothing_to_look_at_from_that_day(territory, pathway, ines, omar):
    joined = make_group_member(pathway, omar)
    alert = make_alert(pathway)
    assert list(alerts_to_look_at(omar.user, territory)) == [alert]
    leave_group(group_member=joined, by=ines)
    assert not alerts_to_look_at(omar.user, territory).exists()


@pytest.mark.parametrize("signs", [[], [Sign.SILENCE], [Sign.REFERRAL_UNDATED, Sign.DEADLINE], list(Sign)])
def test_the_database_writes_by_itself_which_signs_an_alert_tells(pathway, signs):
    alert = make_alert(pathway, signs=[])
    assert Alert.objects.get().told == 0
    Alert.objects.filter(pk=alert.pk).update(signs=[{**SILENT[0], "sign": sign.value} for sign in signs])
    told = Alert.objects.get().told
    assert [sign for sign in Sign if told & sign.bit] == signs
    assert told == sum(sign.bit for sign in signs)
