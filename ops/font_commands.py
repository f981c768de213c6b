"""The command `python -m ops fonts`: the fonts of report PDFs, made again from their packages.

What it writes is committed, so nobody needs it to build or to test. It is for renewing a font or
for adding characters: whole CJK fonts have 10 MB, these hold what the national standards name. The
same packages and the same fonttools give the same bytes.
"""

import base64
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import typer
from fontTools import subset
from fontTools.ttLib import TTFont

from ops.console import explaining, say, show
from ops.errors import OpsError
from ops.options import AsJson, DryRun
from ops.stages.config import PROJECT

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

FOLDER = PROJECT / "report_fonts"

_UNUSED_TABLES = ("BASE", "DSIG", "FFTM", "STAT", "VORG", "vhea", "vmtx")
_KEPT_NAMES = (0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17)
_WITHOUT_GLYPH = frozenset((0x200B, 0x200C, 0x200D, *range(0xFE00, 0xFE10)))
"""A place to break, joiners and variation selectors: they shape others and are never drawn."""
_NO_CHARACTERS = ("Cc", "Co")
"""Controls, and numbers that mean something in one font only."""


def _characters_of(codec: str, lead_bytes: range) -> Iterator[int]:
    """Give the two-byte characters of a national standard, from Python's own table of it."""
    for lead in lead_bytes:
        for trail in range(0x40, 0xFF):
            text = bytes((lead, trail)).decode(codec, "ignore")
            if len(text) == 1 and not text.isascii():
                yield ord(text)


_HAN = frozenset(
    (
        *_characters_of("gb2312", range(0xA1, 0xF8)),
        *_characters_of("euc_jp", range(0xA1, 0xF5)),
        *_characters_of("big5", range(0xA1, 0xC7)),
        *range(0x3000, 0x3100),
        *range(0xFF00, 0xFFF0),
    )
)
"""GB 2312, JIS X 0208, the frequent part of Big5, kana, and forms of full and half width."""
_HANGUL = frozenset((*range(0x3131, 0x318F), *range(0xAC00, 0xD7A4)))


@dataclass(frozen=True, slots=True)
class Family:
    """A font family: its package on the npm registry, the files to take, and what is kept."""

    package: str
    version: str
    sha512: str
    files: tuple[str, ...]
    characters: frozenset[int] | None = None
    """Unicode numbers; None keeps all."""
    features: tuple[str, ...] = ("*",)
    licence: str = "LICENSE_FONT"
    is_subset: bool = True

    @property
    def name(self) -> str:
        """Give the package's name without its owner."""
        return self.package.rpartition("/")[2]


_FAMILIES = (
    Family(
        "@expo-google-fonts/inter",
        "0.4.2",
        "syfiImMaDmq7cFi0of+waE2M4uSCyd16zgyWxdPOY7fN2VBmSLKEzkfbZgeOjJq61kSqPBNNtXjggiQiSD6gMQ==",
        (
            "400Regular/Inter_400Regular.ttf",
            "400Regular_Italic/Inter_400Regular_Italic.ttf",
            "600SemiBold/Inter_600SemiBold.ttf",
            "600SemiBold_Italic/Inter_600SemiBold_Italic.ttf",
        ),
        features=("calt", "case", "ccmp", "kern", "locl", "mark", "mkmk", "tnum"),
    ),
    Family(
        "@expo-google-fonts/noto-sans",
        "0.4.2",
        "zYD8G2ijWLxqmquoQgghNh/x9p0yxWwArD0oxO1oXY1qx5vOd4t0Kbhnu/Cx8RTy08OgA8RtxuULZFaXwVPnPw==",
        ("400Regular/NotoSans_400Regular.ttf", "600SemiBold/NotoSans_600SemiBold.ttf"),
    ),
    Family(
        "@expo-google-fonts/noto-sans-sc",
        "0.4.3",
        "9rAwdFTFHbO/u6Cs0gj2jZbW74TGIiaFNQnXYH2s5wA1bzVkwbaviL4t8YUV642eGYjg86eH6DkAEQmfNHDncQ==",
        ("400Regular/NotoSansSC_400Regular.ttf", "600SemiBold/NotoSansSC_600SemiBold.ttf"),
        characters=_HAN,
        features=("ccmp", "mark", "mkmk"),
    ),
    Family(
        "@expo-google-fonts/noto-sans-kr",
        "0.4.3",
        "EVS/uJPcf1TgJtjmQmrFr0oGdcl7ml09CSu0E/AyGzR0UfzdR2pBbzWWPsnuzZiGUl643ODYwYiXK5+B+fLjhQ==",
        ("400Regular/NotoSansKR_400Regular.ttf", "600SemiBold/NotoSansKR_600SemiBold.ttf"),
        characters=_HANGUL,
        features=("ccmp",),
    ),
    # Noto Sans Arabic draws a letter and its dots as two glyphs, and whoever copies the text gets
    # the letter twice. Plex has a glyph a letter. Its name is reserved: the files stay as they are.
    Family(
        "@expo-google-fonts/ibm-plex-sans-arabic",
        "0.4.2",
        "Cx24iSo/4pWBKHVf69tbVLDUiHWCSTHrhKPw/+SYWLDnyiX10WXh+amNWRSo9N3ruwd+qk9AQgDaIY1KO0u1Ig==",
        (
            "400Regular/IBMPlexSansArabic_400Regular.ttf",
            "600SemiBold/IBMPlexSansArabic_600SemiBold.ttf",
        ),
        is_subset=False,
    ),
    Family(
        "@expo-google-fonts/noto-sans-hebrew",
        "0.4.1",
        "NR3vP6GT/hSINLrk4JHJBQnuzh/C1mlMrphNlI2dQaO53a3oTjSRoG4JyYb1B6bHadjsGh0wPZbT4kMJBKjT/w==",
        (
            "400Regular/NotoSansHebrew_400Regular.ttf",
            "600SemiBold/NotoSansHebrew_600SemiBold.ttf",
        ),
    ),
    Family(
        "@expo-google-fonts/noto-emoji",
        "0.4.7",
        "Gs7URwtKmCzzdGUTYbG8MIohyaQPgGxIaQG5hvyEAaQiEGJpQy6gyP3NDICE0EJkOJFoe1JFD3Hf1L4a3qe4KA==",
        ("400Regular/NotoEmoji_400Regular.ttf",),
    ),
    Family(
        "dejavu-fonts-ttf",
        "2.37.3",
        "f1hd7jJbeQa1VWcw+K2KrTXS50zTMaHpVC4XIKJpNcDeYR5ajMtj/iLlQDYNvLOKamUB3ARVVCf79lNwNVztSQ==",
        ("ttf/DejaVuSansMono.ttf",),
        features=("ccmp", "mark", "mkmk"),
        licence="LICENSE",
    ),
)


