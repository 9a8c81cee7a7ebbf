"""The examples of `examples_deciding.py`, with those of residents, referrals and pathways."""

from tests.house import examples_deciding
from tests.house.examples import EVERYBODY, MANAGERS, Example, also, of, token, who

SHARED_WITH = who("own_administrator", "own_member")
"""The people of the organization with which the person of the world shares her file."""

_PATHWAY = "parcours/<uuid:uuid>/"
_PERSON = "habitants/<uuid:uuid>/"
_REFERRAL = "orientations/<uuid:uuid>/"
EXAMPLES = examples_deciding.EXAMPLES | {
    **{
        f"revues/<uuid:uuid>/{page}": Example(of("pathway_review"), who("own_member"))
        for page in ("", "ajouter/", "releve/")
    },
    **{
        f"revues/situations/<uuid:uuid>/{page}": Example(of("situation"), who("own_member"))
        for page in ("", "decider/", "retirer/")
    },
    "revues/decisions/<uuid:uuid>/": Example(of("review_decision"), who("own_member")),
    "a-regarder/<uuid:uuid>/": Example(of("alert"), SHARED_WITH),
    "a-regarder/<uuid:uuid>/rouvrir/": Example(of("alert"), SHARED_WITH),
    **{
        f"a-regarder/seuils/<uuid:uuid>/{page}/": Example(of("thresholds"), MANAGERS)
        for page in ("accord", "abandon", "essai")
    },
    "a-regarder/structures/<uuid:uuid>/": Example(of("partner"), MANAGERS),
    "a-regarder/seuils/essais/<uuid:uuid>/": Example(of("replay"), MANAGERS),
    **{
        f"habitants/delais/<uuid:uuid>/{page}/": Example(of("delays"), MANAGERS)
        for page in ("accord", "abandon")
    },
    _PERSON: Example(of("resident"), SHARED_WITH),
    f"{_PERSON}droits/": Example(of("resident"), SHARED_WITH),
    f"{_PERSON}droits/dossier/": Example(of("resident"), SHARED_WITH),
    f"{_PERSON}droits/parcours/": Example(of("resident"), SHARED_WITH),
    f"{_PERSON}droits/demande/": Example(of("resident"), SHARED_WITH),
    f"{_PERSON}nouvelles/": Example(of("resident"), SHARED_WITH),
    "habitants/demandes/<uuid:uuid>/": Example(of("right_request"), SHARED_WITH),
    "habitants/doublons/<uuid:uuid>/": Example(of("double"), SHARED_WITH),
    "habitants/doublons/<uuid:uuid>/deux-personnes/": Example(of("double"), SHARED_WITH),
    "habitants/doublons/<uuid:uuid>/demander/": Example(of("double"), who("coordinator")),
    "habitants/reunions/<uuid:uuid>/separer/": Example(of("people_merge"), SHARED_WITH),
    **{
        f"{_PERSON}{page}/": Example(of("resident"), SHARED_WITH)
        for page in (
            "identite",
            "contact",
            "situation",
            "logement",
            "notice",
            "partages",
            "partages/donner",
            "partages/lien",
        )
    },
    f"{_PERSON}partages/<uuid:sharing>/arreter/": Example(of("resident", sharing="sharing"), SHARED_WITH),
    "habitants/joindre/<uuid:uuid>/": Example(of("reach"), SHARED_WITH),
    "habitants/mes-partages/<str:token>/": Example(token("sharing_token"), EVERYBODY),
    _PATHWAY: Example(of("pathway"), SHARED_WITH),
    f"{_PATHWAY}freins/": Example(of("pathway"), SHARED_WITH),
    f"{_PATHWAY}freins/noter/": Example(of("pathway"), SHARED_WITH),
    f"{_PATHWAY}freins/<uuid:part>/suivre/": Example(of("pathway", part="finding"), SHARED_WITH),
    f"{_PATHWAY}objectifs/": Example(of("pathway"), SHARED_WITH),
    f"{_PATHWAY}objectifs/ajouter/": Example(of("pathway"), SHARED_WITH),
    f"{_PATHWAY}objectifs/<uuid:part>/clore/": Example(of("pathway", part="goal"), SHARED_WITH),
    f"{_PATHWAY}objectifs/<uuid:part>/rouvrir/": Example(of("pathway", part="goal"), SHARED_WITH),
    f"{_PATHWAY}objectifs/etapes/ajouter/": Example(of("pathway"), SHARED_WITH),
    f"{_PATHWAY}objectifs/etapes/<uuid:part>/": Example(of("pathway", part="planned"), SHARED_WITH),
    f"{_PATHWAY}objectifs/etapes/<uuid:part>/<slug:arrow>/": Example(
        also(of("pathway", part="planned"), arrow="do"), SHARED_WITH
    ),
    f"{_PATHWAY}notes/": Example(of("pathway"), SHARED_WITH),
    f"{_PATHWAY}notes/ecrire/": Example(of("pathway"), SHARED_WITH),
    f"{_PATHWAY}notes/<uuid:part>/": Example(of("pathway", part="note"), who("own_member")),
    f"{_PATHWAY}notes/<uuid:part>/effacer/": Example(of("pathway", part="note"), who("own_member")),
    **{
        f"{_PATHWAY}{page}/": Example(of("pathway"), SHARED_WITH)
        for page in ("echange", "rendez-vous", "pause", "relais", "groupe", "sortie")
    },
    **{
        f"{_PATHWAY}rendez-vous/<uuid:appointment>/{page}": Example(
            of("pathway", appointment="appointment"), SHARED_WITH
        )
        for page in ("", "presence/", "agenda.ics")
    },
    f"{_PATHWAY}pause/<uuid:pause>/finir/": Example(of("pathway", pause="pause"), SHARED_WITH),
    f"{_PATHWAY}relais/prendre/": Example(of("pathway"), SHARED_WITH),
    f"{_PATHWAY}relais/retirer/": Example(of("pathway"), SHARED_WITH),
    **{
        f"{_PATHWAY}relais/<uuid:proposal>/{page}/": Example(
            of("pathway", proposal="referent_proposal"), who("own_administrator")
        )
        for page in ("accepter", "decliner")
    },
    f"{_PATHWAY}groupe/<uuid:member>/retirer/": Example(of("pathway", member="group_member"), SHARED_WITH),
    f"{_PATHWAY}sortie/annuler/": Example(of("ended_pathway"), SHARED_WITH),
    f"{_PATHWAY}suivi/<int:months>/": Example(also(of("followed_pathway"), months=3), SHARED_WITH),
    "parcours/entrer/signalement/<uuid:uuid>/": Example(of("taken_introduction"), SHARED_WITH),
    "parcours/entrer/rappel/<uuid:uuid>/": Example(of("callback"), who("own_member")),
    "parcours/ouvrir/<uuid:uuid>/": Example(of("resident"), SHARED_WITH),
    "orientations/sans-reponse/<uuid:uuid>/": Example(of("silent_referral"), who("coordinator")),
    "orientations/lien/<str:token>/": Example(token("answer_token"), EVERYBODY),
    "orientations/lien/<str:token>/pas-pour-moi/": Example(token("answer_token"), EVERYBODY),
    _REFERRAL: Example(of("referral"), SHARED_WITH | who("other_administrator")),
    f"{_REFERRAL}repondre/": Example(of("referral"), who("other_administrator")),
    f"{_REFERRAL}suite/<int:rank>/": Example(
        also(of("answered_referral"), rank=1), SHARED_WITH | who("other_administrator")
    ),
    f"{_REFERRAL}relancer/": Example(of("referral"), SHARED_WITH),
    f"{_REFERRAL}nouveau-lien/": Example(of("referral"), SHARED_WITH),
    f"{_REFERRAL}annuler/": Example(of("referral"), SHARED_WITH),
    f"{_REFERRAL}reprendre/": Example(of("referral"), SHARED_WITH),
    f"{_REFERRAL}ne-souhaite-plus/": Example(of("referral"), SHARED_WITH | who("other_administrator")),
    "signalements/<uuid:uuid>/": Example(of("introduction"), SHARED_WITH),
    "signalements/<uuid:uuid>/prendre/": Example(of("introduction"), SHARED_WITH),
}
