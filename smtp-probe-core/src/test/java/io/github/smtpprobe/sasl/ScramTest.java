/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SCRAM as an exchange of octets: the vectors of the RFCs, and servers that do not keep to them. */
class ScramTest {
    private static final byte[] CERTIFICATE = {1, 2, 3, 4, 5, 6, 7, 8};

    private final List<ScramDetails> told = new ArrayList<>();

    private SaslContext.Builder context(String user, String password) {
        return SaslContext.builder("server.test", 587, Credentials.password(user, Secret.of(password)))
                .scram(told::add);
    }

    private SaslExchange exchange(String name, String nonce) {
        return new Scram(name, 1, each -> nonce).start(context("user", "pencil").build());
    }

    private static String text(SaslStep step) {
        assertThat(step).isInstanceOf(SaslStep.Respond.class);
        return new String(((SaslStep.Respond) step).response(), StandardCharsets.UTF_8);
    }

    private static SaslStep answer(SaslExchange exchange, String challenge) throws Exception {
        return exchange.respond(challenge.getBytes(StandardCharsets.UTF_8));
    }

    private ScramDetails.State state() {
        return told.get(told.size() - 1).state();
    }

    /** RFC 5802 §5, RFC 7677 §3; the third by the same messages, computed with Python's hashlib. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        SCRAM-SHA-1   | fyko+d2lbbFgONRv9qkxdawL | 3rfcNHYJY1ZVvWVs7j             | QSXCR+Q6sek8bf92         | v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=                 | rmF9pqV8S7suAoZWja4dJRkFsKQ=
        SCRAM-SHA-256 | rOprNGfwEbeRWgbNEkqO     | %hvYDpWUa2RaTCAfuxFIlj)hNlF$k0 | W22ZaJ0SNY7soEsUEjb6gQ== | dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ= | 6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=
        SCRAM-SHA-512 | rOprNGfwEbeRWgbNEkqO     | %hvYDpWUa2RaTCAfuxFIlj)hNlF$k0 | W22ZaJ0SNY7soEsUEjb6gQ== | gMGXRcevScNtxZ6/8lQYpGtnsNAc3mGcmNomv+xnoOMw+3R2xNJdMNnzMlTN8PPC6wdp6dybEmDYXYTxwnYPJQ== | ZQnYEgWQMFmmsM8aQMF0nDDCy/AgCzkwk8CmMZYcMg0vSVlKDanekLtifDSeVGT4+5ZxXnJq199RVG2rR7N7Zw==
        """)
    void vectors(String name, String ours, String theirs, String salt, String proof, String signature)
            throws Exception {
        SaslExchange exchange = exchange(name, ours);
        assertThat(text(exchange.initialResponse())).isEqualTo("n,,n=user,r=" + ours);
        assertThat(exchange.complete()).isInstanceOf(SaslStep.Abort.class);
        assertThat(text(answer(exchange, "r=" + ours + theirs + ",s=" + salt + ",i=4096")))
                .isEqualTo("c=biws,r=" + ours + theirs + ",p=" + proof);
        assertThat(exchange.complete()).as("235 before the server's signature").isInstanceOf(SaslStep.Abort.class);
        assertThat(text(answer(exchange, "v=" + signature))).isEmpty();
        assertThat(exchange.complete()).isInstanceOf(SaslStep.Accept.class);
        assertThat(state()).isEqualTo(ScramDetails.State.SERVER_PROVEN);
        assertThat(told.get(told.size() - 1).iterations()).hasValue(4096);
        assertThat(answer(exchange, "v=" + signature)).isInstanceOf(SaslStep.Abort.class);
    }

    /** p= with a binding, y where one could be had and the server offers none, n where none can be had or it is not wanted (RFC 5802 §6). */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        SCRAM-SHA-256-PLUS | true  | SCRAM-SHA-256 SCRAM-SHA-256-PLUS | p=tls-server-end-point,,
        SCRAM-SHA-256      | true  | SCRAM-SHA-256                    | y,,
        SCRAM-SHA-256      | true  | SCRAM-SHA-256 SCRAM-SHA-1-PLUS   | n,,
        SCRAM-SHA-256      | false | SCRAM-SHA-256                    | n,,
        """)
    void channelBinding(String name, boolean bound, String offered, String header) throws Exception {
        SaslContext.Builder context = context("user", "pencil").offered(List.of(offered.split(" ")));
        if (bound) {
            context.encrypted(true).channelBinding("tls-server-end-point", CERTIFICATE);
        }
        Scram mechanism = new Scram(name, 1, each -> ScramServer.NONCE);
        SaslExchange exchange = mechanism.start(context.build());
        assertThat(text(exchange.initialResponse())).isEqualTo(header + "n=user,r=" + ScramServer.NONCE);
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(header.getBytes(StandardCharsets.UTF_8));
        both.writeBytes(header.startsWith("p") ? CERTIFICATE : new byte[0]);
        ScramServer server = new ScramServer(name, "pencil", 4096);
        assertThat(text(answer(exchange, server.first()))).isEqualTo(server.expected("user", both.toByteArray()));
        assertThat(text(answer(exchange, server.last("user", both.toByteArray()))))
                .isEmpty();
        assertThat(told.get(0).channelBinding())
                .isEqualTo(header.startsWith("p") ? Optional.of("tls-server-end-point") : Optional.empty());
    }

    @Test
    void aMechanismThatBindsFitsOnlyWhereThereIsABinding() {
        SaslContext without = context("user", "pencil").build();
        SaslContext with = context("user", "pencil")
                .channelBinding("tls-server-end-point", CERTIFICATE)
                .build();
        for (SaslMechanism each : ScramLibrary.mechanisms()) {
            assertThat(each.fits(with.peer())).isTrue();
            assertThat(each.fits(without.peer())).isEqualTo(!each.name().endsWith("-PLUS"));
        }
    }

    @Test
    void theStrongestBindsAndHashesBest() {
        assertThat(SaslMechanism.builtIn().stream()
                        .filter(each -> each.accepts(Credentials.password("a", Secret.of("b"))))
                        .sorted((a, b) -> b.strength() - a.strength())
                        .map(SaslMechanism::name))
                .containsSubsequence(
                        "SCRAM-SHA-512-PLUS",
                        "SCRAM-SHA-256-PLUS",
                        "SCRAM-SHA-1-PLUS",
                        "SCRAM-SHA-512",
                        "SCRAM-SHA-256",
                        "SCRAM-SHA-1",
                        "PLAIN",
                        "LOGIN");
    }

    @Test
    void withoutItsLibraryItIsNotThere() {
        assertThat(ScramLibrary.mechanisms(() -> false)).isEmpty();
        assertThat(ScramLibrary.mechanisms(() -> {
                    throw new NoClassDefFoundError("com/ongres/scram/client/ScramClient");
                }))
                .isEmpty();
        assertThat(ScramLibrary.mechanisms(() -> {
                    throw new IllegalStateException();
                }))
                .isEmpty();
    }

    @Test
    void eachExchangeHasANonceOfItsOwn() throws Exception {
        Scram mechanism = new Scram("SCRAM-SHA-256", 1);
        SaslContext context = context("user", "pencil").build();
        assertThat(text(mechanism.start(context).initialResponse()))
                .hasSizeGreaterThan(30)
                .isNotEqualTo(text(mechanism.start(context).initialResponse()));
    }

    /** SASLprep (RFC 4013 §3), blanks, and the two characters that a name must not hold (RFC 5802 §5.1). */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        user     | I\u00ADX           | n=user           | IX
        a=b,c    | pencil             | n=a=3Db=2Cc      | pencil
        user     | \u2168             | n=user           | IX
        \u00AA   | 'p w '             | n=a              | 'p w '
        \u00FCb  | \u00FC\u00A0\u00E9 | n=\u00FCb        | '\u00FC \u00E9'
        user     | \uD83D\uDE00       | n=user           | \uD83D\uDE00
        """)
    void preparation(String user, String password, String sent, String hashed) throws Exception {
        SaslExchange exchange = new Scram("SCRAM-SHA-256", 1, each -> ScramServer.NONCE)
                .start(context(user, password).build());
        assertThat(text(exchange.initialResponse())).isEqualTo("n,," + sent + ",r=" + ScramServer.NONCE);
        ScramServer server = new ScramServer("SCRAM-SHA-256", hashed, 4096);
        assertThat(text(answer(exchange, server.first())))
                .isEqualTo(server.expected(sent.substring(2), "n,,".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        user     | ""                  | the password
        user     | "\u00AD"            | the password
        user     | "p\u0007q"          | the password
        user     | "\u0627b"           | the password
        ""       | pencil              | the user name
        "a\u0007"| pencil              | the user name
        """)
    void whatCannotBeUsedIsSaidAndNotShown(String user, String password, String what) throws Exception {
        SaslStep step = new Scram("SCRAM-SHA-256", 1)
                .start(context(user, password).build())
                .initialResponse();
        assertThat(((SaslStep.Abort) step).reason())
                .isEqualTo(what + " is empty or has a character that SASLprep does not allow");
        assertThat(state()).isEqualTo(ScramDetails.State.CREDENTIALS_UNFIT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
        none                                                  | malformed
        r=rOprNGfwEbeRWgbNEkqOx                               | malformed
        s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096                     | malformed
        r=rOprNGfwEbeRWgbNEkqOx,i=4096,s=W22Z                 | malformed
        r=rOprNGfwEbeRWgbNEkqO\u00FCx,s=W22Z,i=4096           | malformed
        r=rOprNGfwEbeRWgbNEkqO,s=W22Z,i=4096                  | nonce
        r=OtherNonceOfNobodys,s=W22Z,i=4096                   | nonce
        m=x,r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=4096             | (m=)
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=4096,x=y             | extension
        r=rOprNGfwEbeRWgbNEkqOx,s=,i=4096                     | salt
        r=rOprNGfwEbeRWgbNEkqOx,s=!!!!,i=4096                 | salt
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=                     | no number
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=x                    | no number
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=+4096                | no number
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=04096                | no number
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=\u0664\u0660         | no number
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=99999999999999999999 | no number
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=0                    | 0 iterations
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=-1                   | -1 iterations
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=2147483648           | 2147483648 iterations of the hash, and this client computes 1000000
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=2147483647           | 2147483647 iterations of the hash, and this client computes 1000000
        r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=1000001              | 1000001 iterations of the hash, and this client computes 1000000
        """)
    void aFirstMessageThatIsNone(String challenge, String why) throws Exception {
        SaslExchange exchange = exchange("SCRAM-SHA-256", ScramServer.NONCE);
        exchange.initialResponse();
        long before = System.nanoTime();
        SaslStep step = answer(exchange, challenge == null ? "" : challenge);
        assertThat(((SaslStep.Abort) step).reason()).contains(why).doesNotContain("OtherNonce");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
        assertThat(state())
                .isEqualTo(
                        why.contains("computes")
                                ? ScramDetails.State.TOO_MANY_ITERATIONS
                                : ScramDetails.State.UNFINISHED);
        assertThat(exchange.complete()).isInstanceOf(SaslStep.Abort.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v=", "v=!!!", "x=y", "v", "r=rOprNGfwEbeRWgbNEkqOx,s=W22Z,i=4096"})
    void aLastMessageThatIsNone(String challenge) throws Exception {
        SaslExchange exchange = exchange("SCRAM-SHA-256", ScramServer.NONCE);
        exchange.initialResponse();
        answer(exchange, new ScramServer("SCRAM-SHA-256", "pencil", 4096).first());
        SaslStep step = answer(exchange, challenge);
        assertThat(((SaslStep.Abort) step).reason()).isEqualTo("the last message of the server is malformed");
        assertThat(exchange.complete()).isInstanceOf(SaslStep.Abort.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"v=rmF9,x=y", "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=", "v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="
            })
    void aServerWithAWrongSignatureIsNotProven(String challenge) throws Exception {
        SaslExchange exchange = exchange("SCRAM-SHA-256", ScramServer.NONCE);
        exchange.initialResponse();
        answer(exchange, new ScramServer("SCRAM-SHA-256", "pencil", 4096).first());
        assertThat(answer(exchange, challenge)).isInstanceOf(SaslStep.Abort.class);
        assertThat(exchange.complete()).isInstanceOf(SaslStep.Abort.class);
        assertThat(state()).isEqualTo(ScramDetails.State.SERVER_NOT_PROVEN);
    }

    /** The final reply is fetched; an error that the RFC does not have is not repeated: it may say anything. */
    @ParameterizedTest
    @CsvSource({
        "e=invalid-proof, invalid-proof",
        "e=channel-bindings-dont-match, channel-bindings-dont-match",
        "'e=unknown-user,x=y', unknown-user",
        "e=pencil, other-error",
        "e=, other-error"
    })
    void anErrorOfTheServer(String challenge, String shown) throws Exception {
        for (boolean early : new boolean[] {true, false}) {
            SaslExchange exchange = exchange("SCRAM-SHA-256", ScramServer.NONCE);
            exchange.initialResponse();
            if (!early) {
                answer(exchange, new ScramServer("SCRAM-SHA-256", "pencil", 4096).first());
            }
            assertThat(text(answer(exchange, challenge))).isEmpty();
            assertThat(told.get(told.size() - 1).serverError()).contains(shown);
            assertThat(state()).isEqualTo(ScramDetails.State.SERVER_REFUSED);
            assertThat(exchange.complete()).isInstanceOf(SaslStep.Abort.class);
            assertThat(answer(exchange, challenge)).isInstanceOf(SaslStep.Abort.class);
        }
    }

    /** A million iterations may take longer than a probe has: the hashing looks at the clock. */
    @Test
    void hashingEndsWithTheTime() throws Exception {
        int[] asked = {0};
        Supplier<Duration> left = () -> Duration.ofMillis(asked[0]++ < 3 ? 1 : 0);
        SaslExchange exchange = new Scram("SCRAM-SHA-512", 1, each -> ScramServer.NONCE)
                .start(context("user", "pencil").timeLeft(left).build());
        exchange.initialResponse();
        String first = new ScramServer("SCRAM-SHA-512", "pencil", 1).first().replace("i=1", "i=1000000");
        assertThat(((SaslStep.Abort) answer(exchange, first)).reason())
                .isEqualTo("the server asks for 1000000 iterations of the hash, and the time was up after 4096");
        assertThat(state()).isEqualTo(ScramDetails.State.TOO_MANY_ITERATIONS);
    }

    @Test
    void hashingEndsAtAnInterrupt() throws Exception {
        SaslExchange exchange = exchange("SCRAM-SHA-512", ScramServer.NONCE);
        exchange.initialResponse();
        String first = new ScramServer("SCRAM-SHA-512", "pencil", 1).first().replace("i=1", "i=1000000");
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> answer(exchange, first)).isInstanceOf(InterruptedException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void detailsAreTold() {
        ScramDetails details = ScramDetails.builder()
                .state(ScramDetails.State.SERVER_REFUSED)
                .iterations(4096)
                .channelBinding("tls-server-end-point")
                .serverError("invalid-proof")
                .build();
        assertThat(details)
                .hasToString("server-refused, 4096 iterations, bound by tls-server-end-point, invalid-proof");
    }
}
