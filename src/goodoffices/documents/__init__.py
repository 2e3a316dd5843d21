"""Documents to print and pass on: PDF and Word, from one tree of headings, words and tables.

Whoever has something to write (a brief, an agreement) lays it out as a `document.Document`;
`pdf.to_pdf` and `word.to_word` write it. Neither looks anything up, and nothing heavy is loaded
before something is written.
"""
