"""Small builds of a site, as Vite and the prerendering write them."""

import hashlib

_PAGES = ("index", "contact", "404", "admin")


def hashed(name: str, body: bytes) -> str:
    """Give the path of an asset whose name has a hash of its content."""
    stem, _, kind = name.rpartition(".")
    return f"assets/{stem}-{hashlib.sha256(body).hexdigest()[:8]}.{kind}"


def build_content(edition: str, *, extra_assets: int = 0, extra_pages: int = 0) -> dict[str, bytes]:
    """Give the files of a build: one script changes with the edition, the style sheet does not."""
    script = f"export const edition = '{edition}';".encode()
    style = b"body { margin: 0 }"
    assets = {hashed("page.js", script): script, hashed("page.css", style): style}
    for number in range(extra_assets):
        part = f"export const part = '{edition}.{number}';".encode()
        assets[hashed("part.js", part)] = part
    loaded = "".join(
        f'<link rel="stylesheet" href="/{path}">'
        if path.endswith(".css")
        else f'<script type="module" src="/{path}"></script>'
        for path in sorted(assets)
    )
    pages = {
        f"{name}.html": (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">'
            f'<link rel="icon" href="/favicon.svg">{loaded}</head>'
            f"<body><h1>{name} {edition}</h1></body></html>"
        ).encode()
        for name in (*_PAGES, *(f"article-{number:02}" for number in range(extra_pages)))
    }
    return {**assets, **pages, "favicon.svg": f"<svg><title>{edition}</title></svg>".encode()}
