"""Every number that shapes the crowd, with its unit and its source, in one place.

Sources: CrisisLex T26/T6 and PHEME (shares, replies, delays, lifts), Zhao 2015 (SEISMIC: share kernel),
Fan 2014 (anger travels), Coombs & Holladay 2008 and the SCCT meta-analysis (answers), Herhausen 2019
(repetition, empathy), Liao 2024 (deleted comments), Vosoughi 2018 and Zubiaga 2016 (rumours). "Real"
times are divided by the scenario's time scale; what bears no source is a setting, chosen by eye.
"""

from exercises.document_parts import FULL_PRESSURE
from feed.crowd.types import Vector

# ── pressure ──────────────────────────────────────────────────────────────────────────────────────
SPAN = 300  # seconds over which pressure counts reactions
DIAL_TOP = FULL_PRESSURE  # reactions per SPAN; the ceiling of a living crowd whose scale nobody turned
CEILING_BEGINS = 0.8  # part of the top from which a living crowd's volume bends, and never passes the top
DIAL_LIMIT = 10_000_000  # no dial goes beyond, whatever the setting
SWING = 1.5  # jitter of a window's count, in square roots of what is expected: a little above Poisson
SWING_SHARE = 0.009  # and never more than this part of the dial: twice this stays under 2 %

# ── mood ──────────────────────────────────────────────────────────────────────────────────────────
BASE_LEVEL = 0.002  # every emotion lives a little, in parts of the dial
PHASE_BLEND = 45.0  # s of exercise in which one phase turns into the next
SHOCK_ONSET = 6.0  # s of exercise
DISPLACED, DISPLACED_MOST = 4.0, 0.5  # of older shocks' attention an inject takes its level times this
CONTAGION = 0.45  # part of the mood that comes from what was just said (branching; 0.58 with cascades)
COPYING = 0.6  # part of contagion that copies (shares), the rest answers (replies, with LIFT)
CONTAGION_MEMORY = 600.0  # s real: the median reply comes after 8 to 10 minutes
TRAVEL: Vector = (0.85, 1.0, 1.3, 0.95, 1.0)  # anger travels further than joy [Fan 2014]
#: Of a reply's emotion over what people feel, given its parent's; everyday talk, which is answered in its own
#: mood, lifts what is measured a little further [PHEME: 1.6–2.1, 4.8–5.9, 1.2–1.9, 6 and more, 3.0–3.3].
LIFT: Vector = (2.0, 4.75, 1.55, 6.8, 3.12)
WEIGHT_SETTLES = 3.0  # s of exercise for the trainer's weights to take hold
WEIGHT_TOP = 100.0

# ── silence (setting; expected within 1 h, drifts to anger) ───────────────────────────────────────
SILENCE_GRACE = 1200.0  # s real after the first unanswered shock
SILENCE_RISE = 5400.0  # s real
SILENCE_FALL = 3600.0  # s real, once somebody answers
SILENCE_TOP = 0.45  # of all other sources together, where the organisation could have prevented it
SILENCE_SHARES: Vector = (0.0, 0.05, 0.7, 0.25, 0.0)
RESPONSIBILITY = {"victim": 0.5, "accident": 0.75, "preventable": 1.0}

# ── answers ───────────────────────────────────────────────────────────────────────────────────────
ANSWER_ONSET = 900.0  # s real
ANSWER_DECAY = 14_400.0  # s real
ANSWER_EXPECTED = 3600.0  # s real: no penalty for what comes within the hour
ANSWER_LATENESS = 7200.0  # s real: exp(−late / this)
LATE_DOUBTED = 0.6  # of what calms in the next answers, after one that came far too late (setting)
LATE_FORGIVEN = 14_400.0  # s real: doubt fades by exp(−t / this) (setting)
ANSWER_WEAR = 0.79  # each live answer of the same sort leaves this much to the next
ANSWER_REPEATED = 0.25  # of what it did before, each time the same sentence comes again
ANSWER_GONE = 1e-3  # log-odds under which an answer is forgotten
ANSWERS_KEPT = 64
#: What nobody takes for an answer: where a message does nothing but these, people go on waiting for one.
NO_ANSWER = frozenset({"denial", "rumour_denied", "attack", "scapegoat", "blame", "legal_threat", "mockery",
                       "shouting", "jargon", "reminder"})  # fmt: skip
