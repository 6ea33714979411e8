/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.SaslContext;
import io.github.smtpprobe.sasl.SaslExchange;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.sasl.SaslStep;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One login for each mechanism that a server offers: what is asked, in which order, when it ends, and what the report makes of it. */
@Timeout(Patience.HANGING)
class EveryMechanismTest {
    private static final String OFFER = "CRAM-MD5 PLAIN LOGIN";
    private static final String YES = "S: 235 2.7.0 ok\n";
    private static final String NO = "S: 535 5.7.8 no\n";

    /** Servers on connections of one probe, and what the probe made of them. */
    private record Seen(ProbeReport report, MemoryTransport memory) {
        List<String> logins() {
            return report.attempts().stream()
                    .map(each -> each.fact(Authentication.class).orElseThrow())
                    .map(fact -> fact.mechanism().orElse("") + " " + word(fact.outcome()))
                    .toList();
        }

        Finding listed() {
            return report.finding("auth.every-mechanism").orElseThrow(() -> new AssertionError(report.toString()));
        }

        private static String word(Outcome outcome) {
            if (outcome instanceof Outcome.Skipped skipped) {
                return skipped.reason().token();
            }
            return outcome.succeeded() ? "works" : outcome instanceof Outcome.Rejected ? "refused" : "failed";
        }
    }

    private static ProbeRequest.Builder request() {
        return ProbeRequest.to("127.0.0.1", 587)
                .tls(TlsMode.PLAIN)
                .credentials(Credentials.password("ada@example.com", Secret.of(DialogueFile.PASSWORD)))
                .allowCleartextCredentials()
                .withoutSecondLook()
                .tryEveryMechanism();
    }

    private static String hello(String offer) {
        return "S: 220 mx ESMTP\nC: EHLO x\nS: 250-mx\nS: 250 AUTH " + offer + "\n";
    }

    private static String login(String mechanism) {
        return switch (mechanism) {
            case "CRAM-MD5" -> "C: AUTH CRAM-MD5\nS: 334 PDEuMkBteD4=\nC: [redacted]\n";
            case "LOGIN" -> "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: [redacted]\nS: 334 UGFzc3dvcmQ6\nC: [redacted]\n";
            default -> "C: AUTH " + mechanism + " [redacted]\n";
        };
    }

    private static String talk(String offer, String mechanism, String reply) {
        return hello(offer) + login(mechanism) + reply + "C: QUIT\nS: 221 bye\n";
    }

    private static Seen probe(ProbeRequest.Builder request, String... scripts) {
        MemoryTransport memory = memory(scripts);
        Seen seen = new Seen(probe(request.build(), memory, memory), memory);
        assertThat(memory.problems()).as(seen.report.toString()).isEmpty();
        return seen;
    }

    private static MemoryTransport memory(String... scripts) {
        return new MemoryTransport(
                Delivery.WHOLE, null, Stream.of(scripts).map(Script::parse).toArray(Script[]::new));
    }

    private static ProbeReport probe(ProbeRequest request, MemoryTransport memory, Transport transport) {
        ProbeReport report = SmtpProbe.builder()
                .transport(transport)
                .ticker(memory.ticker())
                .build()
                .probe(request);
        Invariants.check(report);
        assertThat(Patience.leftOpen(memory)).as("connections left open").isZero();
        return report;
    }

