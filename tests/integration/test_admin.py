"""Scenarios are written in the administration, each organisation's by its own people alone."""

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from exercises.library import library_scenario
from exercises.memberships import give_role, open_administration
from exercises.models import (
    Inject,
    Invitation,
    LogEntry,
    Membership,
    Organisation,
    Participant,
    Persona,
    Phase,
    Room,
    Scenario,
    Session,
    User,
)
from exercises.package import plain, write_document
from exercises.scenarios import dump_scenario, load_scenario
from tests.conftest import PASSWORD, Cast, Played, small_document

SCENARIO = "/admin/exercises/scenario/"


@pytest.fixture
def staffed(cast: Cast) -> Cast:
    """The cast with what their roles open to them, and Olive, who owns the organisation."""
    for user in (cast.fiona, cast.olga, cast.adele, cast.omar):
        open_administration(user)
    cast.olive = User.objects.create_user("olive", password=PASSWORD)  # type: ignore[attr-defined]
    give_role(cast.olive, cast.organisation, "owner")  # type: ignore[attr-defined]
    return cast


@pytest.fixture
def scenario(staffed: Cast) -> Scenario:
    return load_scenario(small_document(), staffed.organisation)


@pytest.fixture
def theirs(staffed: Cast) -> Scenario:
    """A scenario of Omar's organisation, with words of its own."""
    found = load_scenario(small_document(), staffed.elsewhere)
    Scenario.objects.filter(pk=found.pk).update(slug="secret-plan", title={"en": "Secret plan"})
    Persona.objects.filter(scenario=found).update(name="Secret person")
    return found


