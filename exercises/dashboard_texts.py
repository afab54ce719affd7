"""Every sentence that the dashboard's scripts may have to say, in the reader's language."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .dashboard import emotion_names, source_names
from .draft_texts import stop_reasons
from .models import State
from .models.scenario import PERSONA_KINDS
from .poll_texts import poll_texts
from .report_texts import staff_report_texts


def page_texts() -> dict[str, Any]:
    """Sentences by name; {names} in braces are put in by the page."""
    return {
        "not_done": _("That could not be done."),
        "states": {value: str(label).capitalize() for value, label in State.choices},
        "of_duration": _("of {time}"),
        "living_at": _("living, at a scale of {n}"),
        "gap": _("stopped by itself: press Resume"),
        "per_five": _("per 5 min"),
        "emotions": {code: name.capitalize() for code, name in emotion_names().items()},
        "summary": _("Strongest: {strongest}. {shares}."),
        "causes": _causes(),
        "dial": {
            "asked": _("asked for"),
            "scale": _("scale"),
            "unit": _("reactions per 5 minutes"),
        },
        "jump": _jump(),
        "in_time": _("in {time}"),
        "inject_states": {
            "fired": pgettext("inject", "fired"),
            "skipped": pgettext("inject", "skipped"),
            "missed": pgettext("inject", "did not fire"),
        },
        "inject_time_wrong": _("Give a time that is still to come, like 12:30."),
        "kinds": {
            "original": pgettext("kind of post", "post"),
            "reply": pgettext("kind of post", "reply"),
            "share": pgettext("kind of post", "share"),
            "quote": pgettext("kind of post", "quote"),
        },
        "parents": {
            "reply": _("to {handle}"),
            "share": _("shares {handle}"),
            "quote": _("quotes {handle}"),
        },
        "persona_kinds": {code: str(name) for code, name in PERSONA_KINDS},
        "deleted": _("This post was taken out."),
        "polls": poll_texts(),
        "symbol_counts": _("{likes} likes · {shares} shares"),
        "posts": {"one": _("{n} post"), "other": _("{n} posts")},
        "team_posts": {"one": _("{n} team post"), "other": _("{n} team posts")},
        "people": {"one": _("{n} person is in"), "other": _("{n} people are in")},
        "joined": {"one": _("{n} person is in already."), "other": _("{n} people are in already.")},
        "person_menu": _("Actions for {name}"),
        "connected": {"true": _("connected"), "false": _("not connected")},
        "noted": _("Noted."),
        "on_post": _("on a post"),
        "score": _("{n} of 5"),
        "followers": _("{n} followers"),
        "publish_as": _("Publish as {name}"),
        "published_as": _("Published as {name}."),
        "characters_left": _("{n} characters left"),
        "sources": {code: name.capitalize() for code, name in source_names().items()},
        "as_scenario": _("as in the scenario"),
        "log": _log(),
        "stopped": stop_reasons(),
        "reading": _reading(),
        "rumours": _rumours(),
        "reports": staff_report_texts(),
        "requests": _requests(),
        "circles": {
            "blocks": pgettext("dashboard", "{who} has blocked"),
            "joined": pgettext("dashboard", "{who} joined"),
        },
        "press": _press(),
        **_questions(),
        "debrief": _debrief(),
        "preflight": _preflight(),
        "link": _link(),
    }


def _causes() -> dict[str, str]:
    return {
        "phase": _("the phase"),
        "inject": _("an inject"),
        "contagion": _("contagion"),
        "answer": _("the team’s answer"),
        "block": _("the blocking of @{code}"),
        "silence": _("the team’s silence"),
        "trainer": _("the trainer"),
        "rumour": _("a rumour"),
        "time": _("time passing"),
        "other": pgettext("cause", "other"),
    }


def _jump() -> dict[str, Any]:
    return {
        "unreadable": _("Write a time like 12:30."),
        "back": _("One can only jump forward."),
        "too_far": _("The exercise ends at {time}."),
        "skips": {"one": _("{n} inject will be skipped."), "other": _("{n} injects will be skipped.")},
        "before_next": _("Just before the next inject · {time}"),
        "to_phase": _("{name} · {time}"),
        "five_minutes": _("Five minutes on · {time}"),
    }


def _log() -> dict[str, str]:
    return {
        "create": pgettext("log", "made the session"),
        "open_lobby": pgettext("log", "opened the lobby"),
        "start": pgettext("log", "started the exercise"),
        "pause": pgettext("log", "paused"),
        "resume": pgettext("log", "resumed"),
        "gap": pgettext("log", "the exercise stopped by itself: nobody moved the clock"),
        "end": pgettext("log", "ended the exercise"),
        "reopen": pgettext("log", "reopened the session"),
        "speed": pgettext("log", "set the speed to {speed}"),
        "jump": pgettext("log", "jumped from {from} to {to}"),
        "pressure": pgettext("log", "set the pressure: {pressure}"),
        "weights": pgettext("log", "changed the weight of the emotions"),
        "fire": pgettext("log", "fired the inject “{inject}”"),
        "skip": pgettext("log", "skipped the inject “{inject}”"),
        "edit": pgettext("log", "changed the inject “{inject}”"),
        "inject": pgettext("log", "the inject “{inject}” fired"),
        "article_in_time": pgettext("log", "the press published what the team had answered (“{inject}”)"),
        "article_missed": pgettext("log", "the press published without an answer (“{inject}”)"),
        "inject_skipped": pgettext("log", "the inject “{inject}” was skipped"),
        "lock_lobby": pgettext("log", "locked the lobby"),
        "unlock_lobby": pgettext("log", "unlocked the lobby"),
        "join": pgettext("log", "joined"),
        "leave": pgettext("log", "left"),
        "remove": pgettext("log", "removed {name}"),
        "readmit": pgettext("log", "let {name} in again"),
        "seat_code": pgettext("log", "made a code to move {name} to another device"),
        "move_seat": pgettext("log", "moved to another device"),
        "observe": pgettext("log", "noted"),
        "rate": pgettext("log", "rated “{objective}”: {score} of 5"),
        "post": pgettext("log", "published"),
        "reply": pgettext("log", "answered"),
        "share": pgettext("log", "shared a post"),
        "quote": pgettext("log", "quoted a post"),
        "like": pgettext("log", "liked a post"),
        "react": pgettext("log", "reacted to a post: {reaction}"),
        "report": pgettext("log", "reported a post"),
        "report_removed": pgettext("log", "removed the reported post of @{handle}"),
        "report_labelled": pgettext("log", "left the reported post of @{handle} up with a warning"),
        "report_left": pgettext("log", "left the reported post of @{handle} up"),
        "hide": pgettext("log", "hid what @{handle} wrote"),
        "unhide": pgettext("log", "showed again what @{handle} wrote"),
        "pin": pgettext("log", "pinned a post"),
        "unpin": pgettext("log", "unpinned a post"),
        "delete": pgettext("log", "deleted a post"),
        "edit_post": pgettext("log", "changed a post"),
        "correct_reading": pgettext("log", "corrected what a message does"),
        "block": pgettext("log", "blocked {handle} as {account}"),
        "unblock": pgettext("log", "no longer blocks {handle} as {account}"),
        "group_join": pgettext("log", "joined the group “{group}” as {account}"),
        "group_leave": pgettext("log", "left the group “{group}” as {account}"),
        "poll_vote": pgettext("log", "voted “{option}” in a poll"),
        "poll_over": pgettext("log", "closed a poll: {result}"),
        "draft_submit": pgettext("log", "asked {names} to approve draft {draft}"),
        "draft_approve": pgettext("log", "approved draft {draft}, by {writer}"),
        "draft_return": pgettext("log", "returned draft {draft}, by {writer}: {note}"),
        "draft_publish": pgettext(
            "log", "published draft {draft}, by {writer}, {took} after it was begun; approved by: {names}"
        ),
        "draft_schedule": pgettext("log", "scheduled draft {draft}, by {writer}, for {due}"),
        "draft_unschedule": pgettext("log", "took back the time of draft {draft}, by {writer}"),
        "draft_sent": pgettext(
            "log", "had draft {draft}, by {writer}, go out as scheduled; approved by: {names}"
        ),
        "draft_stopped": pgettext(
            "log", "did not publish draft {draft}, by {writer}, due at {due}: {reason}"
        ),
        "draft_drop": pgettext("log", "dropped draft {draft}, by {writer}"),
        "hide_asked": pgettext("log", "asked the operator to hide “{place}” for {minutes} min"),
        "hide_agreed": pgettext("log", "hid “{place}”, for the operator"),
        "hide_refused": pgettext("log", "refused to hide “{place}”, for the operator"),
        "hide_withdrawn": pgettext("log", "took back the request to hide “{place}”"),
        "hide_ended": pgettext("log", "had “{place}” shown again"),
        "safety_asked": pgettext("log", "asked the network to open a safety check"),
        "safety_agreed": pgettext("log", "opened the safety check"),
        "safety_refused": pgettext("log", "refused to open a safety check, for the network"),
        "safety_withdrawn": pgettext("log", "took back the request for a safety check"),
        "safety_ended": pgettext("log", "closed the safety check"),
        "safety_marked": pgettext("log", "marked themselves safe"),
        "safety_unmarked": pgettext("log", "no longer marked themselves safe"),
    }


def _reading() -> dict[str, Any]:
    """The labels of a reading (feed.crowd.reading): strategies, then marks, and which of them inflame."""
    strategies = {
        "attack": pgettext("reading", "Attacks its critics"),
        "denial": pgettext("reading", "Denial"),
        "scapegoat": pgettext("reading", "Scapegoat"),
        "excuse": pgettext("reading", "Excuse"),
        "justification": pgettext("reading", "Plays it down"),
        "compensation": pgettext("reading", "Compensation"),
        "apology": pgettext("reading", "Apology"),
        "reminder": pgettext("reading", "Recalls its merits"),
        "ingratiation": pgettext("reading", "Praise"),
        "victimage": pgettext("reading", "Victim too"),
        "instructing": pgettext("reading", "Instructions"),
        "adjusting": pgettext("reading", "Helps to cope"),
    }
    marks = {
        "empathy": pgettext("reading", "Empathy"),
        "commitment": pgettext("reading", "Commitment"),
        "fact": pgettext("reading", "Fact"),
        "evidence": pgettext("reading", "Proof"),
        "rumour_denied": pgettext("reading", "Rumour denied"),
        "rumour_confirmed": pgettext("reading", "Rumour confirmed"),
        "call_to_action": pgettext("reading", "Call to act"),
        "answers_question": pgettext("reading", "Answers a question"),
        "legal_threat": pgettext("reading", "Legal threat"),
        "mockery": pgettext("reading", "Mocks"),
        "blame": pgettext("reading", "Blames"),
        "jargon": pgettext("reading", "Jargon"),
        "shouting": pgettext("reading", "Shouts"),
        "holding": pgettext("reading", "Holding line"),
    }
    return {
        "labels": strategies | marks,
        "strategies": list(strategies),
        "marks": list(marks),
        "inflaming": [
            *("attack", "denial", "scapegoat", "excuse", "justification", "legal_threat", "mockery"),
            *("blame", "jargon", "shouting"),
        ],
        "words": _("“{words}”"),
        "take_off": _("It does not: {name}"),
    }


def _rumours() -> dict[str, Any]:
    return {
        "states": {
            "circulating": pgettext("rumour", "going round"),
            "contested": pgettext("rumour", "contested"),
            "corrected": pgettext("rumour", "corrected"),
            "confirmed": pgettext("rumour", "confirmed"),
        },
        "true": pgettext("rumour", "in truth: yes"),
        "false": pgettext("rumour", "in truth: no"),
        "told": _("{posts} posts · reach {reach}"),
        "since": _("since {time}, from {who}"),
        "crowd": _("the crowd itself"),
        "nobody": _("nobody in particular"),
        "stances": {
            "support": _("{n}% believe it"),
            "ask": _("{n}% ask"),
            "comment": _("{n}% talk around it"),
            "deny": _("{n}% contradict it"),
        },
    }


def _requests() -> dict[str, Any]:
    """What a team asked of operators, as a trainer answers for them."""
    return {
        "hide": {
            "what": _("Hide {place} for {minutes} min"),
            "end": _("Show it again"),
            "states": {
                "asked": pgettext("request", "answers by itself in {time}"),
                "agreed": pgettext("request", "hidden until {until}"),
                "refused": pgettext("request", "refused"),
                "withdrawn": pgettext("request", "taken back"),
                "ended": pgettext("request", "shown again"),
            },
        },
        "safety": {
            "what": _("Open a safety check"),
            "place": _("Open a safety check for {place}"),
            "end": _("Close the check"),
            "states": {
                "asked": pgettext("request", "answers by itself in {time}"),
                "agreed": pgettext("request", "open"),
                "refused": pgettext("request", "refused"),
                "withdrawn": pgettext("request", "taken back"),
                "ended": pgettext("request", "closed"),
            },
        },
        "who": _("{name}, at {time}"),
        "script": _("by the script, at {time}"),
        "check": _("Safety check: {safe} marked safe, {asked} asked about"),
    }


def _press() -> dict[str, Any]:
    return {
        "states": {
            "open": pgettext("press request", "{time} left"),
            "in_time": pgettext("press request", "answered in time"),
            "late": pgettext("press request", "answered late"),
            "missed": pgettext("press request", "missed"),
        },
        "asked": _("asked at {time} by {who}"),
        "after": _("after {time}"),
    }


def _questions() -> dict[str, Any]:
    return {
        "ask_remove": {
            "title": _("Remove {name}?"),
            "text": _("Their device leaves the exercise at once. You can let them in again."),
            "yes": _("Remove"),
        },
        "ask_take_out": {
            "title": _("Take this post out?"),
            "text": _("It disappears from everybody’s feed. The log remembers it."),
            "yes": _("Take it out"),
        },
    }


def _debrief() -> dict[str, str]:
    return {
        "soon": _("The debrief will be here in a moment."),
        "making": _("The debrief is being made: {n}%"),
        "done": _("The debrief is ready."),
        "failed": _("The debrief could not be made. Try again; if it fails twice, run the check."),
    }


def _preflight() -> dict[str, Any]:
    return {
        "checking": _("Checking…"),
        "server": _("Server"),
        "unreachable": _("The server does not answer. Is it still running?"),
        "states": {"ok": _("in order"), "warn": _("worth a look"), "bad": _("must be mended")},
        "verdicts": {
            "ok": {"other": _("Everything is ready.")},
            "warn": {
                "one": _("Ready, with {n} thing worth a look."),
                "other": _("Ready, with {n} things worth a look."),
            },
            "bad": {
                "one": _("{n} thing must be mended first."),
                "other": _("{n} things must be mended first."),
            },
        },
    }


def _link() -> dict[str, Any]:
    return {
        "lost": _("Connection lost. Trying again; what you do is kept and sent as soon as it is back."),
        "closed": {
            "4401": _("You are logged out. Load the page again to log in."),
            "4403": _("This session is no longer open to you."),
            "4404": _("This session does not exist any more."),
            "4409": _("This session is over for you."),
            "other": _("The connection is closed. Load the page again."),
        },
    }
