"""The workflows of the forge: valid, with the least permissions, pinned, and on every Python that is supported."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import CHECKOUT

FORGE = CHECKOUT / ".github"
WORKFLOWS = sorted((FORGE / "workflows").glob("*.yml"))
PINNED = r"[\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+"
# What is written by an attacker, and must not become part of a script.
GIVEN = r"\$\{\{"

pytestmark = pytest.mark.skipif(not FORGE.is_dir(), reason="the workflows are not part of this copy")
each = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def tool(name: str) -> str:
    """The path of a tool that is installed beside Python, or on the path."""
    found = shutil.which(name, path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
    return found or pytest.skip(f"{name} is not installed; pip install '.[dev]'")


def read(path: Path) -> dict[Any, Any]:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(workflow, dict)
    return workflow


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = read(path)["jobs"]
    return found


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in jobs(path).values():
        yield from job["steps"]


def test_the_workflows_are_there() -> None:
    assert {path.stem for path in WORKFLOWS} == {"ci", "release"}


@pytest.mark.parametrize(
    ("schema", "files"),
    [("vendor.github-workflows", WORKFLOWS), ("vendor.dependabot", [FORGE / "dependabot.yml"])],
    ids=["workflows", "dependabot"],
)
def test_the_forge_can_read_them(schema: str, files: list[Path]) -> None:
    command = [tool("check-jsonschema"), "--builtin-schema", schema, *map(str, files)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_nothing_in_them_is_open_to_abuse() -> None:
    command = [tool("zizmor"), "--offline", "--persona", "pedantic", "--no-progress", str(FORGE)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@each
def test_every_action_is_pinned_by_commit_and_says_its_version(path: Path) -> None:
    uses = re.findall(r"uses: *(.*)", path.read_text(encoding="utf-8"))
    assert len(uses) == sum("uses" in step for step in steps(path))
    assert [action for action in uses if not re.fullmatch(PINNED, action)] == []


def test_one_action_has_one_pin() -> None:
    uses = {use for path in WORKFLOWS for use in re.findall(r"uses: *(.*)", path.read_text(encoding="utf-8"))}
    assert len(uses) == len({use.split("@")[0] for use in uses})


@each
def test_no_job_may_more_than_it_says_nor_runs_for_ever(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    assert workflow["concurrency"]
    for name, job in jobs(path).items():
        assert job["permissions"], name
        assert job["timeout-minutes"] <= 60, name


@each
def test_what_is_checked_out_holds_no_credentials(path: Path) -> None:
    checkouts = [step for step in steps(path) if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@each
def test_no_script_is_put_together_from_what_others_write(path: Path) -> None:
    scripts = [step["run"] for step in steps(path) if "run" in step]
    assert scripts
    assert [script for script in scripts if re.search(GIVEN, script)] == []


def test_only_what_publishes_may_write() -> None:
    may = {
        (path.stem, name): {right for right, access in job["permissions"].items() if access == "write"}
        for path in WORKFLOWS
        for name, job in jobs(path).items()
    }
    assert {job: rights for job, rights in may.items() if rights} == {
        ("release", "attest"): {"id-token", "attestations"},
        ("release", "publish"): {"id-token"},
        ("release", "attach"): {"contents"},
    }
    assert jobs(FORGE / "workflows" / "release.yml")["publish"]["environment"]


def test_the_two_commands_run_on_every_supported_python() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = re.findall(r"Programming Language :: Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    commands = jobs(FORGE / "workflows" / "ci.yml")["commands"]
    assert commands["strategy"]["matrix"]["python"] == declared
    assert project["requires-python"] == f">={declared[0]}"
    assert "bash .ci/run" in [step.get("run") for step in commands["steps"]]


def test_the_sessions_that_they_run_are_those_of_the_noxfile() -> None:
    matrix = jobs(FORGE / "workflows" / "ci.yml")["sessions"]["strategy"]["matrix"]["session"]
    run = subprocess.run([tool("nox"), "--list"], capture_output=True, text=True, check=True, cwd=CHECKOUT)
    known = re.findall(r"^[*-] (\S+) ->", run.stdout, re.MULTILINE)
    assert {*matrix, "release"} <= set(known)


def test_what_is_locked_has_a_hash_and_no_address() -> None:
    for name in ("dev.txt", "lowest.txt"):
        text = (CHECKOUT / "requirements" / name).read_text(encoding="utf-8")
        entries = re.findall(r"^\S+==.*(?:\n    .*)*", text, re.MULTILINE)
        assert entries
        assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
        assert not re.search(r"://|--(extra-)?index-url|--find-links", text)


def test_the_lowest_bounds_that_are_tested_are_those_that_are_declared() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lowest = dict(
        re.findall(
            r"^(\S+)==(\S+)", (CHECKOUT / "requirements" / "lowest.txt").read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    bounds = [
        *project["dependencies"],
        *(bound for extra in ("pandas", "polars") for bound in project["optional-dependencies"][extra]),
    ]
    for bound in bounds:
        name, least = bound.split(">=")
        assert f"{lowest[name]}.".startswith(f"{least}."), bound
