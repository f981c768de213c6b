"""What a build of the site is once it is deployed: objects of the bucket, by their keys.

    assets/<name>-<hash>.<type>          shared by all releases; named by content, never changed
    releases/<release>/<page>.html       and whatever else has no hash in its name (favicon, robots)
    releases/<release>/manifest.json     written last: what makes a release complete

So releases lie side by side and nothing that a page refers to is ever replaced. Which of them a
visitor sees is said in the edge's routing; the paths that he asks for know no release.

The id of a release is a hash of its content: the same build is the same release. Each page carries
it in `<meta name="release">`, which is put in here, because only the whole build has an id.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath

from ops.errors import OpsError
from ops.stages.config import PROJECT

BUILT_SITE = PROJECT / "frontend" / "dist"
ASSETS = "assets/"
RELEASES = "releases/"
MANIFEST = "manifest.json"
NOT_FOUND_PAGE = "404.html"

_FORMAT = b"1"
"""Part of the release's id. Another number where the same build is deployed as other objects."""

_RELEASE_DIGITS = 12
_HASHED_NAME = re.compile(r".+-[A-Za-z0-9_-]{8,}\.[a-z0-9]+")
_PAGE_NAME = re.compile(r"(?!.*/index\.html$)[A-Za-z0-9_/-]+\.html")
"""What the router finds again, which makes `/some/page` out of `some/page.html`."""
_FOREVER = "public, max-age=31536000, immutable"
_ASK_EACH_TIME = "no-cache"

_CONTENT_TYPES = {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}


class BuildError(OpsError):
    """The build can't be deployed as it is."""


@dataclass(frozen=True, slots=True)
class SiteFile:
    """An object of the bucket, with what the edge sends along.

    Bodies are stored uncompressed: CloudFront compresses them as the viewer asks.
    """

    key: str
    body: bytes
    content_type: str
    cache_control: str
    metadata: Mapping[str, str]

    @property
    def etag(self) -> str:
        """Give the MD5 that S3 has as ETag of an object that was put in one piece.

        Source: docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html, for SSE-S3.
        """
        return hashlib.md5(self.body, usedforsecurity=False).hexdigest()


@dataclass(frozen=True, slots=True)
class SiteBuild:
    """A build of the site as one release."""

    release: str
    assets: tuple[SiteFile, ...]
    files: tuple[SiteFile, ...]
    """What has neither a hash in its name nor is a page."""
    pages: tuple[SiteFile, ...]

    @property
    def size_bytes(self) -> int:
        """Give the size of everything that the release refers to."""
        return sum(len(file.body) for file in (*self.assets, *self.files, *self.pages))

    @property
    def paths(self) -> tuple[str, ...]:
        """List the paths under which visitors find pages and files, as the router knows them."""
        prefix = release_prefix(self.release)
        return tuple(
            sorted(
                path
                for file in (*self.pages, *self.files)
                if (path := viewer_path(file.key.removeprefix(prefix))) is not None
            )
        )


def release_prefix(release: str) -> str:
    """Give where the pages of a release lie."""
    return f"{RELEASES}{release}/"


def viewer_path(name: str) -> str | None:
    """Give the path of a page or file as visitors ask for it; None for the page of no path."""
    if name == NOT_FOUND_PAGE:
        return None
    return "/" if name == "index.html" else "/" + name.removesuffix(".html")


def read_build(folder: Path) -> SiteBuild:
    """Read what `npm run build` wrote. The builder's own notes start with a dot and stay here.

    Raises: BuildError.
    """
    if not (folder / "index.html").is_file():
        raise BuildError(f"{folder} has no built site; leave --no-build out")
    names = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return make_build(
        {
            name.as_posix(): (folder / name).read_bytes()
            for name in names
            if not any(part.startswith(".") for part in name.parts)
        }
    )


def make_build(content: Mapping[str, bytes]) -> SiteBuild:
    """Make a release of files by their names in the build.

    Raises: BuildError for what would be wrong for visitors: a page that refers to a file that is
    not there, a file below assets/ without a hash, which browsers would keep for a year.
    """
    _check_references(content)
    release = _release_of(content)
    assets, files, pages = [], [], []
    for name, body in sorted(content.items()):
        suffix = PurePosixPath(name).suffix
        if name.startswith(ASSETS):
            assets.append(_asset(name, body))
        elif suffix == ".html":
            pages.append(_page(release, name, body))
        else:
            files.append(_file(release, name, body))
    return SiteBuild(release, tuple(assets), tuple(files), tuple(pages))


