/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.secrets;

import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Transcript;
import io.github.smtpprobe.wire.ReplyParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Servers of one probe that repeat a password wherever they can, once it was sent to the first of them. */
final class EchoingServers {
    private static final String USER = "VXNlcm5hbWU6";
    private static final String PASSWORD = "UGFzc3dvcmQ6";

    /** A server that says what it is told to say. */
    static final class Talk {
        private final List<Entry> entries = new ArrayList<>();

        Talk server(String line) {
            return octets(line + "\r\n");
        }

        Talk octets(String octets) {
            entries.add(Entry.server(octets.getBytes(StandardCharsets.UTF_8), false, false, Duration.ZERO));
            return this;
        }

        Talk client(String line) {
            entries.add(Entry.client((line + "\r\n").getBytes(StandardCharsets.UTF_8), false, Duration.ZERO));
            return this;
        }

        /** A reply whose lines each hold one form. */
        Talk reply(String code, String enhanced, List<String> forms) {
            forms.forEach(form -> server(code + "-" + enhanced + planted(form)));
            return server(code + " " + enhanced + "end");
        }

        Talk login() {
            client("AUTH LOGIN").server("334 " + USER).client("[redacted]").server("334 " + PASSWORD);
            return client("[redacted]");
        }

        Script script() {
            return Script.of(Transcript.of(entries));
        }
    }

    private EchoingServers() {}

    private static String planted(String form) {
        return "zq " + form + " qz";
    }

    private static Script[] servers(String secret, List<String> forms) {
        String cut = "220 " + "x".repeat(ReplyParser.MAX_LINE - 4 - 7) + secret.repeat(20) + " qz\r\n";
        String challenge = Base64.getEncoder().encodeToString(planted(secret).getBytes(StandardCharsets.UTF_8));
        return Stream.of(
                        new Talk()
                                .server("220 mx")
                                .client("EHLO x")
                                .server("250-mx")
                                .server("250-STARTTLS")
                                .server("250 AUTH LOGIN")
                                .login()
                                .reply("454", "4.7.0 ", forms)
                                .client("QUIT")
                                .reply("221", "", forms),
                        new Talk().reply("220", "", forms), // in answer to a TLS hello
                        new Talk()
                                .reply("220", "", forms)
                                .client("EHLO x")
                                .server("250-mx")
                                .server("250-STARTTLS")
                                .server("250-SIZE 1000")
                                .server("250-" + planted(secret))
                                .server("250-AUTH LOGIN PLAIN")
                                .reply("250", "XWORD ", forms)
                                .login()
                                .server("334 " + challenge)
                                .client("*")
                                .reply("501", "5.7.0 ", forms)
                                .client("QUIT")
                                .reply("221", "", forms),
                        new Talk().server(secret + " qz"),
                        new Talk()
                                .server(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))
                                        + " qz"),
                        new Talk().server("2204 " + planted(secret)),
                        new Talk().octets(cut),
                        new Talk().octets("220 zq " + secret),
                        new Talk().server("554-" + planted(secret)).server("553 " + planted(secret)),
                        new Talk()
                                .server("220 mx")
                                .client("EHLO x")
                                .server("250-mx")
                                .server("250 AUTH LOGIN")
                                .client("AUTH LOGIN")
                                .server("334 " + USER)
                                .client("[redacted]")
                                .server("334 " + PASSWORD)
                                .client("[redacted]")
                                .reply("535", "5.7.8 ", forms)
                                .client("QUIT")
                                .server("221 bye"))
                .map(Talk::script)
                .toArray(Script[]::new);
    }

    record Seen(ProbeReport report, String events) {}

    static Seen probe(String secret, List<String> forms, Delivery delivery) throws Exception {
        return probe(secret, secret, forms, delivery);
    }

    static Seen probe(String password, String secret, List<String> forms, Delivery delivery) throws Exception {
        MemoryTransport memory =
                new MemoryTransport(delivery, DialogueFile.good().serverContext(), servers(secret, forms));
        List<PortPlan.PortMode> ports = IntStream.range(0, 10)
                .mapToObj(i -> new PortPlan.PortMode(2500 + i, i == 1 ? TlsMode.IMPLICIT_TLS : TlsMode.PLAIN))
                .toList();
        StringBuilder events = new StringBuilder();
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .tlsSettings(DialogueFile.trusting())
                .listener(new Eavesdropper(events))
                .build()
                .probe(ProbeRequest.to(DialogueFile.HOST)
                        .connectTo("127.0.0.1")
                        .ports(new PortPlan(ports))
                        .credentials(Credentials.password("ada@example.com", Secret.of(password)))
                        .mechanisms("LOGIN")
                        .allowCleartextCredentials()
                        .withoutSecondLook()
                        .build());
        return new Seen(report, events.toString());
    }

    /** Writes down all that a listener is told. */
    private static final class Eavesdropper implements ProbeListener {
        private final StringBuilder heard;

        Eavesdropper(StringBuilder heard) {
            this.heard = heard;
        }

        @Override
        public void recorded(ProbeEvent.Recorded event) {
            heard.append(event.entry())
                    .append('\n')
                    .append(event.entry().text())
                    .append('\n');
            heard.append(new String(event.entry().octets(), StandardCharsets.UTF_8))
                    .append('\n');
        }

        @Override
        public void observed(ProbeEvent.Observed event) {
            heard.append(event.fact()).append('\n');
        }

        @Override
        public void probeFinished(ProbeEvent.ProbeFinished event) {
            heard.append(event.report()).append('\n');
        }
    }
}
