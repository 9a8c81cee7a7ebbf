"""The texts we start from, one per kind of document; each Cité and each funder may write its own."""

from __future__ import annotations

from typing import NamedTuple

from cite.grants.enums import DocumentKind as D


class Text(NamedTuple):
    """A title and a text, with their fields in braces."""

    title: str
    body: str


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

TEXTS: dict[D, Text] = {
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
    D.ORDER: Text(
        "Arrêté n° {acte_numero} portant attribution d’une subvention",
        """
VU la loi n° 2000-321 du 12 avril 2000 relative aux droits des citoyens dans leurs relations avec les administrations, \
notamment ses articles 9-1, 10 et 10-1 ;

VU le décret n° 2001-495 du 6 juin 2001 relatif à la transparence financière des aides octroyées par les personnes \
publiques ;

VU le décret n° 2021-1947 du 31 décembre 2021 relatif au contrat d’engagement républicain ;

VU l’appel à projets « {appel} » ;

VU la demande de subvention n° {dossier} déposée le {depose_le} par {porteur} ;

CONSIDÉRANT que l’action « {action} », initiée et conçue par {porteur}, vise l’accès à l’emploi des habitants des \
quartiers prioritaires de la politique de la ville ;

CONSIDÉRANT que {le_financeur} n’attend aucune contrepartie directe de cette subvention ;

SUR proposition des services qui ont examiné le dossier,

ARRÊTE :

# Article 1er – Objet

Une subvention de {montant} ({montant_lettres}) est attribuée à {porteur} pour l’action « {action} », qui se déroule \
du {debut} au {fin}.

SIRET du bénéficiaire : {porteur_siret}

# Article 2 – Versement

{versement}

Aucun versement n’a lieu tant que le bilan des actions financées au titre de l’exercice précédent n’est pas produit.

{reserves}

# Article 3 – Emploi de la subvention et bilan

Le bénéficiaire emploie la subvention pour la seule action désignée à l’article 1er. Il produit le compte rendu \
financier et le bilan de l’action le {bilan_le} au plus tard.

# Article 4 – Contrôle et reversement

Le bénéficiaire facilite le contrôle, sur pièces et sur place, de l’emploi de la subvention. Les sommes qui n’ont pas \
été employées conformément à leur objet sont reversées, après que le bénéficiaire a présenté ses observations.

# Article 5 – Recours

Le présent arrêté peut être contesté devant le tribunal administratif dans les deux mois qui suivent sa notification.

# Article 6 – Exécution

Le présent arrêté est notifié au bénéficiaire.

Fait le {acte_date}.
""",
    ),
    D.AGREEMENT: Text(
        "Convention de subvention – {action}",
        """
Entre {le_financeur}, au nom de qui signe {signataire}, d’une part,

Et {porteur},
dont le siège est situé : {porteur_adresse},
SIRET : {porteur_siret},
représenté par {representant},
ci-après « le bénéficiaire », d’autre part,

Vu la loi n° 2000-321 du 12 avril 2000, notamment son article 10, et le décret n° 2001-495 du 6 juin 2001 ;

Vu {l_acte} n° {acte_numero} du {acte_date} ;

Considérant que l’action ci-après, initiée et conçue par le bénéficiaire, vise l’accès à l’emploi des habitants des \
quartiers prioritaires de la politique de la ville, il est convenu ce qui suit.

# Article 1er – Objet

Le bénéficiaire s’engage, à son initiative et sous sa responsabilité, à réaliser l’action « {action} », décrite dans \
son dossier n° {dossier} déposé le {depose_le}, présenté à l’appel à projets « {appel} ».

# Article 2 – Montant

Par cette convention, {le_financeur} contribue à cette action par une subvention de {montant} \
({montant_lettres}). Il n’en attend aucune \
contrepartie directe.

# Article 3 – Durée

L’action a lieu du {debut} au {fin}. La convention prend effet à sa signature par les deux parties. Elle s’achève \
quand le bilan prévu à l’article 6 est accepté.

# Article 4 – Versement

{versement}

Aucun versement n’a lieu avant la signature de la présente convention, ni tant que le bilan des actions financées au \
titre de l’exercice précédent n’est pas produit.

{reserves}

Numéro d’engagement juridique : {engagement}

# Article 5 – Emploi de la subvention

La subvention est employée pour cette action seulement, pendant l’année {annee}. Elle ne peut être reversée à un \
autre organisme. Le bénéficiaire respecte le contrat d’engagement républicain quand il est une association, les \
valeurs de la République et la laïcité dans tous les cas.

# Article 6 – Bilan

Le bénéficiaire produit, le {bilan_le} au plus tard, le compte rendu financier et le bilan qualitatif de l’action, \
avec son rapport d’activité et ses comptes approuvés.

# Article 7 – Changements

Toute modification des dates, du montant ou du contenu de l’action fait l’objet d’un avenant, signé avant qu’elle ne \
prenne effet.

# Article 8 – Contrôle

Le bénéficiaire facilite, pendant l’action et jusqu’à quatre ans après, le contrôle sur pièces et sur place de \
l’emploi de la subvention, et tient ses justificatifs à disposition.

# Article 9 – Sanctions et reversement

Si l’action n’est pas réalisée, ne l’est qu’en partie, ou si le bilan n’est pas produit, {le_financeur} peut diminuer \
la subvention, suspendre son versement ou demander le reversement de tout ou partie des sommes versées. Le \
bénéficiaire est d’abord informé du motif et du montant envisagés, et dispose d’un délai pour présenter ses \
observations.

# Article 10 – Litiges

Avant tout recours, les parties recherchent un accord amiable. À défaut, le tribunal administratif compétent est celui \
dont dépend le siège du financeur.
""",
    ),
    D.AMENDMENT: Text(
        "Avenant n° {avenant_numero} – {action}",
        """
Entre {le_financeur}, d’une part,

Et {porteur},
représenté par {representant},
d’autre part,

Vu {l_acte} n° {acte_numero} du {acte_date} attribuant une subvention à l’action « {action} » (dossier n° {dossier}) ;

Vu l’acte n° {avenant_acte} du {avenant_date},

# Article 1er – Objet

Le présent avenant modifie {avenant_objet}.

Motif : {avenant_motif}

# Article 2 – Ce qui change

- Avant : {avant}
- Désormais : {apres}

# Article 3 – Ce qui ne change pas

Toutes les autres dispositions, dont la date du bilan ({bilan_le}), restent applicables.

Fait le {avenant_date}.
""",
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
}