class FontError(OpsError):
    """A font can't be made."""


@app.command()
def fonts(dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Make the fonts of report PDFs again: asks npm for some 100 MB, writes report_fonts/."""
    with explaining():
        packages = [f"{family.package}@{family.version}" for family in _FAMILIES]
        for package in packages if dry_run else ():
            say(f"would make report_fonts/ again from {package}")
        characters = 0 if dry_run else _make_fonts()
        show(
            {"packages": packages} if dry_run else {"characters": characters},
            as_json=as_json,
            lines=() if dry_run else [f"{characters} characters"],
        )


def _make_fonts() -> int:
    """Make every font and give the number of characters that they cover."""
    covered: set[int] = set()
    with tempfile.TemporaryDirectory() as scratch:
        for family in _FAMILIES:
            folder = _fetch(family, Path(scratch))
            made = [_make(folder / file, family) for file in family.files]
            covered |= set.intersection(*(set(font.getBestCmap()) for font in made))
            licence = (folder / family.licence).read_text(encoding="utf-8")
            (FOLDER / f"{family.name}.license.txt").write_text(licence, encoding="utf-8")
            say(f"{family.package} {family.version}: {len(made)} files")
    shown = {
        number
        for number in covered | _WITHOUT_GLYPH
        if unicodedata.category(chr(number)) not in _NO_CHARACTERS
    }
    (FOLDER / "coverage.txt").write_text("\n".join(_ranges(shown)) + "\n", encoding="ascii")
    return len(shown)


def _fetch(family: Family, scratch: Path) -> Path:
    """Download a package and unpack it, if it is the one that we know."""
    wanted = f"{family.package}@{family.version}"
    command = ["npm", "pack", "--silent", "--pack-destination", str(scratch), wanted]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise FontError(f"npm can't fetch {wanted}: {done.stderr.strip()[-500:]}")
    packed = scratch / done.stdout.strip()
    digest = base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
    if digest != family.sha512:
        raise FontError(f"{wanted} has the SHA-512 {digest}, not {family.sha512}")
    folder = scratch / family.name
    with tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def _make(source: Path, family: Family) -> TTFont:
    """Write a font with the wanted characters, without hints, which no PDF needs."""
    if not family.is_subset:
        shutil.copyfile(source, FOLDER / source.name)
        return TTFont(source, lazy=False)
    options = subset.Options(
        hinting=False,
        layout_features=list(family.features),
        name_IDs=list(_KEPT_NAMES),
        notdef_outline=True,
        drop_tables=[*subset.Options().drop_tables, *_UNUSED_TABLES],
    )
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=family.characters or font.getBestCmap())
    subsetter.subset(font)
    subset.save_font(font, FOLDER / source.name, options)
    return font


def _ranges(numbers: Iterable[int]) -> Iterator[str]:
    """Give ascending numbers as ranges: 20-7E, or A0 for a single one."""
    first = last = -1
    for number in [*sorted(numbers), -1]:
        if number == last + 1:
            last = number
            continue
        if first >= 0:
            yield f"{first:X}-{last:X}" if last > first else f"{first:X}"
        first = last = number
