"""The commands `python -m ops site`."""

import subprocess
from pathlib import Path
from typing import Annotated

import typer

from ops.clients import Aws
from ops.console import confirm, counting, explaining, say, show, waiting
from ops.errors import OpsError
from ops.options import AsJson, DryRun, Yes
from ops.site.deployment import DeploymentPlan, deploy_site, plan_deployment
from ops.site.release import BUILT_SITE, SiteBuild, read_build
from ops.site.rollback import choose_former, list_releases, roll_back
from ops.site.shown import Site, open_site
from ops.stages.config import PROJECT
from ops.stages.names import EnvironmentNames

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

_PREPARE = PROJECT / "ops" / "local" / "prepare.sh"

Environment = Annotated[
    str, typer.Argument(help="Owner of the site, such as prod, staging, local, pr-123.")
]
Colour = Annotated[
    str | None,
    typer.Option(help="Colour that shows the release. Default: the one with all visitors."),
]


@app.command()
def deploy(
    environment: Environment,
    colour: Colour = None,
    build: Annotated[
        bool, typer.Option(help="Build the site first, if its sources have changed.")
    ] = True,
    folder: Annotated[
        Path,
        typer.Option(
            help="Built site to deploy, with --no-build.",
            file_okay=False,
            show_default="frontend/dist",
        ),
    ] = BUILT_SITE,
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Build the site, upload what has changed, and have a colour show it.

    At no moment does a page refer to something that is not there. A run that was interrupted can
    simply be repeated.
    """
    with explaining():
        site = open_site(Aws(), EnvironmentNames(environment))
        release = _built(folder, build=build)
        plan = plan_deployment(site, release, colour)
        if dry_run:
            _show_plan(plan, as_json=as_json)
            return
        if not plan.is_done:
            confirm(plan.lines(), yes=yes)
        with counting("files uploaded", len(plan.uploads)) as count:
            done = deploy_site(site, release, plan.colour, tell=say, count=count)
        show(done, as_json=as_json)


@app.command()
def rollback(
    environment: Environment,
    release: Annotated[
        str | None, typer.Argument(help="Release to show. Default: the one before.")
    ] = None,
    colour: Colour = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Have a colour show a former release again; it takes seconds, since nothing is uploaded."""
    with explaining():
        site = open_site(Aws(), EnvironmentNames(environment))
        chosen, manifest = choose_former(site, colour, release)
        deployed = f"{manifest.created_at:%Y-%m-%d %H:%M} UTC"
        plan = f"{chosen} shows release {manifest.release}, deployed {deployed}"
        if not dry_run:
            confirm([plan], yes=yes)
            with waiting("rolling back"):
                roll_back(site, chosen, manifest.release, tell=say)
        facts = {"colour": chosen, "release": manifest.release, "dry_run": dry_run}
        show(facts, as_json=as_json, lines=[plan])


@app.command()
def releases(environment: Environment, as_json: AsJson = False) -> None:
    """List the releases that are kept, newest first, and who shows them."""
    with explaining():
        _show_releases(open_site(Aws(), EnvironmentNames(environment)), as_json=as_json)


def _built(folder: Path, *, build: bool) -> SiteBuild:
    if build:
        if folder != BUILT_SITE:
            raise OpsError(
                f"a build always goes to {BUILT_SITE}; add --no-build to deploy {folder}"
            )
        with waiting("building the site"):
            done = subprocess.run([_PREPARE, "site"], stdin=subprocess.DEVNULL, check=False)
        if done.returncode:
            raise OpsError("the site could not be built (see above); nothing has been changed")
    return read_build(folder)


def _show_plan(plan: DeploymentPlan, *, as_json: bool) -> None:
    facts = {
        "release": plan.build.release,
        "colour": plan.colour,
        "former": plan.former,
        "uploads": [file.key for file in plan.uploads],
        "replaced": plan.replaced,
        "dry_run": True,
    }
    show(facts, as_json=as_json, lines=plan.lines())


def _show_releases(site: Site, *, as_json: bool) -> None:
    found = list_releases(site)
    facts = [
        {
            "release": each.release,
            "created_at": each.created_at.isoformat(),
            "size_bytes": each.size_bytes,
            "deployed_for": each.deployed_for,
            "shown_by": each.shown_by,
        }
        for each in found
    ]
    lines = [
        f"{each.release}  {each.created_at:%Y-%m-%d %H:%M} UTC  {each.size_bytes / 1e6:6.2f} MB  "
        + ", ".join(f"{colour} ({weight} %)" for colour, weight in each.shown_by.items())
        for each in found
    ]
    show(
        {"releases": facts},
        as_json=as_json,
        lines=lines or ["no release has been deployed yet"],
    )
