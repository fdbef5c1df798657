"""Broken and sound texts, names, addresses and days: what no record or registry may hold, whatever its field."""

from tests.curation.broken import DAY, A, B, Broken, Edit, Sound, page, record

WIRE = "https://www.wire.example/zzaaaa"


def quoted(text: str) -> str:
    """A text as YAML escapes it, so that any character can stand in a file."""
    return '"' + text.encode("unicode-escape").decode().replace('"', '\\"').replace("\\x", "\\u00") + '"'


TEXTS = (
    *(
        Broken(
            "model",
            f"{what} in a summary",
            added=record("zzaaaa", summary=quoted(text)),
            problem=f"`summary`: {problem}",
            cure=cure,
            line="summary:",
        )
        for what, text, problem, cure in (
            ("a line break", "One\ntwo", "the text has a line break", "write it as one line"),
            ("a tab", "One\ttwo", "the text has a character without a name (U+0009)", "take it out"),
            ("a control character", "One\x07two", "the text has a character without a name (U+0007)", "take it out"),
            ("a terminal's escape", "One\x1b[31mtwo", "the text has a character without a name (U+001B)", "take it"),
            ("an escape of one byte", "One\x9btwo", "the text has a character without a name (U+009B)", "take it"),
            ("a next line", "One\x85two", "the text has a character without a name (U+0085)", "take it out"),
            ("a line separator", "One\u2028two", "the text has LINE SEPARATOR (U+2028)", "take it out"),
            ("a turned direction", "One\u202etwo", "the text has RIGHT-TO-LEFT OVERRIDE (U+202E)", "take it out"),
            ("an isolate", "One\u2066two", "the text has LEFT-TO-RIGHT ISOLATE (U+2066)", "take it out"),
            ("a blank of no width", "One\u200btwo", "the text has ZERO WIDTH SPACE (U+200B)", "take it out"),
            ("a joiner of no width", "One\u200dtwo", "the text has ZERO WIDTH JOINER (U+200D)", "take it out"),
            ("a soft hyphen", "One\xadtwo", "the text has SOFT HYPHEN (U+00AD)", "take it out"),
            ("an inner byte order mark", "One\ufefftwo", "the text has ZERO WIDTH NO-BREAK SPACE (U+FEFF)", "take it"),
            ("no character", "One\uffffwo", "the text has a character without a name (U+FFFF)", "take it out"),
            ("a private character", "One\ue000two", "the text has a character without a name (U+E000)", "take it out"),
            ("a lost character", "One\ufffdtwo", "the text has REPLACEMENT CHARACTER (U+FFFD)", "take it out"),
            (
                "a blank that does not break",
                "One\xa0two",
                "the text has NO-BREAK SPACE (U+00A0)",
                "write a plain blank",
            ),
            ("a blank of one em", "One\u2003two", "the text has EM SPACE (U+2003)", "write a plain blank"),
            ("two blanks", "One  two", "the text has two blanks together at character 4", "write one"),
            ("letter and accent apart", "Pe\u0301cs", "the text has letters and accents apart", "Unicode NFC"),
            ("a unit in place of a letter", "\u212bland", "the text has letters and accents apart", "Unicode NFC"),
            ("a sum", "=1+2", "the text begins with '='", "begin with a word"),
            ("a command for a spreadsheet", "@SUM(A1)", "the text begins with '@'", "begin with a word"),
            ("a plus", "+49 is no word", "the text begins with '+'", "begin with a word"),
            ("a dash", "-2+3", "the text begins with '-'", "begin with a word"),
            ("a wide sum", "\uff1d1+2", "the text begins with '\uff1d'", "begin with a word"),
            ("a tag of HTML", "An <b>invented</b> measure", "the text has markup ('<b')", "write plain words"),
            ("a script", "A <script>alert(1)</script>", "the text has markup ('<s')", "write plain words"),
            ("a comment of HTML", "An <!-- invented --> measure", "the text has markup ('<!')", "write plain words"),
            ("an entity", "Fish &amp; chips", "the text has markup ('&amp;')", "write plain words"),
            ("a numbered entity", "Fish &#38; chips", "the text has markup ('&#3')", "write plain words"),
            ("a link of Markdown", "See [here](page)", "the text has markup ('](')", "write plain words"),
            ("an address that runs", "See javascript:alert(1)", "the text has markup ('javascript:')", "write plain"),
        )
    ),
    Broken(
        "model",
        "a text without end",
        added=record("zzaaaa", coder_note="word " * 2_000),
        problem="`coder_note` cannot be",
        cure="at most",
        line="coder_note:",
    ),
    Broken(
        "model",
        "letters and accents apart in a note",
        added=record("zzaaaa", coder_note=quoted("Pe\u0301cs")),
        problem="`coder_note`: the text has letters and accents apart",
        cure="NFC",
        line="coder_note:",
    ),
    *(
        Broken(
            "model",
            f"a formula in {where}",
            edits=(Edit(file, old, new),),
            problem="the text begins with '='",
            cure="begin with a word",
            place=file,
            line=new.splitlines()[-1].strip("- "),
        )
        for where, file, old, new in (
            ("a lead", "leads/zz.yaml", "what: Something is remembered", "what: =1+2"),
            ("a post", "missions/zzb.yaml", "name: Embassy of Borduria in Ruritania", "name: =1+2"),
            ("a publisher", "publishers/zzb.yaml", "name: Radio Szohod", "name: =1+2"),
            ("an episode", "episodes/undated.yaml", "title: Borduria and Ruritania", "title: =1+2"),
        )
    ),
    Broken(
        "model",
        "a formula in a tombstone",
        added={"withdrawn.yaml": "- {id: zzcccc, withdrawn: 2020-01-01, reason: =1+2, now: []}\n"},
        problem="`reason`: the text begins with '='",
        cure="begin with a word",
        place="withdrawn.yaml",
        line="reason: =1+2",
    ),
)