def inside(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form_of(page: Any) -> dict[str, Any]:
    """What a browser would send of a page's main form, unchanged."""
    context = page.context
    data: dict[str, Any] = {}
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    for form in forms:
        for field in form:
            data |= _sent(field)
    return data


def _sent(field: Any) -> dict[str, Any]:
    value = field.value()
    if hasattr(field.field.widget, "widgets_names"):
        parts = field.field.widget.decompress(value) if not isinstance(value, list) else value
        names = [field.html_name + suffix for suffix in field.field.widget.widgets_names]
        return dict(zip(names, parts, strict=True))
    return {} if value is None or value is False else {field.html_name: value}


# Who enters ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["adele", "fiona", "olive"])
def test_writers_and_trainers_enter(staffed: Cast, name: str):
    assert inside(getattr(staffed, name)).get("/admin/").status_code == 200


def test_an_observer_does_not_enter(staffed: Cast):
    answer = inside(staffed.olga).get("/admin/", follow=True)
    assert answer.status_code == 403


def test_staff_without_a_role_do_not_enter(staffed: Cast):
    Membership.objects.filter(user=staffed.adele).delete()
    assert inside(staffed.adele).get("/admin/", follow=True).status_code == 403


def test_a_suspended_organisation_is_closed(staffed: Cast):
    Organisation.objects.filter(pk=staffed.organisation.pk).update(suspended_at="2026-01-01T00:00Z")
    assert inside(staffed.adele).get("/admin/", follow=True).status_code == 403


def test_nobody_enters_without_a_log_in(db: None, client: Client):
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == "/login/?next=/admin/"


def test_every_page_says_that_it_is_an_exercise(staffed: Cast, scenario: Scenario):
    page = inside(staffed.adele).get(f"{SCENARIO}{scenario.pk}/change/")
    assert "nothing here is real" in page.content.decode()
    assert "noindex" in page.content.decode()
    assert "unsafe-inline" not in page.headers["Content-Security-Policy"]
    assert not re.search(r'<script>|<style|style="|onclick=', page.content.decode())


# Writing -----------------------------------------------------------------------------------------------


def test_saving_a_scenario_unchanged_changes_nothing(staffed: Cast, scenario: Scenario):
    before = write_document(dump_scenario(scenario))
    client = inside(staffed.adele)
    page = client.get(f"{SCENARIO}{scenario.pk}/change/")
    answer = client.post(f"{SCENARIO}{scenario.pk}/change/", form_of(page))
    assert answer.status_code == 302, answer.context["errors"]
    assert write_document(dump_scenario(Scenario.objects.get(pk=scenario.pk))) == before


@pytest.mark.parametrize("slug", ["capital-attack", "contaminated-food"])
def test_saving_a_library_scenario_unchanged_changes_nothing(staffed: Cast, slug: str):
    scenario = load_scenario(library_scenario(slug), staffed.organisation)
    before = write_document(dump_scenario(scenario))
    client = inside(staffed.adele)
    addresses = [f"{SCENARIO}{scenario.pk}/change/"]
    for part in ("phase", "persona", "objective", "inject", "expectation"):
        found = getattr(scenario, f"{part}s").values_list("pk", flat=True)[:12]
        addresses += [reverse(f"admin:exercises_{part}_change", args=[pk]) for pk in found]
    for address in addresses:
        answer = client.post(address, form_of(client.get(address)))
        assert answer.status_code == 302, answer.context["errors"]
    assert write_document(dump_scenario(Scenario.objects.get(pk=scenario.pk))) == before


@pytest.mark.parametrize("part", ["phase", "persona", "objective", "inject", "expectation"])
def test_saving_a_part_unchanged_changes_nothing(staffed: Cast, scenario: Scenario, part: str):
    before = write_document(dump_scenario(scenario))
    client = inside(staffed.adele)
    for pk in getattr(scenario, f"{part}s").values_list("pk", flat=True):
        address = reverse(f"admin:exercises_{part}_change", args=[pk])
        answer = client.post(address, form_of(client.get(address)))
        assert answer.status_code == 302, answer.context["errors"]
        assert answer.headers["Location"] == f"{SCENARIO}{scenario.pk}/change/#{part}s-group"
    assert write_document(dump_scenario(Scenario.objects.get(pk=scenario.pk))) == before


def test_parts_are_sorted_and_timed_on_the_scenarios_page(staffed: Cast, scenario: Scenario):
    client = inside(staffed.adele)
    data = form_of(client.get(f"{SCENARIO}{scenario.pk}/change/"))
    codes = list(scenario.injects.values_list("code", flat=True))
    data |= {f"injects-{index}-position": len(codes) - index for index in range(len(codes))}
    data["injects-0-offset"] = "1:30"
    client.post(f"{SCENARIO}{scenario.pk}/change/", data)
    assert list(scenario.injects.values_list("code", flat=True)) == codes[::-1]
    assert Inject.objects.get(scenario=scenario, code=codes[0]).offset == 90


def test_a_new_scenario_starts_from_a_skeleton_and_tells_what_is_missing(staffed: Cast):
    client = inside(staffed.adele)
    page = client.get(f"{SCENARIO}add/")
    data = form_of(page) | {"slug": "new-one", "title_en": "New", "title_fr": "Nouveau", "summary_en": "x"}
    data |= {"summary_fr": "y", "organisation": staffed.organisation.pk, "duration": "1:00:00"}
    answer = client.post(f"{SCENARIO}add/", data, follow=True)
    made = Scenario.objects.get(slug="new-one")
    assert answer.redirect_chain[-1][0] == f"{SCENARIO}{made.pk}/change/"
    assert made.duration == 3600
    assert "things are missing" in answer.content.decode()
    assert "no account for the team" in answer.content.decode() or "phases" in answer.content.decode()


def test_a_new_part_goes_to_the_end_of_its_scenario(staffed: Cast, scenario: Scenario):
    client = inside(staffed.adele)
    address = f"/admin/exercises/objective/add/?scenario={scenario.pk}"
    data = {"scenario": scenario.pk, "code": "calm", "title_en": "Calm", "title_fr": "Calme", "weight": 1}
    data |= {"description_en": "x", "description_fr": "x"}
    assert client.post(address, data).status_code == 302
    assert list(scenario.objectives.values_list("code", flat=True))[-1] == "calm"


def test_who_approves_what_is_written_beside_the_functions(staffed: Cast, scenario: Scenario):
    client, address = inside(staffed.adele), f"{SCENARIO}{scenario.pk}/change/"
    rules = [{"writes": "spokesperson", "approves": ["director"]}]
    data = form_of(client.get(address)) | {"approval": "- {writes: spokesperson, approves: [director]}"}
    assert client.post(address, data).status_code == 302
    assert plain(dump_scenario(Scenario.objects.get(pk=scenario.pk)))["approval"] == rules
    assert client.post(address, form_of(client.get(address)) | {"approval": ""}).status_code == 302
    assert Scenario.objects.get(pk=scenario.pk).approval == []


@pytest.mark.parametrize(
    ("section", "text", "told"),
    [
        ("topics", "- code: Bad Code", "0.code: has characters"),
        ("topics", "- {code: x, term: {en: {text: a}}, weight: 99}", "0.weight: must be at most 10"),
        ("topics", "[", "this is not YAML"),
        ("topics", "a: &x 1\nb: *x", "references"),
        ("vocabulary", "place: {}", "authority: is missing"),
        ("briefing", "true", "must be a group"),
        ("functions", "[" * 500, "nested too deeply"),
        ("approval", "- {writes: mayor, approves: [legal]}", "0.writes: must be one of"),
        ("approval", "- {writes: legal, approves: []}", "0.approves: needs at least 1"),
        (
            "rumours",
            "- {code: a, claim: {en: x}, true: no, variants: {}, colour: red}",
            "0.colour: unknown name",
        ),
    ],
)
def test_a_broken_section_is_refused_with_its_path(
    staffed: Cast, scenario: Scenario, section: str, text: str, told: str
):
    client = inside(staffed.adele)
    data = form_of(client.get(f"{SCENARIO}{scenario.pk}/change/")) | {section: text}
    answer = client.post(f"{SCENARIO}{scenario.pk}/change/", data)
    assert answer.status_code == 200
    assert told in " ".join(answer.context["adminform"].form.errors[section])
    assert getattr(Scenario.objects.get(pk=scenario.pk), section) == getattr(scenario, section)


@pytest.mark.parametrize("value", ["x", "-1", "99:99:99:99", "1:00:00:00", "9" * 30, "½", "999999"])
def test_a_time_that_is_none_is_refused(staffed: Cast, scenario: Scenario, value: str):
    client = inside(staffed.adele)
    data = form_of(client.get(f"{SCENARIO}{scenario.pk}/change/")) | {"injects-0-offset": value}
    assert client.post(f"{SCENARIO}{scenario.pk}/change/", data).status_code == 200


@pytest.mark.parametrize("value", ["", "x", "-5", "9" * 40])
def test_a_place_that_is_none_breaks_nothing(staffed: Cast, scenario: Scenario, value: str):
    client = inside(staffed.adele)
    data = form_of(client.get(f"{SCENARIO}{scenario.pk}/change/")) | {"injects-0-position": value}
    assert client.post(f"{SCENARIO}{scenario.pk}/change/", data).status_code in (200, 302)


def test_a_draft_is_saved_and_its_gaps_are_told(staffed: Cast, scenario: Scenario):
    Inject.objects.filter(scenario=scenario).update(title={"en": "only English"})
    page = inside(staffed.adele).get(f"{SCENARIO}{scenario.pk}/change/").content.decode()
    assert "things are missing before this scenario can be played" in page
    first = scenario.injects.earliest("pk")
    assert f'href="/admin/exercises/inject/{first.pk}/change/"' in page


def test_an_unfinished_scenario_makes_no_session(staffed: Cast, scenario: Scenario):
    Phase.objects.filter(scenario=scenario).delete()
    data = {"scenario": scenario.pk, "lang": "en", "rooms": ["A"], "follow": "on"}
    answer = inside(staffed.fiona).post("/sessions/new/", data)
    assert answer.status_code == 400
    assert "not finished" in answer.content.decode()
    assert not Session.objects.exists()


def test_markup_in_a_text_stays_text(staffed: Cast, scenario: Scenario):
    Scenario.objects.filter(pk=scenario.pk).update(title={"en": "<script>alert(1)</script>"})
    Persona.objects.filter(scenario=scenario).update(name="<script>alert(2)</script>")
    client = inside(staffed.adele)
    for address in (f"{SCENARIO}", f"{SCENARIO}{scenario.pk}/change/", "/admin/exercises/persona/"):
        assert "<script>alert" not in client.get(address).content.decode()


def test_two_parts_never_share_a_code(staffed: Cast, scenario: Scenario):
    client = inside(staffed.adele)
    first, second = scenario.injects.all()[:2]
    address = f"/admin/exercises/inject/{first.pk}/change/"
    answer = client.post(address, form_of(client.get(address)) | {"code": second.code})
    assert "code" in answer.context["adminform"].form.errors


# In and out as a file ------------------------------------------------------------------------------------


def upload(user: User, content: bytes, **more: Any):
    organisation = user.memberships.get().organisation_id
    file = SimpleUploadedFile("x.yaml", content)
    return inside(user).post(f"{SCENARIO}import/", {"organisation": organisation, "file": file, **more})


def test_a_scenario_goes_out_and_comes_back_the_same(staffed: Cast, scenario: Scenario):
    out = inside(staffed.adele).get(f"{SCENARIO}{scenario.pk}/export/").content
    scenario.delete()
    assert upload(staffed.adele, out).status_code == 302
    again = Scenario.objects.get(organisation=staffed.organisation)
    assert inside(staffed.adele).get(f"{SCENARIO}{again.pk}/export/").content == out


def test_a_library_scenario_is_loaded(staffed: Cast):
    data = {"organisation": staffed.organisation.pk, "library": "contaminated-food"}
    assert inside(staffed.adele).post(f"{SCENARIO}import/", data).status_code == 302
    assert Scenario.objects.get().slug == "contaminated-food"


def test_a_scenario_of_the_same_code_is_replaced_only_when_told(staffed: Cast, scenario: Scenario):
    raw = write_document(small_document()).encode()
    scenario.injects.earliest("pk").delete()
    assert upload(staffed.adele, raw).status_code == 400
    assert scenario.injects.count() == len(small_document().injects) - 1
    assert upload(staffed.adele, raw, replace="on").status_code == 302
    assert scenario.injects.count() == len(small_document().injects)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b"\xff\xfe\xff", "UTF-8"),
        (b"a: [", "not YAML"),
        (b"x" * (3 * 1024 * 1024), "larger than 2 MB"),
        (b"a: &a 1\nb: *a", "references"),
        (write_document(small_document()).replace("offset: 0", "offset: -7").encode(), "must be at least 0"),
    ],
)
def test_a_broken_file_is_refused_and_nothing_is_loaded(staffed: Cast, content: bytes, told: str):
    answer = upload(staffed.adele, content)
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not Scenario.objects.exists()


