/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.Untrusted;
import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Zone;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Timeouts;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.sasl.ScramServer;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** One report of each kind, the same at each run: servers are scripts in memory, and time passes only where a script pauses. */
final class GoldenReports {
    private static final String GREETS = "* pause 20ms\nS: 220 mx.example.com ESMTP\nC: EHLO x\n";
    private static final String STARTS_TLS = GREETS + """
        S: 250-mx.example.com
        S: 250-SIZE 10240000
        S: 250 STARTTLS
        C: STARTTLS
        S: 220 2.0.0 Ready to start TLS
        * tls any
        """;
    private static final String IN_TLS = STARTS_TLS + """
        C~ EHLO x
        S~ 250-mx.example.com
        S~ 250-SIZE 10240000
        S~ 250 AUTH PLAIN XOAUTH2
        """;
    private static final String LEAVES_TLS = "C~ QUIT\nS~ 221 2.0.0 Bye\n";
    private static final String CLEAR = GREETS + "S: 250-mx.example.com\nS: 250 SIZE 0\n";
    private static final String LEAVES = "C: QUIT\nS: 221 2.0.0 Bye\n";
    private static final String REFUSES = "S: 554 5.7.1 No service for you\nC: QUIT\nS: 221 2.0.0 Bye\n";

    /** The first handshake of a process is marked as such, so none of these may be it. */
    private static final ProbeReport FIRST = passed();

    private GoldenReports() {}

    static Map<String, Supplier<ProbeReport>> all() {
        Map<String, Supplier<ProbeReport>> all = new TreeMap<>();
        all.put("passed", GoldenReports::passed);
        all.put("failed-at-login", GoldenReports::failedAtLogin);
        all.put("failed-at-login-with-a-token", GoldenReports::failedAtLoginWithAToken);
        all.put("failed-at-login-by-scram", GoldenReports::failedAtLoginByScram);
        all.put("every-mechanism", GoldenReports::everyMechanism);
        all.put("failed-at-recipient", GoldenReports::failedAtRecipient);
        all.put("message-taken", GoldenReports::messageTaken);
        all.put("failed-certificate", GoldenReports::failedCertificate);
        all.put("failed-not-smtp", GoldenReports::failedNotSmtp);
        all.put("inconclusive-dns", GoldenReports::inconclusiveDns);
        all.put("inconclusive-road", GoldenReports::inconclusiveRoad);
        all.put("mail-exchangers", GoldenReports::mailExchangers);
        all.put("untrusted-target", GoldenReports::untrustedTarget);
        all.put("for-strangers", () -> passed().forStrangers());
        all.put("pasted-dialogue", GoldenReports::pastedDialogue);
        all.put("pasted-command", () -> Explain.dialogue("C: VRFY ada\nS: 502 5.5.1 VRFY is not available\n"));
        all.put("pasted-reply", () -> Explain.dialogue("550 5.1.1 User unknown"));
        all.put("second-look", GoldenReports::secondLook);
        all.put("cancelled", GoldenReports::cancelled);
        all.put("deadline", GoldenReports::deadline);
        return all;
    }

    /** The first login is refused, for want of a hash, and the second works; then the server takes no more. */
    private static ProbeReport everyMechanism() {
        String offers = GREETS + "S: 250-mx.example.com\nS: 250 AUTH CRAM-MD5 PLAIN LOGIN GSSAPI\n";
        ProbeRequest.Builder request = server(587, TlsMode.PLAIN)
                .password("ada@example.com", DialogueFile.PASSWORD.toCharArray())
                .allowCleartextCredentials()
                .tryEveryMechanism();
        return probe(
                request,
                offers + "C: AUTH CRAM-MD5\nS: 334 PDEuMkBteD4=\nC: [redacted]\nS: 535 5.7.8 no\n" + LEAVES,
                offers + "C: AUTH PLAIN [redacted]\nS: 235 2.7.0 ok\n" + LEAVES,
                GREETS.replace("C: EHLO x\n", "").replace("220 ", "421 4.7.0 ") + "* closed\n");
    }

    private static ProbeReport passed() {
        ProbeRequest.Builder request = server(587, TlsMode.STARTTLS)
                .password("ada@example.com", DialogueFile.PASSWORD.toCharArray())
                .mechanisms("PLAIN", "LOGIN")
                .envelope("ada@example.com", "bob@example.org");
        return probe(request, IN_TLS + """
            C~ AUTH PLAIN [redacted]
            * pause 150ms
            S~ 235 2.7.0 Authentication successful
            C~ MAIL FROM:<ada@example.com>
            S~ 250 2.1.0 Ok
            C~ RCPT TO:<bob@example.org>
            * pause 30ms
            S~ 250 2.1.5 Ok
            C~ RSET
            S~ 250 2.0.0 Ok
            """ + LEAVES_TLS);
    }