NAMES = (
    Broken(
        "model",
        "a publisher in another script",
        edits=(Edit("publishers/zzb.yaml", "name: Radio Szohod", "name: Радио"),),
        problem="`name`: 'Радио' has 'Р' (CYRILLIC)",
        cure="write the name in Latin letters",
        place="publishers/zzb.yaml",
        line="name: Радио",
    ),
    Broken(
        "model",
        "a look-alike letter in another spelling",
        edits=(Edit("publishers/zzb.yaml", "also: [BW]", "also: [\u0412W]"),),
        problem="`also.0`: '\u0412W' has letters of CYRILLIC and LATIN",
        cure="write it in one script",
        place="publishers/zzb.yaml",
        line="also: [\u0412W]",
    ),
    *(
        Broken(
            "publishers_are_told_apart",
            f"the name of another, {what}",
            edits=(Edit("publishers/zzr.yaml", "name: The Strelsau Herald", f"name: {name}"),),
            problem=f"zz-radio has the name {name} already",
            cure="merge the two, tell their names apart",
            place="publishers/zzr.yaml",
            line=f"name: {name}",
        )
        for what, name in (
            ("in capitals", "RADIO SZOHOD"),
            ("with an accent", "Rádio Szohod"),
            ("in one word", "RadioSzohod"),
            ("with a hyphen", "Radio-Szohod"),
        )
    ),
)

