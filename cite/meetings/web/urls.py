"""Addresses of `cite.meetings`."""

from django.urls import include, path

from cite.meetings.web.views import guests, holding, lists, preparing

app_name = "meetings"

_ONE = [
    path("", lists.OneMeeting.as_view(), name="meeting"),
    path("modifier/", preparing.ChangeMeeting.as_view(), name="change"),
    path("convoquer/", preparing.Convene.as_view(), name="convene"),
    path("annuler/", preparing.CancelMeeting.as_view(), name="cancel"),
    path("tenue/", preparing.Hold.as_view(), name="hold"),
    path("suite/", preparing.PrepareNext.as_view(), name="next"),
    path("points/ajouter/", preparing.AddItem.as_view(), name="item-add"),
    path("points/<uuid:item>/", preparing.ChangeItem.as_view(), name="item"),
    path("points/<uuid:item>/monter/", preparing.MoveItemUp.as_view(), name="item-up"),
    path("points/<uuid:item>/descendre/", preparing.MoveItemDown.as_view(), name="item-down"),
    path("points/<uuid:item>/retirer/", preparing.RemoveItem.as_view(), name="item-remove"),
    path("inviter/", guests.Invite.as_view(), name="invite"),
    path("inviter/exterieur/", guests.InviteGuest.as_view(), name="invite-guest"),
    path("invites/<uuid:attendee>/retirer/", guests.RemoveAttendee.as_view(), name="attendee-remove"),
    path("je-viens/", guests.Accept.as_view(), name="accept"),
    path("je-ne-viens-pas/", guests.Decline.as_view(), name="decline"),
    path("presences/", holding.Attendance.as_view(), name="attendance"),
    path("presences.pdf", holding.AttendanceSheet.as_view(), name="attendance-sheet"),
    path("compte-rendu/", holding.Minutes.as_view(), name="minutes"),
    path("compte-rendu/approuver/", holding.Approve.as_view(), name="approve"),
    path("compte-rendu/rouvrir/", holding.Reopen.as_view(), name="reopen"),
    path("compte-rendu.pdf", holding.MinutesPdf.as_view(), name="minutes-pdf"),
    path("compte-rendu.docx", holding.MinutesDocx.as_view(), name="minutes-docx"),
    path("decisions/noter/", holding.Decide.as_view(), name="decide"),
    path("decisions/<uuid:decision>/retirer/", holding.RemoveDecision.as_view(), name="decision-remove"),
    path("invitation.ics", holding.InvitationFile.as_view(), name="invitation"),
]

urlpatterns = [
    path("", lists.Meetings.as_view(), name="meetings"),
    path("preparer/", preparing.PrepareMeeting.as_view(), name="prepare"),
    path("decisions/", holding.Decisions.as_view(), name="decisions"),
    path("decisions/<uuid:uuid>/", holding.OneDecision.as_view(), name="decision"),
    path("<uuid:uuid>/", include(_ONE)),
]
