"""The checking of a list of addresses, as the imports know it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cite.accounts.models import User
from cite.accounts.permissions import can_work_here
from cite.core.dates import today
from cite.core.decisions import Decision
from cite.imports.ports import AddedColumn, ImportContext, RowOutcome, Summary
from cite.imports.rules.cells import ParsedRow
from cite.tenancy.models import Territory
from cite.territories.enums import Status
from cite.territories.queries.location import Place, locate_many
from cite.territories.rules.address_lists import FIELDS, ONE_OF, place_of
from cite.territories.rules.residence import ANSWER_COLUMNS, Answer

_IN_DISTRICT = "district "


class AddressList:
    """A list of addresses, given back with the answer of each row. Nothing else is kept."""

    key = "adresses"
    label = _("Vérifier une liste d’adresses")
    intro = _(
        "Déposez votre fichier : il vous est rendu dans la même forme, avec la réponse ajoutée à chaque ligne "
        "et un résumé par quartier."
    )
    preparation = (
        _("Une ligne par adresse : le numéro, la rue et la commune."),
        _("Ou bien des coordonnées : longitude et latitude, ou X et Y en Lambert-93."),
        _("Retirez les noms, les téléphones et tout ce qui ne sert pas : seules les adresses sont lues."),
        _("Une colonne de date, si la réponse doit valoir pour un jour passé."),
    )
    sample = (
        ("adresse", "code postal", "commune"),
        ("6 place de l’Hôtel de Ville", "42000", "Saint-Étienne"),
        ("2 rue de l’Hôtel de Ville", "42400", "Saint-Chamond"),
    )
    fields = FIELDS
    one_of = ONE_OF
    added_columns = tuple(AddedColumn(name, name) for name in ANSWER_COLUMNS)
    retention = timedelta(hours=1)
    max_rows = 200_000
    max_bytes = settings.UPLOAD_MAX_BYTES

    def can_import(self, user: User, territory: Territory) -> Decision:
        """Open it to everyone who holds a role in the Cité."""
        return can_work_here(user, territory)

    def process(self, rows: Sequence[ParsedRow], context: ImportContext) -> Sequence[RowOutcome]:
        """Answer each row of a chunk."""
        day = today()
        places = [Place(*place_of(row.cells, row.values, on=day)) for row in rows]
        return [_outcome(answer) for answer in locate_many(territory=context.territory, places=places)]

    def summarize(self, counts: Mapping[str, int]) -> Sequence[Summary]:
        """Count the rows by answer, then by district."""
        answers = tuple(
            (str(status.label), str(counts[status.value])) for status in Status if counts.get(status.value)
        )
        districts = tuple(
            (name.removeprefix(_IN_DISTRICT), str(count))
            for name, count in sorted(counts.items())
            if name.startswith(_IN_DISTRICT)
        )
        rows = str(_("Lignes"))
        return [
            Summary(str(_("Par réponse")), (str(_("Réponse")), rows), answers),
            Summary(str(_("Par quartier prioritaire")), (str(_("Quartier")), rows), districts),
        ]


def _outcome(answer: Answer) -> RowOutcome:
    counted = (answer.status.value,)
    if answer.is_inside:
        counted += (_IN_DISTRICT + answer.qpv_label,)
    return RowOutcome(values=tuple(map(_in_french, answer.as_row())), counted=counted)


def _in_french(value: object) -> str:
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)
