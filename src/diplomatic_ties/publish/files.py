"""Files as the project writes them: whole or not at all, and the same bytes everywhere."""

import hashlib
import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from diplomatic_ties.errors import BuildError

# A zip without clock: the earliest day that the format knows.
EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX = 3
SUMS = "SHA256SUMS"


@contextmanager
def replacing(out: Path, *marks: str) -> Iterator[Path]:
    """Yield a folder to fill, which then takes the place of ``out``.

    If anything fails, ``out`` stays as it was. Raises ``BuildError`` where ``out`` holds something that
    does not bear the ``marks``: files by which what was written before is known.
    """
    if out.exists() and not (
        out.is_dir() and (not any(out.iterdir()) or all((out / mark).is_file() for mark in marks))
    ):
        raise BuildError(f"{out} holds something else; choose another folder or empty it")
    out.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    fresh, old = aside / "fresh", aside / "old"
    try:
        fresh.mkdir()
        yield fresh
        if out.exists():
            out.rename(old)
        try:
            fresh.rename(out)
        except OSError:
            if old.exists():
                old.rename(out)
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


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


def checksums(folder: Path) -> str:
    """Return the SHA-256 of every file below ``folder``, as ``sha256sum -c`` reads them."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return "".join(f"{hashlib.sha256((folder / f).read_bytes()).hexdigest()}  {f}\n" for f in files)


def to_json(content: Any) -> str:
    """Return ``content`` as the project writes JSON."""
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
