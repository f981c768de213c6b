"""Priority by whole words: what raises it, what does not, and how it is explained."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.priority import DetectedPriority, Priority, detect_priority
from tests.processor_time import shortest_seconds

URGENT = ["emergency", "outage", "is down", "breach", "data loss"]
HIGH = [
    "urgent",
    "asap",
    "immediately",
    "critical",
    "deadline",
    "today",
    "tomorrow",
    "this week",
    "right away",
    "time-sensitive",
    "time sensitive",
    "blocked",
]
LOW = ["no rush", "no hurry", "whenever"]
NEGATIONS = [
    "not {}",
    "it isn't {}",
    "it isn’t really {}",
    "not an {}",
    "no {}",
    "nothing {}",
    "without a {}",
    "we don't have a {}",
    "non-{}",
    "never {}",
    'this is not "{}"',
    "neither {}",
]
plain_words = st.lists(
    st.sampled_from(["we", "run", "a", "shop", "on", "two", "servers", "and", "help"])
)


@pytest.mark.parametrize("phrase", URGENT)
def test_detect_priority_words_of_danger_are_urgent(phrase: str) -> None:
    assert detect_priority(f"Our shop: {phrase.upper()}!").priority is Priority.URGENT


@pytest.mark.parametrize("phrase", HIGH)
def test_detect_priority_words_of_haste_are_high(phrase: str) -> None:
    assert detect_priority(f"We need help ({phrase}).").priority is Priority.HIGH


@pytest.mark.parametrize("phrase", LOW)
def test_detect_priority_words_of_leisure_are_low(phrase: str) -> None:
    assert detect_priority(f"Answer, {phrase}").priority is Priority.LOW


@pytest.mark.parametrize("negation", NEGATIONS)
@pytest.mark.parametrize("word", ["urgent", "emergency", "deadline", "critical"])
def test_detect_priority_negated_word_does_not_raise(negation: str, word: str) -> None:
    assert detect_priority(negation.format(word)) == DetectedPriority(Priority.MEDIUM, None)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        pytest.param("not urgent or critical", Priority.MEDIUM, id="negation-goes-on-over-or"),
        pytest.param("no urgent deadline", Priority.MEDIUM, id="negated-pair"),
        pytest.param("no outage or data loss so far", Priority.MEDIUM, id="negated-two-phrases"),
        pytest.param("nothing is down", Priority.MEDIUM, id="nothing-is-down"),
        pytest.param("nobody is blocked", Priority.MEDIUM, id="nobody"),
        pytest.param("not urgent but critical", Priority.HIGH, id="but"),
        pytest.param("not only urgent", Priority.HIGH, id="not-only"),
        pytest.param("No, this is urgent", Priority.HIGH, id="comma-ends-the-negation"),
        pytest.param("It is not urgent. The deadline is Friday.", Priority.HIGH, id="sentence"),
        pytest.param("Nothing works\n\nUrgent", Priority.HIGH, id="paragraph"),
        pytest.param("The site does not work today", Priority.HIGH, id="not-about-today"),
        pytest.param("no rush, but the site is down", Priority.URGENT, id="highest-wins"),
        pytest.param("no rush, deadline is tomorrow", Priority.HIGH, id="high-over-low"),
        pytest.param("data\r\nloss", Priority.URGENT, id="phrase-over-a-line"),
        pytest.param("mission-critical", Priority.HIGH, id="compound"),
        pytest.param("today's the day", Priority.HIGH, id="possessive"),
        pytest.param("crush, brush, urgently, todayish", Priority.MEDIUM, id="parts-of-words"),
        pytest.param("outages_today", Priority.MEDIUM, id="identifier"),
        pytest.param("see https://x.example/outage", Priority.MEDIUM, id="web-address"),
        pytest.param("write to urgent@x.example", Priority.MEDIUM, id="mail-address"),
        pytest.param("No - it is urgent", Priority.HIGH, id="hyphen-ends"),
        pytest.param("No \u2013 it is urgent", Priority.HIGH, id="dash-ends"),
        pytest.param("No it is urgent", Priority.HIGH, id="no-as-answer"),
        pytest.param("No our deadline is Friday", Priority.HIGH, id="no-as-answer-our"),
        pytest.param("Not yet fixed - urgent", Priority.HIGH, id="not-yet-fixed"),
        pytest.param("Not yet fixed urgent", Priority.HIGH, id="not-yet-fixed-without-a-dash"),
        pytest.param("Backup not done\nUrgent", Priority.HIGH, id="line"),
        pytest.param("Backup not done urgent", Priority.HIGH, id="not-done"),
        pytest.param("No answer yet\nUrgent!", Priority.HIGH, id="no-answer-line"),
        pytest.param("No answer urgent!", Priority.HIGH, id="no-answer"),
        pytest.param("It is not\r\nurgent", Priority.HIGH, id="line-when-in-doubt"),
        pytest.param("It is not urgent it is critical", Priority.HIGH, id="run-on"),
        pytest.param("not critical/urgent", Priority.MEDIUM, id="slash-joins"),
        pytest.param("not \u201curgent\u201d", Priority.MEDIUM, id="double-quotes-join"),
        pytest.param("not \u2018urgent\u2019", Priority.MEDIUM, id="single-quotes-join"),
        pytest.param("not (urgent)", Priority.MEDIUM, id="bracket-joins"),
        pytest.param("shouldn't be urgent", Priority.MEDIUM, id="shouldnt"),
        pytest.param("shouldn\u2019t be urgent", Priority.MEDIUM, id="shouldnt-typographic"),
        pytest.param("mustn't be urgent", Priority.MEDIUM, id="mustnt"),
        pytest.param("mustn\u2019t be urgent", Priority.MEDIUM, id="mustnt-typographic"),
        pytest.param("ain't urgent", Priority.MEDIUM, id="aint"),
        pytest.param("ain\u2019t urgent", Priority.MEDIUM, id="aint-typographic"),
        pytest.param("no particular deadline", Priority.MEDIUM, id="no-particular"),
        pytest.param("don't consider it urgent", Priority.MEDIUM, id="dont-consider"),
        pytest.param("I don't think it's urgent", Priority.MEDIUM, id="dont-think"),
        pytest.param("time\u2011sensitive", Priority.HIGH, id="no-break-hyphen"),
        pytest.param("non\u2011urgent", Priority.MEDIUM, id="no-break-hyphen-negated"),
        pytest.param("_urgent_", Priority.HIGH, id="underscores"),
        pytest.param("*urgent*", Priority.HIGH, id="asterisks"),
        pytest.param("not _urgent_", Priority.MEDIUM, id="underscores-negated"),
        pytest.param("not *urgent*", Priority.MEDIUM, id="asterisks-negated"),
        pytest.param("\u039f\u03a3 \u03c2 urgent", Priority.HIGH, id="greek-sigma"),
        pytest.param("\u0130stanbul \u0131 I urgent", Priority.HIGH, id="turkish-i"),
        pytest.param("", Priority.MEDIUM, id="empty"),
        pytest.param("緊急です", Priority.MEDIUM, id="other-language"),
    ],
)
def test_detect_priority_judges_in_context(message: str, expected: Priority) -> None:
    assert detect_priority(message).priority is expected


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("asap, best tomorrow", "the words 'asap' and 'tomorrow' in the message"),
        ("ASAP! asap!", "the word 'asap' in the message"),
        ("The site is down", "the words 'is down' in the message"),
        ("Time sensitive", "the word 'time-sensitive' in the message"),
        (
            "urgent, today, deadline",
            "the words 'urgent', 'today' and 'deadline' in the message",
        ),
        ("an urgent outage", "the word 'outage' in the message"),
        ("a plain question", None),
    ],
)
def test_detect_priority_gives_the_words_as_reason(message: str, reason: str | None) -> None:
    assert detect_priority(message).reason == reason


@given(plain_words, st.sampled_from(URGENT), plain_words)
def test_detect_priority_finds_a_phrase_anywhere(
    before: list[str], phrase: str, after: list[str]
) -> None:
    message = f"{' '.join(before)}. {phrase} {' '.join(after)}"

    assert detect_priority(message).priority is Priority.URGENT


@given(st.text(max_size=400))
def test_detect_priority_explains_exactly_what_it_raises(message: str) -> None:
    detected = detect_priority(message)

    assert (detected.reason is None) == (detected.priority is Priority.MEDIUM)


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "not ",
        "or urgent ",
        "'",
        "a'",
        "@",
        "a@",
        "://",
        "not or or or ",
        "\n\n",
        " ",
        "a_",
        "_",
        "-",
    ],
)
def test_detect_priority_takes_linear_time(unit: str) -> None:
    message = (unit * 10_000)[:10_000]

    seconds = shortest_seconds(lambda: detect_priority(message))

    assert seconds < 0.25
