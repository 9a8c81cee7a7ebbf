"""The pages of goals, steps and notes."""

import pytest

from cite.pathways.enums.obstacles import StepState
from cite.pathways.enums.pathways import Circle
from cite.pathways.models import Goal, Note, Step
from tests.factories.pathways import make_goal, make_note, make_step
from tests.pathways.web.conftest import page, said
from tests.scale import growing, queries_as_they_grow


class TestGoals:
    def test_a_goal_is_kept_then_closed_then_reopened(self, signed_in, pathway):
        response = signed_in.post(
            page("goal-add", pathway), {"title": "Travailler en crèche", "obstacle": ""}
        )
        assert response.url == page("goals", pathway)
        goal = Goal.objects.get()
        signed_in.post(page("goal-close", pathway, goal.uuid), {"reached": "yes", "version": 1})
        assert "Atteint" in signed_in.get(page("goals", pathway)).content.decode()
        signed_in.post(page("goal-reopen", pathway, goal.uuid))
        goal.refresh_from_db()
        assert goal.closed_on is None

    def test_a_step_is_added_done_and_taken_back(self, signed_in, pathway):
        sent = {"kind": "task", "title": "Appeler", "who": "person", "due_on": "2026-12-01"}
        sent |= {"service": "", "starts_on": "", "ends_on": "", "goal": ""}
        assert signed_in.post(page("step-add", pathway), sent).url == page("goals", pathway)
        step = Step.objects.get()
        done = signed_in.post(page("step-move", pathway, step.uuid, "do"), follow=True)
        assert said(done) == ["Étape ajoutée.", "Étape faite."]
        assert page("step-move", pathway, step.uuid, "resume") in done.content.decode()
        signed_in.post(page("step-move", pathway, step.uuid, "resume"))
        step.refresh_from_db()
        assert (step.state, step.done_on) == (StepState.PLANNED, None)

    def test_a_step_is_begun_and_that_is_taken_back(self, signed_in, pathway, ines):
        step = make_step(pathway, ines)
        begin, resume = (page("step-move", pathway, step.uuid, arrow) for arrow in ("begin", "resume"))
        assert begin in signed_in.get(page("goals", pathway)).content.decode()
        begun = signed_in.post(begin, follow=True)
        assert (said(begun), begin in begun.content.decode()) == (["Étape commencée."], False)
        assert resume in begun.content.decode()
        signed_in.post(resume)
        step.refresh_from_db()
        assert step.state == StepState.PLANNED

    def test_what_the_chosen_nature_does_not_show_is_not_kept(self, signed_in, pathway):
        sent = {"kind": "deadline", "title": "Titre de séjour", "who": "both", "due_on": "2026-12-01"}
        sent |= {"service": "", "starts_on": "2026-12-01", "ends_on": "2026-12-02", "goal": ""}
        signed_in.post(page("step-add", pathway), sent)
        step = Step.objects.get()
        assert (step.title, step.starts_on, step.ends_on) == ("Une échéance administrative", None, None)

    def test_a_step_changed_meanwhile_keeps_what_was_typed(self, signed_in, pathway, ines):
        step = make_step(pathway, ines)
        url = page("step", pathway, step.uuid)
        assert signed_in.get(url).context["form"]["version"].value() == 1
        Step.objects.filter(pk=step.pk).update(version=2)
        sent = {"kind": "task", "title": "Écrire", "who": "both", "due_on": "", "goal": "", "version": 1}
        sent |= {"service": "", "starts_on": "", "ends_on": ""}
        response = signed_in.post(url, sent)
        assert response.context["form"]["title"].value() == "Écrire"
        assert "Une autre personne a modifié" in response.context["form"].non_field_errors()[0]

    @pytest.mark.parametrize("arrow", ["fly", "begin"])
    def test_an_arrow_that_does_not_start_here_is_told(self, signed_in, pathway, ines, arrow):
        step = make_step(pathway, ines, state=StepState.DONE, done_on="2026-11-20")
        response = signed_in.post(page("step-move", pathway, step.uuid, arrow), follow=True)
        assert said(response) == ["Cette étape n’en est plus là. Rechargez la page pour voir où elle en est."]

    def test_a_goal_of_another_pathway_is_offered_to_nobody(self, signed_in, pathway, ines):
        from tests.factories.pathways import make_pathway
        from tests.factories.residents import make_resident

        other = make_goal(make_pathway(make_resident(ines), ines), ines)
        sent = {"kind": "task", "title": "Appeler", "who": "both", "due_on": "", "goal": str(other.uuid)}
        response = signed_in.post(
            page("step-add", pathway), sent | {"service": "", "starts_on": "", "ends_on": ""}
        )
        assert set(response.context["form"].errors) == {"goal"}
        assert signed_in.get(page("goal-close", pathway, other.uuid)).status_code == 404


