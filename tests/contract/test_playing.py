"""What is called a difference, and what is masked."""

import pytest

from tests.contract.playing import Exchange, differences, play
from tests.contract.script import ADMIN, API
from tests.contract.steps import Step, happy
from tests.contract.targets import ClientTarget, in_process
from tests.factories import inquiry_body

pytestmark = pytest.mark.xdist_group("contract")

ANSWER = Exchange(200, {"cache-control": "no-store"}, '{\n "a": 1,\n "b": 2\n}')


@pytest.mark.parametrize(
    ("other", "part", "words"),
    [
        (Exchange(201, ANSWER.headers, ANSWER.body), "status", "'200' instead of '201'"),
        (Exchange(200, {}, ANSWER.body), "header cache-control", "'no-store' instead of None"),
        (
            Exchange(200, {"cache-control": "no-store", "allow": "GET"}, ANSWER.body),
            *("header allow", "None instead of 'GET'"),
        ),
        (
            Exchange(200, ANSWER.headers, ANSWER.body.replace("1", "3")),
            *("body", '- "a": 3,\n+ "a": 1,'),
        ),
        (Exchange(failure="no id"), "failure", "'' instead of 'no id'"),
    ],
    ids=["status", "missing header", "extra header", "body", "failure"],
)
def test_differences_are_told_in_words(other: Exchange, part: str, words: str) -> None:
    found = differences(ANSWER, other)

    assert words in found[part]


def test_differences_of_the_same_are_none() -> None:
    assert differences(ANSWER, ANSWER) == {}


def test_play_masks_what_each_playing_has_of_its_own_and_nothing_else() -> None:
    submit = happy(
        *("submit_inquiry", f"{API}/inquiries"),
        body=inquiry_body(name="Rita {run}"),
        who="nobody",
        keeps={"id": lambda answer: str(answer.json["id"])},
        settles="id",
    )
    read = happy("get_inquiry", f"{ADMIN}/inquiries/{{id}}")

    with in_process() as application:
        target = ClientTarget(application)
        first, second = (play(target, [submit, read])["get_inquiry"] for _ in range(2))

    assert first == second
    assert first.faults == ()
    assert '"name": "Rita <run>"' in first.body
    assert '"id": "<id>"' in first.body
    assert '"created_at": "<time>"' in first.body
    assert '"reference": "<reference>"' in first.body
    assert '"company": "Keller Logistics"' in first.body
    assert "Our rack lease ends on 31 January" in first.body


def test_play_says_what_could_not_be_played_and_goes_on() -> None:
    lost = happy("get_inquiry", f"{ADMIN}/inquiries/{{id}}")
    health = happy("get_health", f"{API}/health", who="nobody")

    with in_process() as application:
        played = play(ClientTarget(application), [lost, health])

    assert played["get_inquiry"].failure == "could not be played: no earlier step gave id"
    assert played["get_health"].status == 200


def test_play_names_what_contradicts_the_description() -> None:
    refused = Step(name="x", view="get_me", method="GET", path=f"{API}/auth/me", who="nobody")

    with in_process() as application:
        played = play(ClientTarget(application), [refused])

    assert played["x"].faults == ("401 where it should be granted",)


def test_play_leaves_no_synthetic_inquiry_when_it_breaks_off() -> None:
    submit = happy(
        *("submit_inquiry", f"{API}/inquiries"),
        body=inquiry_body(),
        headers={"X-Synthetic": "true"},
        keeps={"synthetic_id": lambda answer: str(answer.json["id"])},
    )

    with in_process() as application:
        target = ClientTarget(application)
        play(target, [submit])
        items = target.client("dynamodb").scan(TableName="consulting-local-inquiries")["Items"]

    (head,) = (item for item in items if item["sk"]["S"] == "HEAD")
    assert "deleted_at" in head
    assert "name" not in head
