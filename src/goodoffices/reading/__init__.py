"""A report becomes proposed acts and accounts with text spans; a person files them."""

from goodoffices.reading.extract import ExtractedText, extract
from goodoffices.reading.model import Draft, Drafts, Furniture, Party, Report, Span
from goodoffices.reading.reader import STEPS, Reader, read
from goodoffices.reading.work import Step

__all__ = [
    "STEPS",
    "Draft",
    "Drafts",
    "ExtractedText",
    "Furniture",
    "Party",
    "Reader",
    "Report",
    "Span",
    "Step",
    "extract",
    "read",
]
