"""Sphinx: the guide of the site."""

from typing import Any

from sphinx.application import Sphinx

project = "Diplomatic Ties"
author = project_copyright = "Diplomatic Ties contributors"
extensions = ["myst_parser", "sphinx.ext.autodoc"]
html_theme = "furo"
html_title = "Diplomatic Ties: guide"
html_favicon = "icon.svg"
html_show_search_summary = False  # a page that was opened from disk may not fetch
html_static_path = ["_static"]
html_css_files = ["guide.css"]
html_copy_source = False
html_last_updated_fmt = None
html_show_sphinx = False
html_theme_options = {
    "announcement": (
        '<a href="../index.html">Diplomatic Ties</a> · <a href="../explorer.html">Explorer</a> · '
        '<a href="../chronicle/index.html">Chronicle</a> · <a href="../countries/index.html">Countries</a> · '
        '<a href="../completeness.html">Completeness</a> · <a href="../data.html">Data</a>'
    ),
}
myst_heading_anchors = 3
suppress_warnings = ["myst.xref_missing", "myst.header"]
autodoc_typehints = "signature"

# What scrolls sideways, and how it can be reached by keyboard.
FOCUSABLE = {'<div class="table-wrapper': '<div tabindex="0" class="table-wrapper', "<pre>": '<pre tabindex="0">'}


def setup(app: Sphinx) -> None:
    """Mend the pages after the theme."""
    app.connect("html-page-context", _focusable, priority=900)


def _focusable(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object) -> None:
    for part, mended in FOCUSABLE.items():
        context["body"] = context.get("body", "").replace(part, mended)
