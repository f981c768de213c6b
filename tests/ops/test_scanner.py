"""The scanner of templates: what it leaves out has a reason, and `make check` runs it over all."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_SKIPPED = re.compile(r"  - (CKV_AWS_\d+) +# (.{20,})")


def test_every_check_that_is_left_out_has_a_reason() -> None:
    lines = (ROOT / ".checkov.yaml").read_text().partition("skip-check:\n")[2].splitlines()

    found = [_SKIPPED.fullmatch(line) for line in lines]

    assert all(found), [line for line, match in zip(lines, found, strict=True) if not match]
    names = [match[1] for match in found if match]
    assert len(names) == len(set(names))


def test_scanner_sees_every_template_in_make_check() -> None:
    makefile = (ROOT / "Makefile").read_text()
    (command,) = [line for line in makefile.splitlines() if "/checkov " in line]

    assert "--config-file .checkov.yaml" in command
    assert "-f infrastructure/*.yaml build/scanned/template.json" in command
    assert "-" not in command.strip().removeprefix("@")[:1], "a finding fails the target"
