"""Addresses of `cite.grants`: calls first, then everything about one file."""

from django.urls import include, path

from cite.grants.web.views import (
    admissibility,
    applications,
    budget,
    call_desk,
    calls,
    corrections,
    documents,
    files,
    funders,
    papers,
    parts,
    report_writing,
    reports,
    rulings,
    self_test,
    signing,
    verify,
    writing,
)

app_name = "grants"

_ONE_CALL: list = [
    path("commencer/", files.Start.as_view(), name="start"),
    path("", calls.ReadCall.as_view(), name="call"),
    path("eligibilite/", self_test.SelfTest.as_view(), name="self-test"),
    path("versions/<int:number>/", calls.ReadEdition.as_view(), name="call-edition"),
    path("preparer/", call_desk.CallDesk.as_view(), name="call-desk"),
    path("preparer/accord/", call_desk.AgreeToCall.as_view(), name="call-agree"),
    path("preparer/retirer-accord/", call_desk.WithdrawAgreement.as_view(), name="call-withdraw"),
    path("preparer/abandonner/", call_desk.AbandonCall.as_view(), name="call-abandon"),
    path("preparer/corriger/", call_desk.CorrectCall.as_view(), name="call-correct"),
    path("preparer/reprendre/", call_desk.DuplicateCall.as_view(), name="call-duplicate"),
    path("preparer/partie/<slug:section>/", call_desk.EditSection.as_view(), name="call-section"),
    path("enveloppes/", funders.Envelopes.as_view(), name="envelopes"),
    path("enveloppes/<uuid:funder>/", funders.EditEnvelope.as_view(), name="envelope"),
]
_ONE_FILE: list = [
    path("", applications.ApplicationHome.as_view(), name="application"),
    path("recevabilite/", admissibility.AdmissibilityPage.as_view(), name="admissibility"),
    path("prendre-en-charge/", admissibility.TakeUp.as_view(), name="take-up"),
    path("recevable/", admissibility.Admit.as_view(), name="admit"),
    path("non-recevable/", admissibility.Reject.as_view(), name="reject"),
    path("reprendre/", admissibility.Reconsider.as_view(), name="reconsider"),
    path("pieces/<uuid:piece>/verifier/", admissibility.CheckPiece.as_view(), name="piece-check"),
    path("complements/", corrections.Corrections.as_view(), name="corrections"),
    path("complements/demander/", corrections.AskCorrection.as_view(), name="ask-correction"),
    path("complements/<uuid:remark>/repondre/", corrections.AnswerRemark.as_view(), name="remark-answer"),
    path("complements/<uuid:remark>/reglee/", corrections.SettleRemark.as_view(), name="remark-settle"),
    path("complements/<uuid:remark>/a-regler/", corrections.UnsettleRemark.as_view(), name="remark-unsettle"),
    path("documents/", documents.Documents.as_view(), name="documents"),
    path("documents/<uuid:document>/document.pdf", documents.DocumentFile.as_view(), name="document_pdf"),
    path("documents/<uuid:document>/document.docx", documents.DocumentWord.as_view(), name="document_docx"),
    path("documents/<uuid:document>/annuler/", documents.CancelDocument.as_view(), name="document_cancel"),
    path("documents/<uuid:document>/signer/", documents.Countersign.as_view(), name="countersign"),
]
_WRITING = [
    path("saisie/", writing.Writing.as_view(), name="writing"),
    path("saisie/<slug:step>/", writing.StepPage.as_view(), name="step"),
    path("reponse/", writing.Answer.as_view(), name="answer"),
    path("quartiers/", files.Districts.as_view(), name="districts"),
    path("dossier/", files.WholeFile.as_view(), name="whole"),
    path("verifier/", signing.Check.as_view(), name="check"),
    path("terminer/", signing.Finish.as_view(), name="finish"),
    path("deposer/", signing.MakeDeposit.as_view(), name="deposit"),
    path("retirer/", signing.Withdraw.as_view(), name="withdraw"),
    path("pieces/", parts.Pieces.as_view(), name="pieces"),
    path("pieces/<uuid:document>/retirer/", parts.RemovePiece.as_view(), name="piece-remove"),
    path("pieces/<uuid:document>/reprendre/", parts.ReusePiece.as_view(), name="piece-reuse"),
    path("partenaires/", parts.Partners.as_view(), name="partners"),
    path("partenaires/<uuid:pledge>/retirer/", parts.RemovePartner.as_view(), name="partner-remove"),
    path("partenaires/<uuid:pledge>/solliciter/", parts.AskPartner.as_view(), name="partner-ask"),
]
_RULINGS = [
    path("decisions/", rulings.Rulings.as_view(), name="rulings"),
    path("decisions/<slug:subject>/", rulings.RulePoint.as_view(), name="ruling"),
    path("decisions/<slug:subject>/retirer/", rulings.WithdrawRuling.as_view(), name="ruling-withdraw"),
]
_BUDGET = [
    path("budget/", budget.Budget.as_view(), name="budget"),
    path("budget/structure/", budget.OrganizationBudget.as_view(), name="budget-organization"),
    path("budget/reprendre/", budget.CopyBudget.as_view(), {"scope": "project"}, name="budget-copy"),
    path(
        "budget/structure/reprendre/",
        budget.CopyBudget.as_view(),
        {"scope": "organization"},
        name="budget-organization-copy",
    ),
    path("comparaison/", papers.ComparisonPage.as_view(), name="comparison"),
    path("dauphin/", papers.Dauphin.as_view(), name="dauphin"),
    path("demande.pdf", papers.CerfaPdf.as_view(), name="cerfa-pdf"),
    path("dossier.pdf", papers.FilePdf.as_view(), name="file-pdf"),
]