def test_a_broken_file_is_refused_with_every_error_in_french(staffed: Cast):
    text = write_document(small_document()).replace("fr: Le tramway du pont des Tilleuls", "de: x", 1)
    client = inside(staffed.adele)
    client.cookies["language"] = "fr"
    data = {"organisation": staffed.organisation.pk, "file": SimpleUploadedFile("x.yaml", text.encode())}
    page = client.post(f"{SCENARIO}import/", data).content.decode()
    assert "title.de" in page
    assert "title.fr" in page


# Nothing crosses -------------------------------------------------------------------------------------------


MODELS = ["scenario", "phase", "persona", "objective", "inject", "expectation"]


@pytest.mark.parametrize("model", MODELS)
def test_lists_and_searches_show_ones_own_alone(
    staffed: Cast, scenario: Scenario, theirs: Scenario, model: str
):
    client = inside(staffed.adele)
    for query in (
        "",
        "?q=secret",
        f"?scenario={theirs.pk}",
        f"?organisation={staffed.elsewhere.pk}",
        "?all=",
    ):
        page = client.get(f"/admin/exercises/{model}/{query}").content.decode()
        assert "secret-plan" not in page
        assert "Secret" not in page.replace('value="secret"', "")


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_no_address_opens_what_is_anothers(staffed: Cast, theirs: Scenario, model: str, page: str):
    foreign = theirs if model == "scenario" else getattr(theirs, f"{model}s").first()
    address = f"/admin/exercises/{model}/{foreign.pk}/{page}/"
    for method in ("get", "post"):
        answer = getattr(inside(staffed.adele), method)(address, {"post": "yes"})
        assert answer.status_code == 302  # as for what does not exist: to the first page, with a word
        assert answer.url == "/admin/"
    assert type(foreign)._default_manager.filter(pk=foreign.pk).exists()


