"""The sources of the .docx templates: shared measures and pieces, and one function for each template.

styles     fonts, sizes and line pitches, as named Word styles
page       paper, margins and page numbers
package    an empty document without ballast, and its reproducible bytes
flow       `{%p if %}` and `{%p for %}` around what a `with` block writes
official   pieces of an official paper: title, headings, closing, red head, imprint
sheets     ruled tables: forms of label and value, and lists with a repeated header
gallery    the register of templates
documents  the templates themselves, a module for each family
"""
