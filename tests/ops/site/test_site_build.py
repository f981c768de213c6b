"""What a build is once it is deployed."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from ops.site.release import BuildError, SiteFile, make_build, read_build, references, with_release
from tests.ops.site.builds import build_content

FOREVER = "public, max-age=31536000, immutable"


def by_key(files: tuple[SiteFile, ...]) -> dict[str, SiteFile]:
    return {file.key: file for file in files}


def test_the_same_build_is_the_same_release() -> None:
    first = make_build(build_content("one"))
    again = make_build(dict(reversed(build_content("one").items())))

    assert first == again
    assert len(first.release) == 12
    assert int(first.release, 16) >= 0


@pytest.mark.parametrize(
    "change",
    [
        {"favicon.svg": b"<svg/>"},
        {"robots.txt": b"User-agent: *\n"},
        {"index.html": b"<html><head></head><body>Other</body></html>"},
    ],
    ids=["content", "another file", "a page"],
)
def test_another_build_is_another_release(change: dict[str, bytes]) -> None:
    content = build_content("one")

    assert make_build(content).release != make_build({**content, **change}).release


def test_hashed_assets_are_kept_for_a_year_and_shared_by_releases() -> None:
    one, two = make_build(build_content("one")), make_build(build_content("two"))

    assert {file.cache_control for file in one.assets} == {FOREVER}
    assert {file.content_type for file in one.assets} == {
        "text/javascript; charset=utf-8",
        "text/css; charset=utf-8",
    }
    assert len(by_key(one.assets).keys() & by_key(two.assets).keys()) == 1


def test_pages_and_files_without_a_hash_lie_with_their_release_and_are_asked_for_each_time() -> (
    None
):
    build = make_build({**build_content("one"), "robots.txt": b"User-agent: *\n"})
    own = by_key((*build.files, *build.pages))
    prefix = f"releases/{build.release}/"

    assert own.keys() == {
        f"{prefix}{name}"
        for name in (
            *("index.html", "contact.html", "404.html", "admin.html"),
            *("favicon.svg", "robots.txt"),
        )
    }
    assert {file.cache_control for file in own.values()} == {"no-cache"}
    assert own[f"{prefix}index.html"].content_type == "text/html; charset=utf-8"
    assert own[f"{prefix}favicon.svg"].content_type == "image/svg+xml; charset=utf-8"
    assert own[f"{prefix}robots.txt"].content_type == "text/plain; charset=utf-8"


def test_only_the_page_for_what_is_not_there_has_a_status_of_its_own() -> None:
    build = make_build(build_content("one"))

    assert {file.key.rpartition("/")[2]: file.metadata for file in build.pages} == {
        "404.html": {"status": "404"},
        "admin.html": {},
        "contact.html": {},
        "index.html": {},
    }


def test_paths_are_those_that_visitors_ask_for() -> None:
    content = {**build_content("one"), "legal/terms.html": b"<head></head>"}

    assert make_build(content).paths == ("/", "/admin", "/contact", "/favicon.svg", "/legal/terms")


def test_each_page_names_its_release() -> None:
    build = make_build(build_content("one"))

    for page in build.pages:
        assert _metas(page.body) == [build.release]


def _metas(page: bytes) -> list[str]:
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            named = dict(attrs)
            if tag == "meta" and named.get("name") == "release":
                found.append(named.get("content") or "")

    Reader().feed(page.decode())
    return found


MARK = '<meta name="release" content="3f2a">'


@pytest.mark.parametrize(
    ("page", "marked"),
    [
        ("<head><title>A</title></head>", f"<head>{MARK}<title>A</title></head>"),
        ("<html>\n  <HEAD\n lang='en'>\n</HEAD>", f"<html>\n  <HEAD\n lang='en'>{MARK}\n</HEAD>"),
        ("<!-- a <head> -->\r\n<head>x", f"<!-- a <head> -->\r\n<head>{MARK}x"),
        ("<html title='<head>'><head >é", f"<html title='<head>'><head >{MARK}é"),
        ("<html>\u2028<head></head>", f"<html>\u2028<head>{MARK}</head>"),
    ],
    ids=["plain", "lines and capitals", "comment", "attribute", "line separator"],
)
def test_release_is_put_at_the_start_of_the_head(page: str, marked: str) -> None:
    assert with_release(page.encode(), "3f2a").decode() == marked


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        (b"<html><body>No head</body></html>", "index.html has no <head>"),
        (b'<head><meta content="x" name="release"></head>', "already"),
        (b"<head><script src='/assets/gone-12345678.js'></script></head>", "gone-12345678.js"),
        (b'<head><link rel="icon" href="/gone.svg"></head>', "/gone.svg"),
    ],
    ids=["no head", "marked already", "missing script", "missing icon"],
)
def test_page_that_would_not_work_is_refused(page: bytes, fault: str) -> None:
    with pytest.raises(BuildError, match=fault):
        make_build({"index.html": page})


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("assets/logo.png", "no content hash"),
        ("page.weird", "not known"),
        ("blog/index.html", "no name of a page"),
        ("v1.2.html", "no name of a page"),
        ("manifest.json", "the release's own manifest"),
    ],
)
def test_file_that_could_not_be_served_is_refused(name: str, fault: str) -> None:
    with pytest.raises(BuildError, match=fault):
        make_build({**build_content("one"), name: b"<head></head>"})


def test_references_are_what_a_page_loads_from_this_site() -> None:
    page = (
        b'<head><link rel="stylesheet" href="/assets/a.css"><link href="https://else.example/b.css">'
        b'<script src="/scheme.js?v=1"></script></head><a href="/contact">Contact</a>'
        b'<img src="//else.example/c.png"><!-- <img src="/d.png"> -->'
    )

    assert references(page) == {"/assets/a.css", "/scheme.js"}


def test_notes_of_the_builder_are_not_deployed(tmp_path: Path) -> None:
    for name, body in build_content("one").items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(body)
    (tmp_path / ".vite").mkdir()
    (tmp_path / ".vite" / "manifest.json").write_text("{}")
    (tmp_path / ".prepared").write_text("stamp")

    assert read_build(tmp_path) == make_build(build_content("one"))


def test_folder_without_a_build_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="no built site"):
        read_build(tmp_path)


def test_the_site_itself_can_be_deployed(project_root: Path) -> None:
    build = read_build(project_root / "frontend" / "dist")

    assert {"/", "/admin", "/contact", "/status", "/favicon.svg", "/scheme.js"} <= set(build.paths)
    assert all(hashed_name.key.startswith("assets/") for hashed_name in build.assets)
    assert len(build.assets) > 10
    assert len(str(list(build.paths))) < 1024