ADDRESSES = (
    *(
        Broken(
            "model",
            f"an address with {what}",
            added=record("zzaaaa"),
            edits=(Edit(A, WIRE, url),),
            problem=f"`sources.1.url`: {problem}",
            cure=cure,
            line="url:",
        )
        for what, url, problem, cure in (
            ("no scheme", "www.wire.example/a", "'www.wire.example/a' is no address", "https://www.example.org/page"),
            ("the scheme of a file", "file:///etc/passwd", "'file:///etc/passwd' is no address", "https://www"),
            ("the scheme of a transfer", "ftp://wire.example/a", "'ftp://wire.example/a' is no address", "https://www"),
            ("a script", "javascript:alert(1)", "the address has 'javascript:'", "percent-encoded"),
            ("a name and a password", "https://me:secret@wire.example/a", "the site is written as", "wire.example"),
            ("the own machine", "https://127.0.0.1/a", "'127.0.0.1' is no public site", "that people can reach"),
            ("the own machine as a number", "https://2130706433/a", "'2130706433' is no public site", "people can"),
            ("the own machine by name", "https://localhost/a", "'localhost' is no public site", "people can reach"),
            ("a private network", "https://192.168.1.1/a", "'192.168.1.1' is no public site", "that people can reach"),
            ("a printer", "https://printer.local/a", "'printer.local' is no public site", "that people can reach"),
            ("no top-level name", "https://wire/a", "'wire' is no public site", "that people can reach"),
            ("two dots", "https://wire..example/a", "'wire..example' is no public site", "that people can reach"),
            ("a port that cannot be", "https://wire.example:99999/a", "'https://wire.example:99999/a' is no", "https"),
            (
                "the port that it has",
                "https://wire.example:443/a",
                "the site is written as 'wire.example:443'",
                "write wire",
            ),
            (
                "capitals in its site",
                "https://Wire.example/a",
                "the site is written as 'Wire.example'",
                "write wire.ex",
            ),
            (
                "a dot at the end of its site",
                "https://wire.example./a",
                "the site is written as 'wire.example.'",
                "write",
            ),
            (
                "a site in another script",
                "https://вести.example/a",
                "the site is written as 'вести.example'",
                "write xn--",
            ),
            ("markup", "https://wire.example/<b>", "the address has '<'", "write it percent-encoded"),
            ("a quote", 'https://wire.example/"a', "the address has '\"'", "write it percent-encoded"),
            ("a turned direction", quoted("https://wire.example/\u202ea"), "the text has RIGHT-TO-LEFT", "take it out"),
            ("a blank of no width", quoted("https://wire.example/\u200ba"), "the text has ZERO WIDTH", "take it out"),
            ("a blank", quoted("https://wire.example/a b"), "the address has ' '", "write it percent-encoded"),
        )
    ),
)

ONE_PAGE = tuple(
    Broken(
        "no_source_stands_twice",
        f"one page, {what}",
        added=record("zzaaaa", publishers="wire ministry"),
        edits=(
            Edit(
                A,
                "coder_note: null",
                f"{page('wire', 'zzaaaa', DAY, ', persons: 3').replace(WIRE, url)}coder_note: null",
            ),
        ),
        problem=f"the page stands twice (also as {WIRE})",
        cure="merge what it says",
        line=f"url: {url}",
    )
    for what, url in (
        ("with what tells how a reader came", f"{WIRE}?utm_source=feed&fbclid=1"),
        ("with a place in it", f"{WIRE}#top"),
        ("with a slash at its end", f"{WIRE}/"),
        ("by another scheme", "http://www.wire.example/zzaaaa"),
        ("without www", "https://wire.example/zzaaaa"),
        ("percent-encoded", "https://www.wire.example/zz%61aaa"),
    )
)

ONE_ADDRESS = Broken(
    "a_page_is_described_once",
    "two addresses of one page in two records",
    added=record("zzaaaa") | record("zzbbbb", announced="2010-05-10"),
    edits=(
        Edit(B, "https://www.wire.example/zzbbbb", f"{WIRE}/"),
        Edit(A, "published: 2010-03-10", "published: null"),
        Edit(B, "published: 2010-05-10", "published: null"),
    ),
    problem="the page has another address in record zzaaaa",
    cure=f"write {WIRE} in both, or this one",
    line=f"url: {WIRE}/",
    place=B,
)