ANSWER_MOST = 1.4  # log-odds: no one message moves an emotion further (setting)
#: Log-odds by emotion at full reach, of what a message does. SCCT: d ≈ .47, so log-odds of anger −0.85 for
#: the matching answer, shared between apology and empathy [Coombs & Holladay 2008]; explanation and empathy
#: over other words [Herhausen 2019]; refusing to answer for it inflames [SCCT meta-analysis]. The rest are
#: settings.
EFFECTS: dict[str, Vector] = {
    "apology": (0.25, -0.05, -0.55, -0.15, 0.10),
    "empathy": (0.30, -0.15, -0.35, -0.15, 0.10),
    "compensation": (0.10, -0.05, -0.22, -0.05, 0.0),
    "instructing": (0.15, -0.45, -0.12, -0.10, 0.0),
    "adjusting": (0.10, -0.22, -0.15, -0.05, 0.03),
    "fact": (0.08, -0.25, -0.12, -0.05, 0.0),
    "evidence": (0.10, -0.15, -0.20, -0.15, 0.0),
    "commitment": (0.08, -0.08, -0.15, -0.03, 0.0),
    "call_to_action": (0.08, -0.08, -0.03, -0.03, 0.0),
    "answers_question": (0.10, -0.05, -0.08, -0.05, 0.0),
    "rumour_denied": (0.02, -0.05, 0.0, 0.0, 0.0),
    "rumour_confirmed": (0.05, 0.05, -0.15, -0.12, 0.03),
    "denial": (-0.10, 0.0, 0.50, 0.42, -0.05),
    "attack": (-0.20, 0.05, 0.45, 0.35, -0.05),
    "scapegoat": (-0.12, 0.0, 0.35, 0.28, -0.05),
    "blame": (-0.12, 0.0, 0.28, 0.20, -0.05),
    "legal_threat": (-0.15, 0.05, 0.32, 0.30, 0.0),
    "mockery": (-0.12, 0.0, 0.35, 0.20, 0.05),
    "shouting": (-0.05, 0.10, 0.12, 0.18, 0.0),
    "excuse": (-0.06, 0.0, 0.25, 0.22, 0.0),
    "justification": (-0.08, 0.0, 0.30, 0.25, 0.0),
    "reminder": (0.06, 0.0, -0.04, 0.04, 0.0),
    "ingratiation": (0.12, -0.02, -0.05, 0.02, 0.02),
    "victimage": (0.03, 0.0, 0.03, 0.08, 0.04),
    "jargon": (-0.02, 0.0, 0.03, 0.08, 0.0),
    "holding": (0.03, -0.06, -0.06, 0.0, 0.0),
    "plain": (0.03, -0.05, -0.05, 0.0, 0.0),
}
#: Money without a word of regret looks like buying silence (setting; apology and compensation weigh alike in
#: Coombs & Holladay 2008 only where both show concern).
COMPENSATION_ALONE: Vector = (0.02, 0.0, 0.12, 0.15, 0.0)
#: A denial that rests on facts or proof, or that corrects a live rumour (belief odds × 0.48 to 0.60).
DENIAL_PROVED: Vector = (0.03, -0.12, -0.08, -0.05, 0.0)
#: Excuses and justifications where the organisation could not have prevented it: they lessen a little.
DIMINISHED: Vector = (0.03, -0.03, -0.12, 0.02, 0.0)
#: SCCT: which strategies match the responsibility that people see [Coombs 2007]. Those that ask for more or
#: less than that still calm, but by MISMATCHED.
MATCHING: dict[str, frozenset[str]] = {
    "victim": frozenset({"instructing", "adjusting", "denial"}),
    "accident": frozenset({"instructing", "adjusting", "excuse", "justification", "compensation"}),
    "preventable": frozenset({"instructing", "adjusting", "apology", "compensation"}),
}
MATCHED_STRATEGIES = frozenset({"denial", "excuse", "justification", "compensation", "apology"})
MISMATCHED = 0.7  # setting
REACH = {"spokesperson": 1.0, "director": 0.95, "community_manager": 0.8, "legal": 0.6, "": 0.7}
REACH_OWN = 0.25  # a trainee's own account
REACH_REPLY = 0.5  # an answer to one person, seen by those who follow the thread
REACH_LOUD = (
    0.09  # more for each tenfold of followers of whoever is answered, up to a post of one's own (setting)
)
REACH_ELSEWHERE = 0.5  # on another network than the one where the crowd is (setting)
REACH_GROUP = 0.4  # in a public group of the page network: its members, and who comes by (setting)
REACH_CROWDED = (
    0.35  # part of every calming effect that is lost at the dial's top [very high publicity shrinks it]
)
DELETED: Vector = (-0.05, 0.0, 0.26, 0.14, 0.0)  # log-odds of a message that was taken back (setting)
DELETED_LEVEL = 0.12  # parts of the dial: people show screenshots of what was deleted
DELETED_SEEN = 600.0  # s real in which a post is seen by most: sooner deleted, fewer have it to show
#: Parts of the dial: some who miss a comment that was hidden ask where it went, and that costs forgiveness
#: [Liao 2024]; its author still sees it, so fewer notice than of a deletion (a quarter: setting).
HIDDEN_LEVEL = 0.03
CONTRADICTED_LEVEL = 0.05  # parts of the dial: what was denied is admitted, or the other way round
CONTRADICTED_SHARES: Vector = (0.0, 0.0, 0.5, 0.5, 0.0)
LIKED_INSULT_LEVEL = 0.03  # parts of the dial: the official account likes an insult
LIKED_INSULT_SHARES: Vector = (0.0, 0.0, 0.45, 0.55, 0.0)
AMPLIFIED_LEVEL = (
    0.015  # parts of the dial: a hashtag made against the team, used by its own account (setting)
)
AMPLIFIED_SHARES: Vector = (0.0, 0.0, 0.5, 0.5, 0.0)
EXPOSED_LEVEL = 0.1  # parts of the dial: what must stay secret (an operation, a name) is told (setting)
EXPOSED_SHARES: Vector = (0.0, 0.35, 0.5, 0.15, 0.0)
#: The official account blocks one that BLOCK_FOLLOWED people follow: parts of the dial, like a deletion,
#: less by the root of how many fewer there are, never more than BLOCKED_MOST; by what the account was to the
#: team, and by who it is. After so many seconds (real) it finds out, and may say so. All settings.
BLOCKED_LEVEL, BLOCKED_MOST, BLOCK_FOLLOWED = 0.12, 0.18, 100_000
BLOCKED_ROLES = {"insulter": 0.1, "other": 0.7, "critic": 1.0}
BLOCKED_KINDS = {"journalist": 1.5, "official": 1.3, "expert": 1.2, "union": 1.3, "troll": 0.5, "bot": 0.1}
BLOCKED_TELLS = {"insulter": 0.6, "other": 0.6, "critic": 0.8}
BLOCKED_FINDS_OUT = (120, 1200)
BLUNDER_HALF_LIFE = 3600.0  # s real of all these
EDITED_LEVEL = 0.06  # parts of the dial: a post that read quite otherwise, its history open (half a deletion)
DELETED_HALF_LIFE = 7200.0  # s real
DELETED_SHARES: Vector = (0.0, 0.0, 0.55, 0.45, 0.0)

