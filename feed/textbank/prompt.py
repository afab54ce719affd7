"""What a model is asked: who it is about, what to talk of, how people sound, and what never to write."""

import json
import random
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from exercises.document_parts import Term
from exercises.models import PhraseDraft, Scenario
from exercises.models.fields import local
from feed.crowd.grammar import NOUN_SLOTS, SLOT
from feed.crowd.nouns import noun
from feed.crowd.types import EMOTIONS
from feed.crowd.voice_files import read_phrases

EXAMPLES = 6
NAMES = {"en": "English", "fr": "French"}
FEELINGS = {
    "like": "support, sympathy and hope",
    "fear": "fear and worry",
    "anger": "anger at what happened and at who decides",
    "mockery": "irony and mockery, never of victims",
    "sadness": "sadness and compassion",
}
RULES = """Rules:
- Each phrase is one whole post of a different ordinary person, at most 200 characters, about this topic.
- Nothing hateful, nothing sexual, no threats, no insult to any group of people.
- No living person, no real company, brand, party or place: only what is named below.
- No hashtags, no web addresses, no account names, no HTML, no Markdown.
- Vary length, beginning and tone; people make statements, ask, remember, count, quote.
- Where you name something of the list of slots, write the slot in braces, such as {place}, and never
  invent another slot. About half of the phrases need no slot. {a|b|c} offers a choice of words.
- Answer with one JSON object and nothing else: {"phrases": ["…", "…"]}"""
FORMS = {
    "en": "A slot stands with its article: {place} may become 'the station'. {poss:org} is its possessive, "
    "{is:people} is 'is' or 'are'.",
    "fr": "Un emplacement vient avec son article : {place} peut devenir « la gare ». N’écris jamais "
    "« de {place} » ni « à {place} » mais {de:place} et {a:place} ; {est:people} est « est » ou « sont ». "
    "« Je suis choqué{/e} » s’accorde avec qui parle.",
}


def messages(draft: PhraseDraft, topic: dict[str, Any]) -> list[dict[str, str]]:
    """The conversation that asks for the draft's phrases."""
    return [
        {"role": "system", "content": f"{_task(draft)}\n\n{RULES}\n\n{FORMS[draft.lang]}"},
        {"role": "user", "content": "\n".join(_facts(draft, topic))},
    ]


def _task(draft: PhraseDraft) -> str:
    return (
        "You write posts of a made-up crowd on a made-up social network, for a crisis exercise in which "
        f"people learn to speak for an organisation. Everything is fictional. Write in {NAMES[draft.lang]}."
    )


def _facts(draft: PhraseDraft, topic: dict[str, Any]) -> Iterator[str]:
    scenario, lang = draft.scenario, draft.lang
    stake = scenario.at_stake if isinstance(scenario.at_stake, dict) else {}
    sector = local(stake.get("sector"), lang)
    yield f"The organisation: {_named(stake.get('name'), lang)} ({sector})."
    yield f"The topic: {_named(topic.get('term'), lang)}."
    yield "Slots that may be used:"
    yield from (f"- {{{slot}}}: {', '.join(said)}" for slot, said in slots(scenario, topic, lang).items())
    yield f"How people sound who feel {FEELINGS[draft.emotion]}:"
    yield from (f"- {text}" for text in examples(draft.emotion, lang))
    if draft.hint:
        yield f"The author of the exercise wishes: {json.dumps(draft.hint, ensure_ascii=False)}"
    yield f"Write {draft.wanted} new phrases of people who feel {FEELINGS[draft.emotion]}."


def slots(scenario: Scenario, topic: dict[str, Any], lang: str) -> dict[str, list[str]]:
    """The slots that a phrase of this topic can fill, with some of what fills them."""
    stake = scenario.at_stake if isinstance(scenario.at_stake, dict) else {}
    vocabulary = scenario.vocabulary if isinstance(scenario.vocabulary, dict) else {}
    found = {
        "topic": [_named(topic.get("term"), lang), *_all_named(topic.get("aliases"), lang)],
        "detail": _all_named(topic.get("details"), lang),
        "org": [_named(stake.get("short"), lang)],
        **{slot: _all_named(vocabulary.get(slot), lang) for slot in NOUN_SLOTS if slot in vocabulary},
    }
    return {slot: said for slot, said in ((s, [t for t in texts if t]) for s, texts in found.items()) if said}


def _all_named(terms: Any, lang: str) -> list[str]:
    listed = terms.get(lang) if isinstance(terms, dict) else None
    return [_term(term, lang) for term in listed or []][:8]


def _named(terms: Any, lang: str) -> str:
    return _term(terms.get(lang), lang) if isinstance(terms, dict) else ""


def _term(term: Any, lang: str) -> str:
    """A noun phrase with its article; an unfinished one is left out."""
    try:
        return noun(Term.model_validate(term), lang).forms[""]
    except ValidationError:
        return ""


def examples(emotion: str, lang: str) -> list[str]:
    """Some phrases of the voice that ask for nothing but the scenario's slots."""
    number = EMOTIONS.index(emotion)
    found = [
        text
        for (feeling, segment, mode), text in read_phrases(lang)
        if feeling == number and segment in ("topic", "plain") and mode == "original" and _is_plain(text)
    ]
    return random.sample(found, min(EXAMPLES, len(found)))


def _is_plain(text: str) -> bool:
    return all("|" in slot or slot.rpartition(":")[2] in NOUN_SLOTS for slot in SLOT.findall(text))
