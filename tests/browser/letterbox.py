"""A mail server of the tests: it takes what the program sends and keeps it."""

import email
import email.policy
import re
import socketserver
import threading
import time


class _Session(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"220 letterbox\r\n")
        data = None
        for line in self.rfile:
            if data is not None:
                if line == b".\r\n":
                    self.server.letters.append(email.message_from_bytes(b"".join(data), policy=email.policy.default))
                    data = None
                    self.wfile.write(b"250 taken\r\n")
                else:
                    data.append(line.removeprefix(b".") if line.startswith(b"..") else line)
                continue
            word = line[:4].upper()
            if word == b"DATA":
                data = []
            self.wfile.write(
                b"354 go on\r\n" if word == b"DATA" else b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n"
            )
            if word == b"QUIT":
                return


class Letterbox(socketserver.ThreadingTCPServer):
    """Listens on a free port until it is closed; `letters` in the order of their arrival."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Session)
        self.letters = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        """What EMAIL_URL has to be."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def code_for(self, address, after=0, seconds=30):
        """The sign-in code in the newest letter to the address that came after so many letters."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for letter in reversed(self.letters[after:]):
                text = letter.get_body(("plain",)).get_content()
                if address in letter["To"] and (code := re.search(r"\b[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}\b", text)):
                    return code[0]
            time.sleep(0.1)
        raise AssertionError(f"no code for {address} in {[letter['Subject'] for letter in self.letters]}")