# ── reactions on networks that have five of them ──────────────────────────────────────────────────
REACT_PLAIN = 0.25  # of those who react press the plain like, whatever they feel (setting)
REACT_ALIKE = 3.5  # of a reaction in the emotion of the post, over what people feel (setting)
REACT_EFFECT = 3.0  # how far what a message does to the mood leans those who react to it (setting)
REACT_SHOCK = 4.0  # the same of what an author says that an event stirs (setting)
#: Log-odds beside that: the team is mocked for saying nothing, and in words that nobody uses (setting).
REACT_LEAN: dict[str, Vector] = {
    "holding": (-0.2, 0.0, 0.5, 0.7, 0.0),
    "jargon": (-0.2, 0.0, 0.2, 0.7, 0.0),
}
REACT_MOURNED = {
    "empathy": 1.6,
    "apology": 0.3,
}  # log-odds of sadness, which is shared (setting)

# ── reviews ───────────────────────────────────────────────────────────────────────────────────────
REVIEW_PART = 0.4  # of originals about the matter on a page that has reviews (setting)
#: How many in a hundred give 1 to 5 stars, by what they feel, in the order of EMOTIONS (setting): reviews are
#: written at the ends, one star or five.
STARS: tuple[tuple[int, ...], ...] = (
    (0, 1, 6, 21, 72),
    (30, 32, 24, 9, 5),
    (78, 15, 5, 2, 0),
    (64, 20, 10, 3, 3),
    (22, 26, 28, 14, 10),
)

