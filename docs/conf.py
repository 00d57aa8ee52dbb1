"""The documentation's site: ``make docs`` builds it into ``site/``."""

from __future__ import annotations

project = "proxygraph"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
html_theme = "furo"
html_title = "proxygraph"
exclude_patterns = ["_build"]
myst_heading_anchors = 4
suppress_warnings = ["myst.header", "misc.highlighting_failure", "toc.not_included"]
napoleon_google_docstring = False
autodoc_typehints = "none"
autodoc_member_order = "alphabetical"
