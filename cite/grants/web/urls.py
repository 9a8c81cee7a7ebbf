"""Addresses of `cite.grants`: calls first, then everything about one file."""

from django.urls import include, path

from cite.grants.web.views import (
    admissibility,
    afterwards,
    applications,
    awards,
    budget,
    call_desk,
    calls,
    committee,
    corrections,
    decisions,
    documents,
    file_reports,
    files,
    funded,
    funders,
    ledger,
    listing,
    open_data,
    opinions,
    papers,
    parts,
    report_downloads,
    report_writing,
    reports,
    reviews,
    rulings,
    self_test,
    signing,
    simulations,
    surroundings,
    taking_in,
    thread,
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
    path("bilans/", file_reports.FileReports.as_view(), name="file-reports"),
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
    path("financement/", ledger.LedgerPage.as_view(), name="ledger"),
    path("financement/<uuid:award>/avenant/", afterwards.Amend.as_view(), name="amend"),
    path("financement/<uuid:award>/procedure/", afterwards.OpenRecovery.as_view(), name="recovery_open"),
    path("financement/procedures/<uuid:recovery>/", afterwards.RecoveryPage.as_view(), name="recovery"),
    path(
        "financement/procedures/<uuid:recovery>/decider/",
        afterwards.DecideRecovery.as_view(),
        name="recovery_decide",
    ),
    path(
        "financement/procedures/<uuid:recovery>/abandonner/",
        afterwards.DropRecovery.as_view(),
        name="recovery_drop",
    ),
    path("financement/<uuid:award>/prevoir/", ledger.PlanPayment.as_view(), name="payment_plan"),
    path("financement/<uuid:award>/engagement/", ledger.NoteCommitment.as_view(), name="commitment"),
    path("financement/<uuid:award>/reversement/", ledger.NoteRefund.as_view(), name="refund"),
    path("financement/versements/<uuid:payment>/", ledger.PaymentPage.as_view(), name="payment"),
    path(
        "financement/versements/<uuid:payment>/annuler/",
        ledger.CancelPayment.as_view(),
        name="payment_cancel",
    ),
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
    path("semblables/", parts.Similar.as_view(), name="similar"),
    path("partenaires/", parts.Partners.as_view(), name="partners"),
    path("partenaires/<uuid:pledge>/retirer/", parts.RemovePartner.as_view(), name="partner-remove"),
    path("partenaires/<uuid:pledge>/solliciter/", parts.AskPartner.as_view(), name="partner-ask"),
]
_RULINGS = [
    path("decisions/", rulings.Rulings.as_view(), name="rulings"),
    path("decisions/<slug:subject>/", rulings.RulePoint.as_view(), name="ruling"),
    path("decisions/<slug:subject>/retirer/", rulings.WithdrawRuling.as_view(), name="ruling-withdraw"),
]
_REVIEW = [
    path("instruction/", reviews.Reviews.as_view(), name="reviews"),
    path("instruction/<slug:side>/confier/", reviews.AssignReview.as_view(), name="review-assign"),
    path("instruction/<slug:side>/prendre/", reviews.TakeReview.as_view(), name="review-take"),
    path("instruction/<uuid:review>/retirer/", reviews.UnassignReview.as_view(), name="review-unassign"),
    path("instruction/la-mienne/", reviews.WriteReview.as_view(), name="review"),
    path("instruction/la-mienne/lien/", reviews.DeclareConflict.as_view(), name="review-declare"),
    path("instruction/la-mienne/rouvrir/", reviews.ReopenReview.as_view(), name="review-reopen"),
    path("avis/", opinions.Opinions.as_view(), name="opinions"),
    path("avis/demander/", opinions.AskOpinion.as_view(), name="opinion-ask"),
    path("avis/<uuid:opinion>/", opinions.GiveOpinion.as_view(), name="opinion"),
    path("avis/<uuid:opinion>/annuler/", opinions.CancelOpinion.as_view(), name="opinion-cancel"),
    path("autour/", surroundings.Surroundings.as_view(), name="surroundings"),
    path("synthese/", surroundings.Summary.as_view(), name="summary"),
    path("synthese.pdf", surroundings.SummaryPdf.as_view(), name="summary-pdf"),
    path("messages/", thread.Thread.as_view(), name="thread"),
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
    path("reprise/", taking_in.BringFile.as_view(), name="bring-file"),
    path("reprise/confirmer/", taking_in.TakeIn.as_view(), name="take-in"),
    path("classeur.xlsx", taking_in.WorkbookFile.as_view(), name="workbook"),
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
    path("bilan.pdf", report_downloads.ReportPdf.as_view(), name="report-pdf"),
    path("bilan.docx", report_downloads.ReportDocx.as_view(), name="report-docx"),
    path("bilan.xlsx", report_downloads.ReportWorkbook.as_view(), name="report-xlsx"),
]

