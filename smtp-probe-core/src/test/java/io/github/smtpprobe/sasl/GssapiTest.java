/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.Invariants;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.login.LoginException;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslClientFactory;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The frame of GSSAPI (RFC 4752 §3.1) around a client that plays tokens, and what becomes of it where no ticket can be had. */
@Timeout(30)
class GssapiTest {
    private static final byte[] NO_LAYER = {1, 0, 0, 0};

    /** A client whose turns are written down: null is no token, an exception is thrown. */
    private static final class Turns implements SaslClient {
        private final Deque<Object> turns;
        private final String layer;
        private boolean disposed;

        Turns(String layer, Object... turns) {
            this.layer = layer;
            this.turns = new ArrayDeque<>(Arrays.asList(turns));
        }

        @Override
        public String getMechanismName() {
            return "GSSAPI";
        }

        @Override
        public boolean hasInitialResponse() {
            return true;
        }

        @Override
        public byte @Nullable [] evaluateChallenge(byte[] challenge) throws SaslException {
            Object turn = turns.removeFirst();
            if (turn instanceof SaslException thrown) {
                throw thrown;
            }
            byte[] token = (byte[]) turn;
            return token.length == 0 ? null : token;
        }

        @Override
        public boolean isComplete() {
            return turns.isEmpty();
        }

        @Override
        public byte[] unwrap(byte[] incoming, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] wrap(byte[] outgoing, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object getNegotiatedProperty(String name) {
            return layer;
        }

        @Override
        public void dispose() {
            disposed = true;
        }
    }

    /** Makes the client, and keeps what it was asked with. */
    private static final class Factory implements SaslClientFactory {
        private final @Nullable SaslClient client;
        private @Nullable String asked;

        Factory(@Nullable SaslClient client) {
            this.client = client;
        }

        @Override
        public @Nullable SaslClient createSaslClient(
                String[] mechanisms,
                @Nullable String authorizationId,
                String protocol,
                String serverName,
                Map<String, ?> properties,
                @Nullable CallbackHandler handler) {
            asked = String.join(",", mechanisms) + " " + authorizationId + " " + protocol + " " + serverName + " "
                    + properties.get(Sasl.QOP) + " " + properties.get(Sasl.SERVER_AUTH);
            return client;
        }

        @Override
        public String[] getMechanismNames(Map<String, ?> properties) {
            return new String[] {"GSSAPI"};
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static ProbeReport probe(SaslMechanism mechanism, Credentials credentials, String exchange) {
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE,
                null,
                Script.parse("S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH PLAIN GSSAPI\n" + exchange
                        + "C: QUIT\nS: 221 bye\n"));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .mechanism(mechanism)
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 25)
                        .tls(TlsMode.PLAIN)
                        .credentials(credentials)
                        .allowCleartextCredentials()
                        .deadline(Duration.ofSeconds(5))
                        .build());
        Invariants.check(report);
        assertThat(memory.problems()).as(report.toString()).isEmpty();
        return report;
    }

    private static ProbeReport probe(SaslClient client, String exchange) {
        return probe(new Gssapi(new Factory(client)), Credentials.kerberos(new Subject()), exchange);
    }

    /** The last token of the context is the server's, so that an empty response is due; then both say "no layer" in four octets. */
    @Test
    void tokensThenAnEmptyResponseThenFourOctets() {
        Factory factory = new Factory(new Turns("auth", octets("AP-REQ"), new byte[0], NO_LAYER));
        ProbeReport report = probe(
                new Gssapi(factory),
                Credentials.kerberos(new Subject()),
                "C: AUTH GSSAPI " + base64(octets("AP-REQ")) + "\nS: 334 " + base64(octets("AP-REP")) + "\nC: \nS: 334 "
                        + base64(NO_LAYER) + "\nC: " + base64(NO_LAYER) + "\nS: 235 2.7.0 ok\n");
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(factory.asked).isEqualTo("GSSAPI null smtp 127.0.0.1 auth true");
        assertThat(((Turns) factory.client).disposed).isTrue();
        assertThat(report.transcript().toString())
                .contains("C: AUTH GSSAPI [redacted]")
                .doesNotContain(base64(octets("AP-REQ")));
    }

    /** Tickets are long: a token that does not fit into the command waits for an empty challenge. */
    @Test
    void aLongTokenWaitsForTheFirstChallenge() {
        byte[] token = octets("T".repeat(1_500));
        ProbeReport report = probe(
                new Turns("auth", token, new byte[0], NO_LAYER),
                "C: AUTH GSSAPI\nS: 334 \nC: " + base64(token) + "\nS: 334 " + base64(octets("AP-REP"))
                        + "\nC: \nS: 334 " + base64(NO_LAYER) + "\nC: " + base64(NO_LAYER) + "\nS: 235 2.7.0 ok\n");
        assertThat(report.passed()).as(report.toString()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        S: 235 2.7.0 ok\\n                                       | 235 came before GSSAPI was complete
        S: 334 \\nC: *\\nS: 501 5.7.0 cancelled\\n               | the challenge is empty
        S: 334 QVA=\\nC: \\nS: 235 2.7.0 ok\\n                   | 235 came before GSSAPI was complete
        S: 334 QVA=\\nC: \\nS: 334 AQ==\\nC: AQAAAA==\\nS: 334 AQ==\\nC: *\\nS: 501 no\\n | after the last one
        """)
    void aServerThatDoesNotKeepToIt(String exchange, String why) {
        ProbeReport report = probe(
                new Turns("auth", octets("AP-REQ"), new byte[0], NO_LAYER),
                "C: AUTH GSSAPI [redacted]\n" + exchange.replace("\\n", "\n"));
        assertThat(report.passed()).isFalse();
        assertThat(report.rootCause().orElseThrow().summary()).contains(why);
        assertThat(report.has("auth.no-kerberos-ticket")).isFalse();
    }

    @Test
    void aSecurityLayerIsNoSuccess() {
        ProbeReport report = probe(
                new Turns("auth-conf", octets("AP-REQ"), NO_LAYER),
                "C: AUTH GSSAPI [redacted]\nS: 334 " + base64(octets("AP-REP")) + "\nC: [redacted]\nS: 235 ok\n");
        assertThat(report.passed()).isFalse();
        assertThat(report.toString()).contains("a security layer, which is not supported");
    }

    @Test
    void aServerThatDoesNotProveItselfIsNamed() {
        ProbeReport report = probe(
                new Turns("auth", octets("AP-REQ"), new SaslException("ada@HERE: no"), NO_LAYER),
                "C: AUTH GSSAPI [redacted]\nS: 334 " + base64(octets("AP-REP")) + "\nC: *\nS: 501 cancelled\n");
        assertThat(report.rootCause().orElseThrow().id()).isEqualTo("auth.broken-exchange");
        assertThat(report.toString())
                .contains("the token of the server is not taken")
                .doesNotContain("ada@HERE");
    }

    @Test
    void aServerThatRefusesTheTicketIsHeard() {
        ProbeReport report =
                probe(new Turns("auth", octets("AP-REQ"), NO_LAYER), "C: AUTH GSSAPI [redacted]\nS: 535 5.7.8 no\n");
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.rootCause().orElseThrow().id()).isEqualTo("auth.rejected");
    }

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
                        done = over.await(20, TimeUnit.SECONDS);
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
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
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
