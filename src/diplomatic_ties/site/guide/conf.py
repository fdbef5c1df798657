"""Sphinx: the guide of the site."""

project = "Diplomatic Ties"
author = project_copyright = "Diplomatic Ties contributors"
extensions = ["myst_parser", "sphinx.ext.autodoc"]
html_theme = "furo"
html_title = "Diplomatic Ties: guide"
html_favicon = "icon.svg"
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