    private static ProbeReport messageTaken() {
        ProbeRequest.Builder request = server(25, TlsMode.PLAIN)
                .envelope("ada@example.com", "bob@example.org")
                .message("Subject: test\r\n\r\nHello\r\n".getBytes(StandardCharsets.US_ASCII));
        return probe(request, GREETS + """
            S: 250 mx.example.com
            C: MAIL FROM:<ada@example.com>
            S: 250 2.1.0 Ok
            C: RCPT TO:<bob@example.org>
            S: 250 2.1.5 Ok
            C: DATA
            S: 354 End data with <CR><LF>.<CR><LF>
            C: Subject: test
            C:\s
            C: Hello
            C: .
            S: 250 2.0.0 Ok: queued as 4F21C0A3
            """ + LEAVES);
    }

    private static ProbeReport failedAtLogin() {
        ProbeRequest.Builder request = server(587, TlsMode.STARTTLS)
                .password("ada@example.com", DialogueFile.PASSWORD.toCharArray())
                .mechanisms("PLAIN", "LOGIN")
                .envelope("ada@example.com", "bob@example.org");
        return probe(request, IN_TLS + """
            C~ AUTH PLAIN [redacted]
            S~ 535 5.7.8 Authentication credentials invalid
            """ + LEAVES_TLS);
    }

    private static ProbeReport failedAtLoginWithAToken() {
        String claims = "{\"exp\":4000003600,\"nbf\":1700000000,\"aud\":\"calendar\",\"scp\":\"Mail.Read\"}";
        String token = "eyJhbGciOiJub25lIn0." + base64(claims) + ".c2lnbmF0dXJl";
        ProbeRequest.Builder request =
                server(587, TlsMode.STARTTLS).bearer("ada@example.com", left -> Secret.of(token));
        String error = "{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"https://mail.example.com/\"}";
        return probe(
                request,
                IN_TLS + "C~ AUTH XOAUTH2 [redacted]\nS~ 334 " + base64(error)
                        + "\nC~ [redacted]\nS~ 535 5.7.8 Token refused\n" + LEAVES_TLS);
    }

    private static ProbeReport failedAtLoginByScram() {
        String mechanism = "SCRAM-SHA-256-PLUS";
        ProbeRequest.Builder request = server(587, TlsMode.STARTTLS)
                .password("ada@example.com", DialogueFile.PASSWORD.toCharArray())
                .mechanisms(mechanism);
        String script = IN_TLS.replace("PLAIN XOAUTH2", mechanism) + "C~ AUTH " + mechanism + " [redacted]\nS~ 334 "
                + base64(new ScramServer(mechanism, DialogueFile.PASSWORD, 2048).first()) + "\nC~ [redacted]\nS~ 334 "
                + base64("e=channel-bindings-dont-match") + "\nC~ [redacted]\nS~ 535 5.7.8 Refused\n" + LEAVES_TLS;
        return probe(
                request,
                memory(script),
                builder -> builder.mechanism(ScramServer.client(mechanism))
                        .tlsSettings(DialogueFile.trusting("TLSv1.2"))); // which binds in one way on each Java
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ProbeReport failedAtRecipient() {
        ProbeRequest.Builder request =
                server(25, TlsMode.PLAIN).envelopeWithNullReversePath("ada@example.com", "bob@example.com");
        return probe(request, CLEAR + """
            C: MAIL FROM:<>
            S: 250 2.1.0 Ok
            C: RCPT TO:<ada@example.com>
            S: 250 2.1.5 Ok
            C: RCPT TO:<bob@example.com>
            * pause 12ms
            S: 550 5.1.1 <bob@example.com>: Recipient address rejected: User unknown
            C: RSET
            S: 250 2.0.0 Ok
            """ + LEAVES);
    }

    /** Of a stranger to this client, and with a weak key. */
    private static ProbeReport failedCertificate() {
        CertificateAuthority.Issued weak = CertificateAuthority.create().issueRsa(1024, DialogueFile.HOST);
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, weak.serverContext(), Script.parse(STARTS_TLS));
        return probe(server(587, TlsMode.STARTTLS), memory, Function.identity());
    }

    private static ProbeReport failedNotSmtp() {
        return probe(
                server(80, TlsMode.PLAIN).stopAfter(Stage.EHLO).withoutSecondLook(),
                "* pause 3ms\nS: HTTP/1.1 400 Bad Request\n* closed");
    }

