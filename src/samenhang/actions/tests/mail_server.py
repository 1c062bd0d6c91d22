"""A mail server for tests: it keeps what it gets, and can be told to wait, to refuse, or to hang up."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

# A test that waits longer for something than this has failed.
PATIENCE = 60


class Gate:
    """Where a client stands still: `reached` when one does, until `open` is set."""

    def __init__(self) -> None:
        self.reached, self.open = threading.Event(), threading.Event()

    def wait_here(self) -> None:
        self.reached.set()
        self.open.wait(PATIENCE)


class MailServer(socketserver.ThreadingTCPServer):
    """Its `gates`, `answers` and `hangs_up_at` go by verb, and by "greeting" and "message" for before and after all."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.messages: list[EmailMessage] = []
        self.gates: dict[str, Gate] = {}
        self.answers: dict[str, str] = {}
        self.hangs_up_at = ""
        self.together: threading.Barrier | None = None

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def readers(self) -> list[str]:
        return sorted(str(message["To"]) for message in self.messages)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is no error of the server."""


class Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        if self.server.together:
            self.server.together.wait(PATIENCE)
        if not self.answer("greeting", "220 ready"):
            return
        for line in self.rfile:
            verb = line.split()[0].decode().upper()
            usual = {"DATA": "354 go on", "QUIT": "221 bye"}.get(verb, "250 ok")
            if not self.answer(verb, usual) or verb == "QUIT":
                return
            if verb == "DATA" and verb not in self.server.answers and not self.take_message():
                return

    def answer(self, verb: str, usual: str) -> bool:
        """Say it, unless this is where the server hangs up."""
        if gate := self.server.gates.get(verb):
            gate.wait_here()
        if self.server.hangs_up_at == verb:
            return False
        self.wfile.write(f"{self.server.answers.get(verb, usual)}\r\n".encode())
        return True

    def take_message(self) -> bool:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line.removeprefix(b"."))
        if "message" not in self.server.answers:
            self.server.messages.append(message_from_bytes(b"".join(lines), policy=policy.default))
        return self.answer("message", "250 taken")


@contextmanager
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            for gate in server.gates.values():
                gate.open.set()
            server.shutdown()
            thread.join(PATIENCE)
