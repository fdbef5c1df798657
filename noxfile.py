"""What is tried beyond the two commands of README: other Pythons, oldest and newest libraries, other modes, releases.

``nox`` runs all that can run here, ``nox -s dist`` one session; what this machine has not is skipped and says why.
"""

import hashlib
import json
import os
import re
import shutil
import tomllib
from pathlib import Path

import nox

PROJECT = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
SUPPORTED = "Programming Language :: Python :: 3."
PYTHONS = [line.split(" :: ")[-1] for line in PROJECT["classifiers"] if line.startswith(SUPPORTED)]
OLDEST = PYTHONS[0]
LOCKED, LOWEST = "requirements/dev.txt", "requirements/lowest.txt"
# What a user of the data meets.
LOADER = [
    *(f"tests/test_{name}.py" for name in ("loader", "tabular", "vintages", "sums", "citing", "rectangle")),
    "tests/commands/test_users.py",
    "tests/site/test_write.py",
]
SUMS = "import pathlib, sys; from diplomatic_ties.sums import write_sums; write_sums(pathlib.Path(sys.argv[1]))"
COMMAND = "from diplomatic_ties.commands import main; raise SystemExit(main())"

# A Python that is not here is told and skipped, on a CI machine too.
nox.options.error_on_missing_interpreters = False
nox.options.default_venv_backend = "virtualenv"
nox.options.sessions = ["tests", "lowest", "newest", "optimised", "ascii", "interop", "audit", "dist", "workflows"]


