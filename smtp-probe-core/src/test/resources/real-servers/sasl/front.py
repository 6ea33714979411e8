"""SMTP up to the login, which the libraries Cyrus SASL and GNU SASL judge: a peer for what no server of Debian offers, such as -PLUS."""
import base64
import ctypes
import hashlib
import select
import socketserver
import ssl

HOST = b"mail.here.test"
CHAIN = open("/etc/tls/good.pem").read()
END = "-----END CERTIFICATE-----\n"
END_POINT = hashlib.sha256(ssl.PEM_cert_to_DER_cert(CHAIN.split(END)[0] + END)).digest()
ACCOUNTS = dict(line.split("\t") for line in open("/etc/accounts", encoding="utf-8").read().splitlines())


class Refused(Exception):
    pass


class Cyrus:
    """What the library is told of the connection: a kind of channel binding with its octets, and who the client's certificate is of."""

    class Binding(ctypes.Structure):
        _fields_ = [("name", ctypes.c_char_p), ("critical", ctypes.c_int), ("length", ctypes.c_ulong), ("data", ctypes.c_char_p)]

    class Security(ctypes.Structure):
        _fields_ = [("least", ctypes.c_uint), ("most", ctypes.c_uint), ("buffer", ctypes.c_uint), ("flags", ctypes.c_uint),
                    ("names", ctypes.c_void_p), ("values", ctypes.c_void_p)]

    library = ctypes.CDLL("libsasl2.so.2")
    library.sasl_server_init(None, b"front")

    def __init__(self, binding, client):
        self.connection = ctypes.c_void_p()
        self.check(self.library.sasl_server_new(b"smtp", HOST, None, None, None, None, 0, ctypes.byref(self.connection)))
        self.tell(101, ctypes.byref(self.Security(0, 0, 0, 0, None, None)))
        if binding:
            self.tell(21, ctypes.byref(self.Binding(binding[0], 0, len(binding[1]), binding[1])))
        if client:
            self.tell(100, ctypes.byref(ctypes.c_uint(256)))
            self.tell(102, ctypes.c_char_p(client))

    def tell(self, what, value):
        self.kept = getattr(self, "kept", []) + [value]  # the library keeps no copy of some
        self.check(self.library.sasl_setprop(self.connection, what, value))

    def check(self, code):
        if code < 0:
            raise Refused(ctypes.c_char_p(self.library.sasl_errdetail(self.connection)).value)
        return code

    def offered(self):
        names = ctypes.c_char_p()
        self.check(self.library.sasl_listmech(self.connection, None, b"", b" ", b"", ctypes.byref(names), None, None))
        return names.value.decode()

    def start(self, mechanism, response):
        return self.step(self.library.sasl_server_start, mechanism.encode(), response)

    def go_on(self, response):
        return self.step(self.library.sasl_server_step, response)

    def step(self, call, *arguments):
        response, out, length = arguments[-1], ctypes.c_void_p(), ctypes.c_uint()
        code = self.check(call(self.connection, *arguments, len(response or b""), ctypes.byref(out), ctypes.byref(length)))
        return code == 0, ctypes.string_at(out.value, length.value) if out.value else b""


Cyrus.library.sasl_errdetail.restype = ctypes.c_void_p


class Gnu:
    library = ctypes.CDLL("libgsasl.so.18")
    CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
    AUTHID, AUTHZID, PASSWORD, SERVICE, HOSTNAME, UNIQUE, EXPORTER, EXTERNAL, ANONYMOUS = 1, 2, 3, 5, 6, 18, 25, 501, 502
    NO_CALLBACK, NO_PASSWORD, NOT_AUTHENTICATED = 51, 55, 31

    def __init__(self, binding, client):
        self.binding, self.client = binding, client
        self.library.gsasl_property_fast.restype = ctypes.c_char_p
        self.context, self.session = ctypes.c_void_p(), ctypes.c_void_p()
        self.check(self.library.gsasl_init(ctypes.byref(self.context)))
        self.callback = self.CALLBACK(self.asked)
        self.library.gsasl_callback_set(self.context, self.callback)

    def check(self, code):
        if code > 1:
            self.library.gsasl_strerror.restype = ctypes.c_char_p
            raise Refused(self.library.gsasl_strerror(code))
        return code

    def offered(self):
        plus = "SCRAM-SHA-256-PLUS SCRAM-SHA-1-PLUS " if self.binding else ""
        return plus + "SCRAM-SHA-256 SCRAM-SHA-1 DIGEST-MD5 CRAM-MD5 PLAIN LOGIN ANONYMOUS" + (" EXTERNAL" if self.client else "")

    def asked(self, context, session, what):
        session = ctypes.c_void_p(session)
        known = {self.SERVICE: b"smtp", self.HOSTNAME: HOST}
        if self.binding:
            known[self.UNIQUE] = known[self.EXPORTER] = base64.b64encode(self.binding[1])
        if what == self.PASSWORD:
            user = (self.library.gsasl_property_fast(session, self.AUTHID) or b"").decode()
            if user not in ACCOUNTS:
                return self.NO_PASSWORD
            known[what] = ACCOUNTS[user].encode()
        if what in known:
            self.library.gsasl_property_set(session, what, known[what])
            return 0
        if what == self.EXTERNAL:
            wanted = self.library.gsasl_property_fast(session, self.AUTHZID)
            return 0 if wanted in (None, b"", self.client) else self.NOT_AUTHENTICATED
        return 0 if what == self.ANONYMOUS else self.NO_CALLBACK

    def start(self, mechanism, response):
        self.check(self.library.gsasl_server_start(self.context, mechanism.encode(), ctypes.byref(self.session)))
        return self.go_on(response)

    def go_on(self, response):
        out, length = ctypes.c_void_p(), ctypes.c_size_t()
        given = response if response is not None else b""
        size = ctypes.c_size_t(len(given))
        code = self.check(self.library.gsasl_step(self.session, given, size, ctypes.byref(out), ctypes.byref(length)))
        return code == 0, ctypes.string_at(out.value, length.value) if out.value else b""


