"""The built site: which file answers which path, and how long a browser may keep it."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from aiohttp import web

from ops.local.edge import security_headers
from ops.local.edge.answers import error_answer

_ONE_PAGE_FOR = {"/status": "status.html", "/admin": "admin.html"}
"""Paths whose rest is read by the page itself."""

_TEXT_TYPES = ("text/", "application/json", "text/javascript", "image/svg+xml")
_SMALLEST_COMPRESSED_BYTES = 1000
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("application/manifest+json", ".webmanifest")


class BadPath(ValueError):
    """The path can't name anything of the site."""


@dataclass(frozen=True, slots=True)
class _File:
    changed_at_ns: int
    content_type: str
    etag: str
    body: bytes
    compressed: bytes | None


class Site:
    """The files of a built site, read once and again when they change."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: dict[Path, _File] = {}

    async def answer(self, request: web.BaseRequest) -> web.Response:
        """Answer a request for a page or an asset."""
        try:
            path = clean_path(request.rel_url.raw_path)
        except BadPath as error:
            return error_answer(400, "BadPath", str(error))
        if request.method not in ("GET", "HEAD"):
            refusal = error_answer(405, "MethodNotAllowed", "The site answers GET and HEAD.")
            refusal.headers["Allow"] = "GET, HEAD"
            return refusal
        if path != "/" and path.endswith("/"):
            query = f"?{request.rel_url.raw_query_string}" if request.rel_url.query_string else ""
            # Collapsed slashes keep the target from being read as another host.
            return web.Response(status=308, headers={"Location": path.rstrip("/") + query})
        found = self._find(path)
        file = self._read(found) if found else None
        if file is None:
            return self._not_found(request, path)
        return _send(request, path, file, 200)

    def _find(self, path: str) -> Path | None:
        for prefix, page in _ONE_PAGE_FOR.items():
            if path == prefix or path.startswith(f"{prefix}/"):
                return self._root / page
        name = path.strip("/")
        if "/." in path:
            return None  # The builder's notes are no pages.
        candidates = (name, f"{name}.html", f"{name}/index.html") if name else ("index.html",)
        return next(
            (self._root / each for each in candidates if (self._root / each).is_file()), None
        )

    def _not_found(self, request: web.BaseRequest, path: str) -> web.Response:
        file = self._read(self._root / "404.html")
        if file is None:
            return error_answer(404, "NotFound", "There is no such page.")
        return _send(request, path, file, 404)

    def _read(self, path: Path) -> _File | None:
        try:
            changed_at_ns = path.stat().st_mtime_ns
            kept = self._files.get(path)
            if kept is None or kept.changed_at_ns != changed_at_ns:
                kept = _load(path, changed_at_ns)
                self._files[path] = kept
        except FileNotFoundError:
            return None
        return kept


def clean_path(raw_path: str) -> str:
    """Decode a path and collapse its slashes.

    Raises: BadPath for what could leave the site's folder or is no text.
    """
    try:
        path = unquote(raw_path, errors="strict")
    except UnicodeDecodeError as error:
        raise BadPath("The path is not UTF-8.") from error
    segments = [segment for segment in path.split("/") if segment]
    if any(segment in (".", "..") for segment in segments):
        raise BadPath("The path leads out of the site.")
    if "\\" in path or not path.isprintable():
        raise BadPath("The path has characters that no page has.")
    end = "/" if path.endswith("/") and segments else ""
    return "/" + "/".join(segments) + end


def _load(path: Path, changed_at_ns: int) -> _File:
    body = path.read_bytes()
    content_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    is_text = content_type.startswith(_TEXT_TYPES)
    compressed = None
    if is_text and len(body) >= _SMALLEST_COMPRESSED_BYTES:
        compressed = gzip.compress(body, compresslevel=6, mtime=0)
    return _File(
        changed_at_ns=changed_at_ns,
        content_type=f"{content_type}; charset=utf-8" if is_text else content_type,
        etag=f'"{hashlib.sha256(body).hexdigest()[:32]}"',
        body=body,
        compressed=compressed,
    )


def _send(request: web.BaseRequest, path: str, file: _File, status: int) -> web.Response:
    is_hashed = path.startswith("/assets/") and status == 200
    headers = {
        "Content-Type": file.content_type,
        "Cache-Control": "public, max-age=31536000, immutable" if is_hashed else "no-cache",
        "ETag": file.etag,
        "Vary": "Accept-Encoding",
        **security_headers.for_page(path),
    }
    if status == 200 and file.etag in request.headers.get("If-None-Match", ""):
        return web.Response(status=304, headers=headers)
    body = file.body
    if file.compressed is not None and "gzip" in request.headers.get("Accept-Encoding", ""):
        body = file.compressed
        headers["Content-Encoding"] = "gzip"
    return web.Response(status=status, body=body, headers=headers)
