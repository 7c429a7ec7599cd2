"""A mail server for the tests: it takes letters, or behaves badly as the file `mode` of its folder says.

Each letter it took stands there as a JSON document, read by Python's own parser: what wrote it does not judge it.
"""

import asyncio
import email
import email.policy
import json
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP


class Mailbox:
    """Answers as told, and keeps what was taken."""

    def __init__(self, folder):
        self.folder = folder
        self.taken = len(list(folder.glob("*.json")))

    def mode(self):
        file = self.folder / "mode"
        return file.read_text().strip() if file.exists() else ""

    def answer(self, stage):
        """The words for this stage, when the mode is `stage words…`."""
        stage_told, _, words = self.mode().partition(" ")
        return words if stage_told == stage else None

    async def handle_MAIL(self, server, session, envelope, address, options):
        refused = self.answer("mail")
        if refused:
            return refused
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        refused = self.answer("rcpt")
        if refused:
            return refused
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        refused = self.answer("data")
        if refused:
            return refused
        slow = self.answer("slow")
        if slow:
            await asyncio.sleep(float(slow))
        self.keep(envelope)
        if self.mode() == "lost":
            server.transport.abort()
        return "250 2.0.0 taken"

    def keep(self, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        raw = email.message_from_bytes(envelope.content)
        parts = {part.get_content_type(): part.get_content() for part in message.walk() if not part.is_multipart()}
        self.taken += 1
        letter = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "headers": {name.lower(): str(value) for name, value in message.items()},
            "raw_subject": raw["subject"],
            "ascii": envelope.content.isascii(),
            "longest_line": max(len(line) for line in envelope.content.split(b"\r\n")),
            "parts": parts,
        }
        (self.folder / f"{self.taken:05}.json").write_text(json.dumps(letter))


class Server(SMTP):
    """The same, and a connection that is cut while a letter is coming."""

    async def smtp_DATA(self, arg):
        if self.event_handler.mode() == "cut":
            await self.push("354 go on")
            await self._reader.readline()
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


async def main(folder, port):
    mailbox = Mailbox(Path(folder))
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Server(mailbox, enable_SMTPUTF8=True), "127.0.0.1", int(port))
    print(server.sockets[0].getsockname()[1], flush=True)
    # It ends with whoever started it.
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main(*sys.argv[1:3]))