_ONE_SIMULATION = [
    path("", simulations.SimulationPage.as_view(), name="simulation"),
    path("renommer/", simulations.RenameSimulation.as_view(), name="simulation-rename"),
    path("supprimer/", simulations.DeleteSimulation.as_view(), name="simulation-delete"),
    path("appliquer/<uuid:funder>/", simulations.ApplySimulation.as_view(), name="simulation-apply"),
]
_ONE_FUNDER = [
    path("actes/", decisions.RecordActs.as_view(), name="record-acts"),
    path("notifier/", decisions.Publish.as_view(), name="publish"),
    path("programmation/", decisions.Programme.as_view(), name="programme"),
    path("annexe/", decisions.Annex.as_view(), name="annex"),
]
_DECISIONS_OF_CALL = [
    path("decisions/", decisions.CallDecisions.as_view(), name="call-decisions"),
    path("financeurs/<uuid:funder>/", include(_ONE_FUNDER)),
    path("simulations/", simulations.SimulationsPage.as_view(), name="simulations"),
    path("simulations/<uuid:simulation>/", include(_ONE_SIMULATION)),
]
_ONE_AWARD = [
    path("preparer/", awards.Prepare.as_view(), name="award-prepare"),
    path("acte/", awards.RecordAct.as_view(), name="award-record"),
    path("mettre-de-cote/", awards.SetAside.as_view(), name="award-set-aside"),
    path("retirer-l-acte/", awards.UnrecordAct.as_view(), name="award-unrecord"),
]
_DECISIONS_OF_FILE = [
    path("financeurs/", awards.FileDecisions.as_view(), name="decisions"),
    path("financeurs/<uuid:award>/", include(_ONE_AWARD)),
    path("ajourner/", awards.Adjourn.as_view(), name="adjourn"),
]
_ONE_ITEM = [
    path("", committee.Examine.as_view(), name="committee-item"),
    path("accord/", committee.Agree.as_view(), name="committee-item-agree"),
    path("retirer/", committee.RemoveFile.as_view(), name="committee-item-remove"),
]
_ONE_COMMITTEE = [
    path("", committee.Committee.as_view(), name="committee"),
    path("dossiers/", committee.ChooseFiles.as_view(), name="committee-files"),
    path("accords/", committee.AgreeTogether.as_view(), name="committee-agree"),
    path("<uuid:item>/", include(_ONE_ITEM)),
]
_ONE_CALL += _DECISIONS_OF_CALL
_ONE_FILE += _DECISIONS_OF_FILE

urlpatterns = [
    path("", calls.Calls.as_view(), name="calls"),
    path("donnees-ouvertes/", open_data.OpenData.as_view(), name="open_data"),
    path(
        "donnees-ouvertes/<str:siren>/<int:year>/subventions.csv",
        open_data.OpenDataFile.as_view(),
        name="open_data_file",
    ),
    path("authenticite/", verify.Verify.as_view(), name="verify"),
    path("authenticite/<str:code>/", verify.VerifyCode.as_view(), name="verify_code"),
    path("nouveau/", call_desk.NewCall.as_view(), name="call-new"),
    path("actions-financees/", funded.FundedActions.as_view(), name="funded"),
    path("actions-financees/<uuid:uuid>/", funded.ReadFunded.as_view(), name="funded-action"),
    path("actions-financees/<uuid:uuid>/bilan-recu/", funded.NoteReceived.as_view(), name="funded-received"),
    path("actions-financees/<uuid:uuid>/corriger/", funded.CorrectFunded.as_view(), name="funded-correct"),
    path("financeurs/", funders.Funders.as_view(), name="funders"),
    path("financeurs/nouveau/", funders.NewFunder.as_view(), name="funder-new"),
    path("financeurs/<uuid:uuid>/", funders.EditFunder.as_view(), name="funder"),
    path("avis/<str:token>/", opinions.GuestOpinion.as_view(), name="guest-opinion"),
    path("dossiers/", listing.Applications.as_view(), name="applications"),
    path("dossiers/<uuid:uuid>/", include(_ONE_FILE)),
    path("dossiers/<uuid:uuid>/", include(_WRITING)),
    path("partenaire/<str:token>/", parts.AnswerPledge.as_view(), name="pledge"),
    path("dossiers/<uuid:uuid>/", include(_REVIEW)),
    path("comites/<uuid:uuid>/", include(_ONE_COMMITTEE)),
    path("dossiers/<uuid:uuid>/", include(_BUDGET)),
    path("bilans/", reports.Reports.as_view(), name="reports"),
    path(
        "bilans/actions/<uuid:uuid>/commencer/", report_writing.OpenOlderReport.as_view(), name="report-open"
    ),
    path("bilans/<uuid:uuid>/", include(_ONE_REPORT)),
    path("dossiers/<uuid:uuid>/", include(_RULINGS)),
    path("<uuid:uuid>/", include(_ONE_CALL)),
]
