"""Files as the project writes them: whole or not at all, and the same bytes everywhere."""

import fnmatch
import io
import json
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from diplomatic_ties.errors import BuildError, DamagedError
from diplomatic_ties.sums import SITE, SUMS, read_sums, write_sums

# A zip without clock: the earliest day that the format knows.
EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX = 3
NAME = "diplomatic-ties"
DESCRIPTOR = "datapackage.json"
# Where the site has its tables; by what it is known, and a release.
TABLES = "data"
BY_TABLES, BY_NAME = f"{TABLES}/{DESCRIPTOR}", f"{NAME}-*"
# Where a release waits to be moved into the checkout, and the file that tells that it is whole.
ASIDE, WHOLE = ".release-being-written", "whole"
# So many files that are not ours are named.
SHOWN = 3


@contextmanager
def replacing(out: Path, known_by: str = DESCRIPTOR) -> Iterator[Path]:
    """Yield a folder to fill, which then takes the place of ``out``, with the sums of its files in it.

    Only what is of its kind is replaced: a folder of ours whose sums name ``known_by``, a file or a pattern.
    A site that stands in it is taken over. If anything fails, ``out`` stays as it was; what a run that was
    killed left behind is put right first. Raises ``BuildError`` where ``out`` holds anything that such a run
    did not write, where another run is at work on it, or where it cannot be moved.
    """
    aside = out.parent / f".{out.name}.being-written"
    with _alone(aside, out):
        fresh, old = aside / "fresh", aside / "old"
        if old.exists() and not out.exists():
            old.rename(out)
        _take_over(old, out)
        for left in (fresh, old):
            if left.exists():
                shutil.rmtree(left)
        _refuse_others(out, known_by)
        fresh.mkdir()
        yield fresh
        write_sums(fresh)
        _refuse_others(out, known_by)
        try:
            if out.exists():
                out.rename(old)
            fresh.rename(out)
            _take_over(old, out)
        except OSError as error:
            if old.exists():
                if out.exists():
                    out.rename(fresh)
                old.rename(out)
            raise BuildError(f"{out} cannot be replaced ({error.strerror}); choose a folder within it") from error


def _take_over(old: Path, out: Path) -> None:
    """Move the site that stood in a folder into the one that took its place."""
    if (old / SITE).is_dir() and not (out / SITE).exists():
        (old / SITE).rename(out / SITE)


@contextmanager
def _alone(aside: Path, out: Path) -> Iterator[None]:
    """Make the folder ``aside`` and hold it against other runs; clear it away at the end."""
    # Only those who build have it installed.
    from filelock import FileLock, Timeout

    try:
        aside.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BuildError(f"{out} cannot be written ({error.strerror}); choose another folder") from error
    try:
        with FileLock(aside / "lock", timeout=0):
            try:
                yield
            finally:
                shutil.rmtree(aside, ignore_errors=True)
    except Timeout:
        raise BuildError(f"another run is writing {out}; wait until it is done") from None


def _refuse_others(out: Path, known_by: str) -> None:
    """Raise ``BuildError`` where ``out`` holds anything but what was written there as a whole of this kind before."""
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise BuildError(f"{out} is no folder; choose another one")
    if not out.exists() or not any(out.iterdir()):
        return
    if not _is_ours(out, known_by):
        raise BuildError(f"{out} holds something else; choose another folder or empty it")
    written = {SUMS, *read_sums(out)}
    others = [path for path in sorted(out.rglob("*")) if path.relative_to(out).as_posix() not in written]
    others = [path for path in others if path.is_symlink() or not path.is_dir()]
    if SITE not in {name.split("/")[0] for name in written} and _is_ours(out / SITE, BY_TABLES):
        others = [path for path in others if out / SITE not in path.parents]
    if others:
        named = ", ".join(str(path) for path in others[:SHOWN]) + (" and more" if len(others) > SHOWN else "")
        raise BuildError(f"{out} holds what no build wrote: {named}; move it away first, or choose another folder")


def _is_ours(folder: Path, known_by: str) -> bool:
    """Whether a folder is a whole of ours of this kind: by its sums, and by the name in its descriptor."""
    try:
        if not fnmatch.filter(read_sums(folder), known_by):
            return False
        if not known_by.endswith(DESCRIPTOR):
            return True
        return bool(json.loads((folder / known_by).read_text(encoding="utf-8"))["name"] == NAME)
    except (DamagedError, OSError, ValueError, KeyError, TypeError):
        return False


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of ``files`` that is the same bytes whenever and wherever it is made.

    The files are stored as they are: what a compressor makes of them depends on its version.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = UNIX
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return buffer.getvalue()


def to_json(content: Any) -> str:
    """Return ``content`` as the project writes JSON."""
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