def test_what_is_anothers_cannot_be_exported(staffed: Cast, theirs: Scenario):
    assert inside(staffed.adele).get(f"{SCENARIO}{theirs.pk}/export/").status_code == 404


def test_nothing_is_put_into_what_is_anothers(staffed: Cast, scenario: Scenario, theirs: Scenario):
    client = inside(staffed.adele)
    objective = {"scenario": theirs.pk, "code": "mine", "title_en": "x", "description_en": "x", "weight": 1}
    for address in (
        "/admin/exercises/objective/add/",
        f"/admin/exercises/objective/add/?scenario={theirs.pk}",
    ):
        assert client.post(address, objective).status_code == 200  # the form again, with an error
    raw = SimpleUploadedFile("x.yaml", write_document(small_document()).encode())
    data = {"organisation": staffed.elsewhere.pk, "file": raw, "replace": "on"}
    assert client.post(f"{SCENARIO}import/", data).status_code == 400
    assert not theirs.objectives.filter(code="mine").exists()
    assert theirs.personas.earliest("pk").name == "Secret person"


def test_nothing_of_anothers_is_linked(staffed: Cast, scenario: Scenario, theirs: Scenario):
    inject = scenario.injects.earliest("pk")
    foreign = theirs.personas.earliest("pk")
    client = inside(staffed.adele)
    address = f"/admin/exercises/inject/{inject.pk}/change/"
    page = client.get(address)
    assert f'value="{foreign.pk}"' not in page.content.decode().split("id_persona")[1].split("</select>")[0]
    answer = client.post(address, form_of(page) | {"persona": foreign.pk})
    assert "persona" in answer.context["adminform"].form.errors
    inject.refresh_from_db()
    assert inject.persona_id != foreign.pk


