"""Files as the project writes them: whole or not at all, and the same bytes everywhere."""

import io
import json
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from diplomatic_ties.errors import BuildError, DamagedError
from diplomatic_ties.sums import SUMS, read_sums, wholes, write_sums

# A zip without clock: the earliest day that the format knows.
EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX = 3
NAME = "diplomatic-ties"
DESCRIPTOR = "datapackage.json"
# Where the site has its tables.
TABLES = "data"
# Where a release waits to be moved into the checkout, and the file that tells that it is whole.
ASIDE, WHOLE = ".release-being-written", "whole"
# So many files that are not ours are named.
SHOWN = 3


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """Yield a folder to fill, which then takes the place of ``out``, with the sums of its files in it.

    If anything fails, ``out`` stays as it was; what a run that was killed left behind is put right first.
    Raises ``BuildError`` where ``out`` holds anything that such a run did not write, where another run is
    at work on it, or where it cannot be moved.
    """
    aside = out.parent / f".{out.name}.being-written"
    with _alone(aside, out):
        fresh, old = aside / "fresh", aside / "old"
        if old.exists() and not out.exists():
            old.rename(out)
        for left in (fresh, old):
            if left.exists():
                shutil.rmtree(left)
        refuse_others(out)
        fresh.mkdir()
        yield fresh
        write_sums(fresh)
        refuse_others(out)
        kept = [path.relative_to(out) for path in _inner(out)] if (out / SUMS).exists() else []
        try:
            if out.exists():
                out.rename(old)
            for name in kept:
                (fresh / name).parent.mkdir(parents=True, exist_ok=True)
                (old / name).rename(fresh / name)
            fresh.rename(out)
        except OSError as error:
            for name in kept:
                if (fresh / name).exists() and not (old / name).exists():
                    (fresh / name).rename(old / name)
            if old.exists() and not out.exists():
                old.rename(out)
            raise BuildError(f"{out} cannot be replaced ({error.strerror}); choose a folder within it") from error


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


def refuse_others(out: Path) -> None:
    """Raise ``BuildError`` where ``out`` holds anything but what was written there as a whole before."""
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise BuildError(f"{out} is no folder; choose another one")
    if not out.exists() or not any(out.iterdir()):
        return
    try:
        sums = read_sums(out)
    except DamagedError:
        sums = {}
    if not sums or not _is_ours(out, sums):
        raise BuildError(f"{out} holds something else; choose another folder or empty it")
    written = {SUMS, *sums}
    others = [path for path in sorted(out.rglob("*")) if path.relative_to(out).as_posix() not in written]
    others = [path for path in others if path.is_symlink() or not path.is_dir()]
    # A site in a build is taken over.
    kept = _inner(out)
    others = [path for path in others if not any(whole in path.parents for whole in kept)]
    if others:
        named = ", ".join(str(path) for path in others[:SHOWN]) + (" and more" if len(others) > SHOWN else "")
        raise BuildError(f"{out} holds what no build wrote: {named}; move it away first, or choose another folder")


def _inner(out: Path) -> list[Path]:
    """The folders of ours that stand in ``out`` and are wholes of their own."""
    return [path for path in wholes(out) if _is_ours(path, read_sums(path))]


def _is_ours(out: Path, sums: Mapping[str, str]) -> bool:
    """Whether a folder bears the name of the project: in its descriptor or its tables', or in names of files."""
    return any(name.startswith(f"{NAME}-") for name in sums) or any(
        _describes_ours(folder / DESCRIPTOR) for folder in (out, out / TABLES)
    )


def _describes_ours(descriptor: Path) -> bool:
    try:
        return bool(json.loads(descriptor.read_text(encoding="utf-8"))["name"] == NAME)
    except (OSError, ValueError, KeyError, TypeError):
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
