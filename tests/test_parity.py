"""docs/parity.md names what exists: its routes, pages, jobs and tests, row by row."""

import re
from dataclasses import dataclass
from functools import lru_cache

import pytest

from tests.conftest import ROOT

VERDICTS = {"served", "later", "left out"}
_ROUTE = re.compile(r"`((?:GET|POST|PATCH|PUT|DELETE) /api/\S+)`")
_PAGE = re.compile(r"`page (/\S*)`")
_JOB = re.compile(r"`job (\w+)`")
_TEST = re.compile(r"`([\w/.-]+\.(?:py|tsx?))(?:::(\w+))?`")


@dataclass(frozen=True)
class Row:
    """A function or a claim of the legacy platform, and what became of it."""

    legacy: str
    verdict: str
    here: str
    proof: str


def read_rows() -> list[Row]:
    lines = (ROOT / "docs" / "parity.md").read_text().splitlines()
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in lines
        if re.match(r"\| \d", line)
    ]
    return [Row(*row) for row in cells]


ROWS = read_rows()


@lru_cache
def routes() -> set[str]:
    from app import app

    return {f"{method} {path}" for path, by_method in app.routes.items() for method in by_method}


@lru_cache
def pages() -> set[str]:
    frontend = ROOT / "frontend" / "src"
    public = re.findall(r"path: '(/[^']*)'", (frontend / "public/app/pages.tsx").read_text())
    admin = re.findall(r"path: '([^'/*][^']*)'", (frontend / "admin/app/routes.tsx").read_text())
    sign_in = re.search(
        r"SIGN_IN_PATH = '([^']+)'", (frontend / "admin/app/targets.ts").read_text()
    )
    assert sign_in
    return {*public, *(f"/admin/{path}" for path in admin), sign_in.group(1)}


@lru_cache
def jobs() -> set[str]:
    from app import app

    return set(app.handler_map)


def is_test(file: str, name: str) -> bool:
    if file.startswith("frontend/"):
        return not name and (ROOT / file).is_file()
    path = ROOT / "tests" / file
    return bool(name) and path.is_file() and f"\ndef {name}(" in path.read_text()


def test_parity_tells_of_each_section_that_is_begun() -> None:
    sections = {row.legacy.split()[0].partition(".")[0] for row in ROWS}

    assert sections == {"4", "5", "9", "10", "12", "16", "17"}
    assert {row.legacy.split()[0] for row in ROWS} >= {f"4.{number}" for number in range(1, 25)}
    assert len({row.legacy for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row.legacy[:40] for row in ROWS])
def test_parity_row_names_what_exists(row: Row) -> None:
    served = (
        *(_ROUTE.findall(row.here)),
        *(f"page {path}" for path in _PAGE.findall(row.here)),
        *(f"job {name}" for name in _JOB.findall(row.here)),
    )
    proofs = _TEST.findall(row.proof)

    assert row.verdict in VERDICTS
    assert set(_ROUTE.findall(row.here)) <= routes()
    assert set(_PAGE.findall(row.here)) <= pages()
    assert set(_JOB.findall(row.here)) <= jobs()
    assert [proof for proof in proofs if not is_test(*proof)] == []
    if row.verdict == "served":
        assert served or row.here.startswith(("as 4.", "every route"))
        assert proofs
    else:
        assert row.here.endswith("."), "the reason is a sentence"
        assert not row.proof