def test_rows_of_anothers_are_not_sorted(staffed: Cast, scenario: Scenario, theirs: Scenario):
    client = inside(staffed.adele)
    foreign = theirs.injects.earliest("pk")
    data = form_of(client.get(f"{SCENARIO}{scenario.pk}/change/"))
    data |= {"injects-0-id": foreign.pk, "injects-0-offset": "0:07"}
    client.post(f"{SCENARIO}{scenario.pk}/change/", data)
    again = Inject.objects.get(pk=foreign.pk)
    assert (again.offset, again.scenario_id) == (foreign.offset, theirs.pk)


def test_a_bulk_action_reaches_ones_own_alone(staffed: Cast, scenario: Scenario, theirs: Scenario):
    data = {"action": "delete_selected", "_selected_action": [theirs.pk], "post": "yes"}
    inside(staffed.adele).post(SCENARIO, data)
    assert Scenario.objects.filter(pk=theirs.pk).exists()


@pytest.mark.parametrize(
    ("model", "field"), [("inject", "persona"), ("scenario", "organisation"), ("membership", "user")]
)
def test_autocompletion_tells_nothing_of_others(
    staffed: Cast, scenario: Scenario, theirs: Scenario, model: str, field: str
):
    query = {"app_label": "exercises", "model_name": model, "field_name": field, "term": "e"}
    for user in (staffed.adele, staffed.olive, staffed.fiona):  # type: ignore[attr-defined]
        answer = inside(user).get("/admin/autocomplete/", query)
        assert answer.status_code in (200, 403)
        assert "Secret" not in answer.content.decode()
        assert "lsewhere" not in answer.content.decode()
        assert "omar" not in answer.content.decode()


