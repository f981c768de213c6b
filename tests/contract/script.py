"""The script: requests that are played on everything that serves the API, one after the other.

Every route of app.py is asked at least once with success and once in vain, or a test in
test_same_everywhere.py fails. Texts in braces stand for what earlier steps kept, such as `{id}`,
and `{run}` for a word that nothing but this playing of the script has.
"""

from collections.abc import Iterator
from typing import Any

from app import app
from chalicelib.domain.debts import Debt, DebtName, DebtState
from chalicelib.domain.permissions import Permission
from chalicelib.models.access import suppression_key
from chalicelib.models.inquiry import TEXT, InquiryText
from tests.contract.steps import Act, Keep, Line, Look, Names, Scope, Step, entries, happy, refused
from tests.contract.targets import NOBODY, Target
from tests.factories import inquiry_body, inquiry_head
from tests.platform import Answer

API = "/api/v1"
ADMIN = f"{API}/admin"


def script() -> list[Line]:
    """Give the whole script."""
    return [
        *_PUBLIC,
        *_strangers(),
        *_NO_ROUTES,
        *_SESSIONS,
        *_OVERVIEW,
        *_synthetic(),
        *_ROLES,
        *_inquiry(),
        *_parked(),
    ]


def _strangers() -> Iterator[Step]:
    """Ask each route in vain: without a session, or where none is needed with a wrong query."""
    for entry in entries():
        path = entry.uri_pattern
        for name in entry.view_args:
            path = path.replace(f"{{{name}}}", NOBODY)
        is_public = app.permission_by_view[entry.view_name] is Permission.PUBLIC
        yield Step(
            name=f"{entry.view_name}: {'unknown parameter' if is_public else 'stranger'}",
            view=entry.view_name,
            method=entry.method,
            path=f"{path}?colour=blue" if is_public else path,
            body={} if entry.method in ("POST", "PATCH") else None,
            who="nobody",
            is_refusal=True,
        )


_PUBLIC = [
    *(
        happy(view, path, who="nobody")
        for view, path in (
            ("get_health", f"{API}/health"),
            ("get_liveness", f"{API}/health/live"),
            ("get_readiness", f"{API}/health/ready"),
            ("get_openapi", f"{API}/openapi.json"),
            ("get_docs", "/api/docs"),
            ("list_services", f"{API}/services"),
        )
    ),
]

_JSON_TEXT = {"Content-Type": "text/plain"}
_NO_ROUTES = [
    Step(name=name, view="", method=method, path=path, who="nobody", is_refusal=True, **more)
    for name, method, path, more in (
        ("unknown path", "GET", f"{API}/nothing-here", {}),
        ("unknown path, POST", "POST", f"{API}/nothing-here", {"body": {}}),
        ("unknown path above", "GET", "/api/v2/health", {}),
        ("wrong method", "DELETE", f"{API}/health", {}),
        ("wrong method with a body", "PUT", f"{API}/inquiries", {"body": {}}),
        ("no JSON", "POST", f"{API}/inquiries", {"body": b"{"}),
        ("no UTF-8", "POST", f"{API}/inquiries", {"body": b'{"name":"\xff\xfe"}'}),
        ("large", "POST", f"{API}/inquiries", {"body": b'{"message":"' + b"x" * 131_072 + b'"}'}),
        ("media type", "POST", f"{API}/inquiries", {"body": {}, "headers": _JSON_TEXT}),
    )
]
"""What is answered before any handler of ours, or by the first lines of it."""

_SESSIONS = [
    happy(
        *("sign_in", f"{API}/auth/login"),
        body={"username": "{username}", "password": "{password}"},
        who="nobody",
        keeps={
            "token": lambda answer: str(answer.json["token"]),
            "person": lambda answer: str(answer.json["user"]["name"]),
        },
    ),
    refused(
        *("sign_in", f"{API}/auth/login", "wrong password"),
        body={"username": "nobody-{run}", "password": "not it"},
        who="nobody",
    ),
    happy("get_me", f"{API}/auth/me", headers={"Authorization": "Bearer {token}"}, who="nobody"),
    happy(
        *("get_me", f"{API}/auth/me"),
        case="cookie",
        headers={"Cookie": "other=1; session={token}"},
        who="nobody",
    ),
    refused(
        *("sign_out", f"{API}/auth/logout", "cookie alone"),
        headers={"Cookie": "session={token}"},
        who="nobody",
    ),
    happy(
        *("sign_out", f"{API}/auth/logout"),
        headers={"Authorization": "Bearer {token}"},
        who="nobody",
    ),
    refused(
        *("get_me", f"{API}/auth/me", "after signing out"),
        headers={"Authorization": "Bearer {token}"},
        who="nobody",
    ),
]

