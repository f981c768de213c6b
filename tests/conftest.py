"""The stage that tests run on, and the application with tables made from the real templates."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

if TYPE_CHECKING:
    from chalicelib.config import Settings

ROOT = Path(__file__).parent.parent

# Their assertions tell what they saw, as those of test modules do.
pytest.register_assert_rewrite("tests.functional.people", "tests.hostile")

# The running platform: whoever asks for the fixture `platform` shares one with the whole test run.
pytest_plugins = ["tests.platform", "tests.ran_under"]

STAGE_SETTINGS = {
    "ENVIRONMENT": "local",
    "STAGE": "local",
    "SITE_URL": "https://site.example",
    "DOCUMENTS_BUCKET": "consulting-local-documents-123456789012",
    "MAIL_EVENTS_TOPIC": "arn:aws:sns:us-east-1:123456789012:consulting-local-mail-events",
    "EMAIL_SENDER": "inquiries@cloudpartner.example",
    "EMAIL_REPLY_TO": "info@cloudpartner.example",
    "EMAIL_CONSULTANCY": "consultants@cloudpartner.example",
    "SUBMISSIONS_PER_MINUTE": "1000",
    "SIGN_INS_PER_MINUTE": "1000",
    "LOG_LEVEL": "CRITICAL",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_EC2_METADATA_DISABLED": "true",
}
# Set before anything of the application is imported: PynamoDB wants table names at import.
os.environ.update(STAGE_SETTINGS)

# A shell has what it starts in the background ignore Ctrl-C, which commands under test inherit.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes says more of the machine than of the code.
hypothesis_settings.register_profile(
    "any machine",
    hypothesis_settings(),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.load_profile("any machine")


@pytest.fixture
def project_root() -> Path:
    return ROOT


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., "Settings"]]:
    """Change settings for one test, as in `settings(submissions_per_minute=2)`."""
    from chalicelib.config import Settings, get_settings

    def change(**values: Any) -> Settings:
        unknown = values.keys() - Settings.__dataclass_fields__.keys()
        assert not unknown, f"there are no settings {unknown}"
        for name, value in values.items():
            monkeypatch.setenv(name.upper(), str(value))
        get_settings.cache_clear()
        return get_settings()

    yield change
    monkeypatch.undo()
    get_settings.cache_clear()


@pytest.fixture
def aws_tables() -> Iterator[None]:
    """Give the tables of infrastructure/data.yaml, in moto."""
    from tests.templates import tables_in_moto

    with tables_in_moto():
        yield
