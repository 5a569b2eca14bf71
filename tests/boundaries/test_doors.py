"""Ids become rows in access.py, rules live in actions, and numbers in limits.py."""

import ast
import re

import pytest

from chat import limits
from chat.errors import ChatError
from tests.boundaries.sources import imports, names, sources, trees

MODELS = {"Room", "Message", "Membership", "Invitation", "User", "Session", "Community"}
LOOK_UPS = {"get", "get_object_or_404"}
# The administration is Django's own door: its rows are looked up by Django, for administrators only.
OUTSIDE = ("chat/views/", "chat/api/", "chat/forms.py", "chat/live/", "chat/accounts.py")


def calls(tree: ast.AST) -> list[str]:
    """Return each call in the tree as source text."""
    return [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Call)]


def test_pages_and_sockets_look_no_row_up_by_themselves() -> None:
    look_up = re.compile(rf"^(?:\w+\.)?(?:{'|'.join(MODELS)})\.objects\.(?:\w+\([^)]*\)\.)*get\(|get_object_or_404\(")
    found = {path: [call for call in calls(tree) if look_up.search(call)] for path, tree in trees(*OUTSIDE)}
    assert len(found) > 20
    assert {path: some for path, some in found.items() if some} == {}


def test_the_search_for_look_ups_finds_some() -> None:
    # The same pattern, where there is a look-up by design.
    assert [call for _, tree in trees("chat/actions/rooms.py") for call in calls(tree) if ".objects.get(" in call]


def test_pages_and_sockets_write_nothing_themselves() -> None:
    write = re.compile(r"\.objects\..*(create|update|delete)\w*\(|\.save\(|\.refresh_from_db\(")
    files = trees("chat/views/", "chat/api/", "chat/live/", "chat/forms.py", "chat/queries.py", "chat/access.py")
    found = {path: [call for call in calls(tree) if write.search(call)] for path, tree in files}
    assert {path: some for path, some in found.items() if some} == {}


@pytest.mark.parametrize(
    ("prefix", "forbidden"),
    [
        (
            "chat/models/",
            ("chat.actions", "chat.access", "chat.queries", "chat.views", "chat.api", "chat.live", "chat.forms"),
        ),
        ("chat/actions/", ("chat.views", "chat.api", "chat.forms", "chat.access", "django.http", "django.shortcuts")),
        ("chat/live/", ("chat.views", "chat.api", "chat.forms", "chat.admin")),
        ("chat/access.py", ("chat.actions", "chat.views", "chat.api", "chat.live")),
        ("chat/queries.py", ("chat.actions", "chat.views", "chat.live", "chat.access")),
        ("chat/rendering/", ("chat.models", "chat.actions", "chat.queries")),
    ],
)
def test_lower_floors_know_nothing_of_higher_ones(prefix: str, forbidden: tuple[str, ...]) -> None:
    found = {path: {one for one in imports(tree) if one.startswith(forbidden)} for path, tree in trees(prefix)}
    assert found
    assert {path: some for path, some in found.items() if some} == {}


def late_imports(tree: ast.Module) -> set[str]:
    """Return what functions import from our own modules when they are called."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return {name for function in functions for name in imports(function) if name.startswith("chat.")}


def test_no_circle_is_broken_by_an_import_at_call_time() -> None:
    found = {path: late_imports(tree) for path, tree in trees("chat/")}
    # Django asks an app's configuration for its checks when models are ready, not before.
    assert {path: some for path, some in found.items() if some} == {"chat/apps.py": {"chat.checks"}}


def test_every_refusal_has_a_code_of_its_own_and_a_sentence() -> None:
    kinds = [ChatError, *ChatError.__subclasses__()]
    codes = [kind.code for kind in kinds]
    assert len(codes) > 12
    assert sorted(set(codes)) == sorted(codes)
    assert [kind for kind in kinds if not str(kind.sentence).endswith((".", "?", "!"))] == []
    assert [kind for kind in kinds if not 400 <= kind.status < 600] == []


def numbers(tree: ast.AST) -> list[str]:
    """Return the module's and classes' constants that bound something and hold a number above 1, as source text."""
    bounds = re.compile(r"(MAX|MIN|LIMIT|MOST|BURST|_BYTES|_CHARACTERS|_SECONDS|_DAYS|_PEOPLE|_MESSAGES)")
    return [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant | ast.BinOp)
        and any(isinstance(name, ast.Name) and bounds.search(name.id) for name in node.targets)
    ]


def test_what_bounds_people_is_in_limits() -> None:
    # Sizes of secrets, pauses between our own attempts and what a list shows of a text bound nobody.
    own = re.compile(r"^((TOKEN|KEY|PASSWORD|CONNECTION_ID)_BYTES|(RETRY|REDIS)_SECONDS|SHOWN_CHARACTERS)")
    found = {
        path: [one for one in numbers(tree) if not own.search(one)]
        for path, tree in trees("chat/")
        if path != "chat/limits.py"
    }
    assert {path: some for path, some in found.items() if some} == {}


def test_every_limit_bounds_something() -> None:
    known = {name for name in vars(limits) if name.isupper()}
    used = set().union(*(names(tree) for path, tree in trees("chat/", "chatsite/") if path != "chat/limits.py"))
    assert len(known) > 30
    assert known - used == set()


def test_every_limit_says_why_or_stands_beside_one_that_does() -> None:
    paragraphs = sources()["chat/limits.py"].split("\n\n")
    unexplained = [one for one in paragraphs if re.search(r"^[A-Z_]+ = ", one, re.MULTILINE) and "#" not in one]
    assert unexplained == []


def test_files_are_short_or_say_why_not() -> None:
    long = [path for path, text in sources().items() if text.count("\n") > 200 and "onger than most" not in text[:400]]
    assert long == []


def test_functions_are_short() -> None:
    functions = [
        (path, node.name, (node.end_lineno or 0) - node.lineno + 1 - len(node.decorator_list))
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [(path, name, lines) for path, name, lines in functions if lines > 27] == []