_OVERVIEW = [
    happy(
        *("get_detailed_health", f"{API}/health/detailed"),
        until=lambda answer: answer.status != 503,  # A busy dependency may answer late once.
        is_about_all=True,
    ),
    *(
        happy(view, path, is_about_all=True)
        for view, path in (
            ("list_inquiries", f"{ADMIN}/inquiries?limit=2"),
            ("count_inquiries", f"{ADMIN}/inquiries/counts"),
            ("list_consultants", f"{ADMIN}/consultants"),
            ("list_reports", f"{ADMIN}/reports?limit=2"),
            ("list_mails", f"{ADMIN}/mail/events?limit=2"),
            ("get_mail_metrics", f"{ADMIN}/mail/metrics"),
            ("list_suppressions", f"{ADMIN}/mail/suppressions"),
        )
    ),
    *(
        refused(view, path, case)
        for view, path, case in (
            ("list_inquiries", f"{ADMIN}/inquiries?limit=0", "limit"),
            ("list_inquiries", f"{ADMIN}/inquiries?cursor=garbage", "cursor"),
            ("list_reports", f"{ADMIN}/reports?status=lost", "status"),
            ("list_mails", f"{ADMIN}/mail/events?kind=letter", "kind"),
            ("get_inquiry", f"{ADMIN}/inquiries/{NOBODY}", "unknown"),
            ("get_report", f"{ADMIN}/reports/{NOBODY}.1", "unknown"),
            ("get_report_pdf", f"{ADMIN}/reports/{NOBODY}.1/pdf", "unknown"),
            ("get_mail", f"{ADMIN}/mail/events/{NOBODY}.{NOBODY}", "unknown"),
            ("get_export", f"{ADMIN}/exports/{NOBODY}", "unknown"),
            ("get_inquiry_status", f"{API}/inquiries/{NOBODY}/status", "unknown"),
            ("open_report_link", f"{API}/report-links/{NOBODY}/x", "unknown"),
        )
    ),
]

_ROLES = [
    refused(view, path, "operator", who="operator", scope=Scope.INSIDE)
    for view, path in (
        ("list_inquiries", f"{ADMIN}/inquiries"),
        ("get_report", f"{ADMIN}/reports/{NOBODY}.1"),
        ("lift_suppression", f"{ADMIN}/mail/suppressions/x"),
    )
]

_KEYS: dict[str, Keep] = {
    "{0}id": lambda answer: str(answer.json["id"]),
    "{0}reference": lambda answer: str(answer.json["reference"]),
    "{0}status_token": lambda answer: str(answer.json["status_url"]).partition("#")[2],
}


def _submission(prefix: str) -> dict[str, Keep]:
    return {name.format(prefix): keep for name, keep in _KEYS.items()}


def _body(**changes: Any) -> dict[str, Any]:
    return inquiry_body(name="Rita {run}", email="rita@{run}.example", **changes)


def _first_mail(answer: Answer) -> str:
    """Give the id of the client's confirmation."""
    (mail,) = (m for m in answer.json["email_events"] if m["kind"] == "customer_confirmation")
    return str(mail["id"])


