"""The verbs of those who use the data."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import diplomatic_ties as ties
from diplomatic_ties.commands import CURATORS, USERS, main
from diplomatic_ties.commands.common import to_json
from diplomatic_ties.commands.show import card
from diplomatic_ties.tabular import from_csv, to_csv
from tests.conftest import CHECKOUT

pytestmark = pytest.mark.usefixtures("served")

Output = pytest.CaptureFixture[str]
Bytes = pytest.CaptureFixture[bytes]


def test_every_verb_has_a_line_of_help(capsys: Output) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    out = capsys.readouterr().out
    assert all(f"\n    {verb} " in out for verb in (*USERS, *CURATORS))
    modules = {path.stem for path in (CHECKOUT / "src" / "diplomatic_ties" / "commands").glob("*.py")}
    assert modules - {"__init__", "common"} == {*USERS, *CURATORS}


def test_info_lists_the_tables(capsys: Output) -> None:
    assert main(["info"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"Diplomatic Ties {ties.__version__}\n")
    assert all(f"\n{name} " in out for name in ties.tables())
    assert main(["info", "links"]) == 0
    assert "link_type" in capsys.readouterr().out


def shown(capsys: Output, *arguments: str) -> str:
    assert main(["show", *arguments]) == 0
    return capsys.readouterr().out


def test_show_prints_the_record_as_json(capsys: Output) -> None:
    event_id = str(ties.load("events")["event_id"][0])
    record = json.loads(shown(capsys, event_id, "--json"))
    assert record == json.loads(to_json(ties.event(event_id)))
    assert record["event_id"] == event_id
    assert record["values"]


def test_show_prints_a_card_of_each_value_with_who_says_it_and_who_differs(capsys: Output) -> None:
    disputed = next(value for value in ties.load("event_values").to_pylist() if value["differs"])
    record = ties.event(disputed["event_id"])
    out = shown(capsys, record["event_id"])
    lines = out.splitlines()
    assert lines[0].split("  ") == [
        record["event_id"],
        record["measure"],
        f"{record['initiator_name']} -> {record['counterpart_name']}",
    ]
    assert f"{record['announced_edtf']}, evidence {record['evidence']}, " in lines[1]
    assert " ".join(record["summary"].split()) in " ".join(out.split())
    pages = {page["source_id"]: page for page in record["sources"]}
    for value in record["values"]:
        told = [line for line in lines if line.split()[:2] == [value["field"], str(value["value"]).split()[0]]]
        assert any(f" {value['grade'] or '-'}  " in line for line in told), value
        publishers = {pages[source_id]["publisher"] for source_id in value["said_by"]}
        assert any(all(publisher in line for publisher in publishers) for line in told), value
    for source_id in disputed["differs"]:
        other = pages[source_id]["says"][disputed["field"]]
        assert any(f" but {other}: {pages[source_id]['publisher']}" in line for line in lines)
    for page in record["sources"]:
        place = lines.index(f"    {page['url']}")
        assert lines[place - 1].startswith(page["publisher"])
        assert lines[place - 1].endswith(page["kind"])


def test_a_card_tells_its_links_once(capsys: Output) -> None:
    links = ties.load("links").to_pylist()
    asked: dict[str, dict[str, Any]] = {}
    for link in links:
        asked.setdefault(link["link_type"], link)
    for link in asked.values():
        for event_id, other in ((link["event_id"], link["to_event_id"]), (link["to_event_id"], link["event_id"])):
            lines = shown(capsys, event_id).splitlines()
            told = [line for line in lines if line.startswith(link["link_type"]) and other in line.split("(")[0]]
            assert len(told) == 1, (link, told)
            answered = event_id == link["to_event_id"] and link["link_type"] != "same_decision"
            assert told[0].startswith(f"{link['link_type']} by ") == answered


def made_up(**changed: object) -> dict[str, Any]:
    """A record as the loader gives it, of one page."""
    page = {
        "source_id": "a",
        "publisher": "The Strelsau Herald",
        "via": None,
        "published": "2010-03-01",
        "published_precision": "month",
        "published_approximate": False,
        "kind": "press",
        "url": "https://herald.example/",
        "says": {"persons": 4},
    }
    value = {"field": "persons", "value": "3", "grade": None, "said_by": [], "differs": ["a"]}
    record = {
        "event_id": "zzaaaa",
        "measure": "expulsion",
        "initiator_name": "Borduria",
        "counterpart_name": "Ruritania",
        "announced_edtf": "2010-03-10",
        "evidence": "C",
        "last_checked": None,
        "summary": "An invented measure",
        "values": [value],
        "links": [],
        "sources": [page],
        "coder_note": None,
    }
    return record | changed


def test_the_card_of_a_bare_record() -> None:
    assert list(card(made_up())) == [
        "zzaaaa  expulsion  Borduria -> Ruritania",
        "        2010-03-10, evidence C, not held against its pages again yet",
        "",
        "An invented measure",
        "",
        f"{'persons':15} {'3':24} -  ",
        f"{'':15} but 4: The Strelsau Herald",
        "",
        "The Strelsau Herald, 2010-03, press",
        "    https://herald.example/",
    ]


@pytest.mark.parametrize(
    ("precision", "approximate", "words"),
    [("day", False, "2010-03-01"), ("month", True, "2010-03~"), ("year", False, "2010"), (None, False, "no date")],
)
def test_the_card_tells_no_day_that_is_not_known(precision: str | None, approximate: bool, words: str) -> None:
    (page,) = made_up()["sources"]
    dated = page | {
        "published": page["published"] if precision else None,
        "published_precision": precision,
        "published_approximate": approximate,
    }
    assert f"The Strelsau Herald, {words}, press" in list(card(made_up(sources=[dated])))


def test_the_card_of_a_checked_record_with_notes() -> None:
    (page,) = made_up()["sources"]
    link = {
        "event_id": "zzaaaa",
        "link_type": "responds_to",
        "to_event_id": "zzbbbb",
        "basis": "inferred",
        "note": "The day after",
    }
    lines = list(
        card(
            made_up(
                last_checked="2020-01-02",
                links=[link],
                sources=[page | {"via": "Bordurian Wire"}],
                coder_note="Nothing else was found " * 10,
            )
        )
    )
    assert lines[1].endswith("held against its pages again on 2020-01-02")
    assert f"{'responds_to':27} zzbbbb  (inferred: The day after)" in lines
    assert f"{'':15} but 4: The Strelsau Herald (via Bordurian Wire)" in lines
    assert " ".join(lines[-3:]).count("Nothing else was found") == 10
    assert all(len(line) <= 100 for line in lines)


@pytest.mark.parametrize("format_", ["csv", "json", "parquet"])
@pytest.mark.parametrize("named", [True, False])
def test_export_writes_the_table(tmp_path: Path, format_: str, named: bool) -> None:
    out = tmp_path / (f"links.{format_}" if named else "links")
    assert main(["export", "links", "--out", str(out), *([] if named else ["--format", format_])]) == 0
    links = ties.load("links")
    if format_ == "csv":
        assert from_csv(out.read_text(encoding="utf-8"), links.schema).equals(links)
    elif format_ == "json":
        assert json.loads(out.read_text(encoding="utf-8")) == links.to_pylist()
    else:
        assert pq.read_table(out).equals(links)
    assert list(tmp_path.iterdir()) == [out]


def test_export_to_standard_output(capfdbinary: Bytes) -> None:
    assert main(["export", "triggers"]) == 0
    text = io.TextIOWrapper(io.BytesIO(capfdbinary.readouterr().out), "utf-8").read()
    assert text.startswith("trigger_id,date,")


def test_export_of_a_vintage(capfdbinary: Bytes) -> None:
    assert main(["export", "links", "--vintage", "0.1.0"]) == 0
    assert capfdbinary.readouterr().out.decode() == to_csv(ties.load("links", vintage="0.1.0"))


def test_an_export_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    out = tmp_path / "links.csv"
    out.write_text("mine", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert main(["export", "links", "--out", str(out)]) == 1
    assert "No space left" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [out]


def test_panel_writes_the_panel(tmp_path: Path, capfdbinary: Bytes) -> None:
    asked = ["panel", "--freq", "year", "--actors", "RUS", "USA", "--start", "2014", "--end", "2016"]
    assert main(asked) == 0
    rows = list(csv.DictReader(io.StringIO(capfdbinary.readouterr().out.decode())))
    panel = ties.panel("year", actors=["RUS", "USA"], start="2014", end="2016")
    assert [(row["initiator"], row["period"]) for row in rows] == [
        (row["initiator"], str(row["period"])) for row in panel.to_pylist()
    ]
    out = tmp_path / "panel.parquet"
    assert main([*asked, "--out", str(out)]) == 0
    assert pq.read_table(out).equals(panel)


def test_panel_of_all_states(tmp_path: Path) -> None:
    out = tmp_path / "panel.parquet"
    asked = ["panel", "--freq", "year", "--actors", "states", "--start", "2020", "--end", "2020"]
    assert main([*asked, "--out", str(out)]) == 0
    assert pq.read_table(out).equals(ties.panel("year", actors="states", start="2020", end="2020"))


@pytest.mark.parametrize("style", ["apa", "bibtex", "ris", "csl-json"])
def test_cite_says_how(capsys: Output, style: str) -> None:
    assert main(["cite", style]) == 0
    now = capsys.readouterr().out
    assert ties.__version__.split("+")[0] in now
    assert main(["cite", style, "--vintage", "0.1.0"]) == 0
    then = capsys.readouterr().out
    assert "0.1.0" in then
    assert now != then


def test_cite_is_that_of_the_loader(capsys: Output) -> None:
    assert main(["cite"]) == 0
    assert capsys.readouterr().out == ties.cite() + "\n"


def test_diff_tells_what_changed(capsys: Output) -> None:
    assert main(["diff", "0.1.0", "0.2.0"]) == 0
    told = capsys.readouterr().out
    assert "\n  my4b1j grounds: loss_of_purpose -> retaliation;loss_of_purpose (" in told
    assert told.startswith("0.2.0 ")
    assert main(["diff", "0.1.0", "0.2.0", "--json"]) == 0
    changes = json.loads(capsys.readouterr().out)
    assert {"added", "changed", "removed"} == {change["change_kind"] for change in changes}
    assert main(["diff", "0.2.0", "0.2.0"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["info", "event"], "there are events"),
        (["show", "zzzzzz"], "no record"),
        (["export", "event"], "there are events"),
        (["export", "events", "--vintage", "9.9.9"], "no release '9.9.9'"),
        (["export", "events", "--out", "nowhere/events.csv"], "nowhere"),
        (["panel", "--actors", "RUS", "XXX"], "no actor 'XXX'"),
        (["panel", "--start", "2014-13"], "2014-13"),
        (["panel", "--start", "2015", "--end", "2014"], "before it starts"),
        (["cite", "--vintage", "9.9.9"], "no release '9.9.9'"),
        (["diff", "0.2.0", "0.1.0"], "not older"),
        (["diff", "0.1.0", "9.9.9"], "no release '9.9.9'"),
        (["validate", "--dataset", "nowhere"], "no dataset in nowhere"),
        (["build", "--dataset", "nowhere"], "no dataset in nowhere"),
        (["order", "--dataset", "nowhere"], "no dataset in nowhere"),
        (["totals", "--dataset", "nowhere"], "no dataset in nowhere"),
        (["schema", "--checkout", "nowhere"], "no dataset in nowhere"),
        (["release", "1.0.0", "--checkout", "nowhere"], "no dataset in"),
    ],
)
def test_mistakes_are_told_in_a_line(
    arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 1
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1


def test_the_command_is_installed() -> None:
    command = Path(sys.executable).with_name("diplomatic-ties")
    run = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert run.stdout == f"{ties.__version__}\n"
