"""Addresses of `cite.actors`."""

from django.urls import path

from cite.actors.web.views import (
    commitments,
    directory,
    duplicates,
    habilitation,
    invitations,
    keys,
    organizations,
    people,
    places,
    requests,
)

app_name = "actors"

urlpatterns = [
    path("", directory.Directory.as_view(), name="directory"),
    path("lieux.json", directory.DirectoryMap.as_view(), name="directory-map"),
    path("maillons/", directory.ChainMatrixPage.as_view(), name="chain"),
    path("maillons/qui-pourrait/", directory.WhoCould.as_view(), name="who-could"),
    path("ajouter/", organizations.AddOrganization.as_view(), name="organization-add"),
    path("doublons/", duplicates.Duplicates.as_view(), name="duplicates"),
    path("doublons/<uuid:uuid>/", duplicates.ExamineDuplicate.as_view(), name="duplicate"),
    path("doublons/<uuid:uuid>/differentes/", duplicates.SetApart.as_view(), name="duplicate-apart"),
    path("doublons/<uuid:uuid>/revoir/", duplicates.Reconsider.as_view(), name="duplicate-reconsider"),
    path("fusions/<uuid:uuid>/separer/", duplicates.UndoMerge.as_view(), name="merge-undo"),
    path("<uuid:uuid>/", organizations.OrganizationPage.as_view(), name="organization"),
    path("<uuid:uuid>/modifier/", organizations.EditOrganization.as_view(), name="organization-edit"),
    path(
        "<uuid:uuid>/situation/<slug:arrow>/", organizations.ChangeState.as_view(), name="organization-state"
    ),
    path("<uuid:uuid>/lieux/ajouter/", places.EditSite.as_view(), name="site-add"),
    path("<uuid:uuid>/lieux/<uuid:part>/", places.EditSite.as_view(), name="site-edit"),
    path("<uuid:uuid>/lieux/<uuid:part>/supprimer/", places.RemoveSite.as_view(), name="site-remove"),
    path("<uuid:uuid>/contacts/ajouter/", places.EditContact.as_view(), name="contact-add"),
    path("<uuid:uuid>/contacts/<uuid:part>/", places.EditContact.as_view(), name="contact-edit"),
    path(
        "<uuid:uuid>/contacts/<uuid:part>/supprimer/",
        places.RemoveContact.as_view(),
        name="contact-remove",
    ),
    path("equipe/", people.Team.as_view(), name="team"),
    path("agir-pour/", people.ActFor.as_view(), name="act-for"),
    path("<uuid:uuid>/membres/", people.Members.as_view(), name="members"),
    path("membres/<uuid:uuid>/", people.Member.as_view(), name="member"),
    path("membres/<uuid:uuid>/suspendre/", people.SuspendMember.as_view(), name="member-suspend"),
    path("membres/<uuid:uuid>/retablir/", people.RestoreMember.as_view(), name="member-restore"),
    path("membres/<uuid:uuid>/depart/", people.EndMembership.as_view(), name="member-end"),
    path("<uuid:uuid>/inviter/", invitations.Invite.as_view(), name="invite"),
    path("invitations/<uuid:uuid>/", invitations.ManageInvitation.as_view(), name="invitation-manage"),
    path(
        "invitations/<uuid:uuid>/renvoyer/",
        invitations.ResendInvitation.as_view(),
        name="invitation-resend",
    ),
    path(
        "invitations/<uuid:uuid>/annuler/", invitations.RevokeInvitation.as_view(), name="invitation-revoke"
    ),
    path("invitation/<str:token>/", invitations.AnswerInvitation.as_view(), name="invitation"),
    path(
        "invitation/<str:token>/refuser/", invitations.DeclineInvitation.as_view(), name="invitation-decline"
    ),
    path("rejoindre/", requests.FindOrganization.as_view(), name="join"),
    path("rejoindre/<uuid:uuid>/", requests.Join.as_view(), name="join-organization"),
    path("demandes/<uuid:uuid>/", requests.AnswerRequest.as_view(), name="request"),
    path("demandes/<uuid:uuid>/refuser/", requests.DeclineRequest.as_view(), name="request-decline"),
    path("demandes/<uuid:uuid>/retirer/", requests.WithdrawRequest.as_view(), name="request-withdraw"),
    path("<uuid:uuid>/habilitation/", habilitation.Habilitation.as_view(), name="habilitation"),
    path(
        "<uuid:uuid>/habilitation/retirer/",
        habilitation.WithdrawHabilitation.as_view(),
        name="habilitation-withdraw",
    ),
    path("<uuid:uuid>/titre-legal/", habilitation.SetLegalTitle.as_view(), name="legal-title"),
    path("<uuid:uuid>/cles/", keys.Keys.as_view(), name="keys"),
    path("cles/<uuid:uuid>/retirer/", keys.RevokeKey.as_view(), name="key-revoke"),
    path("textes/", commitments.Texts.as_view(), name="texts"),
    path("textes/ecrire/", commitments.WriteText.as_view(), name="text-write"),
    path("textes/<uuid:uuid>/", commitments.ReadText.as_view(), name="text"),
    path("textes/<uuid:uuid>/modifier/", commitments.EditText.as_view(), name="text-edit"),
    path("textes/<uuid:uuid>/accord/", commitments.AgreeToText.as_view(), name="text-agree"),
    path("textes/<uuid:uuid>/abandonner/", commitments.AbandonText.as_view(), name="text-abandon"),
    path("textes/<uuid:uuid>/signatures/", commitments.Signatures.as_view(), name="text-signatures"),
    path("engagements/<uuid:uuid>/", commitments.Receipt.as_view(), name="commitment"),
    path("engagements/<uuid:uuid>/recu.pdf", commitments.ReceiptFile.as_view(), name="commitment-pdf"),
]
