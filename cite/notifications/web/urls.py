"""Addresses of `cite.notifications`."""

from django.urls import path

from cite.notifications.web import views

app_name = "notifications"

urlpatterns = [
    path("", views.Inbox.as_view(), name="inbox"),
    path("<uuid:uuid>/ouvrir/", views.OpenNotice.as_view(), name="open"),
    path("<uuid:uuid>/lu/", views.MarkRead.as_view(), name="mark-read"),
    path("<uuid:uuid>/non-lu/", views.MarkUnread.as_view(), name="mark-unread"),
    path("tout-lu/", views.MarkAllRead.as_view(), name="mark-all-read"),
    path("tout-lu/annuler/<int:microseconds>/", views.UndoMarkAllRead.as_view(), name="undo-mark-all-read"),
    path("preferences/", views.Preferences.as_view(), name="preferences"),
    path("preferences/telephone/", views.AskPhoneCode.as_view(), name="phone"),
    path("preferences/telephone/code/", views.ConfirmPhone.as_view(), name="phone-code"),
    path("preferences/telephone/retirer/", views.ForgetPhone.as_view(), name="forget-phone"),
    path("adresse/", views.AskEmailCode.as_view(), name="email"),
    path("adresse/code/", views.ConfirmEmail.as_view(), name="email-code"),
    path("modeles/", views.Templates.as_view(), name="templates"),
    path("modeles/<str:key>/", views.TemplatePage.as_view(), name="template"),
    path("modeles/<str:key>/modifier/", views.EditTemplate.as_view(), name="edit-template"),
    path("modeles/<str:key>/retablir/", views.ResetTemplate.as_view(), name="reset-template"),
    path("reglages/", views.Settings.as_view(), name="settings"),
    path("envois/", views.OutboxPage.as_view(), name="outbox"),
    path("envois/renvoyer-les-echecs/", views.ResendFailed.as_view(), name="resend-failed"),
    path("envois/<uuid:uuid>/", views.MessagePage.as_view(), name="message"),
    path("envois/<uuid:uuid>/renvoyer/", views.Resend.as_view(), name="resend"),
    path("envois/<uuid:uuid>/abandonner/", views.Abandon.as_view(), name="abandon"),
]
