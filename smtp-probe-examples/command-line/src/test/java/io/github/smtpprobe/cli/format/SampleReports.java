/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.tls.TlsSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;

/** Reports of all kinds, of servers in memory and of pasted texts, as good and as bad as they come. */
final class SampleReports {
    static final String CANARY = "canary-of-secrets";
    static final CertificateAuthority AUTHORITY = CertificateAuthority.create();

    private static final String HELLO = "* pause 20ms\nS: 220 mx.example.com ESMTP\nC: EHLO x\nS: 250 mx.example.com\n";
    private static final String BYE = "C: QUIT\nS: 221 bye\n";
    private static final String ENVELOPE = "C: MAIL FROM:<ada@example.com>\nS: 250 ok\nC: RCPT TO:<bob@example.com>\n";
    /** What forms could take for their own: ends of text, line, quotation, element, label, placeholder and link. */
    static final String NASTY =
            "a|b 'c' \"d\" `e` $(f) \\g {0} [h](http://evil.example) <i>&amp; ]]> --> \u202e\u00e9\u4e2d\ud83d\ude00;x=1";

    private SampleReports() {}

    static Map<String, ProbeReport> all() {
        Map<String, ProbeReport> all = new LinkedHashMap<>();
        all.put("passed", passed());
        all.put("passed in TLS", inTls(90));
        all.put("passed with STARTTLS", startTls());
        all.put("certificate about to expire", inTls(5));
        all.put("expired certificate", inTls(-5));
        all.put("refused greeting", refused("554 5.7.1 no"));
        all.put("temporary", refused("421 4.3.2 later"));
        all.put("nasty reply", refused("554 " + NASTY));
        all.put("long reply", refused("554 " + "long ".repeat(2_000)));
        all.put("many lines", refused("554-" + NASTY + "\nS: 554-" + "x".repeat(900) + "\nS: 554 end"));
        all.put("ladder", ladder());
        all.put("many exchangers", exchangers());
        all.put("no attempt", noAttempt(MailResolver.Status.NXDOMAIN));
        all.put("resolver down", noAttempt(MailResolver.Status.TIMEOUT));
        all.put("login", login());
        all.put("pasted reply", Explain.reply(Stage.RCPT_TO, "550 5.1.1 " + NASTY));
        all.put(
                "pasted controls",
                Explain.dialogue("S: 220 mx \u0007\u001b[31m\nC: EHLO \u0000x\nS: 550 \u001b]0;t\u0007" + NASTY));
        all.put(
                "pasted login",
                Explain.dialogue(
                        "S: 220 mx\nC: EHLO x\nS: 250 AUTH PLAIN\nC: AUTH PLAIN AGFkYQBjYW5hcnktb2Ytc2VjcmV0cw==\nS: 535 5.7.8 no"));
        return all;
    }

    static ProbeReport passed() {
        return probe(
                plain().envelope("ada@example.com", "bob@example.com"),
                null,
                HELLO + ENVELOPE + "S: 250 ok\nC: RSET\nS: 250 ok\n" + BYE);
    }

    static ProbeReport refused(String reply) {
        return probe(plain(), null, "S: " + reply.replace("\\", "\\\\") + "\n" + BYE);
    }

    static ProbeReport failedAtRecipient(String reply) {
        return probe(
                plain().envelope("ada@example.com", "bob@example.com"),
                null,
                HELLO + ENVELOPE + "S: " + reply + "\nC: RSET\nS: 250 ok\n" + BYE);
    }

    /** A server whose certificate is valid for so many days, and some hours. */
    static ProbeReport inTls(int days) {
        Instant now = Instant.now();
        SSLContext shown = AUTHORITY
                .issue(
                        now.minus(Duration.ofDays(100)),
                        now.plus(Duration.ofDays(days)).plus(Duration.ofHours(6)),
                        "mx.example.com")
                .serverContext();
        ProbeRequest.Builder request = ProbeRequest.to("mx.example.com", 465).connectTo("192.0.2.1");
        return probe(request, shown, "* tls any\n" + HELLO.replace(": ", "~ ") + BYE.replace(": ", "~ "));
    }

    /** A server that takes 30 ms for EHLO in clear text, and 40 ms for the one inside TLS. */
    static ProbeReport startTls() {
        return probe(
                ProbeRequest.to("mx.example.com", 587).connectTo("192.0.2.1"),
                AUTHORITY.issue("mx.example.com").serverContext(),
                """
                S: 220 mx.example.com ESMTP
                C: EHLO x
                * pause 30ms
                S: 250-mx.example.com
                S: 250 STARTTLS
                C: STARTTLS
                S: 220 go ahead
                * tls any
                C~ EHLO x
                * pause 40ms
                S~ 250 mx.example.com
                C~ QUIT
                S~ 221 bye
                """);
    }

    static ProbeReport ladder() {
        ProbeRequest.Builder request =
                ProbeRequest.to("mx.example.com").connectTo("192.0.2.1").withoutSecondLook();
        return probe(request, null, "S: 554 5.7.1 no\n" + BYE);
    }

    /** Fifteen exchangers on two addresses each, of which the first works. */
    static ProbeReport exchangers() {
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE,
                null,
                route -> Script.parse(route.host().equals("mx0.example.com") ? HELLO + BYE : "S: 554 no\n" + BYE));
        return wired(memory)
                .build()
                .probe(ProbeRequest.toMxOf("example.com").coverage(Coverage.ALL).build());
    }

    static ProbeReport noAttempt(MailResolver.Status status) {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, route -> Script.parse(HELLO));
        return wired(memory)
                .resolver(new Fixed(status))
                .build()
                .probe(ProbeRequest.to("nowhere.example.com", 587).build());
    }

    static ProbeReport login() {
        ProbeRequest.Builder request =
                plain().password("ada", CANARY.toCharArray()).allowCleartextCredentials();
        return probe(
                request,
                null,
                HELLO.replace("250 mx", "250-mx") + "S: 250 AUTH PLAIN\n" + "C: AUTH PLAIN [redacted]\nS: 535 5.7.8 "
                        + CANARY + " is wrong\n" + BYE);
    }

    private static ProbeRequest.Builder plain() {
        return ProbeRequest.to("192.0.2.1", 25).tls(TlsMode.PLAIN);
    }

    private static ProbeReport probe(
            ProbeRequest.Builder request, @org.jspecify.annotations.Nullable SSLContext tls, String script) {
        return wired(new MemoryTransport(Delivery.WHOLE, tls, Script.parse(script)))
                .build()
                .probe(request.build());
    }

    private static SmtpProbe.Builder wired(MemoryTransport memory) {
        try {
            return SmtpProbe.builder()
                    .transport(memory)
                    .ticker(memory.ticker())
                    .tlsSettings(TlsSettings.builder()
                            .trustStore(AUTHORITY.trustStore())
                            .build())
                    .resolver(new Fixed(MailResolver.Status.FOUND));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The same answer to each question. */
    private record Fixed(Status status) implements MailResolver {
        @Override
        public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
            return Answer.found(IntStream.range(0, 15)
                    .mapToObj(each -> new Exchanger(each, "mx" + each + ".example.com"))
                    .toList());
        }

        @Override
        public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
            if (status != Status.FOUND) {
                return Answer.none(status, "");
            }
            List<InetAddress> both = new ArrayList<>();
            try {
                byte last = (byte) host.charAt(2);
                both.add(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, last}));
                both.add(InetAddress.getByAddress(new byte[] {(byte) 198, 51, 100, last}));
            } catch (UnknownHostException impossible) {
                throw new IllegalStateException(impossible);
            }
            return Answer.found(both);
        }
    }
}