def test_a_trainer_reads_scenarios_and_changes_none(staffed: Cast, scenario: Scenario):
    client = inside(staffed.fiona)
    before = write_document(dump_scenario(scenario))
    assert client.get(f"{SCENARIO}{scenario.pk}/change/").status_code == 200
    assert client.post(f"{SCENARIO}{scenario.pk}/change/", {"slug": "taken"}).status_code == 403
    assert client.post(f"{SCENARIO}{scenario.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.get(f"{SCENARIO}import/").status_code == 404
    inject = scenario.injects.earliest("pk")
    assert client.post(f"/admin/exercises/inject/{inject.pk}/change/", {"code": "x"}).status_code == 403
    assert write_document(dump_scenario(Scenario.objects.get(pk=scenario.pk))) == before


def test_a_trainer_here_who_writes_elsewhere_changes_nothing_here(
    staffed: Cast, scenario: Scenario, theirs: Scenario
):
    give_role(staffed.fiona, staffed.elsewhere, "author")
    client = inside(staffed.fiona)
    assert client.post(f"{SCENARIO}{scenario.pk}/change/", {"slug": "taken"}).status_code == 403
    data = {"scenario": scenario.pk, "code": "mine", "title_en": "x", "description_en": "x", "weight": 1}
    client.post("/admin/exercises/objective/add/", data)
    assert not scenario.objectives.filter(code="mine").exists()
    assert client.get(f"{SCENARIO}{theirs.pk}/change/").status_code == 200


def test_a_superuser_sees_all(staffed: Cast, scenario: Scenario, theirs: Scenario):
    page = inside(User.objects.create_superuser("root", password=PASSWORD)).get(SCENARIO).content.decode()
    assert "secret-plan" in page
    assert "small-tram" in page


# What was played -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "app_model", ["exercises/session", "exercises/room", "exercises/participant", "exercises/logentry"]
)
def test_what_was_played_is_read_and_never_changed(staffed: Cast, played: Played, app_model: str):
    model = {"session": Session, "room": Room, "participant": Participant, "logentry": LogEntry}[
        app_model.split("/")[1]
    ]
    item = model._default_manager.first()
    assert item is not None
    trainer, author, omar = inside(staffed.fiona), inside(staffed.adele), inside(staffed.omar)
    root = inside(User.objects.create_superuser("root", password=PASSWORD))
    address = f"/admin/{app_model}/{item.pk}/change/"
    assert trainer.get(address).status_code == 200
    assert author.get(address).status_code in (302, 403)
    assert omar.get(address).status_code == 302
    for client in (trainer, root):
        assert client.post(address, {"name": "x", "what": "x"}).status_code == 403
        assert client.post(f"/admin/{app_model}/{item.pk}/delete/", {"post": "yes"}).status_code == 403
        assert client.get(f"/admin/{app_model}/add/").status_code == 403
    assert "Monday" not in omar.get(f"/admin/{app_model}/").content.decode()


def test_no_filter_probes_a_secret(staffed: Cast, played: Played):
    client = inside(staffed.fiona)
    for query in (
        "seat_token__startswith=a",
        "user__password__startswith=p",
        "session__join_code__startswith=A",
    ):
        answer = client.get(f"/admin/exercises/participant/?{query}")
        assert answer.status_code in (302, 400)


def test_no_page_of_a_participant_shows_the_secret_of_the_seat(staffed: Cast, played: Played):
    page = inside(staffed.fiona).get(f"/admin/exercises/participant/{played.tom.pk}/change/").content.decode()
    assert played.tom.seat_token not in page


# Owners and their people -----------------------------------------------------------------------------------


