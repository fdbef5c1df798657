"""Tutorials: code is run in the order of the page, and what it prints stands below it."""

import shutil

import pytest

from diplomatic_ties.errors import BuildError
from diplomatic_ties.site.tutorials import executed

PAGE = """# A page

```python
a = 20
print(a)
```

Words.

```python
a += 1
```

```python
print(a)
```
"""


def test_blocks_share_a_session_and_each_has_its_own_text() -> None:
    page = executed(PAGE)
    assert "print(a)\n```\n\n```text\n20\n```\n\nWords." in page
    assert page.endswith("print(a)\n```\n\n```text\n21\n```\n")
    assert page.count("```text") == 2, "what prints nothing has no text"


def test_sql_sees_the_tables() -> None:
    assert "│" in executed("```sql\nselect count(*) from events\n```\n")


def test_commands_of_the_shell_come_first() -> None:
    page = "```sh\npip install nothing\ndiplomatic-ties export actors --out a.csv\n```\n"
    page += "```python\nprint(open('a.csv').readline())\n```\n"
    assert "actor_id,name" in executed(page)


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed")
def test_r_runs() -> None:
    assert "```text\n[1] 42\n```" in executed("```r\nx <- 41\n```\n\n```r\nprint(x + 1)\n```\n")


def test_code_that_fails_stops_the_site() -> None:
    with pytest.raises(BuildError, match="ZeroDivisionError"):
        executed("```python\n1 / 0\n```\n")