def _synthetic() -> Iterator[Step]:
    """Work on a synthetic inquiry from its submission to its deletion."""
    more: dict[str, Any] = {"scope": Scope.SYNTHETIC}
    inquiry, report = f"{ADMIN}/inquiries/{{synthetic_id}}", f"{ADMIN}/reports/{{synthetic_id}}"
    mark = {"X-Synthetic": "true"}
    yield refused(
        *("submit_inquiry", f"{API}/inquiries", "synthetic mark of a stranger"),
        body=_body(),
        headers=mark,
        who="nobody",
    )
    yield happy(
        *("submit_inquiry", f"{API}/inquiries"),
        case="synthetic",
        body=_body(),
        headers=mark,
        keeps=_submission("synthetic_"),
        settles="synthetic_id",
        **more,
    )
    yield happy(
        *("get_inquiry_status", f"{API}/inquiries/{{synthetic_id}}/status"),
        headers={"X-Status-Token": "{synthetic_status_token}"},
        who="nobody",
        **more,
    )
    yield refused(
        *("get_inquiry_status", f"{API}/inquiries/{{synthetic_id}}/status", "wrong token"),
        headers={"X-Status-Token": "wrong"},
        who="nobody",
        **more,
    )
    yield happy(
        *("get_inquiry", inquiry),
        case="synthetic",
        keeps={"synthetic_mail": _first_mail},
        is_unordered=True,
        **more,
    )
    yield happy("list_inquiries", f"{ADMIN}/inquiries?q={{run}}", case="no synthetic ones", **more)
    yield happy("get_report", f"{report}.1", of_model=True, **more)
    yield happy("get_report_html", f"{report}.1/html", of_model=True, **more)
    yield happy("get_report_markdown", f"{report}.1/markdown", of_model=True, **more)
    yield happy(
        "get_report_pdf", f"{report}.1/pdf", case="to be made", settles="synthetic_id", **more
    )
    yield happy("get_report_pdf", f"{report}.1/pdf", case="made", **more)
    yield happy("get_mail", f"{ADMIN}/mail/events/{{synthetic_mail}}", **more)
    yield happy("add_note", f"{inquiry}/notes", body={"text": "Call <b>"}, **more)
    yield refused("add_note", f"{inquiry}/notes", "empty", body={"text": ""}, **more)
    edit = {"version": 1, "status": "processing", "priority": "urgent"}
    yield happy("edit_inquiry", inquiry, body=edit, is_unordered=True, **more)
    yield refused("edit_inquiry", inquiry, "stale", body=edit, **more)
    yield refused(
        *("edit_inquiry", inquiry, "transition"), body={"version": 2, "status": "responded"}, **more
    )
    several = {"items": [{"id": "{synthetic_id}", "version": 2}], "priority": "low"}
    yield happy("edit_inquiries", f"{ADMIN}/inquiries/bulk", body=several, **more)
    yield refused(
        "edit_inquiries", f"{ADMIN}/inquiries/bulk", "nothing", body={"items": []}, **more
    )
    saved = {"markdown": "## Plan\n\nMove it in *two* waves.\n", "version": 1}
    yield happy("edit_report", f"{report}.1", body=saved, **more)
    yield refused("edit_report", f"{report}.1", "superseded", body=saved, **more)
    yield happy("get_report", f"{report}.2", case="of a person", **more)
    yield happy("get_report_html", f"{report}.2/html", case="of a person", **more)
    yield refused("send_report", f"{report}.2/send", "not approved", body={}, **more)
    yield happy("approve_report", f"{report}.2/approve", settles="synthetic_id", **more)
    yield happy("send_report", f"{report}.2/send", body={}, settles="synthetic_id", **more)
    yield refused("send_report", f"{report}.2/send", "again", body={}, **more)
    yield happy("get_inquiry", inquiry, case="sent", is_unordered=True, **more)
    yield refused("revoke_report_link", f"{inquiry}/links/{'0' * 32}", "unknown", **more)
    again = f"{ADMIN}/mail/events/{{synthetic_mail}}/send"
    yield happy("send_mail_again", again, settles="synthetic_id", **more)
    yield happy(
        *("request_report", f"{inquiry}/reports"),
        body={"instructions": "Shorter, please."},
        settles="synthetic_id",
        **more,
    )
    yield refused("retry_work", f"{inquiry}/owed/report/retry", "nothing owed", **more)
    yield happy("list_activities", f"{inquiry}/activities?limit=100", is_unordered=True, **more)
    yield refused("delete_inquiry", f"{inquiry}?version=1", "stale", **more)
    yield happy("delete_inquiry", f"{inquiry}?version=3", **more)
    yield refused("get_inquiry", inquiry, "deleted", **more)
    yield refused("get_report", f"{report}.2", "deleted", **more)


