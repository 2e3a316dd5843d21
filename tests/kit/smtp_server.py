"""A small SMTP server on loopback that keeps what it is sent: enough of RFC 5321 for one client."""

from __future__ import annotations

import socketserver
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Inbox", "smtp_server"]


@dataclass
class Inbox:
    port: int = 0
    received: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    """The recipients of the envelope, and the message."""
    refusing: bool = False


@contextmanager
def smtp_server() -> Iterator[Inbox]:
    inbox = Inbox()

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 loopback")
            recipients: list[str] = []
            while line := self.rfile.readline():
                word = line.strip().upper()
                if word.startswith((b"EHLO", b"HELO")):
                    self.say("250 loopback")
                elif word.startswith(b"MAIL"):
                    recipients = []
                    self.say("451 not now" if inbox.refusing else "250 ok")
                elif word.startswith(b"RCPT"):
                    recipients.append(line.decode().strip().partition("<")[2].rstrip(">"))
                    self.say("250 ok")
                elif word == b"DATA":
                    self.say("354 go on")
                    inbox.received.append((recipients, self.message()))
                    self.say("250 kept")
                elif word == b"QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 ok")

        def message(self) -> EmailMessage:
            lines = []
            while (line := self.rfile.readline()) not in {b".\r\n", b""}:
                lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
            return message_from_bytes(b"".join(lines), policy=policy.default)

        def say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

    with Server(("127.0.0.1", 0), Conversation) as server:
        inbox.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield inbox
        finally:
            server.shutdown()
            thread.join()