class TestNotes:
    def test_the_circle_is_chosen_never_supposed(self, signed_in, pathway):
        form = signed_in.get(page("note-add", pathway)).context["form"]
        assert form["circle"].value() is None
        response = signed_in.post(page("note-add", pathway), {"text": "Préfère le matin."})
        assert set(response.context["form"].errors) == {"circle"}
        assert response.context["form"]["text"].value() == "Préfère le matin."

    def test_a_word_about_health_is_kept_and_pointed_at(self, signed_in, pathway):
        sent = {"circle": "group", "text": "En dépression depuis mars."}
        response = signed_in.post(page("note-add", pathway), sent, follow=True)
        assert Note.objects.count() == 1
        assert len(said(response)) == 2

    def test_so_is_one_in_an_exchange(self, signed_in, pathway):
        sent = {
            "on": "2026-11-26",
            "channel": "phone",
            "direction": "both",
            "summary": "Son cancer l’inquiète.",
        }
        assert len(said(signed_in.post(page("contact", pathway), sent, follow=True))) == 2

    def test_a_social_security_number_is_refused_and_what_was_typed_is_kept(self, signed_in, pathway):
        sent = {"circle": "mine", "text": "2 84 05 42 218 016 85"}
        response = signed_in.post(page("note-add", pathway), sent)
        assert response.context["form"]["text"].value() == "2 84 05 42 218 016 85"
        assert Note.objects.count() == 0

    def test_a_colleague_reads_and_does_not_change(self, client, omar, ines, pathway):
        shown = make_note(pathway, ines, circle=Circle.STRUCTURE, text="Pour la structure.")
        hidden = make_note(pathway, ines, circle=Circle.MINE, text="Pour moi.")
        client.force_login(omar.user)
        content = client.get(page("notes", pathway)).content.decode()
        assert ("Pour la structure." in content, "Pour moi." in content) == (True, False)
        assert client.get(page("note", pathway, shown.uuid)).status_code == 403
        assert client.get(page("note", pathway, hidden.uuid)).status_code == 404
        assert client.post(page("note-remove", pathway, hidden.uuid)).status_code == 404

    def test_its_author_changes_and_erases_it(self, signed_in, pathway, ines):
        note = make_note(pathway, ines, circle=Circle.STRUCTURE)
        url = page("note", pathway, note.uuid)
        assert [value for value, _label in signed_in.get(url).context["form"].fields["circle"].choices] == [
            "structure",
            "group",
        ]
        signed_in.post(url, {"circle": "group", "text": "Autre", "version": 1})
        note.refresh_from_db()
        assert (note.circle, note.text) == (Circle.GROUP, "Autre")
        signed_in.post(page("note-remove", pathway, note.uuid))
        assert Note.objects.count() == 0


def test_pages_ask_as_much_with_one_row_as_with_many(signed_in, pathway, ines):
    def add(how_many):
        for number in range(how_many):
            goal = make_goal(pathway, ines, title=f"But {number}")
            make_step(pathway, ines, goal=goal)
            make_note(pathway, ines)

    make_step(pathway, ines, state=StepState.DONE, done_on="2026-11-20")
    urls = [page("goals", pathway), page("notes", pathway)]
    assert growing(queries_as_they_grow(signed_in, urls, add, (1, 2, 17))) == {}