_ONE_REPORT: list = [
    path("", reports.ReportHome.as_view(), name="report"),
    path("commencer/", report_writing.BeginReport.as_view(), name="report-begin"),
    path("etapes/<slug:step>/", report_writing.Step.as_view(), name="report-step"),
    path("champ/", report_writing.Autosave.as_view(), name="report-autosave"),
    path("budget/ajouter/", report_writing.AddLine.as_view(), name="report-line-add"),
    path("budget/<uuid:line>/retirer/", report_writing.RemoveLine.as_view(), name="report-line-remove"),
    path("pieces/", report_writing.Files.as_view(), name="report-files"),
    path("pieces/comptes/", report_writing.AccountsLater.as_view(), name="report-accounts"),
    path("pieces/<uuid:file>/retirer/", report_writing.RemoveFile.as_view(), name="report-file-remove"),
    path("deposer/", report_writing.DepositReport.as_view(), name="report-deposit"),
    path("lire/", reports.ReadReport.as_view(), name="report-read"),
    path("versions/", reports.Compare.as_view(), name="report-compare"),
    path("renvoyer/", reports.ReturnReport.as_view(), name="report-return"),
    path("accepter/", reports.AcceptReport.as_view(), name="report-accept"),
    path("rouvrir/", reports.ReopenReport.as_view(), name="report-reopen"),
    path("bilan.pdf", reports.ReportPdf.as_view(), name="report-pdf"),
    path("bilan.docx", reports.ReportDocx.as_view(), name="report-docx"),
    path("bilan.xlsx", reports.ReportWorkbook.as_view(), name="report-xlsx"),
]

urlpatterns = [
    path("", calls.Calls.as_view(), name="calls"),
    path("authenticite/", verify.Verify.as_view(), name="verify"),
    path("authenticite/<str:code>/", verify.VerifyCode.as_view(), name="verify_code"),
    path("nouveau/", call_desk.NewCall.as_view(), name="call-new"),
    path("financeurs/", funders.Funders.as_view(), name="funders"),
    path("financeurs/nouveau/", funders.NewFunder.as_view(), name="funder-new"),
    path("financeurs/<uuid:uuid>/", funders.EditFunder.as_view(), name="funder"),
    path("dossiers/", applications.Applications.as_view(), name="applications"),
    path("dossiers/<uuid:uuid>/", include(_ONE_FILE)),
    path("dossiers/<uuid:uuid>/", include(_WRITING)),
    path("partenaire/<str:token>/", parts.AnswerPledge.as_view(), name="pledge"),
    path("dossiers/<uuid:uuid>/", include(_BUDGET)),
    path("bilans/", reports.Reports.as_view(), name="reports"),
    path(
        "bilans/actions/<uuid:uuid>/commencer/", report_writing.OpenOlderReport.as_view(), name="report-open"
    ),
    path("bilans/<uuid:uuid>/", include(_ONE_REPORT)),
    path("dossiers/<uuid:uuid>/", include(_RULINGS)),
    path("<uuid:uuid>/", include(_ONE_CALL)),
]