    @Test
    void eachThatIsOfferedIsTriedInAConnectionOfItsOwn() {
        Seen seen = probe(
                request().envelope("ada@example.com", "bob@example.com"),
                hello(OFFER) + login("CRAM-MD5") + YES
                        + "C: MAIL FROM:<ada@example.com>\nS: 250 ok\nC: RCPT TO:<bob@example.com>\nS: 250 ok\n"
                        + "C: RSET\nS: 250 ok\nC: QUIT\nS: 221 bye\n",
                talk(OFFER, "PLAIN", YES),
                talk(OFFER, "LOGIN", YES));
        assertThat(seen.logins()).containsExactly("CRAM-MD5 works", "PLAIN works", "LOGIN works");
        assertThat(seen.report.attempts())
                .extracting(Attempt::purpose)
                .containsExactly(Purpose.PROBE, Purpose.MECHANISM, Purpose.MECHANISM);
        assertThat(seen.report.attempts()).extracting(Attempt::index).containsExactly(0, 1, 2);
        assertThat(seen.report.passed()).isTrue();
        assertThat(seen.report.decisive().orElseThrow().index()).isZero();
        assertThat(seen.listed().summary()).contains("accepted: CRAM-MD5, PLAIN, LOGIN");
        assertThat(seen.report.has("auth.hash-missing")).isFalse();
        assertThat(seen.report.attempts().get(1).facts(MailFrom.class))
                .as("no MAIL")
                .isEmpty();
        assertThat(TextReport.render(seen.report)).contains("Login by PLAIN: 127.0.0.1:587");
    }

    @Test
    void withoutTheOptionThereIsOneLogin() {
        ProbeRequest.Builder once = ProbeRequest.to("127.0.0.1", 587)
                .tls(TlsMode.PLAIN)
                .credentials(Credentials.password("ada@example.com", Secret.of(DialogueFile.PASSWORD)))
                .allowCleartextCredentials();
        Seen seen = probe(once, talk(OFFER, "CRAM-MD5", NO));
        assertThat(seen.memory.connections()).isOne();
        assertThat(seen.report.has("auth.every-mechanism")).isFalse();
        assertThat(seen.report.has("auth.other-mechanism")).isTrue();
    }

