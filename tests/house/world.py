"""A small Cité with one of everything that has an address of its own; each thing is made when it is asked for."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property

from cite.accounts.enums import Role
from cite.accounts.models import TerritoryRole
from cite.accounts.operations import create_link
from cite.actors.enums import InvitationState
from cite.actors.models import AccessKey, Commitment, Duplicate, Invitation, JoinRequest, Merge
from cite.actors.rules.invitations import INVITATION_PURPOSE
from cite.core.dates import now, today
from cite.grants.models import Attachment, Payment, Pledge, ReportFile, ReportLine
from cite.grants.operations.documents import issue_document
from cite.grants.rules.opinions import OPINION_PURPOSE
from cite.imports.models import ImportDraft
from cite.imports.operations import start_import
from cite.jobs.models import Job
from cite.meetings.enums import MeetingState
from cite.notifications.models import Notice
from cite.tenancy.models import Territory
from cite.territories.enums import DistrictKind
from tests.factories import grants, grants_money
from tests.factories import meetings as meeting_factories
from tests.factories import reports as report_factories
from tests.factories.accounts import make_user
from tests.factories.actors import make_administrator, make_member, make_partner, make_text
from tests.factories.audit import write
from tests.factories.files import make_file
from tests.factories.imports import csv_upload
from tests.factories.jobs import make_job
from tests.factories.notifications import make_message
from tests.factories.opening import make_opening
from tests.factories.organizations import make_contact, make_site
from tests.factories.portals import make_problem
from tests.factories.territories import make_commune, make_district


class World:
    """What a Cité holds, and the people who may come; `prefix` tells the people of two Cités apart."""

    def __init__(self, territory: Territory, prefix: str = "") -> None:
        self.territory, self.prefix = territory, prefix

    def people(self) -> dict[str, object]:
        """One person per role, those around the organization, the platform's administrator, and nobody."""
        people = {
            str(role): make_user(f"{self.prefix}{role}", role=role, territory=self.territory) for role in Role
        }
        return people | {
            "own_administrator": self.administrator.user,
            "own_member": self.member.user,
            "asking": self.request.user,
            "other_administrator": self.other_administrator.user,
            "platform": self.platform,
            "nobody": make_user(f"{self.prefix}nobody"),
        }

    @cached_property
    def platform(self):
        return make_user(f"{self.prefix}platform", is_staff=True)

    @cached_property
    def owner(self):
        return make_user(f"{self.prefix}owner", role=Role.COORDINATOR, territory=self.territory)

    @cached_property
    def partner(self):
        return make_partner(self.territory, f"Mission locale {self.prefix}des Collines")

    @cached_property
    def other_partner(self):
        return make_partner(self.territory, f"Mission locale {self.prefix}du Lac")

    @cached_property
    def administrator(self):
        return make_administrator(self.partner, f"{self.prefix}alix")

    @cached_property
    def member(self):
        return make_member(self.partner, f"{self.prefix}ines")

    @cached_property
    def suspended(self):
        return make_member(self.partner, f"{self.prefix}absente", state="suspended")

    @cached_property
    def other_administrator(self):
        return make_administrator(self.other_partner, f"{self.prefix}noe")

    @cached_property
    def site(self):
        return make_site(self.partner)

    @cached_property
    def contact(self):
        return make_contact(self.partner)

    @cached_property
    def duplicate(self):
        first, second = sorted((self.partner, self.other_partner), key=lambda partner: partner.pk)
        return Duplicate.objects.create(territory=self.territory, first=first, second=second, score=90)

    @cached_property
    def merge(self):
        return Merge.objects.create(
            territory=self.territory, kept=self.partner, absorbed=self.other_partner, by=self.owner
        )

    @cached_property
    def invitation(self):
        return Invitation.objects.create(
            territory=self.territory,
            partner=self.partner,
            email=f"{self.prefix}arrive@example.org",
            role=Role.READER,
            invited_by=self.administrator.user,
            state=InvitationState.PENDING,
            expires_at=now() + timedelta(days=7),
        )

    @cached_property
    def invitation_token(self) -> str:
        return self._token(INVITATION_PURPOSE, self.invitation.uuid)

    @cached_property
    def request(self):
        asking = make_user(f"{self.prefix}asking")
        return JoinRequest.objects.create(
            territory=self.territory, partner=self.partner, user=asking, role=Role.READER
        )

    @cached_property
    def text(self):
        return make_text(self.territory)

    @cached_property
    def draft_text(self):
        return make_text(self.territory, state="draft", number=2)

    @cached_property
    def commitment(self):
        return Commitment.objects.create(
            territory=self.territory,
            partner=self.partner,
            text=self.text,
            organization_name="Mission locale",
            signed_by=self.administrator.user,
            signatory_name="Alix",
            signatory_function="Directrice",
            signed_at=now(),
            sha256=self.text.sha256,
        )

    @cached_property
    def watch_district(self):
        commune = make_commune(f"42{len(self.prefix):03d}", epci_code=self.territory.epci_code)
        return make_district(commune, kind=DistrictKind.WATCH, label=f"Veille {self.prefix}")

    @cached_property
    def meeting(self):
        """A meeting to which one member is invited."""
        meeting = meeting_factories.make_meeting(self.territory, self.owner, state=MeetingState.CONVENED)
        self.attendee = meeting_factories.make_attendee(meeting, self.member.user)
        return meeting

    @cached_property
    def item(self):
        return meeting_factories.make_item(self.meeting)

    @cached_property
    def decision(self):
        return meeting_factories.make_decision(self.meeting, self.member.user)

    @cached_property
    def key(self):
        return AccessKey.objects.create(
            territory=self.territory,
            membership=self.administrator,
            name="Essai",
            hint="abcdefgh",
            key_sha256=f"{self.prefix:0>64}",
            ends_on=today() + timedelta(days=30),
        )

    @cached_property
    def edition(self):
        return grants.make_edition(grants.make_call(self.territory), self.owner)

    @cached_property
    def call(self):
        grants.make_edition(self.edition.call, self.owner, number=2, state="draft")
        return self.edition.call

    @cached_property
    def funder(self):
        return grants.make_funder(self.territory)

    @cached_property
    def application(self):
        """A file of the organization, deposited."""
        return grants.make_application(
            self.edition, self.partner, self.administrator.user, state="deposited", deposited_at=now()
        )

    def _file(self, **fields):
        person = self.administrator.user
        return grants.make_application(self.edition, self.partner, person, deposited_at=now(), **fields)

    @cached_property
    def checked_file(self):
        return self._file(state="taken_up")

    @cached_property
    def admissible_file(self):
        return self._file(state="admissible")

    @cached_property
    def review(self):
        """A review in progress, of somebody from elsewhere who instructs."""
        person = self.other_administrator.user
        TerritoryRole.objects.create(user=person, territory=self.territory, role=Role.INSTRUCTOR)
        return grants.make_review(self.admissible_file, person, conflict="none")

    @cached_property
    def opinion(self):
        """An opinion asked of another organization."""
        return grants.make_opinion(self.admissible_file, self.owner, partner=self.other_partner)

    @cached_property
    def opinion_token(self) -> str:
        asked = grants.make_opinion(self.admissible_file, self.owner, email="avis@example.org")
        return self._token(OPINION_PURPOSE, asked.uuid)

    @cached_property
    def rejected_file(self):
        return self._file(state="inadmissible", end_reason="Hors délai.")

    @cached_property
    def piece(self):
        return grants.make_attachment(self.checked_file, self.administrator.user)

    @cached_property
    def file_to_correct(self):
        return self._file(state="to_correct", clock_paused_on=today())

    @cached_property
    def remark(self):
        return grants.make_remark(self.file_to_correct, self.owner)

    @cached_property
    def draft_application(self):
        """A file of the organization, being written."""
        return grants.make_application(self.edition, self.partner, self.administrator.user)

    @cached_property
    def draft_document(self):
        """A document of the file being written."""
        return Attachment.objects.create(
            territory=self.territory,
            application=self.draft_application,
            piece="bank_details",
            file=make_file(self.territory, by=self.administrator.user),
            added_by=self.administrator.user,
        )

    @cached_property
    def pledge(self):
        """A partner that the file names."""
        return Pledge.objects.create(
            territory=self.territory,
            application=self.draft_application,
            name="Centre social",
            email="contact@example.org",
        )

    @cached_property
    def pledge_token(self) -> str:
        return self._token("grants.pledge", self.pledge.uuid)

    @cached_property
    def open_call(self):
        """A call with words in force."""
        return self.edition.call

    @cached_property
    def granted(self):
        """A subsidy of the file, notified; nobody of this world decides for its funder."""
        funder = grants.make_funder(self.territory, "Financeur des documents")
        return grants_money.make_published_award(self.application, funder)

    @cached_property
    def payment(self):
        return Payment.objects.create(
            territory=self.territory, award=self.granted, kind="single", amount=5000, noted_by=self.owner
        )

    @cached_property
    def recovery(self):
        return grants_money.make_recovery(self.granted, self.owner)

    @cached_property
    def document(self):
        """The receipt of the file."""
        return issue_document(application=self.application, kind="receipt", by=self.administrator.user)

    @cached_property
    def older_action(self):
        return report_factories.make_imported(self.partner)

    @cached_property
    def report(self):
        return report_factories.make_report(self.older_action, state="drafting")

    @cached_property
    def report_line(self):
        return ReportLine.objects.create(
            territory=self.territory, report=self.report, account="62_travel", planned=0
        )

    @cached_property
    def report_file(self):
        return ReportFile.objects.create(
            territory=self.territory,
            report=self.report,
            piece="proof",
            file=make_file(self.territory),
            added_by=self.administrator.user,
        )

    def _read_report(self, kind, state):
        report = report_factories.make_report(
            self.older_action, kind, state=state, deposited_at=now(), first_deposited_at=now()
        )
        report_factories.make_version(report, self.administrator.user)
        return report

    @cached_property
    def read_report(self):
        return self._read_report("interim", "deposited")

    @cached_property
    def accepted_report(self):
        return self._read_report("final", "accepted")

    @cached_property
    def problem(self):
        return make_problem(self.territory, by=self.member.user)

    @cached_property
    def notice(self):
        return Notice.objects.create(
            user=self.member.user, territory=self.territory, kind="actors.rights_changed", subject="Essai"
        )

    @cached_property
    def message(self):
        return make_message(self.territory, recipient=self.member.user)

    @cached_property
    def entry(self):
        return write(territory=self.territory, by=self.owner)

    @cached_property
    def job(self) -> Job:
        return make_job()

    @cached_property
    def file(self):
        return make_file(self.territory, by=self.member.user)

    @cached_property
    def list_brought(self) -> ImportDraft:
        return start_import(
            kind="adresses",
            upload=csv_upload("adresse\n1 rue Fictive 42000 Saint-Étienne\n"),
            by=self.member.user,
            territory=self.territory,
        )

    @cached_property
    def opening(self):
        return make_opening(self.platform)

    @cached_property
    def opening_token(self) -> str:
        return self._token("opening", self.opening.uuid)

    def _token(self, purpose: str, target) -> str:
        _link, token = create_link(
            purpose=purpose,
            territory=self.territory,
            target_uuid=target,
            by=None,
            expires_at=now() + timedelta(days=7),
        )
        return token
