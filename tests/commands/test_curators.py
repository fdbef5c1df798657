"""The verbs of those who curate, and the scripts with which they begin."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import diplomatic_ties as ties
from diplomatic_ties.commands import main
from diplomatic_ties.commands.common import EXTRAS
from diplomatic_ties.curation.check import validate
from diplomatic_ties.curation.dataset import read_dataset
from diplomatic_ties.curation.read import read_entry
from diplomatic_ties.model.record import Event
from diplomatic_ties.publish.schema import contracts
from tests.conftest import CHECKOUT

Edit = Callable[[Path, str, str], None]
Output = pytest.CaptureFixture[str]
# What only the curator can know is left open, and told as such.
OPEN = {"episode", "summary", "sources.0.url", "sources.0.publisher"}


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def run(script: str, *arguments: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(CHECKOUT / "scripts" / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")


def open_fields(path: Path) -> set[str]:
    """The fields that keep a begun record from being one."""
    faults = read_entry(path, Event).faults
    return {fault.problem.split("`")[1] for fault in faults}


def test_the_scripts_run_their_verbs_from_any_folder(small: Path, tmp_path: Path) -> None:
    valid = run("validate.py")
    assert (valid.returncode, "0 faults" in valid.stderr) == (0, True), valid.stderr
    built = run("build.py", "--dataset", small, "--out", tmp_path / "build")
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "build" / "csv" / "events.csv").is_file()
    new = run("new_event.py", "expulsion", "nato", "rus", "2021-10-06", "--dataset", small)
    assert Path(new.stdout.strip()).is_file()
    renamed = run("rename.py", "--dataset", small)
    assert (renamed.returncode, renamed.stdout) == (0, "")
    refused = run("release.py", "v1")
    assert (refused.returncode, "write it as 0.2.0" in refused.stderr) == (1, True)


def test_validate_passes_and_fails(small: Path, expulsion_record: Path, edit: Edit, capsys: Output) -> None:
    assert main(["validate", "--dataset", str(small)]) == 0
    assert "0 faults" in capsys.readouterr().err
    edit(expulsion_record, "best: 8", "best: 9")
    assert main(["validate", "--dataset", str(small)]) == 1
    error = capsys.readouterr().err
    assert f"{expulsion_record}:" in error
    assert "choose among 8" in error


def test_validate_takes_a_candidate(small: Path, expulsion_record: Path, tmp_path: Path, capsys: Output) -> None:
    candidate = tmp_path / "mine.yaml"
    candidate.write_bytes(expulsion_record.read_bytes())
    assert main(["validate", str(candidate), "--dataset", str(small)]) == 0
    assert main(["validate", str(tmp_path / "none.yaml"), "--dataset", str(small)]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_validate_checks_a_candidate_alone_where_there_is_no_dataset(
    expulsion_record: Path, edit: Edit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["validate", str(expulsion_record)]) == 0
    assert "alone: no dataset here" in capsys.readouterr().err
    edit(expulsion_record, "deadline: 2021-10-31", "deadline: null")
    assert main(["validate", str(expulsion_record)]) == 1
    assert "deadline is not coded, yet a source says 2021-10-31" in capsys.readouterr().err


def test_build_writes_all_or_nothing(small: Path, expulsion_record: Path, edit: Edit, capsys: Output) -> None:
    out = small.parent / "build"
    assert main(["build", "--dataset", str(small), "--out", str(out)]) == 0
    assert f"{len(ties.tables())} tables" in capsys.readouterr().out
    before = contents(out)
    edit(expulsion_record, "best: 8", "best: 9")
    assert main(["build", "--dataset", str(small), "--out", str(out)]) == 1
    assert "nothing was written" in capsys.readouterr().err
    assert contents(out) == before


def new(small: Path, capsys: Output, *arguments: str) -> Path:
    assert main(["new", *arguments, "--dataset", str(small)]) == 0
    return Path(capsys.readouterr().out.strip())


def test_a_new_record_has_a_fresh_id_and_the_right_name(small: Path, capsys: Output) -> None:
    path = new(small, capsys, "expulsion", "nato", "rus", "2021-10-06")
    assert path.parent == small / "events" / "2021"
    assert path.name.startswith("2021-10-06-nato-rus-expulsion.")
    assert open_fields(path) == OPEN
    assert new(small, capsys, "expulsion", "nato", "rus", "2021-10-06") != path


def test_a_new_record_with_its_gaps_filled_is_valid(small: Path, edit: Edit, capsys: Output) -> None:
    path = new(small, capsys, "expulsion", "NATO", "BLR", "2021-10~", "--page", "https://www.nato.int/some-page")
    edit(path, "episode: \n", "episode: nato-russia-2021\n")
    edit(path, "summary: >-\n  \n", "summary: NATO sent someone home.\n")
    edit(path, "coder_note: null", "coder_note: One voice, and a test.")
    _, faults = validate(small)
    assert [str(fault) for fault in faults] == []
    assert path.name.startswith("2021-10-nato-blr-expulsion.")


def test_a_new_ceiling_has_its_ceiling(small: Path, capsys: Output) -> None:
    text = new(small, capsys, "staff_ceiling", "NATO", "RUS", "2021-10").read_text(encoding="utf-8")
    assert "ceiling: {before: null" in text
    assert "instrument: null" in text


def test_a_page_that_is_known_is_described_as_it_is(small: Path, expulsion_record: Path, capsys: Output) -> None:
    (known,) = read_entry(expulsion_record, Event).entries
    pages = [source for source in known.value.sources if source.published][:2]
    asked = [argument for page in pages for argument in ("--page", page.url)]
    path = new(small, capsys, "recall", "NATO", "RUS", "2021-10-06", *asked)
    text = path.read_text(encoding="utf-8")
    assert open_fields(path) == {"episode", "summary"}
    for page in pages:
        block = text.split(f"- url: {page.url}\n")[1].split("- url:")[0]
        facts = {name: getattr(page, name) for name in ("publisher", "published", "language")}
        assert all(f"    {name}: {value}\n" in block for name, value in facts.items())
        assert f"    via: {page.via or 'null'}\n" in block
        assert "says: {announced: 2021-10-06}" in block


def test_a_page_that_is_not_known_has_the_publisher_of_its_domain(small: Path, capsys: Output) -> None:
    for url, publisher in {
        "https://www.nato.int/some/new/page": "nato",
        "https://nato.int:8080/other": "nato",
        "https://example.org/nato.int": "",
        "https://notnato.int/": "",
    }.items():
        path = new(small, capsys, "recall", "NATO", "RUS", "2021-10-06", "--page", url)
        assert f"    publisher: {publisher}\n" in path.read_text(encoding="utf-8"), url


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("expulsion", "NATO", "XYZ", "2021-10-06"), "XYZ is not in actors.yaml"),
        (("expulsion", "NATO", "RUS", "2021-10-32"), "is not a date"),
        (("expulsion", "NATO", "NATO", "2021-10-06"), "towards itself"),
        (("expulsions", "NATO", "RUS", "2021-10-06"), "did you mean `expulsion`?"),
    ],
)
def test_a_new_record_that_cannot_be_is_refused(
    small: Path, capsys: Output, arguments: tuple[str, ...], words: str
) -> None:
    before = contents(small)
    assert main(["new", *arguments, "--dataset", str(small)]) == 1
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1
    assert contents(small) == before


def id_of(record: Path) -> str:
    return record.name.split(".")[-2]


def test_extend_adds_pages_to_a_record(small: Path, expulsion_record: Path, capsys: Output) -> None:
    before = expulsion_record.read_text(encoding="utf-8")
    known = next(
        page
        for event in read_dataset(small)[0].all(Event)
        for page in event.sources
        if page.url not in before and page.published
    )
    unknown = "https://www.nato.int/some-new-page"
    assert main(["extend", id_of(expulsion_record), known.url, unknown, "--dataset", str(small)]) == 0
    assert capsys.readouterr().out == f"{expulsion_record}\n"
    after = expulsion_record.read_text(encoding="utf-8")
    # The record stands as it did; two pages are new, and what they say is left open.
    added = re.findall(r"  - url: (.*)\n", after)[-2:]
    assert added == [known.url, unknown]
    assert after.replace(after[after.index(f"  - url: {known.url}") : after.index("coder_note:")], "") == before
    assert f"published: {known.published}\n" in after
    assert "    publisher: nato\n" in after.split(unknown)[1]
    faults = read_entry(expulsion_record, Event).faults
    assert {fault.problem for fault in faults} == {
        f"`sources.{place}.says`: the source says nothing"
        for place in range(after.count("url:") - 2, after.count("url:"))
    }


def test_extend_refuses_what_it_cannot_do(small: Path, expulsion_record: Path, edit: Edit, capsys: Output) -> None:
    (event,) = read_entry(expulsion_record, Event).entries
    before = expulsion_record.read_bytes()
    asked = ["extend", id_of(expulsion_record), "https://www.nato.int/new"]
    assert main([*asked, event.value.sources[0].url, "--dataset", str(small)]) == 1
    assert f"has {event.value.sources[0].url} already" in capsys.readouterr().err
    assert expulsion_record.read_bytes() == before
    assert main(["extend", "zzzzzz", "https://www.nato.int/new", "--dataset", str(small)]) == 1
    assert "no record zzzzzz" in capsys.readouterr().err
    edit(expulsion_record, "best: 8", "best: eight")
    before = expulsion_record.read_bytes()
    assert main([*asked, "--dataset", str(small)]) == 1
    assert "run validate" in capsys.readouterr().err
    assert expulsion_record.read_bytes() == before


def test_rename_follows_corrected_facts(small: Path, expulsion_record: Path, capsys: Output) -> None:
    text = expulsion_record.read_text(encoding="utf-8").replace("announced: 2021-10-06", "announced: 2020-10-05")
    expulsion_record.write_text(text, encoding="utf-8")
    (fault, *_) = [f for f in validate(small)[1] if f.path == expulsion_record and "rename" in f.cure]
    assert "2020/2020-10-05-nato-rus-expulsion" in fault.cure
    assert main(["rename", "--dataset", str(small)]) == 0
    assert "-> 2020/2020-10-05-nato-rus-expulsion." in capsys.readouterr().out
    assert not expulsion_record.exists()
    renamed = [e.document.path for e in read_dataset(small)[0].marked(Event) if e.value.announced == "2020-10-05"]
    assert [path.parent.name for path in renamed] == ["2020"]
    assert renamed[0].read_text(encoding="utf-8") == text
    assert main(["rename", "--dataset", str(small)]) == 0
    assert capsys.readouterr().out == ""


def test_rename_leaves_what_it_cannot_name(small: Path, expulsion_record: Path, edit: Edit, capsys: Output) -> None:
    edit(expulsion_record, "announced: 2021-10-06", "announced: soon")
    assert main(["rename", "--dataset", str(small)]) == 0
    assert expulsion_record.exists()
    edit(expulsion_record, "announced: soon", "announced: 2021-10-06")
    twin = expulsion_record.with_name("twin.yaml")
    twin.write_bytes(expulsion_record.read_bytes())
    before = contents(small)
    assert main(["rename", "--dataset", str(small)]) == 1
    assert "nothing was renamed" in capsys.readouterr().err
    assert contents(small) == before


def test_order_says_what_it_would_do_and_does_it(small: Path, capsys: Output) -> None:
    assert main(["order", "--check", "--dataset", str(small)]) == 0
    assert capsys.readouterr().out == ""
    path = small / "triggers.yaml"
    before = path.read_text(encoding="utf-8")
    first, second, *_ = re.split(r"(?m)^(?=- )", before)[1:]
    path.write_text(before.replace(first + second, second + first), encoding="utf-8")
    swapped = path.read_text(encoding="utf-8")
    assert swapped != before
    assert main(["order", "--check", "--dataset", str(small)]) == 1
    assert capsys.readouterr().out == f"{path}\n"
    assert path.read_text(encoding="utf-8") == swapped
    assert main(["order", "--dataset", str(small)]) == 0
    assert path.read_text(encoding="utf-8") == before


def test_schema_writes_the_contracts_and_says_which_drifted(small: Path, capsys: Output) -> None:
    checkout = ["--checkout", str(small.parent)]
    assert main(["schema", "--check", *checkout]) == 1
    assert capsys.readouterr().out.count("has drifted from the model") == len(contracts(small.parent))
    assert main(["schema", *checkout]) == 0
    assert capsys.readouterr().out.count("\n") == len(contracts(small.parent))
    assert main(["schema", "--check", *checkout]) == 0
    assert capsys.readouterr().out == ""


def test_totals_stand_beside_the_sums_of_the_records(
    small: Path, expulsion_record: Path, edit: Edit, capsys: Output
) -> None:
    assert main(["totals", "--dataset", str(small)]) == 0
    assert capsys.readouterr().out.startswith("| published | by | counts | records | sum | low-high | why |\n")
    edit(expulsion_record, "best: 8", "best: 9")
    assert main(["totals", "--dataset", str(small)]) == 1
    assert "mend the records first" in capsys.readouterr().err


def test_a_library_of_curation_that_is_missing_is_named(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.setitem(EXTRAS, "curate", {"no_such_library": "nothing"})
    assert main(["validate", "--dataset", str(small)]) == 1
    assert "nothing is not installed; pip install 'diplomatic-ties[curate]'" in capsys.readouterr().err