# ── rumours ───────────────────────────────────────────────────────────────────────────────────────
RUMOUR_LEVEL = 0.05  # parts of the dial at full heat
RUMOUR_SHARES: Vector = (0.05, 0.35, 0.35, 0.2, 0.05)
RUMOUR_RISE = 900.0  # s real until a claim is told everywhere
RUMOUR_SETTLES = {True: 7200.0, False: 50_400.0}  # s real: about 2 h and 14 h [Zubiaga 2016]
RUMOUR_CORRECTED = 0.5  # what a correction with evidence leaves of it (belief odds × 0.48 to 0.60)
RUMOUR_DENIED = 0.8  # what a bare denial leaves
RUMOUR_BORN_AFTER = 2700.0  # s real without an answer until the crowd makes one up itself (setting)
#: Stances of those who speak of a rumour (support, deny, ask, comment), by its state; PHEME: corrections
#: come, but muted, and asking is as common as denying.
RUMOUR_STANCES: dict[str, tuple[int, int, int, int]] = {
    "circulating": (62, 6, 22, 10),
    "contested": (40, 20, 28, 12),
    "corrected": (22, 44, 16, 18),
    "confirmed": (52, 4, 8, 36),
}
RUMOUR_APPEAL = 1.7  # of telling a false claim, over other posts [Vosoughi 2018: 70 % likelier to be shared]
DEBUNK_APPEAL = 0.6  # of correcting one: corrections travel less far (setting; PHEME)
RETOLD_POSTS, RETOLD_MOST = 3000.0, 0.4  # a claim told so often is changed in this part of tellings, at most
RUMOUR_TALK = 0.12  # part of originals that tell a claim at full heat; half as much again for several

# ── cascades ──────────────────────────────────────────────────────────────────────────────────────
SHARE_PART, REPLY_PART, QUOTE_PART = 0.38, 0.25, 0.03  # of all reactions; the rest are originals
REPLY_TO_REPLY = 0.36  # of replies
PING_PONG = 0.66  # of replies to a first reply: the thread's author answering back
FLAT_SOURCE, FLAT_REPLY = 300.0, 247.0  # s real before delays fall
SHARE_THETA, REPLY_THETA = 0.212, 0.37  # exponents of the power laws after that, minus 1
NOTICED_ORIGINAL, NOTICED_REPLY = 0.4, 0.3  # part of posts that anybody answers or shares at all
APPEAL_TAIL = 1.65  # Pareto exponent of appeal
APPEAL_EVERYDAY = 0.25  # of what a post about everyday life would pull in a crisis (setting)
APPEAL_FOLLOWERS = 0.34  # exponent of followers: likes and followers correlate at 0.13 to 0.16 only
SHARED_REPLIES = 0.12  # weight of a reply among what is shared
POOL_LEAST, POOL_SECONDS, POOL_MOST = 768, 20, 16_384  # posts that may still be answered
AUTHORED_PULL, SHOCK_PULL, TEAM_PULL = 0.10, 0.35, 0.18  # part of the pool's weight that one draws at first
TOUCHED_MOST = 200  # posts whose counters move in one window
#: Chance that a friend likes a post at once: of any post, and for each doubling of its author's followers.
FRIENDLY, FRIENDLY_FOLLOWED = 0.15, 0.008
BALANCE = 2.0  # how strongly originals make up for what shares and replies did to the mix
FAST_MIX = 300  # posts over which the mix of what was said is averaged