DAYS = (
    *(
        Broken(
            "model",
            f"{what}",
            added=record("zzaaaa", **{name: given}),
            problem=f"`{name}`: the year {int(given[:4])} is a slip",
            cure="write one from 1648 to 2100",
            line=f"{name}: {given}",
        )
        for what, name, given in (
            ("a day in force before there were states", "effective", "1066-10-14"),
            ("a deadline at the end of days", "deadline", "9999-12-31"),
            ("a year one", "effective", "0001"),
        )
    ),
    Broken(
        "model",
        "a search to the end of days",
        edits=(Edit("coverage/zz.yaml", "ends: 2010-12-31", "ends: 9999-12-31"),),
        problem="`ends`: the year 9999 is a slip",
        cure="write one from 1648 to 2100",
        place="coverage/zz.yaml",
        line="ends: 9999-12-31",
    ),
    *(
        Broken(
            "what_was_done_does_not_lie_ahead",
            what,
            added=record("zzaaaa") if file == A else {},
            edits=(Edit(file, old, new),),
            problem=problem,
            cure="mend it, or leave it out until it has come",
            place=file,
            line=new.strip("\n- ").splitlines()[0],
            faults=faults,
        )
        for what, file, old, new, problem, faults in (
            (
                "a page read in the future",
                A,
                "accessed: 2020-01-01",
                "accessed: 2099-01-01",
                "2099-01-01 lies ahead",
                2,
            ),
            (
                "a search of the future",
                "coverage/zz.yaml",
                "searched: 2020-01-01",
                "searched: 2099-01-01",
                "2099-01-01",
                2,
            ),
            ("a post from 2099", "missions/zzr.yaml", "opened: 2010-03-15", "opened: 2099", "2099 lies ahead", 1),
            (
                "a membership that ends in 2099",
                "actors.yaml",
                "begins: 2005, ends: null",
                "begins: 2005, ends: 2099",
                "2099 lies ahead",
                1,
            ),
        )
    ),
)

NUMBERS = (
    Broken(
        "model",
        "a number of five thousand digits",
        added=record("zzaaaa", persons=f"{{best: {'9' * 5_000}, scope: diplomats}}"),
        problem="`persons.best` cannot be '9999",
        cure="input should be a valid integer",
        line="persons:",
    ),
    Broken(
        "model",
        "more people than there are diplomats",
        added=record("zzaaaa", persons="{best: 100001, scope: diplomats}"),
        problem="`persons.best` cannot be 100001",
        cure="input should be less than or equal to 100000",
        line="persons:",
    ),
    *(
        Broken(
            "model",
            f"a code that is {what}",
            edits=(Edit("actors.yaml", "cow: 9002", f"cow: {code}"),),
            problem=f"`cow` cannot be {code}",
            cure="input should be",
            place="actors.yaml",
            line=f"cow: {code}",
        )
        for what, code in (("below none", "-2"), ("none", "0"), ("too long", "99999999999"))
    ),
    Broken(
        "model",
        "a language that there is not",
        added=record("zzaaaa"),
        edits=(Edit(A, "language: en", "language: qq"),),
        problem="`sources.0.language`: 'qq' is no language",
        cure="write its ISO 639-1 code",
        line="language: qq",
        faults=2,
    ),
)

BROKEN_TEXT: tuple[Broken, ...] = (*TEXTS, *NAMES, *ADDRESSES, *ONE_PAGE, ONE_ADDRESS, *DAYS, *NUMBERS)
SOUND_TEXT: tuple[Sound, ...] = (
    *(
        Sound("model", f"a summary: {text}", added=record("zzaaaa", summary=quoted(text)))
        for text in (
            "Pécs, Žilina and Łódź",
            "q\u0301 is a letter with a mark that no letter has",
            "Less than 5 < 6, R&D and 3 > 2",
            "«Москва» – “Moscow” … 100 %",
            "Word (with [a note] in it)",
            "A - B = C + D @ E",
        )
    ),
    *(
        Sound(
            "model",
            f"an address: {url}",
            added=record("zzaaaa"),
            edits=(Edit(A, WIRE, url),),
        )
        for url in (
            "http://wire.example",
            "https://wire.example:8080/a",
            "https://xn--80adxhks.wire.example/a",
            "https://93.184.216.34/a",
            "https://wire.example/слово/كلمة",
            "https://wire.example/a?b=1&c=(2)#d",
            "https://wire.example/%D1%81%D0%BB",
        )
    ),
    Sound("model", "a language of few", added=record("zzaaaa"), edits=(Edit(A, "language: en", "language: lb"),)),
    Sound("model", "the first year", added={}, edits=(Edit("actors.yaml", "begins: 1950-03-01", "begins: 1648"),)),
    Sound(
        "publishers_are_told_apart",
        "one with a top-level name, one without",
        edits=(Edit("publishers/zzr.yaml", "name: The Strelsau Herald", "name: RadioSzohod.example"),),
    ),
)