    /** A proxy that looks up names itself does not let this client through. */
    private static ProbeReport inconclusiveRoad() {
        ProbeRequest.Builder request = ProbeRequest.to("mx.example.com", 25).tls(TlsMode.PLAIN);
        return probe(request, memory(CLEAR + LEAVES), probe -> probe.transport(new LostRoad()));
    }

    private static ProbeReport inconclusiveDns() {
        MailResolver silent = Zone.ofHost("other.example.com").otherwise(MailResolver.Status.TIMEOUT);
        return probe(ProbeRequest.to(DialogueFile.HOST, 587), memory(), probe -> probe.resolver(silent));
    }

    /** Two hosts; one talks and has a reverse name, one refuses on each of its addresses. */
    private static ProbeReport mailExchangers() {
        List<MailResolver.Exchanger> records = List.of(
                new MailResolver.Exchanger(10, "mx1.example.com"), new MailResolver.Exchanger(20, "mx2.example.com"));
        Map<String, List<String>> addresses =
                Map.of("mx1.example.com", List.of("192.0.2.1"), "mx2.example.com", List.of("192.0.2.2", "2001:db8::2"));
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE, null, route -> Script.parse(route.host().startsWith("mx1") ? CLEAR + LEAVES : REFUSES));
        return probe(
                ProbeRequest.toMxOf("example.com").coverage(Coverage.ALL).reverseNames(),
                memory,
                probe -> probe.resolver(new Zone(records, addresses, MailResolver.Status.NXDOMAIN)
                        .reverse("192.0.2.1", "mx1.example.com")));
    }

    /** The name leads to a public address, where something says what no stranger is to read, and to an inner one. */
    private static ProbeReport untrustedTarget() {
        return probe(
                ProbeRequest.to("mail.example.net", 587),
                memory("S: -ERR wrong number of arguments for 'get' command\n* closed"),
                probe -> Untrusted.targets(probe.resolver(Zone.ofHost("mail.example.net", "8.8.8.8", "10.0.0.5"))
                        .addressPolicy(AddressPolicy.publicInternet())));
    }

    private static ProbeReport pastedDialogue() {
        return Explain.dialogue("""
            S: 220 mx.example.com ESMTP
            C: EHLO client.example
            S: 250 mx.example.com
            C: MAIL FROM:<ada@example.com>
            S: 250 ok
            C: RCPT TO:<bob@example.org>
            S: 451 4.7.1 Greylisted, please try again
            """);
    }

    /** A port that waits for TLS from the first octet on, asked in clear text. */
    private static ProbeReport secondLook() {
        return probe(server(465, TlsMode.STARTTLS), "* silence", """
            * tls any
            S~ 220 mx.example.com ESMTP
            """ + LEAVES_TLS);
    }

    private static ProbeReport cancelled() {
        MemoryTransport memory = memory(CLEAR + LEAVES);
        return wiring(memory, Function.identity())
                .call(server(25, TlsMode.PLAIN).build(), new ProbeListener() {
                    @Override
                    public void recorded(ProbeEvent.Recorded event) {
                        if (event.entry().toString().startsWith("S: 220")) {
                            event.cancel();
                        }
                    }
                })
                .execute();
    }

    private static ProbeReport deadline() {
        return probe(
                ProbeRequest.to(DialogueFile.HOST)
                        .connectTo("192.0.2.1")
                        .withoutSecondLook()
                        .timeouts(Timeouts.STANDARD
                                .withTls(Duration.ofSeconds(10))
                                .withGreeting(Duration.ofSeconds(10))
                                .withReply(Duration.ofSeconds(20)))
                        .deadline(Duration.ofSeconds(4)),
                GREETS + "* silence");
    }

    private static ProbeRequest.Builder server(int port, TlsMode mode) {
        return ProbeRequest.to(DialogueFile.HOST, port).tls(mode).connectTo("192.0.2.1");
    }

    private static MemoryTransport memory(String... scripts) {
        return new MemoryTransport(
                Delivery.WHOLE,
                DialogueFile.good().serverContext(),
                List.of(scripts).stream().map(Script::parse).toArray(Script[]::new));
    }

    private static ProbeReport probe(ProbeRequest.Builder request, String... scripts) {
        return probe(request, memory(scripts), Function.identity());
    }

    private static ProbeReport probe(
            ProbeRequest.Builder request,
            MemoryTransport memory,
            Function<SmtpProbe.Builder, SmtpProbe.Builder> wired) {
        return wiring(memory, wired).probe(request.build());
    }

    private static SmtpProbe wiring(MemoryTransport memory, Function<SmtpProbe.Builder, SmtpProbe.Builder> wired) {
        return wired.apply(SmtpProbe.builder()
                        .transport(memory)
                        .ticker(memory.ticker())
                        .tlsSettings(DialogueFile.trusting())
                        .seed(1))
                .build();
    }
}
