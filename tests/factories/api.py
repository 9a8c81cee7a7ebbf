"""What the examples of the API are about, for the tests: fictional."""

from datetime import date

from cite.accounts.models import User
from cite.actors.enums.keys import KeyScope
from cite.actors.models import Partner
from cite.actors.operations.keys import create_key
from cite.api.openapi import EXAMPLES
from cite.core.dates import now, today
from cite.directory.models import Service
from cite.directory.operations.indexing import follow_services
from cite.directory.operations.writing import create_sheet
from cite.grants.models import (
    ActivityReport,
    Application,
    IssuedDocument,
    Pledge,
    ReportFile,
    ReportLine,
)
from cite.grants.operations.documents import issue_document
from cite.tenancy.models import Territory
from tests.factories.directory import WHOLE, make_intake, make_service, make_structure
from tests.factories.files import make_file
from tests.factories.grants import (
    make_application,
    make_attachment,
    make_call,
    make_carrier,
    make_carrier_member,
    make_edition,
    make_funded_action,
    make_remark,
)
from tests.factories.selections import make_selection


def make_examples(territory: Territory) -> str:
    """Make the file of the examples, which still lacks much; give the key of a person whose organization writes it."""
    carrier = make_carrier(territory)
    marc = make_carrier_member(carrier, "marc")
    call = make_call(territory, uuid=EXAMPLES["get_call"]["parameters"]["id"])
    edition = make_edition(call, opens_on=today(), closes_on=today(), admissibility_on=today())
    file = make_application(edition, carrier, marc, uuid=EXAMPLES["get_application"]["parameters"]["id"])
    make_parts(file, marc)
    make_followed(file, carrier, marc)
    make_offer(carrier)
    make_draft(carrier, marc)
    kept = Service.objects.get(uuid=EXAMPLES["get_service"]["parameters"]["id"])
    make_selection(marc, [kept], partner=carrier, uuid=EXAMPLES["get_list"]["parameters"]["id"])
    return make_key(carrier, marc)


_GLYCINES = {"name": "Les Glycines", "updated_on": date(2026, 11, 2)}


def make_offer(carrier: Partner) -> None:
    """Give the service of the examples: shown whatever the day, near Montreynaud."""
    named = {name: EXAMPLES[name]["parameters"]["id"] for name in ("get_service", "get_structure")}
    fixed = date(2026, 11, 2)
    structure = make_structure(
        carrier.territory, partner=carrier, uuid=named["get_structure"], key="cite--les-glycines", **_GLYCINES
    )
    service = make_service(
        structure,
        "Aide au permis de conduire",
        uuid=named["get_service"],
        key="cite--aide-au-permis",
        updated_on=fixed,
        confirmed_on=fixed,
        shown_until=None,
        summary="Un moniteur, et une aide pour payer le permis.",
        description="Une heure pour faire le point, puis des leçons avec un moniteur et une aide pour payer.",
        kind="accompagnement",
        fee="gratuit",
        covers_all_districts=True,
        without_car=True,
        mobilizable_by=["professionnels", "usagers"],
        contact_name="Rose Valier",
        longitude=4.402,
        latitude=45.4655,
    )
    follow_services(territory=carrier.territory, services=[service])


def make_draft(carrier: Partner, by: User) -> None:
    """Give the draft of the examples, which lacks nothing, and its day of entry."""
    named = EXAMPLES["change_entry"]["parameters"]
    draft = create_sheet(partner=carrier, name="Atelier de conversation", by=by, facts=WHOLE)
    Service.objects.filter(pk=draft.pk).update(uuid=named["id"])
    make_intake(draft, date(2099, 2, 1), uuid=named["entry"])


def make_key(partner: Partner, by: User, ends_on: date | None = None) -> str:
    """Give the key of a program that reads and writes for a person, today unless told otherwise."""
    given = {"name": "Essai", "ends_on": ends_on or today(), "scope": KeyScope.READ_WRITE}
    return create_key(partner=partner, by=by, **given)[1]


def make_parts(file: Application, by: User) -> None:
    """Give the file of the examples a document, one to take again, a partner and a similar action."""
    named = {
        name: EXAMPLES[name]["parameters"] for name in ("detach_document", "reuse_document", "ask_partner")
    }
    make_attachment(file, by, uuid=named["detach_document"]["document"])
    before = make_application(file.edition, file.partner, by, number="CE-2026-001")
    make_attachment(before, by, "accounts", uuid=named["reuse_document"]["document"])
    who = {"uuid": named["ask_partner"]["partner"], "email": "contact@atelier.example"}
    Pledge.objects.create(territory=file.territory, application=file, name="Atelier", **who)
    key = EXAMPLES["answer_similar"]["body"]["key"]
    make_funded_action(
        make_carrier(file.territory, "Une voisine"), year=file.call.year - 1, title=file.title, uuid=key
    )


def make_followed(file: Application, carrier: Partner, by: User) -> None:
    """Give the file what follows a deposit, while it is still written: each example is true by itself."""
    named = {name: example.get("parameters", {}) for name, example in EXAMPLES.items()}
    make_remark(file, by, uuid=named["answer_remark"]["remark"])
    file.state, file.deposited_at = "to_correct", now()
    file.save()
    issue_document(application=file, kind="receipt", by=by)
    IssuedDocument.objects.update(uuid=named["get_issued_pdf"]["document"])
    funded = make_funded_action(carrier, year=file.call.year)
    owned = {"territory": file.territory}
    report = ActivityReport.objects.create(
        **owned, funded_action=funded, kind="interim", due_on=today(), uuid=named["get_report"]["id"]
    )
    line = {"account": "60_supplies", "planned": 0, "uuid": named["remove_report_line"]["line"]}
    ReportLine.objects.create(**owned, report=report, **line)
    stored = make_file(file.territory, by=by)
    joined = {"piece": "proof", "file": stored, "uuid": named["detach_report_document"]["document"]}
    ReportFile.objects.create(**owned, report=report, added_by=by, **joined)
