/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import static io.github.smtpprobe.sasl.PlayedGssapi.probe;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.PlayedGssapi.Factory;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.login.LoginException;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslClientFactory;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ticket of a login by GSSAPI: in whose name it is fetched, and what becomes of the login where none can be had. */
@Timeout(Patience.HANGING)
class KerberosTicketTest {
    private static Exception cause(String name) {
        return switch (name) {
            case "unknown" ->
                new SaslException("x", new Exception("Server not found in Kerberos database (7) - LOOKING_UP_SERVER"));
            case "expired" -> new SaslException("x", new Exception("Ticket expired (32) - PROCESS_TGS"));
            case "clock" -> new SaslException("x", new Exception("Clock skew too great (37)"));
            case "none" -> new SaslException("x", new Exception("Failed to find any Kerberos tgt"));
            case "login" -> new SaslException("x", new LoginException("Unable to obtain password from user\n"));
            case "silent" ->
                new SaslException("x", new Exception("y", new SocketTimeoutException("Receive timed out")));
            case "nowhere" ->
                new SaslException(
                        "x",
                        new Exception(
                                "Cannot locate KDC",
                                new Exception(
                                        "Generic error (description in e-text) (60) - Unable to locate Kerberos realm")));
            default -> new SaslException("ada@HERE.TEST may not");
        };
    }

    /** Nothing was sent, and nothing is said of the server. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        unknown | the KDC does not know the principal of the server
        expired | the Kerberos ticket has expired
        clock   | the clocks of this machine and of the KDC differ too much
        none    | there is no Kerberos ticket
        login   | there is no Kerberos ticket
        silent  | the KDC cannot be reached
        nowhere | the configuration of Kerberos names no KDC for the realm
        other   | Kerberos failed
        """)
    void whatIsOursIsNotTheServers(String name, String why) {
        ProbeReport report = probe(new Turns("auth", cause(name)), "");
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.rootCause().orElseThrow().id()).isEqualTo("auth.no-kerberos-ticket");
        assertThat(report.rootCause().orElseThrow().summary()).contains(why);
        Outcome outcome = report.decisive()
                .orElseThrow()
                .fact(Authentication.class)
                .orElseThrow()
                .outcome();
        assertThat(((Outcome.Failed) outcome).kind()).isEqualTo(FailureKind.EXTENSION);
        assertThat(report.toString()).doesNotContain("ada@HERE");
    }

    @Test
    void aJavaWithoutTheClientSaysSo() {
        ProbeReport report = probe(new Gssapi(new Factory(null)), Credentials.kerberos(new Subject()), "");
        assertThat(report.toString()).contains("it is in the module jdk.security.jgss");
    }

    /** The JDK's own client, and a subject with nothing in it. */
    @Test
    void theJdkHasTheClientAndTheSubjectHasNoTicket() {
        ProbeReport report = probe(SaslMechanism.gssapi(), Credentials.kerberos(new Subject()), "");
        assertThat(report.rootCause().orElseThrow().id()).isEqualTo("auth.no-kerberos-ticket");
        assertThat(report.rootCause().orElseThrow().summary())
                .containsAnyOf("there is no Kerberos ticket", "names no KDC for the realm");
    }

    @Test
    void itIsTakenForNoOtherCredentialsAndIsNotBuiltIn() {
        assertThat(SaslMechanism.builtIn()).extracting(SaslMechanism::name).doesNotContain("GSSAPI");
        assertThat(SaslMechanism.gssapi().accepts(Credentials.password("a", Secret.of("a"))))
                .isFalse();
        assertThat(SaslMechanism.gssapi().revealsSecret()).isFalse();
        assertThat(Credentials.kerberos(new Subject())).hasToString("Credentials[kerberos]");
        assertThat(Credentials.kerberos().subject()).isEmpty();
    }

    /** As the JDK does while it waits for a KDC: no interrupt ends it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theDeadlineHoldsWhileAKdcIsSilent(int probes) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        SaslClientFactory deaf = new SaslClientFactory() {
            @Override
            public @Nullable SaslClient createSaslClient(
                    String[] mechanisms,
                    @Nullable String authorizationId,
                    String protocol,
                    String serverName,
                    Map<String, ?> properties,
                    @Nullable CallbackHandler handler) {
                boolean done = false;
                while (!done) {
                    try {
                        done = over.await(Patience.SECONDS, TimeUnit.SECONDS);
                        return null;
                    } catch (InterruptedException ignored) {
                        // that is the point
                    }
                }
                return null;
            }

            @Override
            public String[] getMechanismNames(Map<String, ?> properties) {
                return new String[] {"GSSAPI"};
            }
        };
        for (int i = 0; i < probes; i++) {
            MemoryTransport memory = new MemoryTransport(
                    Delivery.WHOLE, null, Script.parse("S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH GSSAPI\n"));
            long begun = System.nanoTime();
            ProbeReport report = SmtpProbe.builder()
                    .transport(memory)
                    .mechanism(new Gssapi(deaf))
                    .build()
                    .probe(ProbeRequest.to("127.0.0.1", 25)
                            .tls(TlsMode.PLAIN)
                            .credentials(Credentials.kerberos(new Subject()))
                            .allowCleartextCredentials()
                            .deadline(Duration.ofMillis(400))
                            .build());
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Patience.AMPLE);
            assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.INCONCLUSIVE);
            Invariants.check(report);
        }
        over.countDown();
    }

    /** Each piece of work is done in the subject's name. */
    @Test
    void theWorkIsTheSubjects() throws Exception {
        Subject ada = new Subject();
        KerberosTicket ticket = new KerberosTicket(Credentials.kerberos(ada));
        assertThat(ticket.with(() -> Subjects.current())).isSameAs(ada);
        List<String> threads = List.of(
                String.valueOf(ticket.with(() -> Thread.currentThread().getName())),
                String.valueOf(ticket.with(() -> Thread.currentThread().isDaemon())));
        assertThat(threads).containsExactly("smtp-probe-kerberos", "true");
    }

    /** {@code Subject.current} on Java 18 and later, else what {@code doAs} set. */
    private static final class Subjects {
        private Subjects() {}

        static @Nullable Object current() throws Exception {
            try {
                return Subject.class.getMethod("current").invoke(null);
            } catch (NoSuchMethodException older) {
                Class<?> controller = Class.forName("java.security.AccessController");
                Object context = controller.getMethod("getContext").invoke(null);
                return Subject.class
                        .getMethod("getSubject", Class.forName("java.security.AccessControlContext"))
                        .invoke(null, context);
            }
        }
    }
}
