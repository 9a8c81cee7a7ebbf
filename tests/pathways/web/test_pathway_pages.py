"""The pages of a pathway: what is shown to whom, what a form does, what stands against it, in how many queries."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from cite.accounts.enums import Role
from cite.actors.enums import PartnerState
from cite.actors.models import Partner
from cite.audit.models import Entry
from cite.pathways.enums.pathways import Channel, Direction, PathwayState, Presence, ReferentState
from cite.pathways.models import (
    Appointment,
    Contact,
    Exit,
    FollowUp,
    GroupMember,
    Pathway,
    Pause,
    Refereeship,
)
from cite.pathways.operations.groups import join_group
from cite.residents.enums.sharing import Purpose, StopWay
from cite.residents.models import Sharing
from cite.residents.operations.sharing import stop
from tests.factories.accounts import make_user
from tests.factories.actors import HABILITATED, make_member, make_partner
from tests.factories.pathways import (
    make_appointment,
    make_exit,
    make_finding,
    make_group_member,
    make_note,
    make_pathway,
    make_pause,
    make_refereeship,
    make_step,
)
from tests.factories.residents import make_resident, make_sharing
from tests.pathways.web.conftest import page, read, said
from tests.scale import growing, queries_as_they_grow

pytestmark = pytest.mark.django_db


class TestOnePage:
    def test_who_reads_without_writing_is_told_until_when_and_why(self, client, pathway, lea, other_partner):
        """A referral lasts longer than the thirty days after a hand-over, and opens nothing of the pathway."""
        resident = pathway.resident
        make_sharing(resident, other_partner, Purpose.HANDOVER, ends_on=date(2026, 12, 26))
        make_sharing(resident, other_partner, Purpose.REFERRAL, ends_on=date(2027, 4, 8))
        client.force_login(lea.user)
        shown = read(client, page("pathway", pathway))
        assert "Votre structure le lit jusqu’au 26/12/2026" in shown
        assert f"« {Purpose.HANDOVER.label} »" in shown.replace("\u00a0", " ")

    def test_it_tells_where_it_stands_and_what_comes_next(self, signed_in, pathway, ines, omar):
        make_appointment(pathway, ines, at=datetime(2026, 12, 4, 13, 30, tzinfo=UTC), place="Bureau 2")
        make_appointment(pathway, ines)
        make_group_member(pathway, omar, part="Permis")
        make_finding(pathway, ines)
        make_step(pathway, ines, title="Appeler la crèche")
        make_note(pathway, omar, text="Préfère le matin.")
        make_pause(pathway, ines, first_on=date(2026, 12, 20), last_on=date(2026, 12, 27))
        shown = read(signed_in, page("pathway", pathway))
        for words in (
            "Nadia Inventée",
            str(PathwayState.STARTING.label),
            "04/12/2026 à 14 h 30, Ines (Mission locale des Collines), Bureau 2",
            "Est-elle venue",
            "Omar (Mission locale des Collines)",
            "Appeler la crèche",
            "Préfère le matin.",
            "Logement",
            "Pause du 20/12/2026 au 27/12/2026",
        ):
            assert words in shown, words

    def test_a_step_whose_day_has_passed_is_said_to_be_late(self, signed_in, pathway, ines):
        make_step(pathway, ines, title="Appeler la crèche", due_on=date(2026, 11, 17))
        make_step(pathway, ines, title="Voir le permis", due_on=date(2027, 1, 4))
        shown = read(signed_in, page("pathway", pathway)).replace("\xa0", " ")
        assert shown.count("En retard de") == 1
        assert shown.index("Appeler la crèche") < shown.index("En retard de")

    def test_an_action_that_is_over_is_late_since_the_day_it_says(self, signed_in, pathway, ines):
        days = {"starts_on": date(2026, 9, 28), "ends_on": date(2026, 11, 20)}
        make_step(pathway, ines, title="Atelier", kind="service", **days)
        shown = read(signed_in, page("pathway", pathway)).replace("\xa0", " ")
        assert "du 28/09/2026 au 20/11/2026" in shown and "En retard de 7 jours" in shown

    def test_who_writes_in_it_refers_her_from_there(self, signed_in, pathway):
        address = f"{reverse('referrals:send')}?habitant={pathway.resident.uuid}"
        assert address in read(signed_in, page("pathway", pathway))
        assert signed_in.get(address).status_code == 200

    def test_a_reading_is_written_in_the_journal(self, signed_in, pathway, ines):
        read(signed_in, page("pathway", pathway))
        entry = Entry.objects.get(action="pathways.read")
        assert (entry.by_uuid, entry.person_uuid) == (ines.user.uuid, pathway.resident.uuid)

    def test_who_only_reads_has_no_button(self, client, pathway, lea, other_partner):
        make_sharing(pathway.resident, other_partner, Purpose.HANDOVER, ends_on=date(2026, 12, 1))
        client.force_login(lea.user)
        shown = read(client, page("pathway", pathway))
        assert "Noter un échange" not in shown
        assert client.get(page("contact", pathway)).status_code == 403

    def test_a_note_for_oneself_is_read_by_nobody_else(self, client, pathway, ines, omar):
        make_note(pathway, ines, circle="mine", text="À moi seule.")
        client.force_login(omar.user)
        assert "À moi seule." not in read(client, page("pathway", pathway))
        client.force_login(ines.user)
        assert "À moi seule." in read(client, page("pathway", pathway))

    def test_without_habilitation_no_frein_is_shown(self, client, pathway, ines, territory):
        make_finding(pathway, ines)
        make_sharing(pathway.resident, make_member_of(territory).partner, Purpose.REVIEW)
        client.force_login(make_user("carla", role=Role.CO_PILOT_STATE, territory=territory))
        assert client.get(page("pathway", pathway)).status_code == 403

    def test_a_sharing_stopped_meanwhile_closes_the_page_at_once(self, signed_in, pathway, partner):
        read(signed_in, page("pathway", pathway))
        sent = {"on": "2026-11-26", "channel": "phone", "direction": "both", "summary": ""}
        stop(sharing=Sharing.objects.get(partner=partner), how=StopWay.LINK)
        assert signed_in.get(page("pathway", pathway)).status_code in (403, 404)
        assert signed_in.post(page("contact", pathway), sent).status_code in (403, 404)
        assert not Contact.objects.exists()

    def test_whoever_only_reads_is_told_why_and_until_when(
        self, client, pathway, partner, other_partner, ines
    ):
        former = make_member(other_partner, "uma")
        make_sharing(pathway.resident, other_partner, Purpose.HANDOVER, ends_on=date(2026, 12, 27))
        make_appointment(pathway, former, at=datetime(2026, 12, 4, 13, 30, tzinfo=UTC))
        client.force_login(former.user)
        told = read(client, page("pathway", pathway)).replace("\xa0", " ")
        assert "jusqu’au 27/12/2026, pour : « Passer le relais à mon nouveau référent »" in told
        assert "Noter un échange" not in told
        client.force_login(ines.user)
        told = read(client, page("pathway", pathway)).replace("\xa0", " ")
        assert "sans y écrire" not in told
        assert "Ne l’accompagne plus : reprenez-le" in told

    def test_nothing_is_asked_any_more_of_a_pathway_that_is_over(self, signed_in, resident, ines):
        over = make_pathway(resident, ines, closed_on=date(2026, 11, 25))
        make_exit(over, ines)
        make_appointment(over, ines)
        make_step(over, ines, title="Appeler la crèche", due_on=date(2026, 11, 17))
        shown = read(signed_in, page("pathway", over))
        assert "Est-elle venue" not in shown and "En retard de" not in shown

    def test_the_referent_is_not_said_twice(self, signed_in, pathway, ines):
        make_group_member(pathway, ines)
        assert "Personne d’autre" in read(signed_in, page("pathway", pathway))

    def test_it_asks_as_many_queries_whatever_happened(self, signed_in, pathway, ines, omar):
        def add(how_many):
            for number in range(how_many):
                Contact.objects.create(
                    territory=pathway.territory,
                    pathway=pathway,
                    on=date(2026, 11, 5),
                    channel=Channel.PHONE,
                    direction=Direction.BOTH,
                    by=ines,
                )
                make_appointment(pathway, ines)
                make_appointment(pathway, ines, at=datetime(2026, 12, 4, 13, number % 60, tzinfo=UTC))
                make_step(pathway, ines)
                make_note(pathway, ines)
                make_finding(pathway, ines)
                make_group_member(pathway, omar, until=date(2026, 11, 3))
                make_pause(pathway, ines)

        counts = queries_as_they_grow(signed_in, [page("pathway", pathway)], add, steps=(1, 2, 57))
        assert growing(counts) == {}


def make_member_of(territory):

    return make_member(make_partner(territory, "Autre structure", **HABILITATED), "uma")


class TestForms:
    def test_an_exchange_is_noted_then_shown(self, signed_in, pathway):
        sent = {
            "on": "2026-11-26",
            "channel": "phone",
            "direction": "both",
            "summary": "Elle a reçu le dossier.",
        }
        answer = signed_in.post(page("contact", pathway), sent, follow=True)
        assert said(answer) == ["L’échange est noté."]
        assert "Elle a reçu le dossier." in answer.content.decode()

    def test_what_was_typed_is_kept_when_it_is_refused(self, signed_in, pathway):
        sent = {"on": "2026-12-26", "channel": "phone", "direction": "both", "summary": "Un mot utile."}
        shown = signed_in.post(page("contact", pathway), sent).content.decode()
        assert "Un mot utile." in shown
        assert "Cette date est à venir" in shown
        assert not Contact.objects.exists()

    @pytest.mark.parametrize("name", ["contact", "plan", "pause", "referent", "group", "close"])
    def test_an_empty_form_says_what_to_do(self, signed_in, pathway, name):
        answer = signed_in.post(page(name, pathway), {})
        assert answer.status_code == 200
        assert answer.context["form"].errors

    def test_an_appointment_is_fixed_moved_and_filled_in(self, signed_in, pathway, ines):
        sent = {
            "day": "2026-11-27",
            "hour": "09:00",
            "channel": "meeting",
            "member": str(ines.uuid),
            "place": "Bureau 2",
            "subject": "",
        }
        signed_in.post(page("plan", pathway), sent)
        appointment = Appointment.objects.get()
        assert appointment.at == datetime(2026, 11, 27, 8, tzinfo=UTC)
        signed_in.post(page("move", pathway, appointment.uuid), sent | {"hour": "08:00", "version": 1})
        assert Appointment.objects.get().at == datetime(2026, 11, 27, 7, tzinfo=UTC)
        late = signed_in.post(page("move", pathway, appointment.uuid), sent | {"hour": "07:00", "version": 1})
        assert "Une autre personne a modifié" in late.content.decode()
        answer = signed_in.post(
            page("presence", pathway, appointment.uuid), {"presence": "present", "version": 2}, follow=True
        )
        assert said(answer)[-1] == "C’est noté."
        assert Appointment.objects.get().presence == Presence.PRESENT

    def test_the_calendar_names_nobody(self, signed_in, pathway, ines):
        appointment = make_appointment(pathway, ines, subject="CV de Nadia", place="Bureau 2")
        answer = signed_in.get(page("calendar", pathway, appointment.uuid))
        text = answer.content.decode()
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert "SUMMARY:Rendez-vous" in text
        assert "DTSTART:20261120T090000Z" in text
        assert "Nadia" not in text
        assert "Inventée" not in text

    def test_an_appointment_is_held_where_people_meet_and_one_taken_over_keeps_its_way(
        self, signed_in, pathway, ines
    ):
        planned = read(signed_in, page("plan", pathway))
        assert 'value="home"' in planned and 'value="letter"' not in planned
        taken_over = make_appointment(pathway, ines, channel=Channel.VISIT)
        moved = read(signed_in, page("move", pathway, taken_over.uuid))
        assert '<option value="visit" selected>' in moved and 'value="sms"' not in moved

    def test_an_appointment_of_another_pathway_is_not_there(self, signed_in, pathway, ines):
        other = make_appointment(make_pathway(make_resident(ines), ines), ines)
        for name in ("move", "presence", "calendar"):
            assert signed_in.get(page(name, pathway, other.uuid)).status_code == 404

    def test_a_pause_is_noted_and_ended(self, signed_in, pathway):
        sent = {"reason": "travel", "first_on": "2026-11-20", "last_on": "2026-12-20"}
        answer = signed_in.post(page("pause", pathway), sent, follow=True)
        assert "Pause du 20/11/2026 au 20/12/2026" in answer.content.decode()
        pause = Pause.objects.get()
        answer = signed_in.post(page("end-pause", pathway, pause.uuid), follow=True)
        assert said(answer) == ["La pause est finie."]
        assert Pause.objects.get().last_on == date(2026, 11, 26)

    def test_a_pathway_is_handed_over(self, client, pathway, ines, lea, other_partner):
        make_sharing(pathway.resident, other_partner)
        client.force_login(ines.user)
        sent = {"member": str(lea.uuid), "message": "Elle habite près de chez vous."}
        assert said(client.post(page("referent", pathway), sent, follow=True)) == [
            "La proposition est envoyée."
        ]
        proposal = Refereeship.objects.get(member=lea)
        assert client.post(page("accept", pathway, proposal.uuid)).status_code == 404
        client.force_login(lea.user)
        shown = read(client, page("pathway", pathway))
        assert "Ines vous propose d’être son référent" in shown
        assert "Elle habite près de chez vous." in shown
        answer = client.post(page("accept", pathway, proposal.uuid), follow=True)
        assert said(answer) == ["Vous êtes son référent. Appelez-la dans les prochains jours."]
        assert Refereeship.objects.get(member=lea).state == ReferentState.ACTIVE
        client.force_login(ines.user)
        assert "Noter un échange" not in read(client, page("pathway", pathway))

    def test_a_proposal_is_declined_or_withdrawn(self, client, pathway, ines, omar):
        for button, user in (("decline", omar.user), ("withdraw", ines.user)):
            proposal = make_refereeship(pathway, omar, state="proposed", since=None, proposed_by=ines)
            client.force_login(user)
            args = [proposal.uuid] if button == "decline" else []
            client.post(page(button, pathway, *args))
            assert not Refereeship.objects.filter(state="proposed").exists()

    def test_somebody_without_a_referent_is_taken_in_one_click(self, client, resident, ines, omar):
        pathway = make_pathway(resident, ines, has_referent=False)
        client.force_login(omar.user)
        assert "Devenir son référent" in read(client, page("pathway", pathway))
        assert said(client.post(page("take", pathway), follow=True)) == ["Vous êtes son référent."]

    def test_whose_referent_went_with_her_organization_is_taken_in_one_click(
        self, client, pathway, partner, lea, other_partner
    ):
        make_sharing(pathway.resident, other_partner)
        Partner.objects.filter(pk=partner.pk).update(state=PartnerState.LEFT)
        client.force_login(lea.user)
        shown = read(client, page("pathway", pathway))
        assert "Devenir son référent" in shown
        assert "Personne aujourd’hui" in shown
        assert said(client.post(page("take", pathway), follow=True)) == ["Vous êtes son référent."]

    def test_the_group_grows_and_shrinks(self, signed_in, pathway, omar):
        sent = {"member": str(omar.uuid), "part": "Permis"}
        shown = signed_in.post(page("group", pathway), sent, follow=True).content.decode()
        assert "Omar (Mission locale des Collines)" in shown
        joined = GroupMember.objects.get()
        signed_in.post(page("leave-group", pathway, joined.uuid))
        assert GroupMember.objects.get().until == date(2026, 11, 27)

    def test_a_professional_of_elsewhere_is_not_offered(self, signed_in, pathway, lea):
        assert str(lea.uuid) not in read(signed_in, page("referent", pathway))
        answer = signed_in.post(page("referent", pathway), {"member": str(lea.uuid), "message": ""})
        assert answer.context["form"].errors["member"]

    def test_a_pathway_ends_and_the_end_is_undone(self, signed_in, pathway):
        sent = {"on": "2026-11-27", "reason": "long_contract", "contract_months": "9", "version": "1"}
        answer = signed_in.post(page("close", pathway), sent, follow=True)
        shown = answer.content.decode()
        assert "Emploi durable" in shown
        assert "co-produite par Mission locale des Collines" in shown
        answer = signed_in.post(page("undo-exit", pathway), follow=True)
        assert said(answer) == ["La sortie est annulée : le parcours continue.".replace(" :", "\u00a0:")]
        assert not Exit.objects.exists()

    def test_once_she_is_back_the_former_pathway_leads_to_the_new_one(self, signed_in, pathway, ines):
        sent = {"version": pathway.version, "on": "2026-11-25", "reason": "permanent_contract"}
        signed_in.post(page("close", pathway), sent)
        newer = make_pathway(pathway.resident, ines, number=2)
        shown = signed_in.get(page("pathway", pathway)).content.decode()
        assert page("pathway", newer) in shown
        assert ("Annuler cette sortie" in shown, "ouvrir un parcours" in shown) == (False, False)

    def test_every_structure_that_acted_is_ticked_at_first(
        self, signed_in, pathway, lea, ines, other_partner
    ):
        make_sharing(pathway.resident, other_partner)
        join_group(pathway=pathway, member=lea, by=ines)
        form = signed_in.get(page("close", pathway)).context["form"]
        assert form.get_initial_for_field(form.fields["partners"], "partners") == [str(other_partner.uuid)]

    def test_a_follow_up_is_noted(self, signed_in, resident, ines):
        ended = make_pathway(resident, ines)
        make_exit(ended, ines)
        FollowUp.objects.filter(months=3).update(due_on=date(2026, 11, 20))
        shown = read(signed_in, page("pathway", ended))
        assert page("follow-up", ended, 3) in shown
        assert page("follow-up", ended, 6) not in shown
        assert signed_in.get(page("follow-up", ended, 6)).status_code == 403
        signed_in.post(page("follow-up", ended, 3), {"answer": "same_job", "version": 1})
        assert FollowUp.objects.get(months=3).answer == "same_job"

    def test_a_pathway_is_opened_from_the_page_of_the_person(self, signed_in, resident):
        address = reverse("pathways:open", args=[resident.uuid])
        assert address in read(signed_in, reverse("residents:sheet", args=[resident.uuid]))
        sent = {"origin": "herself", "on": "2026-11-27", "takes_it": "on"}
        answer = signed_in.post(address, sent, follow=True)
        assert said(answer) == ["Le parcours est ouvert."]
        opened = Pathway.objects.get()
        sheet = read(signed_in, reverse("residents:sheet", args=[resident.uuid]))
        assert page("pathway", opened) in sheet
