"""What people type into a search, and what it means."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feed.query import LONGEST, BadQuery, Either, Every, Term, fold, of_post, parse, sought, words


def term(text: str, begun: bool = False) -> Term:
    return Term(tuple(text.split()), begun)


A, B, C, D = (term(letter) for letter in "abcd")


def fault(text: str) -> str:
    with pytest.raises(BadQuery) as refused:
        parse(text)
    return refused.value.fault


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", A),
        ("a b", Every((A, B))),
        ("a AND b ET c", Every((A, B, C))),
        ("a OR b OU c", Either((A, B, C))),
        ("a b OR c", Either((Every((A, B)), C))),
        ("a (b OR c)", Every((A, Either((B, C))))),
        ("((a))", A),
        ("a -b", Every((A,), (B,))),
        ("-b a", Every((A,), (B,))),
        ("a NOT b SAUF c", Every((A,), (B, C))),
        ("a AND NOT b", Every((A,), (B,))),
        ("a -(b OR c)", Every((A,), (Either((B, C)),))),
        ('a -"b c"', Every((A,), (term("b c"),))),
        ("NOT NOT a", A),
        ("a - b", Every((A, B))),
        ("a-b", term("a b")),
        ("(a -) b", Every((A, B))),
        ('"a b"', term("a b")),
        ("« a b » “c d”", Every((term("a b"), term("c d")))),
        ("L’École", term("l ecole")),
        ("a and b ou c", Every((A, term("and"), B, term("ou"), C))),
        ('"AND"', term("and")),
        ("evac*", term("evac", begun=True)),
        ('"a evac"*', term("a evac", begun=True)),
        ("#Été_24 @Anna_B", Every((term("#ete_24"), term("@anna_b")))),
        ("#Port* a", Every((term("#port", begun=True), A))),
        ("a ! … 😱", A),
        ("a # @", A),
        ("Œuvre ŒDÈME", Every((term("oeuvre"), term("oedeme")))),
        ("Ⅻ ﬁn Straße", Every((term("xii"), term("fin"), term("strasse")))),
    ],
)
def test_a_query_means(text: str, tree: object) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("! -- …", "empty"),
        ('""', "empty"),
        ("a" * (LONGEST + 1), "too_long"),
        ("a " * 21, "too_many"),
        ('"a', "quotes"),
        ('a "b" "', "quotes"),
        ("(a", "parentheses"),
        ("a)", "parentheses"),
        (")a(", "parentheses"),
        ("a AND", "incomplete"),
        ("OR a", "incomplete"),
        ("a OR OR b", "incomplete"),
        ("a NOT", "incomplete"),
        ("a ()", "incomplete"),
        ("-a", "only_without"),
        ("-a -b", "only_without"),
        ("a OR -b", "only_without"),
        ("a (-b)", None),
        ("a*", "beginning"),
        ("#a*", "beginning"),
    ],
)
def test_a_query_that_asks_nothing_says_why(text: str, why: str | None) -> None:
    if why is None:
        parse(text)
    else:
        assert fault(text) == why


def test_deep_parentheses_and_many_dashes_end() -> None:
    assert parse("(" * 99 + "a" + ")" * 99) == A
    assert parse("a" + " -" * 90 + "b") == Every((A,), (B,))
    assert fault("NOT " * 49 + "a") == "only_without"
    assert fault("(" * 199) == "empty"


def test_only_what_must_be_there_is_sought() -> None:
    assert list(sought(parse("a (b OR c) -d -(c d)"))) == [A, B, C]


def test_a_post_is_found_by_its_words_its_tags_and_its_author() -> None:
    said, marks = of_post("Évacuez l’école ! #PortesOuvertes a#b #1", "Mairie_Amance")
    assert said == ["evacuez", "l", "ecole", "portesouvertes", "a", "b", "1"]
    assert marks == ["@mairie_amance", "#portesouvertes", "#1"]


def assert_tree_or_fault(text: str) -> None:
    with suppress(BadQuery):
        for found in sought(parse(text)):
            assert found.words
            assert all(word.lstrip("#@").replace("_", "a").isalnum() for word in found.words)


@given(st.text(max_size=300))
@settings(deadline=None)
def test_whatever_is_typed_is_a_tree_or_a_fault(text: str) -> None:
    assert_tree_or_fault(text)


@given(st.text(alphabet=st.sampled_from('ab"()-* #@ANDORNOT«»é'), max_size=60))
@settings(deadline=None)
def test_whatever_is_typed_in_the_language_of_queries_is_too(text: str) -> None:
    assert_tree_or_fault(text)


@given(st.text(max_size=100))
@settings(deadline=None)
def test_a_text_finds_itself(text: str) -> None:
    """The words of a query are those of the post, whatever letters they are made of."""
    said, _marks = of_post(text, "h")
    assert said == words(text)
    assert [word for one in said for word in words(one)] == said
    assert fold(fold(text)) == fold(text) or not text.isascii()