    /** A message goes once, with the first login. */
    @Test
    void aMessageIsNeverSentAgain() {
        Seen seen = probe(
                request().envelope("ada@example.com", "bob@example.com").message("Subject: x\r\n\r\nx\r\n".getBytes()),
                hello(OFFER) + login("CRAM-MD5") + YES
                        + "C: MAIL FROM:<ada@example.com>\nS: 250 ok\nC: RCPT TO:<bob@example.com>\nS: 250 ok\n"
                        + "C: DATA\nS: 354 go\nC: Subject: x\nC: \nC: x\nC: .\nS: 250 ok\nC: QUIT\nS: 221 bye\n",
                talk(OFFER, "PLAIN", YES),
                talk(OFFER, "LOGIN", NO));
        assertThat(seen.logins()).containsExactly("CRAM-MD5 works", "PLAIN works", "LOGIN refused");
        assertThat(seen.report.attempts().stream()
                        .flatMap(each -> each.facts(MessageTransfer.class).stream())
                        .count())
                .isEqualTo(seen.report
                        .attempts()
                        .get(0)
                        .facts(MessageTransfer.class)
                        .size());
        assertThat(seen.report.verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void aHashThatServesOneMechanismAloneIsACauseOfItsOwn() {
        Seen seen = probe(
                request(),
                talk("CRAM-MD5 PLAIN LOGIN XOAUTH2 GSSAPI X-ODD", "CRAM-MD5", NO),
                talk("CRAM-MD5 PLAIN LOGIN", "PLAIN", YES),
                talk("CRAM-MD5 PLAIN LOGIN", "LOGIN", YES));
        assertThat(seen.report.verdict()).as("the first login decides").isEqualTo(Verdict.FAILED);
        assertThat(seen.report.rootCause().orElseThrow().id()).isEqualTo("auth.rejected");
        Finding missing = seen.report.finding("auth.hash-missing").orElseThrow();
        assertThat(missing.summary()).contains("by PLAIN, LOGIN").contains("by CRAM-MD5");
        assertThat(missing.remedy()).contains("stop offering it");
        assertThat(seen.listed().summary())
                .contains("accepted: PLAIN, LOGIN")
                .contains("refused: CRAM-MD5 (535 5.7.8)")
                .contains("XOAUTH2 (it takes other credentials)")
                .contains("GSSAPI (this client has none of that name for these credentials)")
                .contains("X-ODD (this client has none of that name for these credentials)");
        assertThat(seen.report.has("auth.logins-refused")).isFalse();
        assertThat(seen.report.has("auth.other-mechanism")).as("it was tried").isFalse();
    }

    @Test
    void credentialsThatAllRefuseAreWrong() {
        Seen seen = probe(request(), talk(OFFER, "CRAM-MD5", NO), talk(OFFER, "PLAIN", NO), talk(OFFER, "LOGIN", NO));
        assertThat(seen.logins()).containsExactly("CRAM-MD5 refused", "PLAIN refused", "LOGIN refused");
        Finding refused = seen.report.finding("auth.logins-refused").orElseThrow();
        assertThat(refused.summary()).contains("3 logins");
        assertThat(refused.explanation()).contains("the password is probably wrong");
        assertThat(seen.report.has("auth.hash-missing")).isFalse();
        assertThat(seen.listed().summary()).contains("accepted: none");
        assertThat(seen.report.findings().stream()
                        .filter(each -> each.id().equals("auth.rejected"))
                        .count())
                .as("a refusal is explained once")
                .isOne();
    }

    /** One of each kind is asked before a second of one; then four refusals are enough. */
    @Test
    void wrongCredentialsAreNotSentMoreThanFourTimes() {
        String offer = "PLAIN LOGIN SCRAM-SHA-1 SCRAM-SHA-256 SCRAM-SHA-512 DIGEST-MD5 CRAM-MD5 NTLM";
        Seen seen = probe(
                request(),
                talk(offer, "SCRAM-SHA-512", NO),
                hello(offer) + "C: AUTH DIGEST-MD5\n" + NO + "C: QUIT\nS: 221 bye\n",
                talk(offer, "CRAM-MD5", NO),
                talk(offer, "NTLM", NO),
                talk(offer, "PLAIN", NO));
        assertThat(seen.logins())
                .containsExactly(
                        "SCRAM-SHA-512 refused",
                        "DIGEST-MD5 refused",
                        "CRAM-MD5 refused",
                        "NTLM refused",
                        "PLAIN refused",
                        "SCRAM-SHA-256 enough-logins",
                        "SCRAM-SHA-1 enough-logins",
                        "LOGIN enough-logins");
        assertThat(seen.memory.connections()).isEqualTo(5);
        assertThat(seen.listed().summary()).contains("LOGIN (enough logins were refused or made)");
    }

    @Test
    void afterOneThatWasAcceptedAllAreTried() {
        String offer = "CRAM-MD5 PLAIN LOGIN SCRAM-SHA-1 SCRAM-SHA-256 SCRAM-SHA-512";
        Seen seen = probe(
                request(),
                talk(offer, "SCRAM-SHA-512", NO),
                talk(offer, "CRAM-MD5", NO),
                talk(offer, "PLAIN", YES),
                talk(offer, "SCRAM-SHA-256", NO),
                talk(offer, "SCRAM-SHA-1", NO),
                talk(offer, "LOGIN", NO));
        assertThat(seen.logins()).hasSize(6).noneMatch(each -> each.endsWith("enough-logins"));
        assertThat(seen.report.finding("auth.logins-refused").orElseThrow().summary())
                .contains("5 logins");
        assertThat(seen.report.finding("auth.hash-missing").orElseThrow().summary())
                .contains("SCRAM-SHA-512, CRAM-MD5, SCRAM-SHA-256, SCRAM-SHA-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "S: 454 4.7.0 Temporary authentication failure",
                "S: 421 4.7.0 Too many errors",
                "S: 451 4.7.1 try later",
                "S: 535 5.7.8 Error: too many failed logins, account temporarily locked",
                "S: 554 5.7.1 Your IP address is blocked after too many failed logins"
            })
    void aServerThatHoldsLoginsBackIsLeftAlone(String reply) {
        String held = hello(OFFER) + login("PLAIN") + reply + "\n"
                + (reply.contains("421") ? "* closed\n" : "C: QUIT\nS: 221 bye\n");
        Seen seen = probe(request(), talk(OFFER, "CRAM-MD5", NO), held);
        assertThat(seen.logins()).containsExactly("CRAM-MD5 refused", "PLAIN refused", "LOGIN logins-held-back");
        assertThat(seen.memory.connections()).isEqualTo(2);
        assertThat(seen.listed().summary()).contains("LOGIN (the server takes no further login for now)");
    }

    /** A password transition is needed by that mechanism (RFC 4954 §6). */
    @Test
    void aTransitionOfThePasswordIsOfOneMechanism() {
        Seen seen = probe(
                request(),
                talk(OFFER, "CRAM-MD5", "S: 432 4.7.12 A password transition is needed\n"),
                talk(OFFER, "PLAIN", YES),
                talk(OFFER, "LOGIN", YES));
        assertThat(seen.logins()).containsExactly("CRAM-MD5 refused", "PLAIN works", "LOGIN works");
    }

    @Test
    void aFirstLoginThatIsHeldBackIsTheLast() {
        Seen seen = probe(request(), talk(OFFER, "CRAM-MD5", "S: 454 4.7.0 later\n"));
        assertThat(seen.logins())
                .containsExactly("CRAM-MD5 refused", "PLAIN logins-held-back", "LOGIN logins-held-back");
        assertThat(seen.report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        S: 554 5.7.1 no service for you\\nC: QUIT\\nS: 221 bye | greeting
        S: 421 4.7.0 too many connections\\n* closed           | closing
        * closed                                               | closed
        S: 220 mx\\nC: EHLO x\\nS: 550 no\\nC: HELO x\\nS: 550 no\\nC: QUIT\\nS: 221 bye | hello
        """)
    void aSecondConnectionThatComesToNothingIsTheLast(String second, String name) {
        Seen seen = probe(request(), talk(OFFER, "CRAM-MD5", NO), second.replace("\\n", "\n"));
        assertThat(seen.logins())
                .as(name)
                .containsExactly("CRAM-MD5 refused", "PLAIN earlier-step-failed", "LOGIN logins-held-back");
        assertThat(seen.listed().summary()).contains("PLAIN (the connection for it came to nothing)");
        assertThat(seen.report.rootCause().orElseThrow().id()).isEqualTo("auth.rejected");
    }

    @Test
    void aSecondConnectionThatIsRefusedIsTheLast() {
        MemoryTransport memory = memory(talk(OFFER, "CRAM-MD5", YES));
        Transport once = new Transport() {
            @Override
            public Connection connect(Route route, Deadline deadline) throws IOException {
                if (memory.connections() > 0) {
                    throw new ConnectException("Connection refused");
                }
                return memory.connect(route, deadline);
            }
        };
        Seen seen = new Seen(probe(request().build(), memory, once), memory);
        assertThat(seen.logins())
                .containsExactly("CRAM-MD5 works", "PLAIN earlier-step-failed", "LOGIN logins-held-back");
        assertThat(seen.report.passed()).as("these change no verdict").isTrue();
        assertThat(seen.report.findings())
                .as("nor is anything an error")
                .noneMatch(each -> each.id().startsWith("tcp."));
    }

    @Test
    void whatTheDeadlineDoesNotLeaveTimeForIsSaid() {
        Seen seen = probe(
                request().deadline(Duration.ofSeconds(4)),
                hello(OFFER) + login("CRAM-MD5") + "* pause 3000ms\n" + YES + "C: QUIT\nS: 221 bye\n",
                hello(OFFER) + login("PLAIN") + "* pause 9000ms\n" + YES,
                hello(OFFER) + login("LOGIN") + "* pause 9000ms\n" + YES);
        assertThat(seen.logins()).containsExactly("CRAM-MD5 works", "PLAIN failed", "LOGIN deadline");
        assertThat(seen.memory.connections()).isEqualTo(2);
        assertThat(seen.report.passed()).isTrue();
        assertThat(seen.listed().summary())
                .contains("failed: PLAIN (reply timeout)")
                .contains("not tried: LOGIN (no time was left)");
    }

    /** A share each: the second of three that hangs leaves the third as long as it had. */
    @Test
    void aLoginThatHangsDoesNotEatTheTimeOfTheNext() {
        Seen seen = probe(
                request().deadline(Duration.ofSeconds(20)),
                talk(OFFER, "CRAM-MD5", YES),
                hello(OFFER) + login("PLAIN") + "* pause 60000ms\n" + YES,
                talk(OFFER, "LOGIN", YES));
        assertThat(seen.logins()).containsExactly("CRAM-MD5 works", "PLAIN failed", "LOGIN works");
        assertThat(seen.report.attempts().get(1).took()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aProbeThatIsCancelledMeanwhileSaysSoOfEachThatIsLeft() {
        MemoryTransport memory = memory(talk(OFFER, "CRAM-MD5", YES), talk(OFFER, "PLAIN", YES));
        List<ProbeCall> calls = new ArrayList<>();
        ProbeCall call = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .build()
                .call(request().build(), new ProbeListener() {
                    @Override
                    public void attemptStarted(ProbeEvent.AttemptStarted event) {
                        if (event.purpose() == Purpose.MECHANISM) {
                            calls.get(0).cancel();
                        }
                    }
                });
        calls.add(call);
        ProbeReport report = call.execute();
        Invariants.check(report);
        Seen seen = new Seen(report, memory);
        assertThat(seen.logins()).hasSize(3).startsWith("CRAM-MD5 works").last().isEqualTo("LOGIN failed");
        assertThat(seen.listed().summary())
                .contains("LOGIN (the probe was cancelled)")
                .doesNotContain("failed");
        assertThat(memory.connections()).isLessThanOrEqualTo(2);
    }

    @Test
    void onlyWhatIsOfferedInsideTlsCountsWhereThereIsTls() {
        String inside = "C~ EHLO x\nS~ 250-mx\nS~ 250 AUTH PLAIN LOGIN\n";
        String clear =
                "S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250-AUTH CRAM-MD5\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\n"
                        + "* tls any\n" + inside;
        String bye = "C~ QUIT\nS~ 221 bye\n";
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE,
                DialogueFile.good().serverContext(),
                Script.parse(clear + "C~ AUTH PLAIN [redacted]\nS~ 235 ok\n" + bye),
                Script.parse(clear + login("LOGIN").replace(": ", "~ ") + "S~ 535 5.7.8 no\n" + bye));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .tlsSettings(DialogueFile.trusting())
                .build()
                .probe(ProbeRequest.to(DialogueFile.HOST, 587)
                        .connectTo("127.0.0.1")
                        .credentials(Credentials.password("ada@example.com", Secret.of(DialogueFile.PASSWORD)))
                        .tryEveryMechanism()
                        .build());
        Invariants.check(report);
        Seen seen = new Seen(report, memory);
        assertThat(memory.problems()).as(report.toString()).isEmpty();
        assertThat(seen.logins()).containsExactly("PLAIN works", "LOGIN refused");
        assertThat(seen.listed().summary()).doesNotContain("CRAM-MD5");
    }

    @Test
    void aMechanismThatIsNotOfferedAgainIsNotSent() {
        Seen seen = probe(
                request().authEvenIfNotOffered(),
                talk(OFFER, "CRAM-MD5", YES),
                hello("CRAM-MD5 LOGIN") + "C: QUIT\nS: 221 bye\n",
                talk("LOGIN X-NEW", "LOGIN", YES));
        assertThat(seen.logins()).containsExactly("CRAM-MD5 works", "PLAIN no-common-mechanism", "LOGIN works");
        assertThat(seen.listed().summary()).contains("PLAIN (the server did not offer it again)");
    }

    @Test
    void oneThatIsOfferedTwiceIsTriedOnceAndOddNamesAreNotTried() {
        String odd = "plain PLAIN \u00fcml PLAIN PLAIN\u0001 =PLAIN " + "X".repeat(300) + " LOGIN login";
        Seen seen = probe(
                request(),
                talk(odd.replace("\u00fcml", "\\xFCml").replace("\u0001", "\\x01"), "PLAIN", YES),
                talk("LOGIN", "LOGIN", YES));
        assertThat(seen.logins()).containsExactly("PLAIN works", "LOGIN works");
    }

    @Test
    void theNamesOfTheRequestBoundWhatIsTried() {
        Seen seen = probe(request().mechanisms("LOGIN", "PLAIN"), talk(OFFER, "LOGIN", YES), talk(OFFER, "PLAIN", YES));
        assertThat(seen.logins()).containsExactly("LOGIN works", "PLAIN works");
        assertThat(seen.listed().summary()).contains("CRAM-MD5 (the request does not allow it)");
    }

    @Test
    void credentialsThatMayNotCrossClearTextDoNotCrossItForAnyMechanism() {
        ProbeRequest.Builder careful = ProbeRequest.to("127.0.0.1", 587)
                .tls(TlsMode.PLAIN)
                .credentials(Credentials.password("ada@example.com", Secret.of(DialogueFile.PASSWORD)))
                .tryEveryMechanism();
        Seen seen = probe(careful, hello(OFFER) + "C: QUIT\nS: 221 bye\n");
        assertThat(seen.memory.connections()).isOne();
        assertThat(seen.listed().summary())
                .doesNotContain("accepted")
                .contains("CRAM-MD5 (the connection is not encrypted), PLAIN (the connection is not encrypted)");
    }

    /** Whoever has many mechanisms of their own does not log in without end. */
    @Test
    void moreThanTwelveLoginsAreNotMade() {
        List<String> names =
                IntStream.range(10, 24).mapToObj(number -> "X-OWN-" + number).toList();
        String offer = String.join(" ", names);
        MemoryTransport memory = memory(
                names.stream().map(name -> talk(offer, name, YES)).limit(12).toArray(String[]::new));
        SmtpProbe.Builder builder = SmtpProbe.builder().transport(memory).ticker(memory.ticker());
        names.forEach(name -> builder.mechanism(own(name)));
        ProbeReport report = builder.build().probe(request().build());
        Invariants.check(report);
        Seen seen = new Seen(report, memory);
        assertThat(memory.problems()).as(report.toString()).isEmpty();
        assertThat(seen.logins()).hasSize(14).last().isEqualTo("X-OWN-23 enough-logins");
        assertThat(memory.connections()).isEqualTo(12);
    }

    private static SaslMechanism own(String name) {
        return new SaslMechanism() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int strength() {
                return 900 - Integer.parseInt(name.substring(name.length() - 2));
            }

            @Override
            public boolean accepts(Credentials credentials) {
                return credentials.kind().equals("password");
            }

            @Override
            public SaslExchange start(SaslContext context) {
                return new SaslExchange() {
                    @Override
                    public SaslStep initialResponse() {
                        return new SaslStep.Respond(new byte[] {'x'});
                    }

                    @Override
                    public SaslStep respond(byte[] challenge) {
                        return new SaslStep.Abort("a challenge");
                    }

                    @Override
                    public SaslStep complete() {
                        return new SaslStep.Accept();
                    }
                };
            }
        };
    }

    /** The server chose what to offer, and may offer very much. */
    @Test
    void anEndlessOfferIsListedInPart() {
        String[] names = new String[200];
        Arrays.setAll(names, i -> "X-" + i);
        Seen seen = probe(request(), talk("PLAIN " + String.join(" ", names), "PLAIN", YES));
        assertThat(seen.listed().summary())
                .contains("X-29 (")
                .doesNotContain("X-30 (")
                .contains("and 170 more");
    }
}
