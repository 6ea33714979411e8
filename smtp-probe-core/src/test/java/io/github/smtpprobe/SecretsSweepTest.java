/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpprobe.render.HtmlTranscript;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.ProbeListener;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.smtp.ReplyParser;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.text.EchoForms;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Transcript;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * README, Security, "Secrets": a password goes to one server, and from then on every server of the probe repeats it wherever it
 * can, in every form that is promised; none is on any surface. What is read of replies (codes, keywords) stays what it is.
 */
class SecretsSweepTest {
    private static final String USER = "VXNlcm5hbWU6";
    private static final String PASSWORD = "UGFzc3dvcmQ6";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A server that says what it is told to say. */
    private static final class Talk {
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
            return new Script(Transcript.of(entries));
        }
    }

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

    private record Seen(ProbeReport report, String events) {}

    private static Seen probe(String secret, List<String> forms, Delivery delivery) throws Exception {
        return probe(secret, secret, forms, delivery);
    }

    private static Seen probe(String password, String secret, List<String> forms, Delivery delivery) throws Exception {
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
        public void recorded(long call, Entry entry) {
            heard.append(entry).append('\n').append(entry.text()).append('\n');
            heard.append(new String(entry.octets(), StandardCharsets.UTF_8)).append('\n');
        }

        @Override
        public void observed(long call, Fact fact) {
            heard.append(fact).append('\n');
        }

        @Override
        public void finished(long call, ProbeReport report) {
            heard.append(report).append('\n');
        }
    }

    private static List<String> surfaces(Seen seen) throws Exception {
        List<String> all = new ArrayList<>(Surfaces.of(seen.report()));
        all.add(0, seen.events());
        return all;
    }

    static Stream<String> secrets() {
        List<String> alphabets = List.of(
                "kQ9zWxVb3nM5rTyU",
                "2505357042535",
                "[redacted]",
                "x[redacted]y",
                "AGFkYQBjYW5+/9=",
                "p w  d ! x",
                "\u00FCb\u00E9r\u00DF\u4E16");
        // Each length of every second alphabet: every length of each stands in every form in ScrubberTest.
        int[] lengths = {1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 21, 33, 64};
        Stream<String> grown = IntStream.range(0, alphabets.size())
                .boxed()
                .flatMap(row -> IntStream.range(0, lengths.length)
                        .filter(column -> (row + column) % 2 == 0)
                        .mapToObj(column -> alphabets
                                .get(row)
                                .repeat(1 + 64 / alphabets.get(row).length())
                                .substring(0, lengths[column])))
                .filter(each -> !each.isBlank());
        Stream<String> words = Stream.of(
                "250",
                "535",
                "454",
                "220",
                "334",
                "AUTH",
                "LOGIN",
                "STARTTLS",
                "SIZE",
                "mx",
                "EHLO",
                "password",
                "535 5.7.8",
                "250 AUTH LOGIN",
                "5.7.8",
                "<b>&amp;</b>",
                "\"quoted\"",
                "\\x41\\u{41}",
                "%25%32",
                "redacted",
                "1000");
        return Stream.concat(grown, words).distinct();
    }

    // README, Security: "Passwords and tokens are masked where a line is made. From then on they are masked in all
    // that any server of the same probe says: on this connection and on later ones, in replies, in lines that are
    // none, and in what comes instead of TLS."
    // README, Security: "A code or keyword that was read of a reply stays as it is."
    @ParameterizedTest
    @MethodSource("secrets")
    void noServerOfAProbeCanShowWhatAnotherWasSent(String secret) throws Exception {
        List<String> forms = EchoForms.of(secret);
        Seen seen = probe(secret, forms, Delivery.WHOLE);
        List<String> wanted = new ArrayList<>();
        for (String form : forms) {
            wanted.addAll(
                    List.of("zq " + form + " qz", "S: " + form + " qz", "\n" + form + " qz", "220 zq " + form + "\\-"));
        }
        if (secret.matches("[2-5][0-9][0-9]( .*)?")) {
            wanted.removeIf(
                    each -> each.contains(secret + " qz") && !each.startsWith("zq")); // there it is a reply's code
        }
        List<String> variants = new ArrayList<>();
        for (String each : wanted) {
            String json = JSON.writeValueAsString(each);
            variants.addAll(List.of(
                    each,
                    HtmlTranscript.escape(each),
                    json.substring(1, json.length() - 1),
                    each.replace("\\", "\\\\")));
        }
        Needles shown = new Needles(variants.stream().distinct().toList());
        for (String surface : surfaces(seen)) {
            assertThat(shown.first(surface)).isEmpty();
        }
        Seen other = probe("~~~~~~~~~~~~~~~~", secret, forms, Delivery.WHOLE);
        assertThat(read(seen.report())).as("what is read of the replies").isEqualTo(read(other.report()));
        assertThat(seen.report().verdict()).isEqualTo(other.report().verdict());
    }

    /** Codes, offers, and what we sent. */
    private static List<String> read(ProbeReport report) {
        List<String> read = new ArrayList<>();
        for (Attempt attempt : report.attempts()) {
            read.add("attempt " + attempt.index());
            attempt.facts()
                    .forEach(fact -> read.add(fact.stage() + " "
                            + fact.outcome()
                                    .reply()
                                    .map(reply -> reply.code() + " " + reply.enhanced())
                                    .orElse("")));
            attempt.facts(Fact.Hello.class)
                    .forEach(hello -> read.add(hello.capabilities().mechanisms() + " "
                            + hello.capabilities().startTls()
                            + hello.capabilities().offers("SIZE")));
            attempt.transcript().entries().stream()
                    .filter(entry -> entry.direction() == Entry.Direction.CLIENT)
                    .forEach(entry -> read.add(entry.toString()));
        }
        return read;
    }

    /** The octets may come as they like: what is shown does not change. */
    @Test
    void howTheOctetsAreCutDoesNotMatter() throws Exception {
        for (String secret : List.of("kQ9", "kQ9zW", "kQ9zWxVb3nM5rTyU")) {
            List<String> forms = EchoForms.of(secret);
            List<String> whole = shown(probe(secret, forms, Delivery.WHOLE));
            for (Delivery delivery : Arrays.asList(Delivery.LINES, Delivery.OCTETS, Delivery.RANDOM)) {
                assertThat(shown(probe(secret, forms, delivery)))
                        .as(delivery + " " + secret)
                        .isEqualTo(whole);
            }
        }
    }

    /** All but the clear text in answer to a TLS hello, of which only the first piece is looked at. */
    private static List<String> shown(Seen seen) {
        return seen.report().attempts().stream()
                .filter(each -> each.route().mode() == TlsMode.PLAIN)
                .map(each -> each.transcript().toString())
                .toList();
    }

    /** A user name is no secret, and a certificate is shown as it is: the limits that the README names. */
    // README, Security: "user names, and what a server writes into its certificate."
    @Test
    void whatIsNoSecretIsShown() throws Exception {
        String password = "correct-horse-battery";
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE,
                CertificateAuthority.selfSigned(password + ".example.com").serverContext(),
                new Talk()
                        .server("220 mx")
                        .client("EHLO x")
                        .server("250-mx")
                        .server("250 AUTH LOGIN")
                        .login()
                        .server("454 4.7.0 not now, ada@example.com")
                        .client("QUIT")
                        .server("221 bye")
                        .script(),
                Script.parse("* tls-failed"));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .build()
                .probe(ProbeRequest.to(DialogueFile.HOST)
                        .connectTo("127.0.0.1")
                        .ports(new PortPlan(List.of(
                                new PortPlan.PortMode(2500, TlsMode.PLAIN),
                                new PortPlan.PortMode(2501, TlsMode.IMPLICIT_TLS))))
                        .credentials(Credentials.password("ada@example.com", Secret.of(password)))
                        .mechanisms("LOGIN")
                        .allowCleartextCredentials()
                        .build());
        assertThat(report.attempts().get(0).transcript().toString()).contains("not now, ada@example.com");
        assertThat(report.attempts().get(1).toString()).contains(password + ".example.com");
    }

    /** The sweep sees what is there: a secret that was never sent is shown as the server said it. */
    @Test
    void theSweepSeesWhatIsThere() throws Exception {
        Seen seen = probe("never-sent-by-us", List.of("another-word-of-the-server"), Delivery.WHOLE);
        assertThat(surfaces(seen).subList(0, 2)).allMatch(each -> each.contains("zq another-word-of-the-server qz"));
        assertThat(seen.report().attempts()).hasSize(10);
        assertThat(seen.report().transcript().toString()).contains("[redacted]");
    }
}