# ── accounts ──────────────────────────────────────────────────────────────────────────────────────
ACCOUNTS = 70_000
ACTIVITY_EXPONENT, ACTIVITY_SHIFT = 0.95, 40.0  # weight of the r-th account: (r + shift)^−exponent
#: Bursts of bots that paste one text: chance that one begins in a window, how long it lasts (s of exercise),
#: part of originals meanwhile, and how many accounts take part in turn (setting).
BURST_CHANCE, BURST_LASTS, BURST_PART, BOTS = 1 / 200, 14, 0.1, 60
FOLLOWERS_MU, FOLLOWERS_SIGMA = 5.7, 2.0  # of the natural logarithm
PERSONA_PART = 0.012  # of originals and replies written by authored personas

# ── talk ──────────────────────────────────────────────────────────────────────────────────────────
MICROBLOG_PART = 0.9  # of reactions; the rest on the scenario's other public channels
AMBIENT_LEFT = 0.04  # who still talks of something else once the event is known
NEWS_SPREADS = 25.0  # s of exercise in which the talk turns to a first event
COPIED_PART = 0.085  # originals copied and pasted: headlines, slogans, somebody's words
TAGGED = {"original": 0.62, "reply": 0.19, "quote": 0.45}
TAGGED_AMBIENT = 0.15
#: Posts with a link: a half of originals and a sixth of replies in crises [PHEME], fewer here, where it leads
#: nowhere; those who write for a living link more often, and whoever pastes a headline.
LINKED = {"original": 0.5, "reply": 0.14, "quote": 0.12}
LINKED_OWN, LINKED_AMBIENT, LINKED_CAREFUL, LINKED_PASTED = 0.34, 0.16, 0.6, 0.6
MENTION_IN_REPLY = 0.95
#: s real without an answer until journalists ask, press, and publish without one (setting).
REQUESTS_AFTER = (600.0, 2700.0, 7200.0)
REQUESTED = 0.6  # of what they write then
QUOTED = {"team": 0.25, "organisation": 0.08}  # of posts to and about the team repeat its own words (setting)
#: Of posts are a word or three that anybody says; French has more of them, which are the same less often.
BRIEF_PART = {"en": {"original": 0.05, "reply": 0.175}, "fr": {"original": 0.05, "reply": 0.18}}
ADDRESSED = 0.35  # of originals about the organisation that name its account
MENTIONING = 0.19  # of other originals that name somebody: "cc @…"
NOUN_TAGS = 0.06  # of hashtags that somebody makes of a noun in the sentence
OWN_TAGS = 0.76  # of hashtags, where the words allow it, that somebody makes of their own
TAG_CLAUSE, TAG_WORD = 0.8, 0.07  # of these are a post's last clause, a word in it; the others a cry
TAG_MADE = 0.92  # of cries are made with a noun of the scenario; the others are those of many
CRIES_CATCH_ON = 0.4  # of these are seen by others; the rest are used once [CrisisLex: 70 to 91 %]
TAGS_KEPT = 300
#: Moments that people join in (offers of shelter, kittens on a hashtag): part of the posts of the emotions
#: that have a voice for it, and half-life in s of exercise.
MOMENT_PART, MOMENT_HALF_LIFE = 0.55, 900.0
COIN_SPACING = 45  # s of exercise between two coinages
COINED_ALIVE = 12

