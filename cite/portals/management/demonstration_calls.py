"""The call for projects of the demonstration: published by both co-pilots, with files at every moment of their life."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.text import slugify

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.accounts.operations import open_account
from cite.accounts.queries import DEMO_DOMAIN
from cite.actors.enums import CommitmentKind, LegalForm, MembershipState, OrganizationKind, PilotSide
from cite.actors.models import Commitment, CommitmentText, Membership, Partner
from cite.actors.operations.commitments import agree_to_text, sign_text, write_text
from cite.actors.operations.memberships import add_member
from cite.actors.operations.organizations import OrganizationSheet, add_partner
from cite.actors.queries.listing import partner_like
from cite.actors.rules.commitments import default_text
from cite.core.dates import today
from cite.documents.gateways import render_pdf
from cite.documents.rules import Document, Paragraph
from cite.grants.enums import (
    ActKind,
    Conflict,
    FunderKind,
    Outcome,
    ReviewOpinion,
    RulingOutcome,
    RulingSubject,
)
from cite.grants.models import Application, Attachment, CallEdition, CallForProjects, Funder
from cite.grants.operations import admissibility, attachments, reviews, signing
from cite.grants.operations.answers import Typed, save_answers, save_sheet
from cite.grants.operations.applications import start_application
from cite.grants.operations.budget import TypedLine, save_budget
from cite.grants.operations.calls import agree_to_edition, change_edition, create_call
from cite.grants.operations.corrections import ask_correction
from cite.grants.operations.funders import save_funder, set_envelope
from cite.grants.operations.pledges import name_partner
from cite.grants.operations.reached import choose_districts
from cite.grants.operations.rulings import rule
from cite.grants.queries.applications import content_of, fingerprint_of, pieces_asked
from cite.grants.rules.answers import fingerprint
from cite.grants.rules.budget_lines import LineState
from cite.grants.rules.call_content import grid_from
from cite.grants.rules.questions import asked_of
from cite.portals.management.demonstration_decisions import Deciders
from cite.portals.management.demonstration_files import COMMON, FILES, SHEET, Demo
from cite.tenancy.models import Territory
from cite.territories.models import District

REPRESENTATIVE = ("solene.representation", "Solène Arcoux")
"""One fictional person signs for every carrier but one, so that the sign-in page stays short."""
_DAYS = {
    "opens_on": -40,
    "closes_on": 25,
    "admissibility_on": 40,
    "review_on": 60,
    "committee_on": 75,
    "notification_on": 100,
}
_NOTHING = fingerprint(None)


def open_calls(*, territory: Territory) -> None:
    """Open the call of the year with its files; once per Cité, and only where its districts are loaded."""
    codes = {code for demo in FILES for code in demo.where}
    if CallForProjects.objects.exists() or not District.objects.filter(code__in=codes).exists():
        return
    _Campaign(territory).run()


class _Campaign:
    """One call and the people who bring it to life, each by the operation that the site would use."""

    def __init__(self, territory: Territory) -> None:
        self.territory = territory
        self.state = self._user("claire.etat")
        self.metropole = self._user("yanis.metropole")
        self.instructors = {
            PilotSide.STATE: self._user("bruno.instruction"),
            PilotSide.METROPOLE: self._user("farah.instruction"),
        }
        self.signatory = open_account(email=f"{REPRESENTATIVE[0]}@{DEMO_DOMAIN}", full_name=REPRESENTATIVE[1])
        # Actions begin in a hundred days, and end within their year.
        self.year = (today() + timedelta(days=120)).year

    def _user(self, name: str) -> User:
        return User.objects.get(email=f"{name}@{DEMO_DOMAIN}")

    def run(self) -> None:
        """Publish the call, write the files, bring each as far as it goes."""
        partners = {demo.carrier: self._carrier(demo.carrier) for demo in FILES}
        self._values(CommitmentKind.REPUBLICAN_COMMITMENT, partners, is_authority=False)
        self._values(CommitmentKind.REPUBLICAN_VALUES, partners, is_authority=True)
        self.edition = self._call()
        self.document = render_pdf(Document(title="Document de démonstration", blocks=[Paragraph("Fictif.")]))
        files = {demo.stops_at: self._file(demo, partners[demo.carrier]) for demo in FILES}
        for stage, file in files.items():
            self._advance(stage, file)
        self._decide({stage: self._again(file) for stage, file in files.items()})

    def _decide(self, files: dict[str, Application]) -> None:
        deciders = Deciders(self.territory, self.year, state=self.state, metropole=self.metropole)
        deciders.committee(
            [files[stage] for stage in ("advised", "granted", "refused", "waiting_list", "closed")]
        )
        deciders.decide(files["granted"], Outcome.PARTIAL)
        deciders.decide(files["closed"], Outcome.PARTIAL)
        deciders.give_up(files["closed"])
        deciders.decide(files["refused"], Outcome.REFUSED)
        deciders.decide(files["waiting_list"], Outcome.WAITING_LIST)
        deciders.simulate(files["granted"].call)

    # The carriers

    def _carrier(self, key: str) -> Partner:
        partner = self._partner(key)
        signs = Membership.objects.filter(partner=partner, role=Role.LEGAL_REPRESENTATIVE)
        if not signs.filter(state=MembershipState.ACTIVE).exists():
            job = {"role": Role.LEGAL_REPRESENTATIVE, "is_administrator": True, "job_title": "Présidente"}
            add_member(partner=partner, user=self.signatory, by=self.state, **job)
            self.signatory = User.objects.get(pk=self.signatory.pk)
        return partner

    def _partner(self, key: str) -> Partner:
        names = {
            "centre_social": "Centre social Les Glycines",
            "regie": "Régie de quartier La Passerelle",
            "chantier": "Chantier d’insertion Les Jardins du Puits",
            "maison_quartier": "Maison de quartier du Belvédère",
            "entreprises": "Club d’entreprises Demain ensemble",
            "mobilite": "Garage solidaire Roule-Toujours",
            "mission_locale": "Mission locale du Val-Fleuri",
            "bailleur": "Habitat des Collines",
            "commune": "Ville de Valbourg",
        }
        known = partner_like(self.territory, siret="", name=names[key])
        if known:
            return known
        sheet = OrganizationSheet(
            name=names[key], kind=OrganizationKind.COMMUNE, legal_form=LegalForm.LOCAL_AUTHORITY
        )
        return add_partner(territory=self.territory, sheet=sheet, by=self.state)

    def _values(self, kind: CommitmentKind, partners: dict[str, Partner], *, is_authority: bool) -> None:
        title, body = default_text(kind)
        text = CommitmentText.objects.filter(kind=kind).first() or write_text(
            territory=self.territory, kind=kind, title=title, body=body, by=self.state
        )
        for pilot in (self.state, self.metropole):
            text = agree_to_text(text=text, version=text.version, by=pilot)
        for key, partner in partners.items():
            if (key == "commune") is is_authority and not Commitment.objects.filter(
                partner=partner, text=text
            ).exists():
                by = self._representative(partner)
                sign_text(text=text, partner=partner, sha256=text.sha256, function="Présidente", by=by)

    def _representative(self, partner: Partner) -> User:
        member = Membership.objects.filter(partner=partner, role=Role.LEGAL_REPRESENTATIVE).first()
        return member.user

    # The call

    def _call(self) -> CallEdition:
        title = f"Cité de l’emploi – appel à projets {self.year}"
        edition = create_call(territory=self.territory, year=self.year, title=title, by=self.state)
        days = {name: today() + timedelta(days=number) for name, number in _DAYS.items()}
        days |= {
            "interim_report_on": max(
                days["notification_on"], days["opens_on"].replace(year=self.year, month=11, day=30)
            ),
            "report_due_on": days["opens_on"].replace(year=self.year + 1, month=6, day=30),
        }
        edition = change_edition(edition=edition, values=days, version=edition.version, by=self.state)
        self._funders(edition.call)
        for pilot in (self.state, self.metropole):
            edition = agree_to_edition(edition=edition, version=edition.version, by=pilot)
        return edition

    def _funders(self, call: CallForProjects) -> None:
        rows = (
            ("État – démonstration", FunderKind.STATE, "prefecture", ActKind.ORDER, "60000"),
            ("Métropole – démonstration", FunderKind.METROPOLE, "metropole", ActKind.DELIBERATION, "45000"),
        )
        for name, kind, key, act, amount in rows:
            wanted = {"prefecture": "Préfecture de démonstration", "metropole": "Métropole de démonstration"}[
                key
            ]
            partner = partner_like(self.territory, siret="", name=wanted)
            siret = partner.organization.siret
            values = {"name": name, "kind": kind, "partner": partner, "act_kind": act, "siret": siret}
            funder = save_funder(territory=self.territory, values=values, by=self.state)
            set_envelope(call=call, funder=funder, amount=Decimal(amount), by=self.state)

    # The files

    def _file(self, demo: Demo, partner: Partner) -> Application:
        by = self._representative(partner)
        file = start_application(edition=self.edition, partner=partner, by=by)
        answers = COMMON | {
            "title": demo.title,
            "priorities": list(demo.priorities),
            "stakes": ["outreach", "decompartmentalize"],
            "need": demo.need,
            "innovation": demo.innovation,
            "participants_min": demo.participants // 2,
            "participants_max": demo.participants,
            "starts_on": max(today() + timedelta(days=100), self._first_day).isoformat(),
            "ends_on": f"{self.year}-12-15",
        }
        if demo.stops_at == "draft":
            answers = {key: answers[key] for key in ("title", "need", "priorities")}
        save_answers(application=file, typed=_typed(file, answers), by=by)
        if demo.stops_at == "draft":
            return Application.objects.get(pk=file.pk)
        self._parts(demo, file, by)
        return Application.objects.get(pk=file.pk)

    @property
    def _first_day(self):
        return today().replace(year=self.year, month=1, day=15)

    def _parts(self, demo: Demo, file: Application, by: User) -> None:
        sheet = SHEET | {"representative_name": by.full_name, "representative_email": by.email}
        save_sheet(partner=file.partner, typed=_typed(file, sheet), by=by)
        districts = {d.code: d for d in District.objects.filter(code__in=demo.where, generation="2024")}
        share = demo.participants // len(demo.where)
        chosen = {districts[code]: share for code in demo.where if code in districts}
        choose_districts(application=file, participants=chosen, by=by, seen=frozenset())
        save_budget(application=file, scope="project", lines=self._lines(demo), by=by)
        name_partner(
            application=file, name="Agence pour l’emploi des Trois-Ponts", part="Oriente des personnes", by=by
        )
        file = Application.objects.get(pk=file.pk)
        for piece in pieces_asked(file):
            if piece.is_required:
                upload = SimpleUploadedFile(f"{slugify(piece.label)}.pdf", self.document, "application/pdf")
                attachments.attach_document(application=file, piece=piece.code, upload=upload, by=by)

    def _lines(self, demo: Demo) -> list[TypedLine]:
        total = demo.state + demo.metropole + demo.own
        wages = Decimal(total) * Decimal("0.8")
        amounts = {"64_wages": wages, "60_supplies": Decimal(total) - wages, "own": Decimal(demo.own)}
        lines = [TypedLine(key=k, state=LineState(account=k, amount=v)) for k, v in amounts.items()]
        asked = {FunderKind.STATE: demo.state, FunderKind.METROPOLE: demo.metropole}
        for funder in Funder.objects.all():
            state = LineState(
                account=f"74_{funder.kind}",
                amount=Decimal(asked[FunderKind(funder.kind)]),
                status="asked",
                credit="cite",
            )
            lines.append(TypedLine(key=str(funder.uuid), state=state, funder=funder))
        return lines

    def _advance(self, stage: str, file: Application) -> None:
        if stage == "draft":
            return
        by = self._representative(file.partner)
        file = signing.finish_application(application=file, by=by)
        if stage == "to_sign":
            return
        signing.sign_application(
            application=file,
            sha256=fingerprint_of(content_of(file)),
            name=by.full_name,
            function="Présidente",
            place="Saint-Étienne",
            by=by,
        )
        signing.deposit_application(application=file, by=by)
        if stage != "deposited":
            self._check(stage, admissibility.take_up(application=self._again(file), by=self.state))

    def _check(self, stage: str, file: Application) -> None:
        by = self._representative(file.partner)
        if stage == "withdrawn":
            signing.withdraw_application(
                application=file, reason="L’association renonce à ce projet cette année.", by=by
            )
        elif stage == "to_correct":
            remarks = [("schedule", "Précisez les dates des séances d’automne.")]
            ask_correction(application=file, remarks=remarks, by=self.state)
        elif stage == "inadmissible":
            admissibility.reject(
                application=file,
                reason="Les comptes joints ne sont pas ceux du dernier exercice.",
                by=self.state,
            )
        elif stage != "taken_up":
            self._admit(stage, file)

    def _admit(self, stage: str, file: Application) -> None:
        if file.carrier_kind == "to_confirm":
            words = {"subject": RulingSubject.CARRIER_KIND, "outcome": RulingOutcome.ACCEPTED}
            rule(application=file, reason="Ce bailleur intervient dans le quartier.", by=self.state, **words)
        for document in Attachment.objects.filter(application=file):
            admissibility.check_piece(
                attachment=document, state="compliant", by=self.state, version=document.version
            )
        file = admissibility.admit(application=self._again(file), by=self.state)
        if stage != "admissible":
            for side in PilotSide:
                self._review(side, self._again(file))

    def _review(self, side: PilotSide, file: Application) -> None:
        instructor = self.instructors[side]
        review = reviews.assign_review(application=file, side=side, instructor=instructor, by=self.state)
        review = reviews.declare_conflict(review=review, conflict=Conflict.NONE, by=instructor)
        marks = {c.code: 4 if side == PilotSide.STATE else 3 for c in grid_from(self.edition.grid)}
        reviews.save_review(
            review=review,
            marks=marks,
            opinion=ReviewOpinion.FAVORABLE,
            words="Le besoin est montré, les partenaires sont là.",
            advice="Prévoir un temps de bilan avec les habitants.",
            by=instructor,
            version=review.version,
            submit=True,
        )

    def _again(self, file: Application) -> Application:
        return Application.objects.select_related(
            "call", "edition", "partner__organization", "territory"
        ).get(pk=file.pk)


def _typed(file: Application, answers: dict[str, Any]) -> list[Typed]:
    """Answer what this carrier is asked, for the first time."""
    asked = {str(question.key) for question in asked_of(file.carrier_kind)}
    return [Typed(key, value, _NOTHING) for key, value in answers.items() if key in asked]