def install(session: nox.Session, lock: str = LOCKED) -> None:
    """Install what a lock names, held against its hashes, and then the package, built with the same."""
    session.install("--require-hashes", "--requirement", lock)
    session.install("--no-deps", "--no-build-isolation", ".")


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The tests, on each Python that is supported."""
    install(session)
    session.run("python", "-m", "pytest", *session.posargs)


@nox.session(python=OLDEST)
def lowest(session: nox.Session) -> None:
    """What a user meets, with the oldest libraries that pyproject.toml allows."""
    install(session, LOWEST)
    session.run("python", "-m", "pytest", *(session.posargs or LOADER))


@nox.session
def newest(session: nox.Session) -> None:
    """What a user meets, with the newest libraries there are, whatever the lock says."""
    session.install("--upgrade", "--upgrade-strategy", "eager", ".[test]")
    session.run("python", "-c", "import pyarrow; print('pyarrow', pyarrow.__version__)")
    session.run("python", "-m", "pytest", *(session.posargs or LOADER))


def verbs(session: nox.Session, *python: str) -> None:
    """Run every verb of the command that reads, on the records as they stand."""
    out = Path(session.create_tmp()).resolve()
    record = next(Path("dataset/events").rglob("*.yaml")).suffixes[-2].removeprefix(".")
    for arguments in (
        ["info"],
        ["info", "events"],
        ["show", record],
        ["show", record, "--json"],
        ["export", "events", "--out", f"{out}/events.csv"],
        ["export", "events", "--out", f"{out}/events.json"],
        ["panel", "--actors", "NATO", "RUS", "--freq", "year", "--out", f"{out}/panel.parquet"],
        ["cite", "bibtex"],
        ["diff", "0.1.0", "0.2.0"],
        ["verify"],
        ["validate", "--doubts"],
        ["totals"],
        ["order", "--check"],
        ["schema", "--check"],
        ["build", "--out", f"{out}/build"],
        ["verify", f"{out}/build"],
    ):
        session.log(" ".join(arguments))
        session.run("python", *python, "-c", COMMAND, *arguments, silent=True)


@nox.session
def optimised(session: nox.Session) -> None:
    """Every verb without assertions and docstrings (python -OO)."""
    install(session)
    verbs(session, "-OO")
    session.run("python", "-m", "pytest", "tests/commands/test_modes.py", "-k", "optimised")


@nox.session(name="ascii")
def ascii_only(session: nox.Session) -> None:
    """Every verb where the terminal has no letter beyond ASCII."""
    install(session)
    session.env.update({"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"})
    verbs(session)
    session.run("python", "-m", "pytest", "tests/commands/test_modes.py", "-k", "ascii")


@nox.session
def interop(session: nox.Session) -> None:
    """What others read the files with, as far as it is here."""
    install(session)
    session.install(*PROJECT["optional-dependencies"]["interop"])
    if shutil.which("npm"):
        session.run("npm", "ci", "--prefix", "tests/interop", external=True)
    session.run("python", "-m", "pytest", "tests/interop", "tests/test_readme.py")


@nox.session
def audit(session: nox.Session) -> None:
    """No locked library has a vulnerability that is known."""
    install_locked(session)
    report = Path(session.create_tmp()).resolve() / "audit.json"
    report.unlink(missing_ok=True)
    found = session.run(
        *("pip-audit", "--vulnerability-service", "osv", "--disable-pip", "--require-hashes", "--requirement", LOCKED),
        *("--format", "json", "--output", str(report)),
        success_codes=[0, 1],
        silent=True,
    )
    if not report.exists():
        session.skip(f"known vulnerabilities could not be asked for: {str(found).strip().splitlines()[-1]}")
    asked = json.loads(report.read_text(encoding="utf-8"))["dependencies"]
    known = {library["name"]: [one["id"] for one in library["vulns"]] for library in asked if library.get("vulns")}
    if known:
        session.error(f"known vulnerabilities: {known}")
    session.log(f"{len(asked)} libraries, no known vulnerability")


def install_locked(session: nox.Session) -> None:
    """Install the locked tools alone."""
    session.install("--require-hashes", "--requirement", LOCKED)


@nox.session
def dist(session: nox.Session) -> None:
    """Wheel and sdist: the same bytes from two copies built in other surroundings, and nothing at fault."""
    install_locked(session)
    scratch = Path(session.create_tmp()).resolve()
    built = {}
    for name, umask, zone, seed in (("one", 0o022, "UTC", "0"), ("and another", 0o077, "Asia/Tokyo", "12345")):
        copy, out = scratch / name, scratch / f"{name} dist"
        for folder in (copy, out):
            shutil.rmtree(folder, ignore_errors=True)
        before = os.umask(umask)
        try:
            copy_checkout(session, copy)
            session.run(
                *("python", "-m", "build", "--no-isolation", "--outdir", str(out), str(copy)),
                env={"TZ": zone, "PYTHONHASHSEED": seed},
                silent=True,
            )
        finally:
            os.umask(before)
        built[name] = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(out.iterdir())}
    one, other = built.values()
    if one != other or len(one) != 2:
        session.error(f"built twice, not the same bytes: {one} and {other}")
    for file, sum_ in one.items():
        session.log(f"{sum_}  {file}")
    check_distributions(session, out)


def copy_checkout(session: nox.Session, copy: Path) -> None:
    """Copy what git knows of, as it stands, with the permissions that the umask gives."""
    listed = session.run(
        "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", external=True, silent=True
    )
    for name in filter(None, str(listed).split("\0")):
        if Path(name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(name, copy / name)


def check_distributions(session: nox.Session, folder: Path) -> None:
    """Hold wheel and sdist against what packages must be."""
    wheels, sdists = (sorted(map(str, folder.glob(pattern))) for pattern in ("*.whl", "*.tar.gz"))
    session.run("check-wheel-contents", *wheels)
    session.run("twine", "check", "--strict", *wheels, *sdists)


@nox.session
def workflows(session: nox.Session) -> None:
    """The workflows are valid, and nothing in them is open to abuse."""
    install(session)
    session.run("python", "-m", "pytest", "tests/test_workflows.py")


@nox.session(default=False)
def release(session: nox.Session) -> None:
    """Write the release of a version that is out, with its bill of materials, and check all of it."""
    (version,) = session.posargs or session.error("name the version: nox -s release -- 0.4.0")
    install(session)
    out = Path("dist", version)
    session.run("python", "-c", COMMAND, "release", version, "--out", str(out))
    bill_of_materials(session, out, version)
    session.run("python", "-c", SUMS, str(out))
    session.run("python", "-c", COMMAND, "verify", str(out))
    check_distributions(session, out)


def bill_of_materials(session: nox.Session, out: Path, version: str) -> None:
    """Write what an install of the wheel brings with it, in the versions of the lock, as CycloneDX."""
    scratch = Path(session.create_tmp()).resolve()
    with_wheel, versions = scratch / "with-wheel", scratch / "versions.txt"
    shutil.rmtree(with_wheel, ignore_errors=True)
    session.run("python", "-m", "venv", "--without-pip", str(with_wheel))
    python = str(with_wheel / "bin" / "python")
    # The lock without its hashes: as a bound, not as what to install.
    pinned = re.findall(r"^\S+==.*?(?= \\$)", Path(LOCKED).read_text(encoding="utf-8"), re.MULTILINE)
    versions.write_text("\n".join(pinned), encoding="utf-8")
    pip = ["python", "-m", "pip", "--python", python, "install", "--quiet"]
    session.run(*pip, "--constraint", str(versions), *PROJECT["dependencies"])
    # Found in the folder and not named as a file, whose place here would stand in the bill.
    session.run(*pip, "--no-deps", "--no-index", "--find-links", str(out), f"diplomatic-ties=={version}")
    bill = out / f"diplomatic-ties-{version}.cdx.json"
    session.run("cyclonedx-py", "environment", "--output-reproducible", "--output-file", str(bill), python)


@nox.session(default=False)
def lock(session: nox.Session) -> None:
    """Write both files of requirements/ anew, from the bounds in pyproject.toml."""
    session.install("uv")
    shared = ["--generate-hashes", "--no-annotate", "--custom-compile-command", "nox -s lock"]
    shared += ["--python-version", OLDEST]
    compile_ = ["uv", "pip", "compile", "pyproject.toml", *shared]
    session.run(*compile_, "--universal", "--upgrade", "--extra", "dev", "--extra", "release", "--output-file", LOCKED)
    session.run(*compile_, "--resolution", "lowest-direct", "--extra", "test", "--output-file", LOWEST)