class Front(socketserver.StreamRequestHandler):
    def handle(self):
        self.secured = False
        if self.server.implicit:
            self.secure()
        self.say("220 mail.here.test ESMTP")
        while line := self.rfile.readline():
            verb, _, rest = line.decode("utf-8").strip().partition(" ")
            if verb == "QUIT":
                return self.say("221 bye")
            getattr(self, "do_" + verb.lower(), lambda rest: self.say("502 5.5.1 not here"))(rest)

    def say(self, text):
        self.wfile.write((text + "\r\n").encode())

    def secure(self):
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile="/etc/tls/root.pem")
        context.load_cert_chain("/etc/tls/good.pem", "/etc/tls/good.key")
        context.verify_mode = ssl.CERT_OPTIONAL if self.server.certificates else ssl.CERT_NONE
        self.request = context.wrap_socket(self.request, server_side=True)
        self.setup()
        self.secured = True
        names = [pair for each in (self.request.getpeercert() or {}).get("subject", ()) for pair in each]
        client = dict(names).get("commonName", "").encode() or None
        self.library = self.server.library(self.server.binding, client)

    def do_ehlo(self, rest):
        if self.secured:
            offered = self.library.offered()
            if self.server.hides:
                offered = " ".join(name for name in offered.split() if not name.endswith("-PLUS"))
            self.say("250-mail.here.test\r\n250 AUTH " + offered)
        else:
            self.say("250-mail.here.test\r\n250 STARTTLS")

    def do_starttls(self, rest):
        self.say("220 go ahead")
        self.secure()

    def do_auth(self, rest):
        mechanism, _, initial = rest.partition(" ")
        try:
            response = None if not initial else b"" if initial == "=" else base64.b64decode(initial)
            done, challenge = self.library.start(mechanism, response)
            while not done or challenge:
                self.say("334 " + base64.b64encode(challenge).decode())
                line = self.rfile.readline().strip()
                if line == b"*":
                    return self.say("501 5.7.0 cancelled")
                done, challenge = (True, b"") if done else self.library.go_on(base64.b64decode(line))
            self.say("235 2.7.0 welcome")
        except Refused as refused:
            self.say("535 5.7.8 authentication failed: " + (refused.args[0] or b"").decode())


class Server(socketserver.ForkingTCPServer):
    allow_reuse_address = True

    def __init__(self, port, library, binding=None, implicit=False, certificates=False, hides=False):
        self.library, self.binding, self.implicit, self.certificates, self.hides = library, binding, implicit, certificates, hides
        super().__init__(("127.0.0.1", port), Front)


RIGHT = b"tls-server-end-point", END_POINT
SERVERS = [
    Server(@cyrus@, Cyrus, RIGHT),
    Server(@cyrus-tls@, Cyrus, RIGHT, implicit=True),
    Server(@cyrus-certificates@, Cyrus, RIGHT, certificates=True),
    Server(@cyrus-terminated@, Cyrus, (b"tls-server-end-point", hashlib.sha256(b"another certificate").digest())),
    Server(@cyrus-hidden@, Cyrus, RIGHT, hides=True),
    Server(@cyrus-exporter@, Cyrus, (b"tls-exporter", bytes(32))),
    Server(@gnu@, Gnu),
    Server(@gnu-certificates@, Gnu, certificates=True),
    Server(@gnu-bound@, Gnu, (b"tls-exporter", bytes(32))),
]
poll = select.poll()
for server in SERVERS:
    poll.register(server, select.POLLIN)
by_number = {server.fileno(): server for server in SERVERS}
while True:
    for number, _ in poll.poll():
        by_number[number].handle_request()
