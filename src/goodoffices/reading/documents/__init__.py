"""Files that are no plain text: Word, e-mail and PDF, each a small reader with its own limits."""

from goodoffices.reading.documents.mail import text_of_mail
from goodoffices.reading.documents.pdf import text_of_pdf
from goodoffices.reading.documents.word import text_of_word

__all__ = ["text_of_mail", "text_of_pdf", "text_of_word"]
