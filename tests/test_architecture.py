"""The rules of the house that ruff, mypy and import-linter can't see: app.py and its start-up."""

import ast
import json
import subprocess
import sys
from collections import Counter
from inspect import signature
from pathlib import Path

import pytest

from chalicelib.api.application import Application
from chalicelib.api.operations import OPERATIONS
from chalicelib.config import get_settings
from tests.conftest import ROOT

SOURCE = (ROOT / "app.py").read_text()
TREE = ast.parse(SOURCE)
HANDLERS = [node for node in TREE.body if isinstance(node, ast.FunctionDef)]
MOST_STATEMENTS = 3
MOST_LINES_PER_HANDLER = 6
DECISIONS = (ast.If, ast.IfExp, ast.BoolOp, ast.Match, ast.Try, ast.For, ast.While, ast.With)
NOT_AT_START = (
    "boto3",
    "jinja2",
    "markupsafe",
    "markdown_it",
    "nh3",
    "typst",
    "report_fonts",
    "chalicelib.services.markdown_blocks",
    "chalicelib.services.rendering",
)
NEVER_DEPLOYED = (
    "moto",
    "pypdf",
    "fontTools",
    "pytest",
    "hypothesis",
    "ops",
    "tests",
    "typer",
    "rich",
    "yaml",
)
# What importing opens, besides modules: urllib3 asks by a socket on no port whether there is IPv6.
SPY = """
import json, sys
seen = []
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system"):
        seen.append(event)
    if event == "open" and str(arguments[0]).startswith(sys.argv[1] + "/chalicelib"):
        if not str(arguments[0]).endswith((".py", ".pyc")) and "__pycache__" not in arguments[0]:
            seen.append(f"open {arguments[0]}")
sys.addaudithook(watch)
import app
print(json.dumps({"seen": seen, "modules": sorted(sys.modules)}))
"""


def decorators_of(handler: ast.FunctionDef) -> list[ast.Call]:
    return [node for node in handler.decorator_list if isinstance(node, ast.Call)]


@pytest.fixture(scope="module")
def started() -> dict[str, list[str]]:
    """Tell what a fresh interpreter has done once it imported app.py."""
    run = subprocess.run(
        [sys.executable, "-c", SPY, str(ROOT)], cwd=ROOT, capture_output=True, check=True, text=True
    )
    return dict(json.loads(run.stdout))


def test_app_holds_nothing_but_declarations() -> None:
    kinds = {type(node) for node in TREE.body}

    assert kinds <= {ast.Expr, ast.Import, ast.ImportFrom, ast.Assign, ast.FunctionDef}
    assert len(HANDLERS) > 10


@pytest.mark.parametrize("handler", HANDLERS, ids=lambda handler: handler.name)
def test_app_handler_only_hands_on(handler: ast.FunctionDef) -> None:
    assert len(handler.body) <= MOST_STATEMENTS
    assert not [node for node in ast.walk(handler) if isinstance(node, DECISIONS)]
    assert len(decorators_of(handler)) == len(handler.decorator_list) == 1


def test_app_handlers_have_one_statement_as_a_rule() -> None:
    longer = [handler.name for handler in HANDLERS if len(handler.body) > 1]

    assert len(longer) <= len(HANDLERS) / 10, longer


def test_app_is_short() -> None:
    lines = [line for line in SOURCE.splitlines() if line.strip()]

    assert len(lines) / len(HANDLERS) <= MOST_LINES_PER_HANDLER


def test_app_routes_name_their_permission() -> None:
    routes = [
        (handler.name, call)
        for handler in HANDLERS
        for call in decorators_of(handler)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "route"
    ]

    assert routes
    unnamed = [
        name
        for name, call in routes
        if "permission" not in {keyword.arg for keyword in call.keywords}
    ]
    assert unnamed == []


def test_route_without_permission_does_not_start() -> None:
    application = Application(get_settings())

    with pytest.raises(TypeError, match="/open declares no permission"):
        application.route("/open")

    assert "/open" not in application.routes


def test_routes_views_and_operations_have_the_same_names() -> None:
    from app import app

    views = [entry.view_name for methods in app.routes.values() for entry in methods.values()]

    assert [name for name, times in Counter(views).items() if times > 1] == []
    assert sorted(views) == sorted(OPERATIONS)
    assert sorted(views) == sorted(app.permission_by_view)


def test_routes_hand_path_parameters_on_in_order() -> None:
    from app import app

    for methods in app.routes.values():
        for entry in methods.values():
            takes = list(signature(OPERATIONS[entry.view_name].function).parameters)
            path = [name for name in takes[1:] if name not in ("body", "query", "headers")]
            assert path == entry.view_args, entry.view_name


@pytest.mark.parametrize("room", ["api", "jobs"])
def test_app_reaches_every_module_of_its_edges(room: str, started: dict[str, list[str]]) -> None:
    modules = {
        f"chalicelib.{room}.{path.stem}" for path in (ROOT / "chalicelib" / room).glob("*.py")
    }

    assert modules - {f"chalicelib.{room}.__init__"} <= set(started["modules"])


def test_app_start_does_no_input_or_output(started: dict[str, list[str]]) -> None:
    assert started["seen"] == []


@pytest.mark.parametrize("module", [*NOT_AT_START, *NEVER_DEPLOYED])
def test_app_start_leaves_out(module: str, started: dict[str, list[str]]) -> None:
    loaded = [
        name for name in started["modules"] if name == module or name.startswith(module + ".")
    ]

    assert loaded == []


def test_rooms_depend_downwards() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True)

    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 broken" in run.stdout


def test_files_of_tests_have_names_of_their_own() -> None:
    """Without packages pytest knows a file by its name alone, and refuses a second one."""
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))

    assert [name for name, count in names.items() if count > 1] == []
