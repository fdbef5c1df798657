"""Look for bytes of which a target does not hold: ``python fuzz/run.py read -max_total_time=300``.

What follows the target is for libFuzzer. Bytes that were found lie in the folder where it ran; they belong, with a
name that says what they are, into ``tests/found/<target>/``.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["diplomatic_ties", "pydantic"]):
    # Only what is imported here is watched, so it stands within.
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from fuzz.targets import TARGETS

CHECKOUT = Path(__file__).parents[1]
# Where a target begins: real files, and what was found before.
REAL = {"read": ("dataset/events/2021/*.yaml", "dataset/triggers.yaml", "CITATION.cff")}
WRITTEN = {
    "url": ["https://www.example.org/page?a=1#b", "http://xn--e1afmkfd.example/", "https://93.184.216.34:8080/a%20b"],
    "text": ["Russia expels two diplomats.", "\N{LATIN SMALL LETTER E WITH ACUTE}", "=1+1", "<b>"],
    "dates": ["2021", "2021-10", "2021-10-06~", "../2018-11-05", "2018-11-05/.."],
    "term": ["PT48H", "P7D", "P2W", "P1M", "PT0S"],
    "csv": ["text,day,count,flag,names\na,2021-10-06,8,true,a;b\n", 'text,day,count,flag,names\n"a ""b""\nc",,,,\n'],
}


def corpus(target: str, folder: Path) -> None:
    """Write what a target begins with into ``folder``."""
    begun = [path.read_bytes() for pattern in REAL.get(target, ()) for path in sorted(CHECKOUT.glob(pattern))[:40]]
    begun += [text.encode() for text in WRITTEN.get(target, [])]
    begun += [path.read_bytes() for path in sorted((CHECKOUT / "tests" / "found" / target).glob("*"))]
    for number, content in enumerate(begun):
        (folder / str(number)).write_bytes(content)


def main() -> None:
    """Run the target that the command line names."""
    target = sys.argv[1] if len(sys.argv) > 1 else ""
    if target not in TARGETS:
        sys.exit(f"no target {target!r}; name one of {', '.join(TARGETS)}")
    with tempfile.TemporaryDirectory() as folder:
        corpus(target, Path(folder))
        atheris.Setup([sys.argv[0], *sys.argv[2:], folder], TARGETS[target])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
