/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.logins;

import static io.github.smtpprobe.logins.LoginsByMechanism.NO;
import static io.github.smtpprobe.logins.LoginsByMechanism.OFFER;
import static io.github.smtpprobe.logins.LoginsByMechanism.YES;
import static io.github.smtpprobe.logins.LoginsByMechanism.hello;
import static io.github.smtpprobe.logins.LoginsByMechanism.login;
import static io.github.smtpprobe.logins.LoginsByMechanism.memory;
import static io.github.smtpprobe.logins.LoginsByMechanism.probe;
import static io.github.smtpprobe.logins.LoginsByMechanism.request;
import static io.github.smtpprobe.logins.LoginsByMechanism.talk;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeCall;
import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.SaslContext;
import io.github.smtpprobe.sasl.SaslExchange;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.sasl.SaslStep;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One login for each mechanism that a server offers: when it stops. */
@Timeout(Patience.HANGING)
class EveryMechanismEndTest {
    /** One of each kind is asked before a second of one; then four refusals are enough. */
    @Test
    void wrongCredentialsAreNotSentMoreThanFourTimes() {
        String offer = "PLAIN LOGIN SCRAM-SHA-1 SCRAM-SHA-256 SCRAM-SHA-512 DIGEST-MD5 CRAM-MD5 NTLM";
        LoginsByMechanism seen = probe(
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
        assertThat(seen.memory().connections()).isEqualTo(5);
        assertThat(seen.listed().summary()).contains("LOGIN (enough logins were refused or made)");
    }

    @Test
    void afterOneThatWasAcceptedAllAreTried() {
        String offer = "CRAM-MD5 PLAIN LOGIN SCRAM-SHA-1 SCRAM-SHA-256 SCRAM-SHA-512";
        LoginsByMechanism seen = probe(
                request(),
                talk(offer, "SCRAM-SHA-512", NO),
                talk(offer, "CRAM-MD5", NO),
                talk(offer, "PLAIN", YES),
                talk(offer, "SCRAM-SHA-256", NO),
                talk(offer, "SCRAM-SHA-1", NO),
                talk(offer, "LOGIN", NO));
        assertThat(seen.logins()).hasSize(6).noneMatch(each -> each.endsWith("enough-logins"));
        assertThat(seen.report().finding("auth.logins-refused").orElseThrow().summary())
                .contains("5 logins");
        assertThat(seen.report().finding("auth.hash-missing").orElseThrow().summary())
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
        LoginsByMechanism seen = probe(request(), talk(OFFER, "CRAM-MD5", NO), held);
        assertThat(seen.logins()).containsExactly("CRAM-MD5 refused", "PLAIN refused", "LOGIN logins-held-back");
        assertThat(seen.memory().connections()).isEqualTo(2);
        assertThat(seen.listed().summary()).contains("LOGIN (the server takes no further login for now)");
    }

    /** A password transition is needed by that mechanism (RFC 4954 §6). */
    @Test
    void aTransitionOfThePasswordIsOfOneMechanism() {
        LoginsByMechanism seen = probe(
                request(),
                talk(OFFER, "CRAM-MD5", "S: 432 4.7.12 A password transition is needed\n"),
                talk(OFFER, "PLAIN", YES),
                talk(OFFER, "LOGIN", YES));
        assertThat(seen.logins()).containsExactly("CRAM-MD5 refused", "PLAIN works", "LOGIN works");
    }

    @Test
    void aFirstLoginThatIsHeldBackIsTheLast() {
        LoginsByMechanism seen = probe(request(), talk(OFFER, "CRAM-MD5", "S: 454 4.7.0 later\n"));
        assertThat(seen.logins())
                .containsExactly("CRAM-MD5 refused", "PLAIN logins-held-back", "LOGIN logins-held-back");
        assertThat(seen.report().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        S: 554 5.7.1 no service for you\\nC: QUIT\\nS: 221 bye | greeting
        S: 421 4.7.0 too many connections\\n* closed           | closing
        * closed                                               | closed
        S: 220 mx\\nC: EHLO x\\nS: 550 no\\nC: HELO x\\nS: 550 no\\nC: QUIT\\nS: 221 bye | hello
        """)
    void aSecondConnectionThatComesToNothingIsTheLast(String second, String name) {
        LoginsByMechanism seen = probe(request(), talk(OFFER, "CRAM-MD5", NO), second.replace("\\n", "\n"));
        assertThat(seen.logins())
                .as(name)
                .containsExactly("CRAM-MD5 refused", "PLAIN earlier-step-failed", "LOGIN logins-held-back");
        assertThat(seen.listed().summary()).contains("PLAIN (the connection for it came to nothing)");
        assertThat(seen.report().rootCause().orElseThrow().id()).isEqualTo("auth.rejected");
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
        LoginsByMechanism seen = new LoginsByMechanism(probe(request().build(), memory, once), memory);
        assertThat(seen.logins())
                .containsExactly("CRAM-MD5 works", "PLAIN earlier-step-failed", "LOGIN logins-held-back");
        assertThat(seen.report().passed()).as("these change no verdict").isTrue();
        assertThat(seen.report().findings())
                .as("nor is anything an error")
                .noneMatch(each -> each.id().startsWith("tcp."));
    }

    @Test
    void whatTheDeadlineDoesNotLeaveTimeForIsSaid() {
        LoginsByMechanism seen = probe(
                request().deadline(Duration.ofSeconds(4)),
                hello(OFFER) + login("CRAM-MD5") + "* pause 3000ms\n" + YES + "C: QUIT\nS: 221 bye\n",
                hello(OFFER) + login("PLAIN") + "* pause 9000ms\n" + YES);
        assertThat(seen.logins()).containsExactly("CRAM-MD5 works", "PLAIN failed", "LOGIN deadline");
        assertThat(seen.memory().connections()).isEqualTo(2);
        assertThat(seen.report().passed()).isTrue();
        assertThat(seen.listed().summary())
                .contains("failed: PLAIN (reply timeout)")
                .contains("not tried: LOGIN (no time was left)");
    }

    /** A share each: the second of three that hangs leaves the third as long as it had. */
    @Test
    void aLoginThatHangsDoesNotEatTheTimeOfTheNext() {
        LoginsByMechanism seen = probe(
                request().deadline(Duration.ofSeconds(20)),
                talk(OFFER, "CRAM-MD5", YES),
                hello(OFFER) + login("PLAIN") + "* pause 60000ms\n" + YES,
                talk(OFFER, "LOGIN", YES));
        assertThat(seen.logins()).containsExactly("CRAM-MD5 works", "PLAIN failed", "LOGIN works");
        assertThat(seen.report().attempts().get(1).took()).isEqualTo(Duration.ofSeconds(10));
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
        LoginsByMechanism seen = new LoginsByMechanism(report, memory);
        assertThat(seen.logins()).hasSize(3).startsWith("CRAM-MD5 works").last().isEqualTo("LOGIN failed");
        assertThat(seen.listed().summary())
                .contains("LOGIN (the probe was cancelled)")
                .doesNotContain("failed");
        assertThat(memory.connections()).isLessThanOrEqualTo(2);
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
        LoginsByMechanism seen = new LoginsByMechanism(report, memory);
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
}
