"""Servers on aiosmtpd, the library on which test servers and small gateways are built."""
import ssl
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import AuthResult


class Choosy(Sink):
    async def handle_RCPT(self, server, session, envelope, address, options):
        if not address.endswith("@here.test"):
            return "550 not relaying to that domain"
        if address.startswith("broken"):
            raise ValueError("no such table")
        envelope.rcpt_tos.append(address)
        return "250 OK"


class Lmtp(Controller):
    def factory(self):
        return LMTP(self.handler, hostname="mail.here.test")


def login(server, session, envelope, mechanism, data):
    return AuthResult(success=data.login == b"ada" and data.password == b"right horse", handled=False)


def secure():
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain("/etc/tls/good.pem", "/etc/tls/good.key")
    return context


def start(port, handler=None, kind=Controller, **options):
    kind(handler or Choosy(), hostname="127.0.0.1", port=port, server_hostname="mail.here.test", **options).start()


start(@plain@)
start(@small@, data_size_limit=2000)
start(@broken@, handler=Choosy())
start(@lmtp@, kind=Lmtp)
start(@starttls@, tls_context=secure())
start(@required@, tls_context=secure(), require_starttls=True)
start(@login@, tls_context=secure(), authenticator=login, auth_required=True)
start(@clear-login@, authenticator=login, auth_required=True, auth_require_tls=False)
start(@tls@, ssl_context=secure())
threading.Event().wait()