def test_an_owner_invites_and_the_link_lets_one_person_in(staffed: Cast):
    data = {"organisation": staffed.organisation.pk, "role": "author", "note": "Nina", "days": 7}
    answer = inside(staffed.olive).post("/admin/exercises/invitation/add/", data, follow=True)  # type: ignore[attr-defined]
    invitation = Invitation.objects.get()
    assert f"http://testserver/invite/{invitation.token}/" in answer.content.decode()
    assert invitation.invited_by == staffed.olive  # type: ignore[attr-defined]


def test_an_owner_invites_to_no_other_organisation(staffed: Cast):
    data = {"organisation": staffed.elsewhere.pk, "role": "owner", "note": "x", "days": 7}
    inside(staffed.olive).post("/admin/exercises/invitation/add/", data)  # type: ignore[attr-defined]
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("name", ["adele", "fiona"])
def test_only_owners_invite(staffed: Cast, name: str):
    data = {"organisation": staffed.organisation.pk, "role": "owner", "note": "x", "days": 7}
    assert inside(getattr(staffed, name)).post("/admin/exercises/invitation/add/", data).status_code == 403
    assert inside(getattr(staffed, name)).get("/admin/exercises/membership/").status_code == 403
    assert not Invitation.objects.exists()


def test_an_owner_changes_a_role_and_what_it_opens(staffed: Cast):
    membership = Membership.objects.get(user=staffed.adele)
    address = f"/admin/exercises/membership/{membership.pk}/change/"
    inside(staffed.olive).post(address, {"role": "observer"})  # type: ignore[attr-defined]
    staffed.adele.refresh_from_db()
    assert Membership.objects.get(user=staffed.adele).role == "observer"
    assert not staffed.adele.is_staff


def test_an_owner_gives_no_more_than_roles(staffed: Cast):
    owner = inside(staffed.olive)  # type: ignore[attr-defined]
    address = f"/admin/exercises/user/{staffed.adele.pk}/change/"
    assert owner.get(address).status_code == 200
    assert owner.post(address, {"is_superuser": "on", "username": "adele"}).status_code == 403
    assert owner.get("/admin/exercises/user/add/").status_code == 403
    assert owner.get(f"/admin/exercises/user/{staffed.adele.pk}/password/").status_code == 403
    assert owner.get(f"/admin/exercises/user/{staffed.omar.pk}/change/").status_code == 302
    membership = Membership.objects.get(user=staffed.adele)
    owner.post(
        f"/admin/exercises/membership/{membership.pk}/change/",
        {"role": "author", "user": staffed.omar.pk, "is_superuser": "on"},
    )
    staffed.adele.refresh_from_db()
    assert not staffed.adele.is_superuser
    assert Membership.objects.get(pk=membership.pk).user == staffed.adele


def test_the_last_owner_stays(staffed: Cast):
    owner = staffed.olive  # type: ignore[attr-defined]
    membership = Membership.objects.get(user=owner)
    client = inside(owner)
    for address, data in (
        (f"/admin/exercises/membership/{membership.pk}/change/", {"role": "observer"}),
        (f"/admin/exercises/membership/{membership.pk}/delete/", {"post": "yes"}),
        (
            "/admin/exercises/membership/",
            {"action": "delete_selected", "_selected_action": [membership.pk], "post": "yes"},
        ),
    ):
        answer = client.post(address, data, follow=True)
        assert "only owner" in answer.content.decode()
        assert Membership.objects.get(pk=membership.pk).role == "owner"


def test_owners_see_their_own_people_alone(staffed: Cast):
    page = inside(staffed.olive).get("/admin/exercises/user/").content.decode()  # type: ignore[attr-defined]
    assert "adele" in page
    assert "omar" not in page


def test_the_first_page_lists_what_one_may_see(staffed: Cast):
    def names(user: User) -> list[str]:
        page = inside(user).get("/admin/")
        return [model["object_name"] for app in page.context["app_list"] for model in app["models"]]

    assert "Session" not in names(staffed.adele)
    assert "Invitation" in names(staffed.olive)  # type: ignore[attr-defined]
    assert "Invitation" not in names(staffed.fiona)
    assert json.dumps(names(staffed.fiona)).count("Access") == 0