def _inquiry() -> Iterator[Line]:
    """Work on a client's inquiry: what a synthetic one leaves out, and what is stored at last."""
    more: dict[str, Any] = {"scope": Scope.CHANGE}
    inside: dict[str, Any] = {"scope": Scope.INSIDE}
    inquiry, report = f"{ADMIN}/inquiries/{{id}}", f"{ADMIN}/reports/{{id}}"
    key = {"Idempotency-Key": "{run}"}
    submit = ("submit_inquiry", f"{API}/inquiries")
    yield happy(
        *submit,
        body=_body(),
        headers=key,
        who="nobody",
        keeps=_submission(""),
        settles="id",
        **more,
    )
    yield happy(*submit, case="repeated", body=_body(), headers=key, who="nobody", **more)
    yield refused(
        *submit, "key of another", body=_body(company="Other"), headers=key, who="nobody", **more
    )
    yield refused(
        *submit,
        "faults",
        body={"name": "", "email": "maria", "services": [], "phone": "call", "colour": "x"},
        who="nobody",
    )
    yield Look(name="stored of an inquiry", inquiry="id")
    yield happy(
        *("get_inquiry", inquiry),
        keeps={"mail": _first_mail},
        is_unordered=True,
        **more,
    )
    yield happy("list_inquiries", f"{ADMIN}/inquiries?q={{run}}", case="found", **more)
    yield happy("get_mail", f"{ADMIN}/mail/events/{{mail}}", case="of a client", **more)
    yield happy(
        *("request_export", f"{ADMIN}/exports/inquiries"),
        body={"ids": ["{id}"]},
        keeps={"export": lambda answer: str(answer.json["id"])},
        **more,
    )
    yield refused(
        *("request_export", f"{ADMIN}/exports/inquiries", "no ids"), body={"ids": []}, **more
    )
    yield happy(
        *("get_export", f"{ADMIN}/exports/{{export}}"),
        until=lambda answer: answer.status != 202,
        **more,
    )
    yield happy("approve_report", f"{report}.1/approve", case="draft", settles="id", **more)
    yield happy("send_report", f"{report}.1/send", case="draft", body={}, settles="id", **more)
    yield happy(
        *("get_inquiry", inquiry),
        case="sent to a client",
        keeps={"link": lambda answer: str(answer.json["links"][0]["id"])},
        is_unordered=True,
        **more,
    )
    yield Act(name="read the client's mail", do=_read_link)
    yield happy(
        *("open_report_link", f"{API}/report-links/{{id}}/{{link_token}}"), who="nobody", **inside
    )
    yield happy("revoke_report_link", f"{inquiry}/links/{{link}}", **more)
    yield refused(
        *("open_report_link", f"{API}/report-links/{{id}}/{{link_token}}", "revoked"),
        who="nobody",
        **inside,
    )
    yield Act(name="bounce", do=lambda target, names: target.bounce(f"rita@{names['run']}.example"))
    yield happy(
        *("get_inquiry", inquiry),
        case="bounced",
        until=lambda answer: "bounced" in answer.body.decode(),
        is_unordered=True,
        **inside,
    )
    yield Act(name="name the suppressed address", do=_name_suppression)
    yield happy("lift_suppression", f"{ADMIN}/mail/suppressions/{{suppression}}", **inside)
    yield refused(
        *("lift_suppression", f"{ADMIN}/mail/suppressions/{{suppression}}", "lifted"), **inside
    )
    yield happy(
        "list_activities",
        f"{inquiry}/activities?limit=100",
        case="sent",
        is_unordered=True,
        **inside,
    )
    yield Look(name="stored of a client's inquiry in the end", inquiry="id")
    yield happy("delete_inquiry", f"{inquiry}?version=1", case="client's", **more)


def _parked() -> Iterator[Line]:
    """Have work tried again that was given up."""
    path = f"{ADMIN}/inquiries/{{parked_id}}"
    yield Act(name="park the report", do=_park)
    yield happy("get_inquiry", path, case="parked", scope=Scope.INSIDE)
    yield happy("retry_work", f"{path}/owed/report/retry", settles="parked_id", scope=Scope.INSIDE)
    yield Look(name="stored of parked work", inquiry="parked_id")


def _read_link(target: Target, names: Names) -> None:
    (mail,) = [mail for mail in target.mails(names["id"]) if mail["kind"] == "report_link"]
    names["link_token"] = mail["text"].partition(f"/report-links/{names['id']}/")[2].split()[0]


def _name_suppression(target: Target, names: Names) -> None:
    names["suppression"] = suppression_key(f"rita@{names['run']}.example")


def _park(target: Target, names: Names) -> None:
    parked = Debt(DebtState.PARKED, failures=9, reason="A fault of the platform (KeyError)")
    head = inquiry_head(
        name=f"Rita {names['run']}",
        report_state="working",
        report_number=0,
        debts={DebtName.INDEX: Debt(DebtState.DONE), DebtName.REPORT: parked},
    )
    names["parked_id"] = head.pk
    names["parked_reference"] = str(head.reference)
    target.store(head, InquiryText(head.pk, TEXT, message="Move our shop."))
