import hashlib
import io
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from diplomatic_ties.errors import BuildError
from diplomatic_ties.publish.files import checksums, replacing, zipped

FILES = {"csv/events.csv": b"event_id\n" + b"a" * 10_000, "a.txt": b"", "datapackage.json": b"{}"}
# Anywhere and always these bytes.
SHA256 = "1e693b320e480d62f52a0fd58e1464e3baed3fbdeea959d8780020be0d7c372a"


def test_a_zip_is_the_same_bytes_anywhere() -> None:
    assert hashlib.sha256(zipped(FILES)).hexdigest() == SHA256
    assert zipped(dict(reversed(FILES.items()))) == zipped(FILES)


def test_a_zip_does_not_depend_on_the_compressor(monkeypatch: pytest.MonkeyPatch) -> None:
    before = zipped(FILES)

    def none(*_: object, **__: object) -> None:
        raise AssertionError("a compressor was asked")

    monkeypatch.setattr(zlib, "compressobj", none)
    assert zipped(FILES) == before


def test_a_zip_is_stored_and_of_unix() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(FILES))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(FILES)
        for entry in archive.infolist():
            assert (entry.compress_type, entry.create_system) == (zipfile.ZIP_STORED, 3)
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert archive.read(entry) == FILES[entry.filename]


def test_a_zip_is_the_same_on_another_system() -> None:
    script = (
        "import sys; sys.platform = 'win32'; import hashlib\n"
        "from diplomatic_ties.publish.files import zipped\n"
        f"print(hashlib.sha256(zipped({FILES!r})).hexdigest())"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == SHA256


def test_a_folder_is_replaced_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for content in ("first", "second"):
        with replacing(out, "mark") as fresh:
            (fresh / "mark").write_text(content, encoding="utf-8")
            (fresh / content).write_text(content, encoding="utf-8")
        assert {path.name for path in out.iterdir()} == {"mark", content}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_fails_leaves_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with replacing(out, "mark") as fresh:
        (fresh / "mark").write_text("first", encoding="utf-8")
    with pytest.raises(FileNotFoundError), replacing(out, "mark") as fresh:
        (fresh / "nowhere" / "mark").write_text("second", encoding="utf-8")
    assert (out / "mark").read_text(encoding="utf-8") == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_is_of_others_is_not_replaced(tmp_path: Path, kind: str) -> None:
    out = tmp_path / "out"
    mine = out if kind == "file" else out / "thesis.txt"
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine", encoding="utf-8")
    with pytest.raises(BuildError, match="holds something else"), replacing(out, "mark"):
        pass
    assert mine.read_text(encoding="utf-8") == "mine"
    empty = tmp_path / "empty"
    empty.mkdir()
    with replacing(empty, "mark") as fresh:
        (fresh / "mark").write_text("new", encoding="utf-8")
    assert (empty / "mark").is_file()


def test_checksums_are_as_sha256sum_reads_them(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.txt").write_bytes(b"c")
    (tmp_path / "a.txt").write_bytes(b"a")
    (tmp_path / "SUMS").write_text(checksums(tmp_path), encoding="utf-8")
    run = subprocess.run(["sha256sum", "-c", "SUMS"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert run.stdout == "a.txt: OK\nb/c.txt: OK\n"
