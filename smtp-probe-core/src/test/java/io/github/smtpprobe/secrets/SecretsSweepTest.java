/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.harness.Accessors;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Needles;
import io.github.smtpprobe.harness.Surfaces;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.text.masking.EchoForms;
import io.github.smtpprobe.transcript.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * README, Security, "Secrets": a password goes to one server, and from then on every server of the probe repeats it wherever it
 * can, in every form that is promised; none is on any surface. What is read of replies (codes, keywords) stays what it is.
 */
@Tag("sweep")
class SecretsSweepTest {
    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<String> surfaces(EchoingServers.Seen seen) throws Exception {
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
        // Each length of every third alphabet: every length of each stands in every form in ScrubberTest.
        int[] lengths = {1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 21, 33, 64};
        Stream<String> grown = IntStream.range(0, alphabets.size())
                .boxed()
                .flatMap(row -> IntStream.range(0, lengths.length)
                        .filter(column -> (row + column) % 3 == 0)
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

    // README, Security: "Passwords and tokens are masked where a line is composed. From then on they are masked in
    // everything that any server of the same probe says: on this connection and on later ones, in replies, in lines
    // that are not replies, and in what comes instead of TLS."
    // README, Security: "A code or keyword that was read from a reply is left as it is."
    @ParameterizedTest
    @MethodSource("secrets")
    void noServerOfAProbeCanShowWhatAnotherWasSent(String secret) throws Exception {
        List<String> forms = EchoForms.of(secret);
        EchoingServers.Seen seen = EchoingServers.probe(secret, forms, Delivery.WHOLE);
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
            variants.addAll(
                    List.of(each, html(each), json.substring(1, json.length() - 1), each.replace("\\", "\\\\")));
        }
        Needles shown = new Needles(variants.stream().distinct().toList());
        for (String surface : surfaces(seen)) {
            assertThat(shown.first(surface)).isEmpty();
        }
        EchoingServers.Seen other = EchoingServers.probe("~~~~~~~~~~~~~~~~", secret, forms, Delivery.WHOLE);
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
            attempt.facts(Ehlo.class)
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
            List<String> whole = shown(EchoingServers.probe(secret, forms, Delivery.WHOLE));
            for (Delivery delivery : Arrays.asList(Delivery.LINES, Delivery.OCTETS, Delivery.RANDOM)) {
                assertThat(shown(EchoingServers.probe(secret, forms, delivery)))
                        .as(delivery + " " + secret)
                        .isEqualTo(whole);
            }
        }
    }

    /** All but the clear text in answer to a TLS hello, of which only the first piece is looked at. */
    private static List<String> shown(EchoingServers.Seen seen) {
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
                new EchoingServers.Talk()
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
        assertThat(Accessors.texts(report.attempts().get(1).facts())).contains(password + ".example.com");
    }

    /** The sweep sees what is there: a secret that was never sent is shown as the server said it. */
    @Test
    void theSweepSeesWhatIsThere() throws Exception {
        EchoingServers.Seen seen =
                EchoingServers.probe("never-sent-by-us", List.of("another-word-of-the-server"), Delivery.WHOLE);
        assertThat(surfaces(seen).subList(0, 2)).allMatch(each -> each.contains("zq another-word-of-the-server qz"));
        assertThat(seen.report().attempts()).hasSize(10);
        assertThat(seen.report().transcript().toString()).contains("[redacted]");
    }
}
