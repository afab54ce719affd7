"""What the JavaScript of the trainees' page says, in the reader's language; it fills {n} and the like."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from exercises.report_texts import report_states

from .draft_strings import draft_strings
from .forms import COLOURS
from .group_strings import group_strings
from .list_strings import cloud_strings, list_strings
from .poll_strings import poll_strings


def shortcuts() -> list[dict[str, str]]:
    """What single keys do in the room, in the reader's language."""
    return [
        {"key": "N", "does": _("Write a post")},
        {"key": "/", "does": _("Search the posts")},
        {"key": ".", "does": _("Show the newest posts")},
        {"key": "J  K", "does": _("To the next post, to the one before")},
        {"key": "R  Q", "does": _("Reply to the post, quote it")},
        {"key": "S  L", "does": _("Share the post, like it")},
        {"key": pgettext("key", "Enter"), "does": _("Show the conversation")},
        {"key": pgettext("key", "Esc"), "does": _("Close what is open")},
        {"key": "?", "does": _("These shortcuts")},
    ]


def page_strings() -> dict[str, Any]:
    return {
        "ago": {"now": _("now"), "s": _("{n} s"), "min": _("{n} min"), "h": _("{n} h")},
        "fresh": _forms(
            ngettext("{n} new post", "{n} new posts", 1), ngettext("{n} new post", "{n} new posts", 2)
        ),
        "uses": _forms(ngettext("{n} post", "{n} posts", 1), ngettext("{n} post", "{n} posts", 2)),
        "left": _forms(
            ngettext("{n} character left", "{n} characters left", 1),
            ngettext("{n} character left", "{n} characters left", 2),
        ),
        "mentioned": _forms(
            ngettext("{n} new mention of your team", "{n} new mentions of your team", 1),
            ngettext("{n} new mention of your team", "{n} new mentions of your team", 2),
        ),
        "alerted": _forms(
            ngettext("{n} new alert", "{n} new alerts", 1), ngettext("{n} new alert", "{n} new alerts", 2)
        ),
        "writing": _forms(
            ngettext("{names} is writing as {account}", "{names} are writing as {account}", 1),
            ngettext("{names} is writing as {account}", "{names} are writing as {account}", 2),
        ),
        "answering": _forms(
            ngettext("{names} is answering this post too", "{names} are answering this post too", 1),
            ngettext("{names} is answering this post too", "{names} are answering this post too", 2),
        ),
        "found": _forms(
            ngettext("{n} post found", "{n} posts found", 1), ngettext("{n} post found", "{n} posts found", 2)
        ),
        "freshFound": _forms(
            ngettext("{n} new post found", "{n} new posts found", 1),
            ngettext("{n} new post found", "{n} new posts found", 2),
        ),
        "foundNewest": _("The {n} newest posts found"),
        "searching": _("Searching…"),
        "addressed": _("{name} has written to your team"),
        "like": pgettext("verb", "Like"),
        "reactions": reaction_names(),
        "reaction": pgettext("a reaction and how many gave it", "{name}: {n}"),
        "stars": _("{n} of 5 stars"),
        "reviews": _forms(ngettext("{n} review", "{n} reviews", 1), ngettext("{n} review", "{n} reviews", 2)),
        "shared": _("{name} shared"),
        "replying": _("Replying to {handle}"),
        "deleted": _("This post was deleted."),
        "live": pgettext("a story", "Live"),
        "earlier": _forms(
            ngettext("Show {n} earlier entry", "Show {n} earlier entries", 1),
            ngettext("Show {n} earlier entry", "Show {n} earlier entries", 2),
        ),
        "newPost": _("New post"),
        "forms": {"release": _("Press release"), "infographic": _("Infographic")},
        "newReply": _("Your reply"),
        "newQuote": _("Quote with your words"),
        "sending": _("Sending…"),
        "waiting": _("Kept here. It goes out as soon as the connection is back."),
        "sent": _("Published"),
        "failed": _("It did not go out. Nothing was published."),
        "no_link": _("Links lead nowhere in an exercise."),
        "reported": _("Thank you. The report went out."),
        "removed": _("The post was deleted."),
        "edited": _("The post was changed."),
        "hidden": _("Hidden. Only its author still sees it."),
        "shownAgain": _("Everybody sees it again."),
        "pinned": _("Pinned: it stands first, for everybody."),
        "unpinned": _("It is no longer pinned."),
        "changedMeanwhile": _("Somebody was faster. It says now: “{text}”. Save again to replace it."),
        "notEdited": _("The change did not go out. The post is as it was."),
        "asNow": _("as it reads now"),
        "atFirst": _("as it was published"),
        "versionsNotLoaded": _("What it said before did not load. Close this and try again."),
        "loading": _("Loading…"),
        "picture": {
            "looking": _("Looking at the picture…"),
            "failed": _("The picture did not get through. Try again."),
            "gone": _("This picture is not there any more. Add it again."),
        },
        "notLoaded": _("The conversation did not load. Go back and try again."),
        "asking": {
            "open": pgettext("press request", "{time} left"),
            "in_time": pgettext("press request", "answered in time"),
            "late": pgettext("press request", "answered late"),
            "missed": pgettext("press request", "missed"),
            "near": _("{time} left to answer {name}"),
            "due": _("{time} left to answer the press"),
        },
        "watch": watch_strings(),
        "lists": list_strings(),
        "cloud": cloud_strings(),
        "stories": story_strings(),
        "drafts": draft_strings(),
        "polls": poll_strings(),
        "groups": group_strings(),
        "reports": report_strings(),
        "place": place_strings(),
    }


