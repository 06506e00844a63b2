"""A small real mail server on this machine, as far as one is needed to see what was sent."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class MailServer:
    """A running mail server: what it took, and what it answers to an address or a text (250 takes it)."""

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    to_address: str = "250 ok"
    to_text: str = "250 taken"
    cuts: bool = False  # breaks off after the text was taken, without an answer


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run a mail server until the block ends."""
    state = MailServer()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 here")
            while line := self.rfile.readline().decode():
                word = line.split()[0].upper() if line.split() else ""
                if word == "DATA":
                    self._say("354 go on")
                    self._take()
                    if state.cuts:
                        return
                    self._say(state.to_text)
                elif word == "QUIT":
                    self._say("221 bye")
                    return
                else:
                    self._say(state.to_address if word == "RCPT" else "250 ok")

        def _take(self) -> None:
            lines = []
            while (line := self.rfile.readline()) != b".\r\n":
                lines.append(line)
            if state.to_text.startswith("250"):
                taken = message_from_bytes(b"".join(lines), policy=policy.default)
                assert isinstance(taken, EmailMessage)
                state.taken.append(taken)

        def _say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        state.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield state
        finally:
            server.shutdown()
            thread.join()
