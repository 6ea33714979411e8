/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SCRAM as an exchange of octets, by the vectors of the RFCs. */
class ScramTest extends ScramTalk {
    private static final byte[] CERTIFICATE = {1, 2, 3, 4, 5, 6, 7, 8};

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
        assertThat(exchange.complete()).isInstanceOf(SaslStep.Distrust.class);
        assertThat(text(answer(exchange, "r=" + ours + theirs + ",s=" + salt + ",i=4096")))
                .isEqualTo("c=biws,r=" + ours + theirs + ",p=" + proof);
        assertThat(exchange.complete()).as("235 before the server's signature").isInstanceOf(SaslStep.Distrust.class);
        assertThat(text(answer(exchange, "v=" + signature))).isEmpty();
        assertThat(exchange.complete()).isInstanceOf(SaslStep.Accept.class);
        assertThat(state()).isEqualTo(ScramDetails.State.SERVER_PROVEN);
        assertThat(told.get(told.size() - 1).iterations()).hasValue(4096);
        assertThat(answer(exchange, "v=" + signature)).isInstanceOf(SaslStep.Abort.class);
    }

    /** RFC 5802 §5.1: unknown ones are passed over, and signed as they came; computed with Python's hmac. */
    @Test
    void extensionsThatNobodyHasToKnow() throws Exception {
        SaslExchange exchange = exchange("SCRAM-SHA-256", "rOprNGfwEbeRWgbNEkqO");
        exchange.initialResponse();
        String nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        assertThat(text(answer(exchange, "r=" + nonce + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,x=any thing,Z=1=2")))
                .isEqualTo("c=biws,r=" + nonce + ",p=etirfrgtktxHuRSDzY8f61f4pqUnuG/RNW1fILsKeXA=");
        assertThat(text(answer(exchange, "v=Tg+PMXWZLJw9p2wsunFwDUjdiRYZpnXC++1vn6JgPq4=,x=y")))
                .isEmpty();
        assertThat(exchange.complete()).isInstanceOf(SaslStep.Accept.class);
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