def reaction_names() -> list[str]:
    """What the five reactions are called, in the order of EMOTIONS."""
    return [
        pgettext("emotion", "Like"),
        pgettext("emotion", "Fear"),
        pgettext("emotion", "Anger"),
        pgettext("emotion", "Mockery"),
        pgettext("emotion", "Sadness"),
    ]


def story_strings() -> dict[str, Any]:
    return {
        "left": pgettext("a story", "{time} left"),
        "gone": _("This story is gone."),
        "expired": pgettext("a story, for staff", "gone for trainees"),
        "title": _("Stories of {name}, {n} of {total}"),
        "shows": _forms(ngettext("{n} story", "{n} stories", 1), ngettext("{n} story", "{n} stories", 2)),
        "unseen": _("{stories}, with something new"),
        "seen": _("{stories}, all seen"),
    }


def watch_colours() -> list[tuple[str, str]]:
    """The colours of columns, in the order in which new ones get them."""
    return [
        ("blue", _("Blue")),
        ("red", _("Red")),
        ("green", _("Green")),
        ("amber", _("Amber")),
        ("violet", _("Violet")),
        ("teal", _("Teal")),
        ("orange", _("Orange")),
        ("grey", _("Grey")),
    ]


def paper_colours() -> list[tuple[str, str]]:
    """The colours that an infographic may have: see feed.forms."""
    names = {
        "blue": _("Blue"),
        "green": _("Green"),
        "amber": _("Amber"),
        "red": _("Red"),
        "violet": _("Violet"),
        "slate": _("Slate"),
    }
    return [(colour, names[colour]) for colour in COLOURS]


def watch_strings() -> dict[str, Any]:
    """What the Watch view says, and what goes with it: alerts, curves, authors, what is muted."""
    return {
        "mentions": _("Posts that call on your team"),
        "ours": _("What your team published"),
        "posts": _("Posts of the column {name}"),
        "menu": _("Arrange the column {name}"),
        "addTitle": _("Add a column"),
        "editTitle": _("Change the column"),
        "full": _("There is room for eight columns. Remove one first."),
        "notChecked": _("The search did not get through. Try again."),
        "showCurve": _("Show the curve"),
        "hideCurve": _("Hide the curve"),
        "rang": _forms(
            ngettext("{n} new post", "{n} new posts", 1), ngettext("{n} new post", "{n} new posts", 2)
        ),
        "alert": pgettext("alert of a column", "{name}: {news}"),
        "said": _forms(ngettext("{n} post", "{n} posts", 1), ngettext("{n} post", "{n} posts", 2)),
        "peak": _("{said} · at most {n} a minute"),
        "first": _("First seen {at} by {handle}"),
        "mute": _("Mute {mark}"),
        "unmute": _("Take {mark} back: show its posts again"),
        "muted": _("{mark} is muted"),
        "muteAuthor": _("Mute"),
        "unmuteAuthor": _("Take back: show the posts again"),
        "block": _("Block"),
        "unblock": _("Unblock"),
        "unblockOf": _("Unblock {mark}"),
        "blocked": _("{mark} is blocked: you see nothing of this account any more."),
        "blockAs": _("Block as {account}"),
        "unblockAs": _("Unblock as {account}"),
        "blockedByTeam": _(
            "{account} has blocked {mark}. Your team sees nothing of it any more; others may notice."
        ),
        "unblockedByTeam": _("{account} no longer blocks {mark}."),
        "byTeam": _("{mark}, by {account}"),
        "unblocked": _("{mark} is not blocked any more."),
        "authorUnknown": _("Nothing by this account is here any more."),
    }


