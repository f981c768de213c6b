"""The monitor of mails: which ones, what became of them, each as it was sent, and real rates."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.permissions import Role
from tests.functional.conftest import Platform
from tests.functional.people import Consultant, message_ids_to, tell

CLIENT = "maria@keller-logistics.example"
DAY = 86_400


@pytest.fixture
def consultant(platform: Platform) -> Consultant:
    return Consultant(platform)


def submit(platform: Platform, email: str = CLIENT) -> str:
    submitted = platform.submit(email=email)
    platform.work()
    return str(submitted["id"])


def kinds_and_states(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(row["kind"], row["status"]) for row in rows]


def test_list_mails_newest_first_by_kind_status_and_time(
    platform: Platform, consultant: Consultant
) -> None:
    first = submit(platform)
    tell(platform, "Bounce", message_ids_to(platform, CLIENT)[0], bounceType="Transient")
    platform.gateways.clock.advance(DAY)
    second = submit(platform, "test@example.com")

    everything = consultant.list_all("/mail/events", limit="1")

    kinds = ("consultant_notification", "customer_confirmation")
    assert [row["inquiry_id"] for row in everything] == [second, second, first, first]
    assert sorted(kinds_and_states(everything)) == [
        (kinds[0], "sent"),
        (kinds[0], "sent"),
        (kinds[1], "bounced"),
        (kinds[1], "suppressed"),
    ]
    row = next(row for row in everything if row["status"] == "bounced")
    assert (row["to"], row["message_id"]) == (CLIENT, message_ids_to(platform, CLIENT)[0])
    assert row["reason"].startswith("Transient bounce")
    assert row["reference"] == consultant.read(first)["reference"]
    for query, expected in (
        ({"status": "bounced"}, [(kinds[1], "bounced")]),
        ({"status": "delivered"}, []),
        ({"kind": kinds[0]}, [(kinds[0], "sent")] * 2),
        ({"kind": kinds[1], "status": "suppressed"}, [(kinds[1], "suppressed")]),
        ({"from": "2026-11-25"}, kinds_and_states(everything[:2])),
        ({"to": "2026-11-24", "kind": kinds[1]}, [(kinds[1], "bounced")]),
        ({"from": "2026-11-26"}, []),
    ):
        assert kinds_and_states(consultant.list_all("/mail/events", **query)) == expected, query


def test_list_mails_what_breaks_a_rule_is_refused(consultant: Consultant) -> None:
    for query, field in (
        ("kind=newsletter", "kind"),
        ("status=lost", "status"),
        ("from=yesterday", "from"),
        ("from=2026-11-25&to=2026-11-24", "to"),
        ("limit=101", "limit"),
        ("limit=0", "limit"),
        ("cursor=nonsense", "cursor"),
        ("cursor=WyJhIiwiYiIsImMiXQ", "cursor"),
        ("to_address=a@b.example", "to_address"),
    ):
        answer = consultant.get(f"/mail/events?{query}")
        assert (answer.status_code, list(answer.json_body["Details"]["fields"])) == (400, [field])


def test_get_mail_is_as_it_was_sent(platform: Platform, consultant: Consultant) -> None:
    submit(platform)

    for row in consultant.list_all("/mail/events"):
        sent = next(m for m in platform.gateways.mailer.mails if m.kind == row["kind"])
        detail = consultant.get(f"/mail/events/{row['id']}").json_body
        assert (detail["subject"], detail["text"], detail["html"]) == (
            *(sent.subject, sent.text, sent.html),
        )
        assert [event["status"] for event in detail["events"]] == ["queued", "sent"]
        assert detail["inquiry_id"] == row["inquiry_id"]


def test_get_mail_that_is_none_is_404(platform: Platform, consultant: Consultant) -> None:
    inquiry_id = submit(platform)

    for mail_id in ("nothing", f"{inquiry_id}.nothing", ".", "x" * 3000):
        answer = consultant.get(f"/mail/events/{mail_id}")
        assert (answer.status_code, answer.json_body["Code"]) == (404, "MailNotFound")


def test_get_mail_metrics_counts_what_became_of_mails(
    platform: Platform, consultant: Consultant
) -> None:
    # 8 mails are handed over: 1 is on its way, 1 delayed, 3 arrive, 2 bounce, 1 is complained of.
    # 2 never are: 1 is refused, 1 suppressed.
    clients = [f"client{number}@keller-logistics.example" for number in range(8)]
    for address in clients:
        submit(platform, address)
    for number, event_type in enumerate(
        ["DeliveryDelay", *["Delivery"] * 3, *["Bounce"] * 2, "Complaint"], 1
    ):
        (message_id,) = message_ids_to(platform, clients[number])
        tell(platform, event_type, message_id)
    submit(platform, "test@example.com")
    platform.gateways.mailer.refusal = "No"
    submit(platform)

    metrics = consultant.get("/mail/metrics?kind=customer_confirmation").json_body

    total = metrics["total"]
    assert {name: total[name] for name in total if not name.endswith("_rate")} == {
        "handed_over": 8,
        "delivered": 4,
        "under_way": 2,
        "delayed": 1,
        "bounced": 2,
        "complained": 1,
        "failed": 1,
        "suppressed": 1,
    }
    assert (total["delivery_rate"], total["bounce_rate"], total["complaint_rate"]) == (
        *(4 / 8, 2 / 8, 1 / 8),
    )
    assert metrics["suppressed_addresses"] == 3


def test_get_mail_metrics_without_mails_has_no_rates(consultant: Consultant) -> None:
    metrics = consultant.get("/mail/metrics").json_body

    assert metrics["total"]["handed_over"] == 0
    assert {metrics["total"][f"{name}_rate"] for name in ("delivery", "bounce", "complaint")} == {
        None
    }
    assert (metrics["by_kind"], metrics["retention"]) == ([], None)
    assert [day["handed_over"] for day in metrics["by_day"]] == [0] * 7


def test_get_mail_metrics_by_day_and_kind_add_up(
    platform: Platform, consultant: Consultant
) -> None:
    for days in (0, 1, 3):
        platform.gateways.clock.advance(days * DAY)
        submit(platform)
    tell(platform, "Delivery", message_ids_to(platform, CLIENT)[0])

    week = consultant.get("/mail/metrics").json_body
    some = consultant.get("/mail/metrics?from=2026-11-25&to=2026-11-27").json_body

    by_day = {day["day"]: day["handed_over"] for day in week["by_day"]}
    assert (week["first_day"], week["last_day"]) == ("2026-11-22", "2026-11-28")
    assert by_day == {
        **{f"2026-11-{day}": 0 for day in (22, 23, 26, 27)},
        **{f"2026-11-{day}": 2 for day in (24, 25, 28)},
    }
    assert {kind["kind"]: kind["handed_over"] for kind in week["by_kind"]} == {
        "consultant_notification": 3,
        "customer_confirmation": 3,
    }
    assert week["total"]["handed_over"] == sum(by_day.values()) == 6
    assert [day["delivered"] for day in week["by_day"]][2] == 1, "a mail counts on its own day"
    assert [day["handed_over"] for day in some["by_day"]] == [2, 0, 0]
    assert some["total"]["handed_over"] == 2


def test_get_mail_metrics_days_that_break_a_rule_are_refused(
    platform: Platform, consultant: Consultant
) -> None:
    today = platform.gateways.clock.now().date()
    oldest = today - timedelta(days=180)

    assert consultant.get(f"/mail/metrics?from={oldest}").status_code == 200
    for query, field in (
        (f"from={oldest - timedelta(days=1)}", "from"),
        (f"from={today}&to={oldest}", "to"),
        ("from=2026-11-24T09:15:00Z", "from"),
        (f"from={oldest}&to=2027-12-31", "to"),
        ("kind=newsletter", "kind"),
        ("days=7", "days"),
    ):
        answer = consultant.get(f"/mail/metrics?{query}")
        assert (answer.status_code, list(answer.json_body["Details"]["fields"])) == (400, [field])


def test_mail_monitor_knows_nothing_of_synthetic_inquiries(
    platform: Platform, consultant: Consultant
) -> None:
    headers = {**platform.sign_in(Role.ADMIN), "X-Synthetic": "true"}
    inquiry_id = platform.submit(headers)["id"]
    platform.work()

    events = consultant.read(inquiry_id)["email_events"]
    assert {event["status"] for event in events} == {"suppressed"}
    assert consultant.list_all("/mail/events") == []
    assert consultant.get("/mail/metrics").json_body["total"]["suppressed"] == 0
    assert platform.gateways.mailer.mails == []


def test_get_mail_shows_an_operator_what_became_of_it_and_no_words(platform: Platform) -> None:
    inquiry_id = platform.submit()["id"]
    platform.work()
    operator = platform.sign_in(Role.OPERATOR)
    listed = platform.request("GET", "/admin/mail/events", headers=operator).json_body["items"]
    path = f"/admin/mail/events/{listed[0]['id']}"

    seen = platform.request("GET", path, headers=operator).json_body
    read = platform.request("GET", path, headers=platform.sign_in()).json_body

    assert seen["inquiry_id"] == inquiry_id
    assert [event["status"] for event in seen["events"]] == ["queued", "sent"]
    assert (seen["text"], seen["html"]) == (None, None)
    assert read["text"]
