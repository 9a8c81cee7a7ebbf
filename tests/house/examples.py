"""For each address with parameters: an example of its object, and to whom its page opens.

A new address needs a line here: `Example(what it is made of, who may)`. Everyone else gets 403 or 404; a thing of
another Cité does not exist for anyone, unless it belongs to the platform (`is_shared`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cite.accounts.enums import Role
from tests.factories.grants import make_funded_action
from tests.house.world import World


@dataclass(frozen=True)
class Example:
    """The parameters of an address, drawn from a world, and who may open it.

    `told`: those who see the thing and are refused this button in words, back on its page.
    """

    make: Callable[[World], dict[str, Any]]
    opens_to: frozenset[str] = frozenset()
    is_shared: bool = False
    told: frozenset[str] = frozenset()


def of(name: str, **more: str) -> Callable[[World], dict[str, Any]]:
    """The public identifier of a thing of the world; `more` names other parameters and their things."""
    things = {"uuid": name} | more
    return lambda world: {key: getattr(world, thing).uuid for key, thing in things.items()}


def also(make: Callable[[World], dict[str, Any]], **fixed: Any) -> Callable[[World], dict[str, Any]]:
    """Add parameters that are words."""
    return lambda world: make(world) | fixed


def words(**fixed: Any) -> Callable[[World], dict[str, Any]]:
    """Parameters that are only words."""
    return lambda world: fixed


def token(name: str) -> Callable[[World], dict[str, Any]]:
    """The secret of a link."""
    return lambda world: {"token": getattr(world, name)}


def who(*names: str) -> frozenset[str]:
    """Name people of the world one by one."""
    return frozenset(names)


def funded_before(world: World) -> dict[str, Any]:
    """An action of the organization, funded before this tool."""
    return {"uuid": make_funded_action(world.partner).uuid}


PILOTS = who("co_pilot_state", "co_pilot_metropole")
MANAGERS = PILOTS | who("coordinator")
OWN_ADMINISTRATION = MANAGERS | who("own_administrator")
OWN_TEAM = OWN_ADMINISTRATION | who("own_member")
DESK = MANAGERS | who("instructor")
OWN_CARRIER = who("own_administrator")
OTHER_INSTRUCTOR = who("other_administrator")
CARRIERS = who("own_administrator", "other_administrator")
WORKERS = frozenset(Role) | who("own_administrator", "own_member", "other_administrator")
EVERYBODY = WORKERS | who("platform", "nobody", "asking")

EXAMPLES: dict[str, Example] = {
    "aide/signalements/<uuid:uuid>/": Example(of("problem"), who("coordinator", "own_member", "platform")),
    "aide/signalements/<uuid:uuid>/prendre/": Example(
        of("problem"), who("coordinator", "own_member", "platform")
    ),
    "quartiers/veille-active/<uuid:uuid>/contour/": Example(of("watch_district"), PILOTS),
    "quartiers/veille-active/<uuid:uuid>/confirmer/": Example(of("watch_district"), PILOTS),
    "quartiers/veille-active/<uuid:uuid>/retirer/": Example(of("watch_district"), PILOTS),
    "quartiers/veille-active/<uuid:uuid>/remettre/": Example(of("watch_district"), PILOTS),
    "listes/suivi/<uuid:uuid>/": Example(of("list_brought"), who("own_member")),
    "listes/suivi/<uuid:uuid>/colonnes/": Example(of("list_brought"), who("own_member")),
    "listes/suivi/<uuid:uuid>/avec-en-tetes/": Example(of("list_brought"), who("own_member")),
    "listes/suivi/<uuid:uuid>/sans-en-tetes/": Example(of("list_brought"), who("own_member")),
    "listes/suivi/<uuid:uuid>/annuler/": Example(of("list_brought"), who("own_member")),
    "listes/suivi/<uuid:uuid>/supprimer/": Example(of("list_brought"), who("own_member")),
    "listes/<slug:kind>/": Example(words(kind="adresses"), WORKERS, is_shared=True),
    "listes/<slug:kind>/exemple.csv": Example(words(kind="adresses"), WORKERS, is_shared=True),
    "fichiers/<uuid:uuid>/": Example(of("file"), who("own_member")),
    "administration/travaux/<uuid:uuid>/": Example(of("job"), who("platform"), is_shared=True),
    "administration/travaux/<uuid:uuid>/annuler/": Example(of("job"), who("platform"), is_shared=True),
    "administration/travaux/<uuid:uuid>/relancer/": Example(of("job"), who("platform"), is_shared=True),
    "compte/sessions/<int:number>/": Example(words(number=1), frozenset()),
    "journal/lignes/<uuid:uuid>/": Example(of("entry"), who("data_protection_officer")),
    "messages/<uuid:uuid>/ouvrir/": Example(of("notice"), who("own_member")),
    "messages/<uuid:uuid>/lu/": Example(of("notice"), who("own_member")),
    "messages/<uuid:uuid>/non-lu/": Example(of("notice"), who("own_member")),
    "messages/tout-lu/annuler/<int:microseconds>/": Example(words(microseconds=1), EVERYBODY, is_shared=True),
    "messages/modeles/<str:key>/": Example(words(key="actors.invitation"), MANAGERS, is_shared=True),
    "messages/modeles/<str:key>/modifier/": Example(words(key="actors.invitation"), MANAGERS, is_shared=True),
    "messages/modeles/<str:key>/retablir/": Example(words(key="actors.invitation"), MANAGERS, is_shared=True),
    "messages/envois/<uuid:uuid>/": Example(of("message"), who("coordinator", "platform"), is_shared=True),
    "messages/envois/<uuid:uuid>/renvoyer/": Example(
        of("message"), who("coordinator", "platform"), is_shared=True
    ),
    "messages/envois/<uuid:uuid>/abandonner/": Example(
        of("message"), who("coordinator", "platform"), is_shared=True
    ),
    "acteurs/doublons/<uuid:uuid>/": Example(of("duplicate"), MANAGERS),
    "acteurs/doublons/<uuid:uuid>/differentes/": Example(of("duplicate"), MANAGERS),
    "acteurs/doublons/<uuid:uuid>/revoir/": Example(of("duplicate"), MANAGERS),
    "acteurs/fusions/<uuid:uuid>/separer/": Example(of("merge"), MANAGERS),
    "acteurs/<uuid:uuid>/": Example(of("partner"), WORKERS),
    "acteurs/<uuid:uuid>/modifier/": Example(of("partner"), OWN_ADMINISTRATION),
    "acteurs/<uuid:uuid>/situation/<slug:arrow>/": Example(also(of("partner"), arrow="suspend"), MANAGERS),
    "acteurs/<uuid:uuid>/lieux/ajouter/": Example(of("partner"), OWN_ADMINISTRATION),
    "acteurs/<uuid:uuid>/lieux/<uuid:part>/": Example(of("partner", part="site"), OWN_ADMINISTRATION),
    "acteurs/<uuid:uuid>/lieux/<uuid:part>/supprimer/": Example(
        of("partner", part="site"), OWN_ADMINISTRATION
    ),
    "acteurs/<uuid:uuid>/contacts/ajouter/": Example(of("partner"), OWN_ADMINISTRATION),
    "acteurs/<uuid:uuid>/contacts/<uuid:part>/": Example(of("partner", part="contact"), OWN_ADMINISTRATION),
    "acteurs/<uuid:uuid>/contacts/<uuid:part>/supprimer/": Example(
        of("partner", part="contact"), OWN_ADMINISTRATION
    ),
    "acteurs/<uuid:uuid>/cles/": Example(of("partner"), who("own_administrator", "own_member")),
    "acteurs/cles/<uuid:uuid>/retirer/": Example(of("key"), who("own_administrator")),
    "acteurs/<uuid:uuid>/membres/": Example(of("partner"), OWN_TEAM),
    "acteurs/membres/<uuid:uuid>/": Example(of("member"), OWN_TEAM),
    "acteurs/membres/<uuid:uuid>/suspendre/": Example(of("member"), OWN_ADMINISTRATION),
    "acteurs/membres/<uuid:uuid>/retablir/": Example(of("suspended"), OWN_ADMINISTRATION),
    "acteurs/membres/<uuid:uuid>/depart/": Example(of("member"), OWN_TEAM),
    "acteurs/<uuid:uuid>/inviter/": Example(of("partner"), OWN_ADMINISTRATION),
    "acteurs/invitations/<uuid:uuid>/": Example(of("invitation"), OWN_ADMINISTRATION),
    "acteurs/invitations/<uuid:uuid>/renvoyer/": Example(of("invitation"), OWN_ADMINISTRATION),
    "acteurs/invitations/<uuid:uuid>/annuler/": Example(of("invitation"), OWN_ADMINISTRATION),
    "acteurs/invitation/<str:token>/": Example(token("invitation_token"), EVERYBODY),
    "acteurs/invitation/<str:token>/refuser/": Example(token("invitation_token"), EVERYBODY),
    "acteurs/rejoindre/<uuid:uuid>/": Example(of("partner"), EVERYBODY),
    "acteurs/demandes/<uuid:uuid>/": Example(of("request"), OWN_ADMINISTRATION),
    "acteurs/demandes/<uuid:uuid>/refuser/": Example(of("request"), OWN_ADMINISTRATION),
    "acteurs/demandes/<uuid:uuid>/retirer/": Example(of("request"), who("asking")),
    "acteurs/<uuid:uuid>/habilitation/": Example(of("partner"), OWN_TEAM),
    "acteurs/<uuid:uuid>/habilitation/retirer/": Example(of("partner"), PILOTS),
    "acteurs/<uuid:uuid>/titre-legal/": Example(of("partner"), MANAGERS),
    "acteurs/textes/<uuid:uuid>/": Example(of("text"), WORKERS),
    "acteurs/textes/<uuid:uuid>/modifier/": Example(of("draft_text"), MANAGERS),
    "acteurs/textes/<uuid:uuid>/accord/": Example(of("draft_text"), MANAGERS),
    "acteurs/textes/<uuid:uuid>/abandonner/": Example(of("draft_text"), MANAGERS),
    "acteurs/textes/<uuid:uuid>/signatures/": Example(of("text"), MANAGERS),
    "acteurs/engagements/<uuid:uuid>/": Example(of("commitment"), OWN_TEAM),
    "acteurs/engagements/<uuid:uuid>/recu.pdf": Example(of("commitment"), OWN_TEAM),
    "reunions/decisions/<uuid:uuid>/": Example(of("decision"), MANAGERS | who("own_member")),
    "reunions/<uuid:uuid>/": Example(of("meeting"), MANAGERS | who("own_member")),
    "reunions/<uuid:uuid>/modifier/": Example(of("meeting"), MANAGERS),
    "reunions/<uuid:uuid>/convoquer/": Example(of("meeting"), MANAGERS, told=who("own_member")),
    "reunions/<uuid:uuid>/annuler/": Example(of("meeting"), MANAGERS),
    "reunions/<uuid:uuid>/tenue/": Example(of("meeting"), MANAGERS, told=who("own_member")),
    "reunions/<uuid:uuid>/suite/": Example(of("meeting"), MANAGERS),
    "reunions/<uuid:uuid>/points/ajouter/": Example(of("meeting"), MANAGERS),
    "reunions/<uuid:uuid>/points/<uuid:item>/": Example(of("meeting", item="item"), MANAGERS),
    "reunions/<uuid:uuid>/points/<uuid:item>/monter/": Example(
        of("meeting", item="item"), MANAGERS, told=who("own_member")
    ),
    "reunions/<uuid:uuid>/points/<uuid:item>/descendre/": Example(
        of("meeting", item="item"), MANAGERS, told=who("own_member")
    ),
    "reunions/<uuid:uuid>/points/<uuid:item>/retirer/": Example(
        of("meeting", item="item"), MANAGERS, told=who("own_member")
    ),
    "reunions/<uuid:uuid>/inviter/": Example(of("meeting"), MANAGERS),
    "reunions/<uuid:uuid>/inviter/exterieur/": Example(of("meeting"), MANAGERS),
    "reunions/<uuid:uuid>/invites/<uuid:attendee>/retirer/": Example(
        of("meeting", attendee="attendee"), MANAGERS, told=who("own_member")
    ),
    "reunions/<uuid:uuid>/je-viens/": Example(of("meeting"), who("own_member")),
    "reunions/<uuid:uuid>/je-ne-viens-pas/": Example(of("meeting"), who("own_member")),
    "reunions/<uuid:uuid>/presences/": Example(of("meeting"), MANAGERS),
    "reunions/<uuid:uuid>/presences.pdf": Example(of("meeting"), MANAGERS),
    "reunions/<uuid:uuid>/compte-rendu/": Example(of("meeting"), MANAGERS),
    "reunions/<uuid:uuid>/compte-rendu/approuver/": Example(of("meeting"), MANAGERS, told=who("own_member")),
    "reunions/<uuid:uuid>/compte-rendu/rouvrir/": Example(of("meeting"), MANAGERS, told=who("own_member")),
    "reunions/<uuid:uuid>/compte-rendu.pdf": Example(of("meeting"), MANAGERS),
    "reunions/<uuid:uuid>/compte-rendu.docx": Example(of("meeting"), MANAGERS),
    "reunions/<uuid:uuid>/decisions/noter/": Example(of("meeting"), MANAGERS),
    "reunions/<uuid:uuid>/decisions/<uuid:decision>/retirer/": Example(
        of("meeting", decision="decision"), MANAGERS, told=who("own_member")
    ),
    "reunions/<uuid:uuid>/invitation.ics": Example(of("meeting"), MANAGERS | who("own_member")),
    "ouverture/lien/<str:token>/": Example(token("opening_token"), EVERYBODY),
    "ouverture/mise-en-service/<slug:kind>/": Example(
        words(kind="impact_assessment"), MANAGERS | who("data_protection_officer"), is_shared=True
    ),
    "ouverture/<uuid:uuid>/territoire/": Example(of("opening"), who("platform"), is_shared=True),
    "ouverture/<uuid:uuid>/donnees/": Example(of("opening"), who("platform"), is_shared=True),
    "ouverture/<uuid:uuid>/copilotes/": Example(of("opening"), who("platform"), is_shared=True),
    "ouverture/<uuid:uuid>/textes/": Example(of("opening"), who("platform"), is_shared=True),
    "ouverture/<uuid:uuid>/essai/": Example(of("opening"), who("platform"), is_shared=True),
    "ouverture/<uuid:uuid>/resume/": Example(of("opening"), who("platform"), is_shared=True),
    "ouverture/<uuid:uuid>/abandonner/": Example(of("opening"), who("platform"), is_shared=True),
    "appels-a-projets/<uuid:uuid>/": Example(of("call"), EVERYBODY),
    "appels-a-projets/<uuid:uuid>/eligibilite/": Example(of("call"), EVERYBODY),
    "appels-a-projets/<uuid:uuid>/versions/<int:number>/": Example(also(of("call"), number=1), EVERYBODY),
    "appels-a-projets/<uuid:uuid>/preparer/": Example(of("call"), MANAGERS),
    "appels-a-projets/<uuid:uuid>/preparer/accord/": Example(of("call"), MANAGERS),
    "appels-a-projets/<uuid:uuid>/preparer/retirer-accord/": Example(of("call"), MANAGERS),
    "appels-a-projets/<uuid:uuid>/preparer/abandonner/": Example(of("call"), MANAGERS),
    "appels-a-projets/<uuid:uuid>/preparer/corriger/": Example(of("call"), MANAGERS),
    "appels-a-projets/<uuid:uuid>/preparer/reprendre/": Example(of("call"), MANAGERS),
    "appels-a-projets/<uuid:uuid>/preparer/partie/<slug:section>/": Example(
        also(of("call"), section="calendrier"), MANAGERS
    ),
    "appels-a-projets/<uuid:uuid>/enveloppes/": Example(of("call"), MANAGERS),
    "appels-a-projets/<uuid:uuid>/enveloppes/<uuid:funder>/": Example(of("call", funder="funder"), MANAGERS),
    "appels-a-projets/dossiers/<uuid:uuid>/decisions/": Example(of("application"), DESK | OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/decisions/<slug:subject>/": Example(
        also(of("application"), subject="age_limit"), PILOTS
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/decisions/<slug:subject>/retirer/": Example(
        also(of("application"), subject="age_limit"), PILOTS
    ),
    "appels-a-projets/actions-financees/<uuid:uuid>/": Example(funded_before, DESK | who("funder")),
    "appels-a-projets/actions-financees/<uuid:uuid>/bilan-recu/": Example(funded_before, DESK),
    "appels-a-projets/actions-financees/<uuid:uuid>/corriger/": Example(funded_before, MANAGERS),
    "appels-a-projets/financeurs/<uuid:uuid>/": Example(of("funder"), MANAGERS),
    "appels-a-projets/dossiers/<uuid:uuid>/": Example(of("application"), DESK | OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/recevabilite/": Example(of("application"), DESK | OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/prendre-en-charge/": Example(
        of("application"), DESK, told=OWN_CARRIER
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/recevable/": Example(of("checked_file"), DESK, told=OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/non-recevable/": Example(of("checked_file"), PILOTS),
    "appels-a-projets/dossiers/<uuid:uuid>/reprendre/": Example(of("rejected_file"), PILOTS),
    "appels-a-projets/dossiers/<uuid:uuid>/pieces/verifier/": Example(of("checked_file"), DESK),
    "appels-a-projets/dossiers/<uuid:uuid>/instruction/": Example(of("application"), DESK),
    "appels-a-projets/dossiers/<uuid:uuid>/instruction/<slug:side>/confier/": Example(
        also(of("admissible_file"), side="state"), MANAGERS
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/instruction/<slug:side>/prendre/": Example(
        also(of("admissible_file"), side="state"), DESK
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/instruction/<uuid:review>/retirer/": Example(
        of("admissible_file", review="review"), DESK | OTHER_INSTRUCTOR
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/instruction/la-mienne/": Example(
        of("admissible_file", review="review"), OTHER_INSTRUCTOR
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/instruction/la-mienne/lien/": Example(
        of("admissible_file", review="review"), OTHER_INSTRUCTOR
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/instruction/la-mienne/rouvrir/": Example(
        of("admissible_file", review="review"), OTHER_INSTRUCTOR
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/autour/": Example(of("application"), DESK),
    "appels-a-projets/dossiers/<uuid:uuid>/synthese/": Example(of("application"), DESK),
    "appels-a-projets/dossiers/<uuid:uuid>/synthese.pdf": Example(of("application"), DESK),
    "appels-a-projets/dossiers/<uuid:uuid>/avis/": Example(of("application"), DESK),
    "appels-a-projets/dossiers/<uuid:uuid>/avis/demander/": Example(of("admissible_file"), DESK),
    "appels-a-projets/dossiers/<uuid:uuid>/avis/<uuid:opinion>/": Example(
        of("admissible_file", opinion="opinion"), OTHER_INSTRUCTOR
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/avis/<uuid:opinion>/annuler/": Example(
        of("admissible_file", opinion="opinion"), DESK
    ),
    "appels-a-projets/avis/<str:token>/": Example(token("opinion_token"), EVERYBODY),
    "appels-a-projets/dossiers/<uuid:uuid>/messages/": Example(of("application"), DESK | OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/complements/": Example(of("application"), DESK | OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/complements/demander/": Example(of("checked_file"), DESK),
    "appels-a-projets/dossiers/<uuid:uuid>/complements/<uuid:remark>/repondre/": Example(
        of("file_to_correct", remark="remark"), OWN_CARRIER
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/complements/<uuid:remark>/reglee/": Example(
        of("file_to_correct", remark="remark"), DESK, told=OWN_CARRIER
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/complements/<uuid:remark>/a-regler/": Example(
        of("file_to_correct", remark="remark"), DESK, told=OWN_CARRIER
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/dossier/": Example(of("application"), DESK | OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/saisie/": Example(of("draft_application"), OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/saisie/<slug:step>/": Example(
        also(of("draft_application"), step="project"), OWN_CARRIER
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/reponse/": Example(of("draft_application")),
    "appels-a-projets/dossiers/<uuid:uuid>/verifier/": Example(of("draft_application"), OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/terminer/": Example(of("draft_application"), OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/deposer/": Example(of("draft_application"), OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/transferer/": Example(of("file_to_correct"), PILOTS),
    "appels-a-projets/dossiers/<uuid:uuid>/retirer/": Example(of("draft_application"), OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/pieces/": Example(of("draft_application"), OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/pieces/<uuid:document>/retirer/": Example(
        of("draft_application", document="draft_document"), OWN_CARRIER
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/pieces/<uuid:document>/reprendre/": Example(
        of("draft_application", document="draft_document"), OWN_CARRIER
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/semblables/": Example(of("draft_application"), OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/partenaires/": Example(of("draft_application"), OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/partenaires/<uuid:pledge>/retirer/": Example(
        of("draft_application", pledge="pledge"), OWN_CARRIER
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/partenaires/<uuid:pledge>/solliciter/": Example(
        of("draft_application", pledge="pledge"), OWN_CARRIER
    ),
    "appels-a-projets/partenaire/<str:token>/": Example(token("pledge_token"), EVERYBODY),
    "appels-a-projets/dossiers/<uuid:uuid>/quartiers/": Example(of("draft_application"), OWN_CARRIER),
    "appels-a-projets/<uuid:uuid>/commencer/": Example(of("open_call"), CARRIERS),
    "appels-a-projets/authenticite/<str:code>/": Example(
        lambda world: {"code": world.document.code}, EVERYBODY
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/documents/": Example(of("application"), DESK | OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/documents/<uuid:document>/document.pdf": Example(
        of("application", document="document"), DESK | OWN_CARRIER
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/documents/<uuid:document>/document.docx": Example(
        of("application", document="document"), DESK | OWN_CARRIER
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/documents/<uuid:document>/annuler/": Example(
        of("application", document="document"), DESK
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/documents/<uuid:document>/signer/": Example(
        of("application", document="document"), frozenset()
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/budget/": Example(of("application"), DESK | OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/budget/structure/": Example(of("application"), DESK | OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/budget/reprendre/": Example(of("file_to_correct"), OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/budget/structure/reprendre/": Example(
        of("file_to_correct"), OWN_CARRIER
    ),
    "appels-a-projets/bilans/actions/<uuid:uuid>/commencer/": Example(of("older_action"), OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/bilans/": Example(of("application"), DESK | OWN_CARRIER),
    "appels-a-projets/bilans/<uuid:uuid>/": Example(of("report"), DESK | OWN_CARRIER),
    "appels-a-projets/bilans/<uuid:uuid>/commencer/": Example(of("report"), OWN_CARRIER, told=DESK),
    "appels-a-projets/bilans/<uuid:uuid>/etapes/<slug:step>/": Example(
        also(of("report"), step="story"), OWN_CARRIER
    ),
    "appels-a-projets/bilans/<uuid:uuid>/champ/": Example(of("report"), OWN_CARRIER),
    "appels-a-projets/bilans/<uuid:uuid>/budget/ajouter/": Example(of("report"), OWN_CARRIER),
    "appels-a-projets/bilans/<uuid:uuid>/budget/<uuid:line>/retirer/": Example(
        of("report", line="report_line"), OWN_CARRIER, told=DESK
    ),
    "appels-a-projets/bilans/<uuid:uuid>/pieces/": Example(of("report"), OWN_CARRIER),
    "appels-a-projets/bilans/<uuid:uuid>/pieces/comptes/": Example(of("report"), OWN_CARRIER),
    "appels-a-projets/bilans/<uuid:uuid>/pieces/<uuid:file>/retirer/": Example(
        of("report", file="report_file"), OWN_CARRIER, told=DESK
    ),
    "appels-a-projets/bilans/<uuid:uuid>/deposer/": Example(of("report"), OWN_CARRIER),
    "appels-a-projets/bilans/<uuid:uuid>/lire/": Example(of("read_report"), DESK | OWN_CARRIER),
    "appels-a-projets/bilans/<uuid:uuid>/versions/": Example(of("read_report"), DESK | OWN_CARRIER),
    "appels-a-projets/bilans/<uuid:uuid>/renvoyer/": Example(of("read_report"), DESK),
    "appels-a-projets/bilans/<uuid:uuid>/accepter/": Example(of("read_report"), DESK, told=OWN_CARRIER),
    "appels-a-projets/bilans/<uuid:uuid>/rouvrir/": Example(of("accepted_report"), PILOTS),
    "appels-a-projets/bilans/<uuid:uuid>/bilan.pdf": Example(of("read_report"), DESK | OWN_CARRIER),
    "appels-a-projets/bilans/<uuid:uuid>/bilan.docx": Example(of("read_report"), DESK | OWN_CARRIER),
    "appels-a-projets/bilans/<uuid:uuid>/bilan.xlsx": Example(of("accepted_report"), DESK | OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/comparaison/": Example(of("application"), DESK | OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/dauphin/": Example(of("application"), DESK | OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/demande.pdf": Example(of("application"), DESK | OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/dossier.pdf": Example(of("application"), DESK | OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/financement/": Example(of("application"), DESK | OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/financement/<uuid:award>/prevoir/": Example(
        of("application", award="granted"), frozenset()
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/financement/<uuid:award>/engagement/": Example(
        of("application", award="granted"), frozenset()
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/financement/<uuid:award>/reversement/": Example(
        of("application", award="granted"), frozenset()
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/financement/versements/<uuid:payment>/": Example(
        of("application", payment="payment"), frozenset()
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/financement/versements/<uuid:payment>/annuler/": Example(
        of("application", payment="payment"), frozenset()
    ),
    "appels-a-projets/donnees-ouvertes/<str:siren>/<int:year>/subventions.csv": Example(
        words(siren="000000000", year=2027), frozenset()
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/financement/<uuid:award>/avenant/": Example(
        of("application", award="granted"), frozenset()
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/financement/<uuid:award>/procedure/": Example(
        of("application", award="granted"), frozenset()
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/financement/procedures/<uuid:recovery>/": Example(
        of("application", recovery="recovery"), DESK | OWN_CARRIER
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/financement/procedures/<uuid:recovery>/decider/": Example(
        of("application", recovery="recovery"), frozenset()
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/financement/procedures/<uuid:recovery>/abandonner/": Example(
        of("application", recovery="recovery"), frozenset(), told=DESK | OWN_CARRIER
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/reprise/": Example(of("draft_application"), OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/reprise/confirmer/": Example(of("draft_application"), OWN_CARRIER),
    "appels-a-projets/dossiers/<uuid:uuid>/classeur.xlsx": Example(of("application"), DESK | OWN_CARRIER),
}
