"""The examples of `examples.py`, with those of committees, simulations and decisions."""

from tests.house import examples
from tests.house.examples import (
    DESK,
    EVERYBODY,
    MANAGERS,
    OWN_ADMINISTRATION,
    OWN_CARRIER,
    PILOTS,
    WORKERS,
    Example,
    also,
    funded_before,
    of,
    token,
    who,
    words,
)

_FOLLOWERS = DESK | who("funder")
_DELETED = ("supprimer/", MANAGERS, who("instructor", "funder"))
_WRITERS = MANAGERS | who("own_administrator", "own_member")
_LIST = "offre/listes/<uuid:uuid>/"
_SHEET = "offre/fiches/<uuid:uuid>/"
EXAMPLES = examples.EXAMPLES | {
    _SHEET: Example(of("service"), WORKERS),
    "offre/actions/<uuid:uuid>/fiche/": Example(funded_before, _WRITERS),
    "offre/annuaires/<uuid:uuid>/": Example(of("directory_import"), MANAGERS),
    **{
        f"{_SHEET}{page}/": Example(of("service"), _WRITERS)
        for page in ("entrees", "reprendre", "histoire", "toujours-vrai")
    },
    f"{_SHEET}ecrire/<slug:step>/": Example(also(of("draft_service"), step="lieu"), _WRITERS),
    f"{_SHEET}etape/<slug:step>/": Example(also(of("service"), step="archive"), _WRITERS),
    f"{_SHEET}entrees/<uuid:intake>/": Example(of("draft_service", intake="intake"), _WRITERS),
    f"{_SHEET}entrees/<uuid:intake>/retirer/": Example(of("draft_service", intake="intake"), _WRITERS),
    f"{_SHEET}son/": Example(of("draft_service"), _WRITERS),
    f"{_SHEET}son/<uuid:audio>/ecarter/": Example(of("service", audio="service_audio"), MANAGERS),
    f"{_SHEET}son/<uuid:audio>/accepter/": Example(of("service", audio="service_audio"), MANAGERS),
    **{
        f"{_SHEET}son/<uuid:audio>/{page}/": Example(of("service", audio="service_audio"), _WRITERS)
        for page in ("retirer", "remettre")
    },
    "offre/services/<uuid:uuid>/son/<uuid:audio>/": Example(of("service", audio="service_audio"), EVERYBODY),
    f"{_SHEET}relire/": Example(of("service"), MANAGERS),
    f"{_SHEET}prendre/": Example(of("suggested_service"), MANAGERS),
    **{f"{_SHEET}{page}/": Example(of("service"), WORKERS) for page in ("favori", "favori/retirer")},
    f"{_SHEET}listes/": Example(of("service"), WORKERS - who("reader", "data_protection_officer")),
    **{
        f"{_LIST}{page}": Example(of("selection"), who("own_administrator", "own_member"))
        for page in ("", "modifier/", "ranger/", "dupliquer/")
    },
    **{
        f"{_LIST}{page}/": Example(of("selection"), who("own_member"))
        for page in ("confier", "retirer", "remettre")
    },
    **{
        f"offre/recherches/<uuid:uuid>/{page}": Example(of("saved_search"), who("own_member"))
        for page in ("", "modifier/", "vu/", "oublier/")
    },
    "offre/alertes/<str:token>/": Example(token("stop_token"), EVERYBODY),
    **{
        f"{_LIST}services/<uuid:service>/{page}/": Example(
            of("selection", service="service"), who("own_administrator", "own_member")
        )
        for page in ("retirer", "remettre")
    },
    "offre/recoupements/<slug:first>/<slug:second>/": Example(
        lambda world: world.pair, _WRITERS | who("other_administrator")
    ),
    "offre/services/<uuid:uuid>/": Example(of("service"), EVERYBODY),
    **{
        f"offre/sites/<uuid:uuid>/{page}/": Example(of("partner_site"), OWN_ADMINISTRATION)
        for page in ("retirer", "remettre")
    },
    "offre/permanences/<uuid:uuid>/": Example(of("duty_shift"), OWN_ADMINISTRATION),
    "offre/permanences/absences/<uuid:uuid>/": Example(of("duty_absence"), OWN_ADMINISTRATION),
    **{
        f"offre/permanences/structures/<uuid:uuid>/{page}/": Example(of("partner"), who("own_administrator"))
        for page in ("engager", "retirer")
    },
    "offre/rappels/<uuid:uuid>/": Example(of("callback"), who("own_member")),
    "offre/rappels/<uuid:uuid>/passer/": Example(of("callback"), MANAGERS | who("own_member")),
    "offre/rappel/<uuid:district>/": Example(
        lambda world: {"district": world.duty_shift.district.uuid}, EVERYBODY
    ),
    "offre/toujours-vrai/<str:token>/": Example(token("confirm_token"), EVERYBODY),
    **{
        f"appels-a-projets/dossiers/<uuid:uuid>/financeurs/<uuid:award>/{page}/": Example(
            of("application", award="award")
        )
        for page in ("preparer", "acte", "mettre-de-cote", "retirer", "retirer-l-acte")
    },
    "appels-a-projets/dossiers/<uuid:uuid>/financeurs/": Example(of("application"), DESK | OWN_CARRIER),
    "appels-a-projets/bilans/<uuid:uuid>/accepter-sur-preuve/": Example(of("read_report"), DESK),
    "appels-a-projets/dossiers/<uuid:uuid>/ajourner/": Example(of("application"), PILOTS),
    **{
        f"appels-a-projets/dossiers/<uuid:uuid>/{page}/": Example(of("application"), DESK, told=OWN_CARRIER)
        for page in ("clore", "rouvrir")
    },
    "appels-a-projets/<uuid:uuid>/decisions/": Example(of("open_call"), _FOLLOWERS),
    **{
        f"appels-a-projets/<uuid:uuid>/financeurs/<uuid:funder>/{page}/": Example(
            of("open_call", funder="funder")
        )
        for page in ("actes", "notifier", "programmation", "annexe")
    },
    "appels-a-projets/<uuid:uuid>/simulations/": Example(of("open_call"), _FOLLOWERS),
    **{
        f"appels-a-projets/<uuid:uuid>/simulations/<uuid:simulation>/{page}": Example(
            of("open_call", simulation="simulation"), people, told=told
        )
        for page, people, told in (("", _FOLLOWERS, who()), ("renommer/", MANAGERS, who()), _DELETED)
    },
    "appels-a-projets/<uuid:uuid>/simulations/<uuid:simulation>/appliquer/<uuid:funder>/": Example(
        of("open_call", simulation="simulation", funder="funder")
    ),
    **{
        f"appels-a-projets/comites/<uuid:uuid>/{page}": Example(of("committee"), MANAGERS)
        for page in ("", "dossiers/", "ordre/", "accords/", "livre/", "livre/demander/")
    },
    # a person who asked for no book has none to take
    "appels-a-projets/comites/<uuid:uuid>/livre/telecharger/": Example(of("committee")),
    **{
        f"appels-a-projets/comites/<uuid:uuid>/<uuid:item>/{page}": Example(
            of("committee", item="committee_item"), MANAGERS
        )
        for page in ("", "accord/", "retirer/")
    },
    "appels-a-projets/modeles/<str:owner>/<str:kind>/": Example(
        words(owner="cite", kind="receipt"), MANAGERS | who("funder"), is_shared=True
    ),
    "appels-a-projets/modeles/<str:owner>/<str:kind>/apercu.pdf": Example(
        words(owner="cite", kind="receipt"), MANAGERS | who("funder"), is_shared=True
    ),
    "appels-a-projets/modeles/<str:owner>/<str:kind>/modifier/": Example(
        words(owner="cite", kind="receipt"), MANAGERS, is_shared=True
    ),
    "appels-a-projets/modeles/<str:owner>/<str:kind>/retablir/": Example(
        words(owner="cite", kind="receipt"), MANAGERS, is_shared=True
    ),
    "appels-a-projets/dossiers/<uuid:uuid>/preuve.zip": Example(of("application"), MANAGERS),
}