def with_release(page: bytes, release: str) -> bytes:
    """Put the release into the head of a page.

    Raises: BuildError if the page has no head, or names a release already.
    """
    text = page.decode()
    reader = _read_page(text)
    if reader.end_of_head_tag is None:
        raise BuildError("has no <head>")
    if reader.has_release:
        raise BuildError('has a <meta name="release"> already; only deploying may put it in')
    end = reader.end_of_head_tag
    return f'{text[:end]}<meta name="release" content="{release}">{text[end:]}'.encode()


def references(page: bytes) -> frozenset[str]:
    """List the paths of this site that a page loads: scripts, styles, fonts, images."""
    return frozenset(_read_page(page.decode()).references)


class _PageReader(HTMLParser):
    """Finds the head and what a page loads. Comments and scripts that look like tags are none."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._line_starts = list(_line_starts(text))
        self.end_of_head_tag: int | None = None
        self.has_release = False
        self.references: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "head" and self.end_of_head_tag is None:
            line, column = self.getpos()
            self.end_of_head_tag = (
                self._line_starts[line - 1] + column + len(self.get_starttag_text() or "")
            )
        if tag == "meta" and named.get("name") == "release":
            self.has_release = True
        loaded = named.get("href") if tag == "link" else named.get("src")
        if loaded and loaded.startswith("/") and not loaded.startswith("//"):
            self.references.append(loaded.partition("#")[0].partition("?")[0])


def _line_starts(text: str) -> Iterator[int]:
    """Give the offset of each line as HTMLParser counts them."""
    yield 0
    for match in re.finditer("\n", text):
        yield match.end()


def _read_page(text: str) -> _PageReader:
    reader = _PageReader(text)
    reader.feed(text)
    reader.close()
    return reader


def _check_references(content: Mapping[str, bytes]) -> None:
    for name, body in sorted(content.items()):
        if not name.endswith(".html"):
            continue
        missing = sorted(path for path in references(body) if path.lstrip("/") not in content)
        if missing:
            raise BuildError(f"{name} refers to {missing[0]}, which the build has not; build again")


def _release_of(content: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256(_FORMAT)
    for name, body in sorted(content.items()):
        digest.update(f"{name}\0{hashlib.sha256(body).hexdigest()}\0".encode())
    return digest.hexdigest()[:_RELEASE_DIGITS]


def _asset(name: str, body: bytes) -> SiteFile:
    if not _HASHED_NAME.fullmatch(PurePosixPath(name).name):
        raise BuildError(
            f"{name} has no content hash in its name, and browsers would keep it for a year; "
            "only the builder may write below assets/"
        )
    return SiteFile(name, body, _content_type(name), _FOREVER, {})


def _page(release: str, name: str, body: bytes) -> SiteFile:
    if not _PAGE_NAME.fullmatch(name):
        raise BuildError(
            f"{name} is no name of a page: use letters, digits, hyphens and underscores, and a "
            "name of its own rather than index.html in a folder"
        )
    try:
        marked = with_release(body, release)
    except BuildError as error:
        raise BuildError(f"{name} {error}") from error
    # S3 gives 200 with every object; a function of the edge makes this of it.
    metadata = {"status": "404"} if name == NOT_FOUND_PAGE else {}
    key = release_prefix(release) + name
    return SiteFile(key, marked, _content_type(name), _ASK_EACH_TIME, metadata)


def _file(release: str, name: str, body: bytes) -> SiteFile:
    if name == MANIFEST:
        raise BuildError(f"{name} is the name of the release's own manifest; name it otherwise")
    key = release_prefix(release) + name
    return SiteFile(key, body, _content_type(name), _ASK_EACH_TIME, {})


def _content_type(name: str) -> str:
    try:
        return _CONTENT_TYPES[PurePosixPath(name).suffix.lower()]
    except KeyError:
        raise BuildError(
            f"{name} is of a type that is not known; add it to ops/site/release.py"
        ) from None
