"""The texts we start from, one per kind of document; each Cité and each funder may write its own. Letters are here."""

from __future__ import annotations

from cite.grants.enums import DocumentKind as D
from cite.grants.rules.document_acts import ACTS, Text

_TO = """{porteur}
{representant}
{porteur_adresse}

Le {aujourdhui}

Dossier n° {dossier} – « {action} »
{appel}
"""
_CONTACT = """
Pour toute question, écrivez à {contact}.
"""
_RECOURSE = """
# Si vous contestez cette décision

Vous avez deux mois, à compter du jour où vous recevez cette lettre :
- pour demander à son auteur de la revoir (recours gracieux), ou à son supérieur s’il en a un (recours hiérarchique) ;
- pour saisir le tribunal administratif dont dépend le siège du financeur, par courrier ou sur telerecours.fr.

Un recours gracieux ou hiérarchique déposé dans ces deux mois interrompt le délai pour saisir le tribunal. Sans \
réponse dans les deux mois, ce recours est rejeté, et vous avez de nouveau deux mois pour saisir le tribunal.
"""

LETTERS: dict[D, Text] = {
    D.RECEIPT: Text(
        "Accusé de réception de votre demande de subvention",
        _TO
        + """
Madame, Monsieur,

Nous avons bien reçu, le {depose_le}, votre demande de subvention pour l’action « {action} », présentée par {porteur} \
à l’appel à projets « {appel} ». Elle porte le numéro {dossier} : rappelez-le dans vos échanges.

Vous l’avez complétée et déposée à nouveau le {complete_le} : cet accusé de réception remplace le précédent. C’est la \
date du premier dépôt qui compte pour la date limite de l’appel ; les jours pendant lesquels nous attendions vos \
compléments ne comptent pas dans le délai ci-dessous.

# Ce qui se passe maintenant

- Nous vérifions que votre dossier est recevable. S’il manque quelque chose, nous vous le demandons, avec une date.
- L’État et la métropole l’examinent, puis un comité rend un avis.
- Chaque financeur décide ensuite, par un acte. Vous recevez une lettre par financeur.

# Sans réponse de notre part

Si vous n’avez reçu aucune décision le {silence_le}, soit {silence_mois} mois après le dépôt d’un dossier complet, \
votre demande est considérée comme refusée (article L. 231-4 du code des relations entre le public et \
l’administration). Ce délai est suspendu pendant que vous complétez votre dossier à notre demande. Vous pouvez \
contester un tel refus devant le tribunal administratif dans les deux mois qui suivent.

Cet accusé de réception ne vaut ni recevabilité, ni accord. Une action commencée avant la décision l’est sous votre \
responsabilité.
"""
        + _CONTACT,
    ),
    D.INADMISSIBLE: Text(
        "Votre demande n’est pas recevable",
        _TO
        + """
Madame, Monsieur,

Nous avons étudié la recevabilité de la demande de subvention que vous avez déposée le {depose_le}. Elle n’est pas \
recevable, et ne sera donc pas examinée.

# Pourquoi

{motif_non_recevable}

# Ce que vous pouvez faire

Si vous pensez qu’il s’agit d’une erreur, répondez-nous avec les éléments qui le montrent : les copilotes peuvent \
reprendre l’examen de votre dossier. Vous pourrez aussi présenter une nouvelle demande à un prochain appel à projets.
"""
        + _RECOURSE
        + _CONTACT,
    ),
    D.GRANT_LETTER: Text(
        "Une subvention vous est accordée",
        _TO
        + """
Madame, Monsieur,

Par {acte} n° {acte_numero} du {acte_date}, {le_financeur} accorde à {porteur} une subvention de {montant} \
({montant_lettres}) pour l’action « {action} », qui a lieu du {debut} au {fin}. Vous aviez demandé {montant_demande}.

{explication}

{reserves}

# Comment elle est versée

{versement}

Rien n’est versé tant que le bilan des actions financées l’année précédente n’est pas produit. Au-dessus de \
{seuil_convention}, une convention doit aussi être signée avant le premier versement.

Numéro d’engagement juridique, à rappeler sur vos factures et courriers : {engagement}

# Ce à quoi vous vous engagez

- Employer la subvention pour cette action seulement, et pendant l’année {annee}.
- Prévenir le financeur avant tout changement de dates, de contenu ou de budget : un avenant peut être nécessaire.
- Produire le bilan de l’action, qualitatif et financier, le {bilan_le} au plus tard.
- Faire connaître le soutien du financeur sur vos documents.

Une subvention qui n’est pas employée comme prévu est reversée, après que vous avez pu présenter vos observations.

{conseils}
"""
        + _RECOURSE
        + _CONTACT,
    ),
    D.REFUSAL_LETTER: Text(
        "Votre demande de subvention n’est pas retenue",
        _TO
        + """
Madame, Monsieur,

Par {acte} n° {acte_numero} du {acte_date}, {le_financeur} n’a pas retenu votre demande de {montant_demande} pour \
l’action « {action} ». Cette décision ne concerne que ce financeur.

# Le motif

{motif}.

{explication}

# Pour l’an prochain

{conseils}

Nos équipes peuvent vous aider à préparer une prochaine demande : prenez contact avant l’ouverture du prochain appel.
"""
        + _RECOURSE
        + _CONTACT,
    ),
    D.WAITING_LETTER: Text(
        "Votre demande est sur liste complémentaire",
        _TO
        + """
Madame, Monsieur,

Par {acte} n° {acte_numero} du {acte_date}, {le_financeur} a placé votre demande de {montant_demande}, pour l’action \
« {action} », sur liste complémentaire. Ce n’est ni un accord, ni un refus.

# Ce que cela veut dire

Votre projet répond à l’appel, mais les crédits sont attribués à d’autres actions. Si des crédits se libèrent pendant \
l’année {annee}, {le_financeur} reprendra votre demande et vous préviendra. Une action commencée entre-temps l’est \
sous votre responsabilité.

{explication}

{conseils}
"""
        + _RECOURSE
        + _CONTACT,
    ),
    D.ADJOURNMENT_LETTER: Text(
        "Votre demande sera examinée à nouveau",
        _TO
        + """
Madame, Monsieur,

Par {acte} n° {acte_numero} du {acte_date}, {le_financeur} a ajourné votre demande de {montant_demande}, pour l’action \
« {action} ». Ce n’est ni un accord, ni un refus : elle sera examinée à nouveau.

# Pourquoi

{explication}

# Ce qui se passe maintenant

{le_financeur} reprend votre demande et vous écrit dès qu’il a décidé. Répondez d’ici là à ce qu’il demande, par les \
messages de votre dossier. Une action commencée entre-temps l’est sous votre responsabilité.

{conseils}
"""
        + _CONTACT,
    ),
    D.WITHDRAWAL_LETTER: Text(
        "Une décision est retirée",
        _TO
        + """
Madame, Monsieur,

Par {acte} n° {acte_numero} du {acte_date}, {le_financeur} avait décidé de votre demande de {montant_demande} pour \
l’action « {action} » : {decision}. Cette décision est retirée.

# Pourquoi

{explication}

# Ce que cela change

Plus rien n’est versé au titre de cette décision. Celles des autres financeurs ne changent pas.
"""
        + _RECOURSE
        + _CONTACT,
    ),
    D.RECOVERY_NOTICE: Text(
        "Reversement envisagé : vos observations",
        _TO
        + """
Madame, Monsieur,

Par {acte} n° {acte_numero} du {acte_date}, {le_financeur} a accordé à {porteur} une subvention de {montant} pour \
l’action « {action} ».

Aujourd’hui, {le_financeur} envisage de vous demander le reversement de {reversement} ({reversement_lettres}).

# Pourquoi

{reversement_motif}

# Vous pouvez répondre

Rien n’est décidé. Vous avez jusqu’au {reponse_avant} inclus pour présenter vos observations, par écrit ou sur la page \
de votre dossier, et joindre toute pièce utile. Vous pouvez demander à être entendu, et vous faire assister \
ou représenter par la personne de votre choix (articles L. 121-1 et suivants du code des relations entre le public et \
l’administration).

D’ici cette date, {le_financeur} ne décidera pas, sauf si vous avez répondu plus tôt. Vous recevrez sa décision par \
écrit, avec ses motifs et les voies de recours.
"""
        + _CONTACT,
    ),
    D.RECOVERY_DECISION: Text(
        "Un reversement vous est demandé",
        _TO
        + """
Madame, Monsieur,

Par lettre du {reversement_ouvert}, {le_financeur} vous a dit qu’il envisageait le reversement de {reversement} sur la \
subvention de {montant} accordée à l’action « {action} ». {observations}

Par l’acte n° {reversement_acte} du {reversement_date}, {le_financeur} vous demande de reverser {reverser} \
({reverser_lettres}).

# Pourquoi

{reversement_motif}

# Ce que vous avez à faire

Attendez le titre de paiement : le comptable public vous l’enverra. Il dit comment payer, et à qui demander un délai.
"""
        + _RECOURSE
        + _CONTACT,
    ),
    D.RECOVERY_DROPPED: Text(
        "Aucun reversement ne vous est demandé",
        _TO
        + """
Madame, Monsieur,

Par lettre du {reversement_ouvert}, {le_financeur} vous a dit qu’il envisageait le reversement de {reversement} sur la \
subvention de {montant} accordée à l’action « {action} ». {observations}

Le {abandon_le}, {le_financeur} a abandonné cette procédure : aucun reversement ne vous est demandé à ce titre.

# Ce que cela change

- Vous n’avez rien à payer, ni à répondre.
- La lettre du {reversement_ouvert} n’a plus d’effet. Le reste de la décision ne change pas, ni le bilan attendu.
"""
        + _CONTACT,
    ),
}
TEXTS = LETTERS | ACTS
