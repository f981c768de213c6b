"""A release with viewers at the edge, and what they noticed: `.venv/bin/python bench/release.py`.

Production is made on an emulator of its own in a temporary folder, with both colours and the local
edge. Code and sites are packaged before. What is printed is of this machine and of the emulator,
where one Python process serves one request at a time; it says nothing of AWS but that no request
fails while colours change.
"""

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import typer

from ops.release.gate import percentile
from tests import conftest  # noqa: F401  # sets the variables that chalicelib wants at import
from tests.emulator import running_emulator
from tests.ops.release.production import Production, replace_in, responding
from tests.ops.release.traffic import Traffic, traffic

_OPENING = '"""Logs as one JSON object a line'


def main() -> None:
    """Release once under load and print what viewers saw."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--per-second", type=float, default=50, help="requests a second")
    parser.add_argument("--watch", type=float, default=15, help="seconds of each step")
    parser.add_argument("--steps", default="5,25,50,100", help="shares, in per cent")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, responding() as ai_url:
        root = Path(folder)
        with running_emulator("shimmed", root / "emulator", ai_url) as emulator:
            seen = _release(Production(emulator, root / "production"), options)
    _print(seen, options.per_second)
    sys.exit(1 if seen.failures else 0)


def _release(production: Production, options: argparse.Namespace) -> Traffic:
    first = production.package("prod-blue")
    second = production.package(
        "prod-green",
        lambda project: replace_in(
            project, "chalicelib/logs.py", _OPENING, f"{_OPENING}, in the second release"
        ),
    )
    sites = [production.site(mark) for mark in ("first", "second")]
    production.release("deploy", "--package", str(first), "--site", str(sites[0]))
    with (
        production.edge(),
        traffic(
            production.url, production.weights, per_second=options.per_second, faithful=40
        ) as seen,
    ):
        production.release("deploy", "--package", str(second), "--site", str(sites[1]))
        production.release(
            *("promote", "--unverified", "--steps", options.steps, "--watch", str(options.watch)),
            *("--gate", "latency_margin_ms=20000", "--gate", "least_requests=8", "--quiet", "2"),
        )
    return seen


def _print(seen: Traffic, per_second: float) -> None:
    seconds = seen.exchanges[-1].at - seen.exchanges[0].at
    times = [each.milliseconds for each in seen.exchanges]
    answered = Counter(each.colour for each in seen.exchanges if each.colour)
    typer.echo(
        f"requests      {len(seen.exchanges)} in {seconds:.0f} s, asked for {per_second:g}/s"
    )
    typer.echo(f"not in time   {seen.late}, because viewers were waiting or had not come yet")
    typer.echo(f"failed        {len(seen.failures)}")
    typer.echo(
        f"latency       p50 {percentile(times, 50):.0f} ms, p95 {percentile(times, 95):.0f} ms"
    )
    typer.echo(f"by colour     {dict(answered)}")
    typer.echo(f"moves         {len(list(seen.moves()))} viewers changed their colour")
    typer.echo(f"inquiries     {len(seen.inquiry_ids)}")
    for failure in seen.failures[:10]:
        typer.echo(f"  {failure}")


if __name__ == "__main__":
    main()
