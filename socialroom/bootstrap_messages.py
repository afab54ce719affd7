"""What the set-up says, in English and French: before anything is installed there is no gettext."""

from __future__ import annotations

import os
import sys

MESSAGES = {
    "python_old": {
        "en": "Social Room needs Python {oldest} or newer; this is {version}. Install it, then start again:\n"
        "  {line}",
        "fr": "Social Room demande Python {oldest} ou plus récent ; celui-ci est {version}. "
        "Installez-le, puis relancez :\n  {line}",
    },
    "first_run": {
        "en": "First start: preparing Social Room in {venv} (one to three minutes, once).",
        "fr": "Premier démarrage : préparation de Social Room dans {venv} (une à trois minutes, une "
        "seule fois).",
    },
    "update": {
        "en": "The list of packages has changed: bringing {venv} up to date.",
        "fr": "La liste des paquets a changé : mise à jour de {venv}.",
    },
    "tests": {
        "en": "Adding to {venv} what the tests need (a minute or two, once).",
        "fr": "Ajout dans {venv} de ce que demandent les tests (une minute ou deux, une seule fois).",
    },
    "again": {
        "en": "An earlier set-up did not finish, or belongs to another Python: starting it again.",
        "fr": "Une préparation précédente n’est pas allée au bout, ou vient d’un autre Python : on "
        "recommence.",
    },
    "waiting": {
        "en": "Another set-up is running in this folder: waiting for it.",
        "fr": "Une autre préparation est en cours dans ce dossier : on l’attend.",
    },
    "ready": {"en": "Ready.", "fr": "Prêt."},
    "apt": {"en": "Installing {packages} …", "fr": "Installation de {packages} …"},
    "checker": {
        "en": "Installing the HTML checker for the tests in {folder} …",
        "fr": "Installation du vérificateur HTML des tests dans {folder} …",
    },
    "apt_failed": {
        "en": "apt-get could not do it.",
        "fr": "apt-get n’y est pas arrivé.",
    },
    "no_venv": {
        "en": "Python lacks what it takes to make a virtual environment. Type this line, then start again:\n"
        "  {line}",
        "fr": "Il manque à Python de quoi créer un environnement virtuel. Tapez cette ligne, puis "
        "relancez :\n  {line}",
    },
    "no_pdf": {
        "en": "Debriefs cannot be made as PDF on this machine yet; all the rest works. For the PDF, type:\n"
        "  {line}",
        "fr": "Les débriefings ne peuvent pas encore sortir en PDF sur cette machine ; tout le reste "
        "marche. Pour le PDF, tapez :\n  {line}",
    },
    "no_emoji": {
        "en": "This machine has no emoji font: PDFs will show boxes in place of emoji. To add one, type:\n"
        "  {line}",
        "fr": "Cette machine n’a pas de police d’émojis : les PDF montreront des carrés à leur place. "
        "Pour en ajouter une, tapez :\n  {line}",
    },
    "no_browser": {
        "en": "The stories told in a browser need Chromium. Type this line, then start again:\n  {line}",
        "fr": "Les scénarios joués dans un navigateur ont besoin de Chromium. Tapez cette ligne, puis "
        "relancez :\n  {line}",
    },
    "no_redis": {
        "en": "The tests need a redis-server. Type this line, then start again:\n  {line}",
        "fr": "Les tests ont besoin de redis-server. Tapez cette ligne, puis relancez :\n  {line}",
    },
    "network": {
        "en": "The packages could not be fetched: no network? Connect this machine once, or install from "
        "a folder of packages:\n  PIP_NO_INDEX=1 PIP_FIND_LINKS=/path/to/packages python3 manage.py …",
        "fr": "Les paquets n’ont pas pu être téléchargés : pas de réseau ? Connectez cette machine une "
        "fois, ou installez depuis un dossier de paquets :\n"
        "  PIP_NO_INDEX=1 PIP_FIND_LINKS=/chemin/des/paquets python3 manage.py …",
    },
    "offline": {
        "en": "A package of the list is missing from the folder of packages ({links}).",
        "fr": "Un paquet de la liste manque dans le dossier de paquets ({links}).",
    },
    "disk": {
        "en": "The disk is full: Social Room needs about 700 MB in {root}. Free some space, then start "
        "again.",
        "fr": "Le disque est plein : Social Room demande environ 700 Mo dans {root}. "
        "Libérez de la place, puis relancez.",
    },
    "read_only": {
        "en": "{root} cannot be written to. Start Social Room from a folder of your own, or as the "
        "folder’s owner.",
        "fr": "On ne peut pas écrire dans {root}. Lancez Social Room depuis un dossier à vous, ou depuis "
        "le compte à qui appartient le dossier.",
    },
    "hashes": {
        "en": "A downloaded package is not the one that was expected (its hash differs): nothing was "
        "installed.",
        "fr": "Un paquet téléchargé n’est pas celui qui était attendu (son empreinte diffère) : rien n’a "
        "été installé.",
    },
    "failed": {"en": "The set-up did not work:", "fr": "La préparation n’a pas marché :"},
    "interrupted": {
        "en": "Set-up interrupted: the next start takes it up again.",
        "fr": "Préparation interrompue : le prochain démarrage la reprendra.",
    },
}


def message(name: str, **values: object) -> str:
    """A text in the language of the person at the keyboard: English or French."""
    return MESSAGES[name][language()].format(**values)


def language() -> str:
    spoken = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "fr" if spoken.lower().startswith("fr") else "en"


def say(name: str, **values: object) -> None:
    print(message(name, **values), file=sys.stderr, flush=True)
