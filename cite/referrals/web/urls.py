"""The addresses of referrals and introductions."""

from django.urls import path

from cite.referrals.web.views import answers, following, introductions, offline, referrals, sending

app_name = "referrals"
_ONE = "orientations/<uuid:uuid>/"

urlpatterns = [
    path("orientations/", referrals.Referrals.as_view(), name="list"),
    path("orientations/envoyer/", sending.SendReferral.as_view(), name="send"),
    path("orientations/sans-reponse/", following.Silent.as_view(), name="silent"),
    path(
        "orientations/sans-reponse/<uuid:uuid>/", following.SilentReferral.as_view(), name="silent-referral"
    ),
    path("orientations/refus/", following.Refusals.as_view(), name="refusals"),
    path("orientations/lien/<str:token>/", answers.ByLink.as_view(), name="by-link"),
    path("orientations/lien/<str:token>/pas-pour-moi/", answers.NotForMe.as_view(), name="not-for-me"),
    path(_ONE, referrals.ReferralSheet.as_view(), name="referral"),
    path(f"{_ONE}repondre/", answers.Answer.as_view(), name="answer"),
    path(f"{_ONE}suite/<int:rank>/", answers.Outcome.as_view(), name="outcome"),
    path(f"{_ONE}relancer/", referrals.Remind.as_view(), name="remind"),
    path(f"{_ONE}nouveau-lien/", referrals.NewLink.as_view(), name="new-link"),
    path(f"{_ONE}annuler/", referrals.Cancel.as_view(), name="cancel"),
    path(f"{_ONE}reprendre/", referrals.Resume.as_view(), name="resume"),
    path(f"{_ONE}ne-souhaite-plus/", referrals.Decline.as_view(), name="decline"),
    path("signalements/", introductions.Introduce.as_view(), name="introduce"),
    path("signalements/sans-reseau/", offline.Offline.as_view(), name="offline"),
    path("signalements/sans-reseau.js", offline.Worker.as_view(), name="worker"),
    path("signalements/envoyes/", introductions.Introduced.as_view(), name="introduced"),
    path("signalements/a-appeler/", introductions.Introductions.as_view(), name="introductions"),
    path("signalements/<uuid:uuid>/", introductions.IntroductionSheet.as_view(), name="introduction"),
    path("signalements/<uuid:uuid>/prendre/", introductions.TakeIntroduction.as_view(), name="take"),
]
