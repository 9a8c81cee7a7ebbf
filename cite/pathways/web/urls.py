"""The addresses of the pathways."""

from django.urls import path

from cite.pathways.web.views import (
    caseload,
    endings,
    entering,
    events,
    exits,
    following,
    goals,
    lists,
    notes,
    obstacles,
    pathway,
)

app_name = "pathways"

_ONE = "<uuid:uuid>/"

urlpatterns = [
    path("", lists.Pathways.as_view(), name="pathways"),
    path("export/", caseload.Caseload.as_view(), name="caseload"),
    path("export/chiffres/", caseload.CaseloadFigures.as_view(), name="caseload-figures"),
    path("sorties/", endings.ShowEndings.as_view(), name="endings"),
    path("sans-referent/", lists.WithoutReferent.as_view(), name="without-referent"),
    path("ouvrir/<uuid:uuid>/", following.OpenPathway.as_view(), name="open"),
    path(
        "entrer/signalement/<uuid:uuid>/", entering.EnterFromIntroduction.as_view(), name="enter-introduction"
    ),
    path("entrer/rappel/<uuid:uuid>/", entering.EnterFromCall.as_view(), name="enter-call"),
    path(_ONE, pathway.ShowPathway.as_view(), name="pathway"),
    path(f"{_ONE}echange/", events.NoteContact.as_view(), name="contact"),
    path(f"{_ONE}rendez-vous/", events.PlanAppointment.as_view(), name="plan"),
    path(f"{_ONE}rendez-vous/<uuid:appointment>/", events.MoveAppointment.as_view(), name="move"),
    path(f"{_ONE}rendez-vous/<uuid:appointment>/presence/", events.NotePresence.as_view(), name="presence"),
    path(
        f"{_ONE}rendez-vous/<uuid:appointment>/agenda.ics", events.AppointmentFile.as_view(), name="calendar"
    ),
    path(f"{_ONE}pause/", events.PausePathway.as_view(), name="pause"),
    path(f"{_ONE}pause/<uuid:pause>/finir/", events.EndPause.as_view(), name="end-pause"),
    path(f"{_ONE}relais/", following.ProposeReferent.as_view(), name="referent"),
    path(f"{_ONE}relais/prendre/", following.TakePathway.as_view(), name="take"),
    path(f"{_ONE}relais/retirer/", following.WithdrawReferent.as_view(), name="withdraw"),
    path(f"{_ONE}relais/<uuid:proposal>/accepter/", following.AcceptReferent.as_view(), name="accept"),
    path(f"{_ONE}relais/<uuid:proposal>/decliner/", following.DeclineReferent.as_view(), name="decline"),
    path(f"{_ONE}groupe/", following.Group.as_view(), name="group"),
    path(f"{_ONE}groupe/<uuid:member>/retirer/", following.LeaveGroup.as_view(), name="leave-group"),
    path(f"{_ONE}sortie/", exits.ClosePathway.as_view(), name="close"),
    path(f"{_ONE}sortie/annuler/", exits.UndoExit.as_view(), name="undo-exit"),
    path(f"{_ONE}suivi/<int:months>/", exits.NoteFollowUp.as_view(), name="follow-up"),
    path("<uuid:uuid>/freins/", obstacles.Obstacles.as_view(), name="obstacles"),
    path("<uuid:uuid>/freins/noter/", obstacles.NoteObstacles.as_view(), name="obstacles-note"),
    path(
        "<uuid:uuid>/freins/<uuid:part>/suivre/", obstacles.FollowObstacle.as_view(), name="obstacle-follow"
    ),
    path("<uuid:uuid>/objectifs/", goals.Goals.as_view(), name="goals"),
    path("<uuid:uuid>/objectifs/ajouter/", goals.AddGoal.as_view(), name="goal-add"),
    path("<uuid:uuid>/objectifs/<uuid:part>/clore/", goals.CloseGoal.as_view(), name="goal-close"),
    path("<uuid:uuid>/objectifs/<uuid:part>/rouvrir/", goals.ReopenGoal.as_view(), name="goal-reopen"),
    path("<uuid:uuid>/objectifs/etapes/ajouter/", goals.AddStep.as_view(), name="step-add"),
    path("<uuid:uuid>/objectifs/etapes/<uuid:part>/", goals.ChangeStep.as_view(), name="step"),
    path(
        "<uuid:uuid>/objectifs/etapes/<uuid:part>/<slug:arrow>/", goals.MoveStep.as_view(), name="step-move"
    ),
    path("<uuid:uuid>/notes/", notes.Notes.as_view(), name="notes"),
    path("<uuid:uuid>/notes/ecrire/", notes.WriteNote.as_view(), name="note-add"),
    path("<uuid:uuid>/notes/<uuid:part>/", notes.ChangeNote.as_view(), name="note"),
    path("<uuid:uuid>/notes/<uuid:part>/effacer/", notes.RemoveNote.as_view(), name="note-remove"),
]
