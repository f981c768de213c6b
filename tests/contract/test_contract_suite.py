"""The suite as `ops release verify` runs it: as a process, against an address that has colours.

The colour is played by a small server before the local platform, which lets nobody through without
the header, and breaks one route.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from chalicelib.domain.permissions import Role
from chalicelib.models.access import User, get_user, list_users, user_key
from chalicelib.services import sessions
from chalicelib.services.users import create_user
from ops.contract_suite import (
    ContractSuiteError,
    Verifier,
    read_report,
    run_contract_suite,
    temporary_verifier,
)
from tests.contract.targets import on_emulator
from tests.platform import Platform, send_request

pytestmark = pytest.mark.xdist_group("contract")

_NOT_PASSED_ON = ("transfer-encoding", "connection", "content-length", "date", "server")
_BROKEN = "/api/v1/services"


@contextmanager
def colours_before(platform: Platform) -> Iterator[str]:
    """Serve a green that breaks one route, to whoever has the header that chooses it."""

    class Edge(BaseHTTPRequestHandler):
        def answer(self) -> None:
            if self.headers["X-Colour"] != "token.green":
                self.send_error(421)
                return
            if self.path.startswith(_BROKEN):
                self.send_error(500)
                return
            body = self.rfile.read(int(self.headers["Content-Length"] or 0)) or None
            sent = {name: self.headers[name] for name in self.headers if name != "Host"}
            answer = send_request(platform.url + self.path, self.command, body, sent)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                if name.lower() not in _NOT_PASSED_ON:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            return

    for method in ("GET", "POST", "PATCH", "PUT", "DELETE"):
        setattr(Edge, f"do_{method}", Edge.answer)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Edge)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def edge(platform: Platform) -> Iterator[str]:
    with colours_before(platform) as url:
        yield url


@pytest.fixture
def verifier(platform: Platform) -> Iterator[Verifier]:
    with on_emulator(platform), temporary_verifier() as verifier:
        yield verifier


def test_contract_suite_names_broken_route_and_wrong_release(edge: str, verifier: Verifier) -> None:
    result = run_contract_suite(
        edge,
        stage="local",
        release="another",
        verifier=verifier,
        header=("X-Colour", "token.green"),
        scope="change",
    )

    assert not result.is_kept
    assert result.skipped == 0
    assert result.passed > 130
    failures = {failure.line: failure.reason for failure in result.failures}
    assert failures.keys() == {
        *("list_services", "list_services: unknown parameter"),
        *("/health", "/api/v1/health", "/api/v1/health/ready"),
    }
    assert "status: '500' instead of '200'" in failures["list_services"]
    assert "another" in failures["/health"]
    assert verifier.password not in str(result)


def test_contract_suite_that_can_not_run_says_so(verifier: Verifier) -> None:
    with pytest.raises(ContractSuiteError, match="invalid choice"):
        run_contract_suite(
            *("http://127.0.0.1:9",),
            stage="local",
            release="x",
            verifier=verifier,
            scope="everything",  # type: ignore[arg-type]
        )


def test_temporary_verifier_is_gone_with_all_sessions(platform: Platform) -> None:
    with on_emulator(platform):
        with temporary_verifier() as verifier:
            user = get_user(verifier.username)
            assert user is not None
            token = sessions.open_session(user).token
            signed_in = {"Authorization": f"Bearer {token}"}
            assert platform.request("GET", "/api/v1/auth/me", headers=signed_in).status == 200

        assert get_user(verifier.username) is None
        assert platform.request("GET", "/api/v1/auth/me", headers=signed_in).status == 401
        assert User._get_connection().query(user_key(verifier.username))["Items"] == []


def test_temporary_verifier_removes_what_a_killed_run_left(platform: Platform) -> None:
    with on_emulator(platform):
        for username in ("verify-left-over", "verify-young"):
            create_user(username, "Release verification", Role.ADMIN, "only for these tests")
        old = get_user("verify-left-over")
        assert old is not None
        old.created_at -= timedelta(days=400)
        old.save()

        with temporary_verifier() as verifier:
            names = {str(user.username) for user in list_users()}

        assert {verifier.username, "verify-young"} < names
        assert "verify-left-over" not in names


def test_read_report_counts_and_names() -> None:
    report = """<testsuites><testsuite>
        <testcase name="test_line[get_me: cookie]" time="0.5"/>
        <testcase name="test_line[a]" time="1"><failure message="AssertionError: wrong">x</failure>
        </testcase>
        <testcase name="test_nothing_is_shown" time="1"><error message="broke"/></testcase>
        <testcase name="test_line[b]" time="0"><skipped/></testcase>
    </testsuite></testsuites>"""

    result = read_report(report)

    assert (result.passed, result.skipped, result.seconds) == (1, 1, 2.5)
    assert [(failure.line, failure.reason) for failure in result.failures] == [
        ("a", "wrong"),
        ("nothing is shown", "broke"),
    ]