def alert_names() -> dict[str, str]:
    """What a pin on the map warns of."""
    return {
        "police": _("Police check"),
        "roadblock": _("Road closed"),
        "accident": _("Accident"),
        "danger": _("Danger"),
    }


def place_strings() -> dict[str, Any]:
    """What is said of the map, of the safety check, and of what a team asks their operators."""
    return {
        "alerts": alert_names(),
        "pin": _("{kind}, {place}"),
        "hide": {
            "title": _("Ask for an area to be hidden"),
            "about": _(
                "The operator of the map answers within a minute or two of exercise. Then nobody sees alerts "
                "of that area, until the time is over or you show it again."
            ),
            "what": _("Hide {place}"),
            "end": {"asked": _("Take back"), "agreed": _("Show it again")},
            "states": {
                "asked": pgettext("request", "waits for an answer"),
                "agreed": pgettext("request", "hidden"),
                "refused": pgettext("request", "refused"),
                "withdrawn": pgettext("request", "taken back"),
                "ended": pgettext("request", "shown again"),
            },
            "until": _("until {until}"),
        },
        "safety": {
            "title": _("Ask the network to open a safety check"),
            "about": _("The network answers within a minute or two of exercise."),
            "what": _("Open a safety check for {place}"),
            "everywhere": _("Open a safety check"),
            "opened": _("Opened by the network"),
            "end": {"asked": _("Take back"), "agreed": _("Close the check")},
            "states": {
                "asked": pgettext("request", "waits for an answer"),
                "agreed": pgettext("request", "open"),
                "refused": pgettext("request", "refused"),
                "withdrawn": pgettext("request", "taken back"),
                "ended": pgettext("request", "closed"),
            },
        },
        "asked": _("Asked by {name} at {time}"),
        "sent": _("The request is with the operator."),
        "news": _("{what}: {state}"),
        "mark": _("I am safe"),
        "marked": _("You are marked safe"),
        "mates": _("Marked safe in your team: {names}"),
        "found": {"safe": _("safe since {time}"), "unsafe": _("no word yet")},
        "nobody": _("Nobody of that name is known here. That means nothing: many never mark themselves."),
        "shorter": _("Write at least two letters."),
        "notFound": _("The search did not get through. Try again."),
        "open": pgettext("safety check", "open"),
        "closed": pgettext("safety check", "closed"),
    }


def report_strings() -> dict[str, Any]:
    """What is said of the posts that the team reported; answers speak as the network."""
    return {
        "states": report_states(),
        "reasons": {
            "leak": _("It gives away an operation"),
            "rumour": _("It is false"),
            "insult": _("It insults or threatens"),
            "other": _("Something else"),
        },
        "by": _("Reported by {name} · {when}"),
        "answers": _answers(),
        "news": {
            "removed": _("{network} has removed the post of {handle} that your team reported"),
            "labelled": _("{network} leaves the post of {handle} up, with a warning to its readers"),
            "left": _("{network} leaves the post of {handle} up that your team reported"),
            "author": _("{handle} has taken down the post that your team reported"),
        },
        "again": {
            "received": _("Your team has reported this post already. The network has received it."),
            "review": _("Your team has reported this post already. The network is looking at it."),
            "removed": _("Your team has reported this post already. It was removed."),
            "labelled": _("Your team has reported this post already. It stays, with a warning."),
            "left": _("Your team has reported this post already. The network left it up."),
        },
    }


def _answers() -> dict[str, Any]:
    return {
        "received": _("The network has received the report."),
        "review": _("A moderator is looking at it."),
        "author": _("Its author has taken it down."),
        "removed": {
            "leak": _("“We have removed it: it may give away what must stay confidential.”"),
            "rumour": _("“We have removed it: it may mislead people in an emergency.”"),
            "insult": _("“We have removed it: we allow neither insults nor threats.”"),
            "other": _("“We have removed it: it breaks our rules.”"),
        },
        "labelled": _("“We leave it up and tell its readers that it is not confirmed.”"),
        "left": {
            "leak": _("“We leave it up: we see nothing confidential in it.”"),
            "rumour": _("“We leave it up: it is not for us to judge what is true.”"),
            "insult": _("“We leave it up: it is sharp, but within our rules.”"),
            "other": _("“We leave it up: it does not break our rules.”"),
        },
    }


def _forms(one: str, other: str) -> dict[str, str]:
    return {"one": one, "other": other}
