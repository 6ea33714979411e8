/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.deadlines.Silence;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Heard;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.harness.Sampled;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.transcript.Transcript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every dialogue file: in memory, whole and cut in one way, among the sweeps in each, and over a real socket with real TLS. Invariants are
 * swept over all of them.
 */
class DialogueTest {
    static Stream<DialogueFile> files() {
        return DialogueFile.all();
    }

    static Stream<Arguments> deliveries() {
        return DialogueFile.all()
                .flatMap(file -> Stream.of(Delivery.values())
                        .filter(each -> cut(file, each))
                        .map(each -> Arguments.of(file, each)));
    }

    /** One cut, another one for each file in turn; all of them among the sweeps, unless a handshake hides how octets are cut. */
    private static boolean cut(DialogueFile file, Delivery delivery) {
        if (delivery == Delivery.WHOLE || file.one("delivery", "").equals("whole")) {
            return delivery == Delivery.WHOLE;
        }
        boolean secured = file.script().toString().contains("* tls ");
        return (!secured && Sampled.Count.sweeping())
                || 1 + Math.floorMod(file.name().hashCode(), 3) == delivery.ordinal();
    }

    // README, Security: "Mail, unless you call message(...). Without it there is no DATA command."
    // README, Security: "Credentials without encryption"
    // README, Security: "unless you call allowCleartextCredentials()."
    // README, Security: "Credentials to a server whose certificate does not prove who it is, not even with
    // inspectInvalidCertificate()."
    // README, Security: "This machine's name: EHLO carries an address literal"
    // README, Security: "a server whose certificate fails gets no credentials, not even after STARTTLS was stripped,
    // injected into"
    // README, Security: "Secrets are in no transcript, report, map, page"
    // README, Security: "toString"
    // README, Security: "event"
    // README, Security: "All text from servers is made printable where it is read: no control, bidi or escape character
    // reaches
    // a terminal, page"
    // README, Security: "Whatever a server does is a result"
    // README, Security: "sessions at 256 KiB."
    @Tag("sampled")
    @ParameterizedTest(name = "R20: {0} {1}")
    @MethodSource("deliveries")
    void inMemory(DialogueFile file, Delivery delivery) {
        MemoryTransport transport =
                new MemoryTransport(delivery, file.certificate().serverContext(), file.script());
        Heard heard = new Heard(DialogueTest::holdsNoSecret);
        ProbeReport report = SmtpProbe.builder()
                .transport(transport)
                .ticker(transport.ticker())
                .tlsSettings(DialogueFile.trusting())
                .listener(heard)
                .build()
                .probe(file.request(25));

        expect(file, report);
        assertThat(report.has("listener.failed")).as("a secret in an event").isFalse();
        heard.check(report);
        assertThat(transport.open()).as("connections left open").isZero();
        if (!file.has("unmatched")) {
            assertThat(transport.problems()).as(file + ": " + report).isEmpty();
        }
        if (!file.has("unmatched") && !file.has("noreplay")) {
            assertThat(replayable(report.transcript()))
                    .as(file.toString())
                    .isEqualTo(replayable(file.script().dialogue()));
        }
    }

    private static void holdsNoSecret(ProbeEvent event) {
        Invariants.holdsNoSecret(event.toString());
        if (event instanceof ProbeEvent.Recorded line) {
            Invariants.holdsNoSecret(line.entry() + line.entry().text());
            Invariants.holdsNoSecret(new String(line.entry().octets(), StandardCharsets.ISO_8859_1));
        } else if (event instanceof ProbeEvent.Observed step) {
            Invariants.holdsNoSecret(step.fact().toString());
        } else if (event instanceof ProbeEvent.ProbeFinished end) {
            Invariants.holdsNoSecret(end.report().toString());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void overSockets(DialogueFile file) throws Exception {
        assumeFalse(file.takesLong(), "real time would be spent waiting");
        assumeFalse(file.has("memory"), "on the wire it depends on who is first");
        Played played = Patience.until(
                each -> each.whole() || !file.waits(),
                limit -> Played.of(file, file.waits() ? Optional.of(limit) : Optional.empty()));
        expect(file, played.report());
        if (!file.has("unmatched")) {
            assertThat(played.problems()).as(played.report().toString()).isEmpty();
        }
    }

    /** A dialogue over a real socket; whole if no time-out came before the server fell silent. */
    private record Played(ProbeReport report, boolean whole, List<String> problems) {
        static Played of(DialogueFile file, Optional<Duration> limit) {
            ScriptedServer.Builder prepared =
                    ScriptedServer.playing(file.script()).tls(file.certificate().serverContext());
            if (file.waits()) {
                prepared.lenient(); // the first tries end early
            }
            try (ScriptedServer server = prepared.start()) {
                ProbeReport report = SmtpProbe.builder()
                        .tlsSettings(DialogueFile.trusting())
                        .build()
                        .probe(file.request(server.port(), limit));
                return new Played(report, server.played() == server.connections(), server.problems());
            } catch (IOException noPort) {
                throw new UncheckedIOException(noPort);
            }
        }
    }

    private static void expect(DialogueFile file, ProbeReport report) {
        assertThat(report.verdict()).as(file + ": " + report).isEqualTo(Verdict.valueOf(file.one("verdict", "")));
        file.many("finding")
                .forEach(id -> assertThat(report.has(id))
                        .as(file + ": " + id + " in " + report)
                        .isTrue());
        file.many("not")
                .forEach(id -> assertThat(report.has(id))
                        .as("no " + id + " in " + report)
                        .isFalse());
        file.many("cause")
                .forEach(id -> assertThat(report.rootCause())
                        .as("the cause in " + report)
                        .hasValueSatisfying(cause -> assertThat(cause.id()).isEqualTo(id)));
        String told = told(report);
        file.many("says").forEach(words -> assertThat(told).as(file.toString()).contains(words));
        file.many("unsaid")
                .forEach(words -> assertThat(told).as(file.toString()).doesNotContain(words));
        report.findings().forEach(DialogueTest::isForWhoCanAct);
        Invariants.check(report);
        Silence.check(report);
        NeverSent.check(file, report);
    }

    /** Whoever reads that somebody else has to act is not the one who can. */
    private static void isForWhoCanAct(Finding finding) {
        if (finding.actor() == Actor.YOU) {
            assertThat(finding.remedy()).as(finding.toString()).doesNotMatch("\\s*(?:The|Its) operator[^.;]*+[.]");
        }
    }

    /** All sentences on the findings and the steps. */
    private static String told(ProbeReport report) {
        StringBuilder out = new StringBuilder();
        report.findings()
                .forEach(each -> out.append(each.summary())
                        .append('\n')
                        .append(each.explanation())
                        .append('\n')
                        .append(each.remedy())
                        .append('\n'));
        report.attempts()
                .forEach(attempt -> attempt.facts()
                        .forEach(fact -> out.append(fact.description()).append('\n')));
        return out.toString();
    }

    /** What both sides of a comparison have in common: the wire, without EHLO's argument and a limit of ours. */
    private static String replayable(Transcript transcript) {
        StringBuilder out = new StringBuilder();
        transcript.entries().forEach(entry -> {
            String line = entry.toString();
            if (!line.equals("* limit")) {
                out.append(line.replaceAll("(EHLO|HELO|LHLO) .*", "$1")).append('\n');
            }
        });
        return out.toString();
    }
}
