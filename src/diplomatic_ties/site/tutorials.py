"""Tutorials: the code of a page is run, block after block in one session, and what it prints stands below it."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from diplomatic_ties.errors import BuildError
from diplomatic_ties.loader import DATA

COMMAND = "diplomatic-ties"
LANGUAGES = ("python", "sql", "r")
# Printed between two blocks.
MARK = "-- next block --"
MINUTE = 60
# Each table is a view.
SQL = """
import duckdb
from pathlib import Path
connection = duckdb.connect()
for file in sorted(Path({data!r}).glob("*.parquet")):
    connection.execute(f"create view {{file.stem}} as select * from '{{file}}'")
"""


def executed(page: str) -> str:
    """Return a page of Markdown with what its fenced blocks of Python, SQL and R print.

    Lines of ``sh`` blocks that call the console command are run first. Where R is not installed the page says
    so in place of what its blocks print. Raises ``BuildError`` where a block fails.
    """
    from markdown_it import MarkdownIt

    fences = [token for token in MarkdownIt().parse(page) if token.type == "fence" and token.map]
    lines = page.splitlines()
    with tempfile.TemporaryDirectory() as folder:
        for token in fences:
            if token.info == "sh":
                _commands(token.content, Path(folder))
        for language in LANGUAGES:
            blocks = [token for token in fences if token.info == language]
            texts = _run(language, [token.content for token in blocks], Path(folder)) if blocks else []
            for token, text in zip(blocks, texts, strict=False):
                if token.map and text.strip():
                    lines[token.map[1] - 1] += f"\n\n```text\n{text.rstrip()}\n```"
    return "\n".join(lines) + "\n"


def _commands(block: str, folder: Path) -> None:
    for line in block.splitlines():
        if line.startswith(COMMAND):
            _printed([sys.executable, "-m", "diplomatic_ties", *shlex.split(line)[1:]], "", folder)


def _run(language: str, blocks: Sequence[str], folder: Path) -> list[str]:
    """What each block prints."""
    if language == "sql":
        body = SQL.format(data=str(DATA)) + "".join(f"print(connection.sql({b!r}))\nprint({MARK!r})\n" for b in blocks)
        return _printed([sys.executable, "-"], body, folder)
    if language == "python":
        return _printed([sys.executable, "-"], f"\nprint({MARK!r})\n".join(blocks), folder)
    if not shutil.which("Rscript"):
        return [""] * (len(blocks) - 1) + ["(R is not installed where this page was written.)"]
    return _printed(["Rscript", "--vanilla", "-"], f'\ncat("{MARK}\\n")\n'.join(blocks), folder)


def _printed(command: Sequence[str], body: str, folder: Path) -> list[str]:
    environment = {**os.environ, "COLUMNS": "100", "PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(
            command,
            input=body,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=folder,
            env=environment,
            timeout=MINUTE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise BuildError(f"a tutorial runs for more than {MINUTE} seconds; shorten it") from error
    if done.returncode:
        raise BuildError(f"a tutorial does not run:\n{done.stderr}")
    return done.stdout.split(f"{MARK}\n")