# ── tributes on the social wall ───────────────────────────────────────────────────────────────────
#: Of an hour of exercise at the dial's top while everybody mourns: 5 in a thousand reactions, and fewer than
#: 1 over a night that has other cares too (an author may say otherwise: `tributes` of the wall). After Paris
#: 2015, 7,955 drawings, poems and messages were kept from the pavements [Archives de Paris], beside several
#: million posts (one hashtag alone had a million in ten hours): one or two in a thousand over the days.
TRIBUTES = 600
GRIEF_NEWS = 0.2  # part of sadness in an inject's shock from which it is news to mourn over (setting)
GRIEF_FULL = 0.3  # parts of the dial of sad news, all together, at which grief is full (setting)
#: s real: grief after news is (1 − exp(−t / rises))² · 2^(−t / fades), which is most after four and a half
#: hours [sadness peaks 3 to 12 h after: Garcia & Rimé 2019].
GRIEF_RISES, GRIEF_FADES = 7200.0, 21_600.0
WALL_UNKNOWN, WALL_FADES = 0.4, 10_800.0  # part that thinks of it unasked; s real to the half (setting)
#: Part of the mood that is sad, or kind at this rate, at which a crowd is wholly of a mind to mourn.
MOURNING_FULL, MOURNING_LIKE = 0.35, 0.5
TRIBUTE_LIKE = 0.6  # of tributes in kindness for each in sadness, where people feel as much of both (setting)
TRIBUTE_RESTS = 5400  # s of exercise before the same words are left again, while there are others
#: Of what another post would pull, and what each pulls at least, in units of appeal: 58,000 people passed on
#: the drawing of Paris, and hardly one is left without a heart (setting).
TRIBUTE_APPEAL, TRIBUTE_LEAST = 1.5, 24

# ── polls ─────────────────────────────────────────────────────────────────────────────────────────
#: Public groups of the page network, all of it settings: what the organisation's own page weighs against one
#: group where posts are begun, how much more a group draws what is said of its own topics, after how many
#: posts a group has one more member, what part of a post's pull it has in a group, and who writes in none.
GROUP_PAGE, GROUP_ON_TOPIC, GROUP_GROWS, GROUP_PULL = 1.5, 3.0, 5, 0.5
GROUP_WRITERS_NOT = frozenset({"journalist", "official", "authority", "organisation", "bot", "network"})

#: All of it is a setting: votes per reaction while a poll is new, by an account of POLL_REACH followers or
#: more; after so many parts of its time half as many; how much the mood decides, and how tastes differ.
POLL_VOTES, POLL_REACH, POLL_HALVES = 0.5, 20_000, 0.3
POLL_MOOD, POLL_TASTE, POLL_JOKE = 0.85, (0.7, 1.3), 0.8
#: How each emotion leans to an answer by what it says of whoever asks.
POLL_TONES = {
    "for": (3.0, 0.7, 0.25, 0.4, 0.8),
    "against": (0.4, 1.3, 3.0, 1.6, 1.2),
    "worried": (0.5, 3.0, 1.2, 0.5, 1.8),
}
#: Words of answers, in English and French, without accents.
POLL_WORDS = {
    "for": frozenset(
        [
            "yes",
            "sure",
            "agree",
            "good",
            "well",
            "trust",
            "satisfied",
            "safe",
            "enough",
            "clear",
            "clearly",
            "fully",
            "confident",
            "reassured",
            "thanks",
            "oui",
            "accord",
            "bien",
            "confiance",
            "satisfait",
            "satisfaite",
            "suffisant",
            "assez",
            "clair",
            "rassure",
            "rassuree",
            "merci",
            "certainement",
            "absolument",
        ]
    ),
    "against": frozenset(
        [
            "no",
            "not",
            "never",
            "bad",
            "badly",
            "late",
            "poor",
            "worse",
            "worst",
            "none",
            "nothing",
            "angry",
            "disagree",
            "insufficient",
            "unclear",
            "resign",
            "non",
            "pas",
            "jamais",
            "mauvais",
            "mal",
            "tard",
            "pire",
            "aucun",
            "aucune",
            "rien",
            "colere",
            "desaccord",
            "insuffisant",
            "demission",
        ]
    ),
    "worried": frozenset(
        [
            "afraid",
            "worried",
            "scared",
            "fear",
            "unsafe",
            "danger",
            "dangerous",
            "anxious",
            "peur",
            "inquiet",
            "inquiete",
            "inquiets",
            "crainte",
            "dangereux",
            "angoisse",
        ]
    ),
}
