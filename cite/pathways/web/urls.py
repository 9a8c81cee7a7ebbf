"""The addresses of the pathways."""

from django.urls import path

from cite.pathways.web.views import goals, lists, notes, obstacles, pathway

app_name = "pathways"

urlpatterns = [
    path("", lists.Pathways.as_view(), name="pathways"),
    path("<uuid:uuid>/", pathway.ShowPathway.as_view(), name="pathway"),
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
