"""She stopped a structure in one of two files that are made one: stopped wins, whatever the other file stood on."""

from datetime import date

import pytest
import time_machine

from cite.audit.models import Entry
from cite.notifications.models import Message, Notice
from cite.pathways.models import GroupMember, Pathway, Refereeship
from cite.pathways.queries.status import status_on, with_facts
from cite.referrals import notices
from cite.referrals.operations.telling import close_link, tell_prescriber
from cite.residents.enums.sharing import StopWay
from cite.residents.models import PersonDuplicate, Sharing
from cite.residents.operations.merging import merge_people, undo_people_merge
from tests.factories.pathways import make_group_member, make_pathway
from tests.factories.referrals import make_referral
from tests.factories.residents import make_resident, make_sharing


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel("2026-11-27 12:00+01:00", tick=False):
        yield


@pytest.fixture
def one(ines, noe):
    """The first file, in which she stopped the second structure."""
    resident = make_resident(ines)
    stop = {"stopped_at": "2026-11-20T10:00Z", "stopped_how": StopWay.LINK}
    make_sharing(resident, noe.partner, **stop)
    return resident


@pytest.fixture
def other(ines, noe):
    """The second file, which the second structure opened and shares with the first one."""
    resident = make_resident(noe)
    make_sharing(resident, ines.partner)
    return resident


@pytest.fixture
def both(one, other):
    return PersonDuplicate.objects.create(
        territory=one.territory, first=one, second=other, reasons=["same_name_and_birth"]
    )


def merged(double, by):
    return merge_people(double=double, version=double.version, keep_first=True, by=by.user)


def test_her_stop_in_one_file_ends_the_referent_whom_the_other_file_named(both, one, other, noe, ines):
    """She stopped a structure in the first file; the second has a referent of that structure: stopped wins."""
    pathway = make_pathway(other, noe)
    make_group_member(pathway, noe)
    merge = merged(both, ines)
    mandate = Refereeship.objects.get(pathway=pathway)
    assert (mandate.state, mandate.until) == ("ended", date(2026, 11, 27))
    assert GroupMember.objects.get(pathway=pathway).until == date(2026, 11, 27)
    facts = with_facts(Pathway.objects.filter(pk=pathway.pk), date(2026, 11, 27)).get()
    assert status_on(facts).state == "without_referent"
    assert Entry.objects.filter(action="pathways.end_referent").count() == 1
    assert "Elle l’avait arrêté dans une autre fiche" in Notice.objects.get(user=noe.user).body
    undo_people_merge(merge=merge, version=merge.version, by=ines.user)
    assert Sharing.objects.get(resident=other, partner=noe.partner).stopped_at is None
    assert Refereeship.objects.get(pathway=pathway).state == "ended"  # asked again by hand


def test_her_stop_in_one_file_ends_the_referral_that_the_other_file_sent(both, one, other, noe, ines):
    """Nobody outside the Cité goes on seeing her by the structure that she stopped."""
    sent = make_referral(noe, resident=other)
    merged(both, ines)
    sent.refresh_from_db()
    assert sent.state == "declined"


def test_what_waited_under_the_other_file_is_withdrawn_when_its_referral_ends(both, other, noe, ines):
    sent = make_referral(ines, resident=other)
    tell_prescriber(sent, notices.ANSWERED)
    merged(both, ines)
    sent.refresh_from_db()
    close_link(sent)
    assert Message.objects.get(kind=notices.ANSWERED.key).state == "canceled"
