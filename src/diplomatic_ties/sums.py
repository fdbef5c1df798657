"""SHA-256 sums of files, as ``sha256sum -c`` reads them: written by builds and releases, checked by the loader."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from diplomatic_ties.errors import DamagedError

SUMS = "SHA256SUMS"
# Where a site may stand in a build; it has sums of its own.
SITE = "site"
LINE = r"([0-9a-f]{64})  (\S.*)"
AGAIN = "install the package again, or take the file from where it came"


def sha256(content: bytes) -> str:
    """Return the SHA-256 of what a file holds, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def write_sums(folder: Path) -> None:
    """Write the sums of all files below ``folder`` into it."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    text = "".join(f"{sha256((folder / name).read_bytes())}  {name}\n" for name in files if name != SUMS)
    (folder / SUMS).write_text(text, encoding="utf-8")


def read_sums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file below ``folder``, by its path within it.

    Raises ``DamagedError`` where there are no sums, or what is there are none.
    """
    file = folder / SUMS
    if not file.is_file():
        raise DamagedError(f"{file} is missing, so nothing tells what the files should be; {AGAIN}")
    sums = {}
    for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        found = re.fullmatch(LINE, line)
        if not found or not _inside(found[2]):
            raise DamagedError(f"{file}:{number}: this is no sum; {AGAIN}")
        sums[found[2]] = found[1]
    if not sums:
        raise DamagedError(f"{file} is empty, so nothing tells what the files should be; {AGAIN}")
    return sums


def _inside(name: str) -> bool:
    """Whether a path leads to something below the folder of the sums."""
    path = Path(name)
    return not path.is_absolute() and ".." not in path.parts


def mismatches(folder: Path) -> Iterator[str]:
    """Say which files below ``folder`` are missing, other than they were, or more than there were."""
    sums = read_sums(folder)
    for name, sum_ in sums.items():
        file = folder / name
        if not file.is_file():
            yield f"{file} is missing"
        elif sha256(file.read_bytes()) != sum_:
            yield f"{file} is not what was written: its SHA-256 is another one"
    within = folder / SITE
    apart = (within / SUMS).is_file() and f"{SITE}/{SUMS}" not in sums
    for path in sorted(folder.rglob("*")):
        if apart and within in path.parents:
            continue
        name = path.relative_to(folder).as_posix()
        if not path.is_dir() and name not in sums and name != SUMS:
            yield f"{path} was not written with the others: {SUMS} does not name it"
    if apart:
        yield from mismatches(within)
