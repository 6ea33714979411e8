/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's clients of {@code javax.security.sasl} as mechanisms. */
class ClientMechanismTest {
    private static final String CHALLENGE =
            "realm=\"elwood.innosoft.com\",nonce=\"OA6MG9tEQGm2hh\",qop=\"auth\",algorithm=md5-sess,charset=utf-8";

    private static SaslExchange exchange(String name, String user, String password) throws Exception {
        SaslMechanism mechanism = SaslMechanism.builtIn().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(mechanism.revealsSecret()).isFalse();
        return mechanism.start(context(user, password));
    }

    private static SaslContext context(String user, String password) {
        return SaslContext.builder("elwood.innosoft.com", 587, Credentials.password(user, Secret.of(password)))
                .build();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(SaslStep step) {
        return new String(((SaslStep.Respond) step).response(), StandardCharsets.UTF_8);
    }

    private static String reason(SaslStep step) {
        return ((SaslStep.Abort) step).reason();
    }

    @Test
    void cramMd5() throws Exception { // RFC 2195 §2
        SaslExchange exchange = exchange("CRAM-MD5", "tim", "tanstaaftanstaaf");
        assertThat(exchange.initialResponse()).isInstanceOf(SaslStep.AwaitChallenge.class);
        assertThat(text(exchange.respond(octets("<1896.697170952@postoffice.reston.mci.net>"))))
                .isEqualTo("tim b913a602c7eda7a495b4e6e7334d3890");
        assertThat(exchange.complete()).isInstanceOf(SaslStep.Accept.class);
    }

    /** RFC 2831 §2.1.2.1, computed here; §4 has its values for the cnonce and the URI of its example. */
    private static String digest(String method, String user, String password, String cnonce, String uri)
            throws Exception {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        String who = user + ":elwood.innosoft.com:" + password;
        boolean latin = StandardCharsets.ISO_8859_1
                .newEncoder()
                .canEncode(who); // those are hashed as such, whatever the charset
        md5.update(md5.digest(who.getBytes(latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8)));
        String a1 = HexFormat.of().formatHex(md5.digest(octets(":OA6MG9tEQGm2hh:" + cnonce)));
        String a2 = HexFormat.of().formatHex(md5.digest(octets(method + ":" + uri)));
        return HexFormat.of().formatHex(md5.digest(octets(a1 + ":OA6MG9tEQGm2hh:00000001:" + cnonce + ":auth:" + a2)));
    }

    @Test
    void theFormulaGivesTheValuesOfTheRfc() throws Exception { // RFC 2831 §4, the first example
        String uri = "imap/elwood.innosoft.com";
        assertThat(digest("AUTHENTICATE", "chris", "secret", "OA6MHXh6VqTrRk", uri))
                .isEqualTo("d388dad90d4bbd760a152321f2143af7");
        assertThat(digest("", "chris", "secret", "OA6MHXh6VqTrRk", uri)).isEqualTo("ea40f60335c427b5527b84dbabcdfffd");
    }

    private static String value(String name, String response) {
        Matcher matcher = Pattern.compile("(?:^|,)" + name + "=\"?([^\",]*)").matcher(response);
        assertThat(matcher.find()).as(response).isTrue();
        return matcher.group(1);
    }

    @ParameterizedTest
    @CsvSource({"chris, secret", "grün, pä ß", "ωmega, 密码 x"})
    void digestMd5(String user, String password) throws Exception {
        SaslExchange exchange = exchange("DIGEST-MD5", user, password);
        assertThat(exchange.initialResponse()).isInstanceOf(SaslStep.AwaitChallenge.class);
        String response = text(exchange.respond(octets(CHALLENGE)));
        String uri = value("digest-uri", response);
        String cnonce = value("cnonce", response);
        assertThat(uri).isEqualTo("smtp/elwood.innosoft.com");
        assertThat(value("realm", response)).isEqualTo("elwood.innosoft.com");
        assertThat(value("response", response)).isEqualTo(digest("AUTHENTICATE", user, password, cnonce, uri));
        String proof = digest("", user, password, cnonce, uri);
        assertThat(text(exchange.respond(octets("rspauth=" + proof)))).isEmpty();
        assertThat(exchange.complete()).isInstanceOf(SaslStep.Accept.class);
        assertThat(reason(exchange.respond(octets("rspauth=" + proof)))).contains("after the last one");
    }

    /** The JDK's client calls itself complete after a wrong proof. */
    @ParameterizedTest
    @ValueSource(strings = {"rspauth=0123456789abcdef0123456789abcdef", "rspauth=", "x", "realm=\"x\"", "rspauth"})
    void aServerWithoutProofIsNotBelieved(String proof) throws Exception {
        SaslExchange exchange = exchange("DIGEST-MD5", "chris", "secret");
        exchange.respond(octets(CHALLENGE));
        assertThat(exchange.respond(octets(proof))).isEqualTo(new SaslStep.Distrust("rspauth is missing or wrong"));
        assertThat(exchange.complete()).isInstanceOf(SaslStep.Abort.class);
    }

    @Test
    void aSuccessBeforeTheProofIsNone() throws Exception {
        SaslExchange exchange = exchange("DIGEST-MD5", "chris", "secret");
        exchange.respond(octets(CHALLENGE));
        assertThat(exchange.complete()).isInstanceOf(SaslStep.Distrust.class);
    }

    /** As Dovecot sends it; the JDK's client fails at it. */
    @Test
    void anEmptyRealmIsNone() throws Exception {
        String response = text(
                exchange("DIGEST-MD5", "ada", "b")
                        .respond(
                                octets(
                                        "realm=\"\",nonce=\"AAtkWWqIaKiTz/yVJO2+Q==\",qop=\"auth\",charset=\"utf-8\",algorithm=\"md5-sess\"")));
        assertThat(response).contains("username=\"ada\"").doesNotContain("realm");
    }

    @Test
    void ofTwoRealmsThatOfTheUserIsTaken() throws Exception {
        String two = "realm=\"one.test\",realm=\"two.test\",nonce=\"x\",qop=\"auth\",algorithm=md5-sess,charset=utf-8";
        assertThat(value(
                        "realm",
                        text(exchange("DIGEST-MD5", "ada@two.test", "b").respond(octets(two)))))
                .isEqualTo("two.test");
        assertThat(value("realm", text(exchange("DIGEST-MD5", "ada", "b").respond(octets(two)))))
                .isEqualTo("one.test");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        CRAM-MD5   | ''
        DIGEST-MD5 | ''
        DIGEST-MD5 | x
        DIGEST-MD5 | nonce="x",qop="auth-conf",algorithm=md5-sess
        DIGEST-MD5 | nonce="x",qop="none",algorithm=md5-sess
        DIGEST-MD5 | nonce="x",nonce="y",qop="auth",algorithm=md5-sess
        DIGEST-MD5 | nonce="x",qop="auth",algorithm=md5
        DIGEST-MD5 | nonce="x",qop="auth",algorithm=md5-sess,maxbuf=zzz
        DIGEST-MD5 | realm="
        NTLM       | ''
        NTLM       | NTLMSSP
        NTLM       | NTLMSSP\\u0000\\u0002\\u0000\\u0000\\u0000
        """)
    void aChallengeThatCannotBeAnsweredIsAReason(String name, String challenge) throws Exception {
        SaslExchange exchange = exchange(name, "ada", "secret");
        exchange.initialResponse();
        assertThat(reason(exchange.respond(
                        octets(challenge.replace("\\u0000", "\0").replace("\\u0002", "\2")))))
                .contains("challenge");
        assertThat(exchange.complete()).isInstanceOf(SaslStep.Abort.class);
        assertThat(exchange.respond(octets(CHALLENGE))).isInstanceOf(SaslStep.Abort.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CRAM-MD5", "DIGEST-MD5", "NTLM"})
    void anEndlessChallengeIsNotRead(String name) throws Exception {
        byte[] endless = new byte[100_000];
        Arrays.fill(endless, (byte) 'x');
        SaslExchange exchange = exchange(name, "ada", "secret");
        exchange.initialResponse();
        assertThat(reason(exchange.respond(endless))).contains("longer than");
        assertThat(exchange.complete()).isInstanceOf(SaslStep.Abort.class);
    }

    /** MS-NLMP §2.2.1: the first message tells nothing of this machine; the last has domain and user apart. */
    @Test
    void ntlm() throws Exception {
        SaslExchange exchange = exchange("NTLM", "ACME\\ada", "secret");
        byte[] first = ((SaslStep.Respond) exchange.initialResponse()).response();
        assertThat(first).startsWith(octets("NTLMSSP\0\1\0\0\0"));
        byte[] challenge = HexFormat.of()
                .parseHex("4e544c4d53535000" + "02000000" + "0000000038000000" + "01828200" + "0123456789abcdef"
                        + "0000000000000000" + "0400040038000000" + "0000000000000000" + "00000000");
        byte[] last = ((SaslStep.Respond) exchange.respond(challenge)).response();
        assertThat(new String(last, StandardCharsets.UTF_16LE)).contains("ACME", "ada", "WORKSTATION");
        assertThat(exchange.complete()).isInstanceOf(SaslStep.Accept.class);
    }

    @Test
    void anAbsentClientIsSaidToBeAbsent() throws Exception {
        SaslMechanism absent = ClientMechanism.ofJdk("X-ABSENT", 1);
        assertThat(reason(absent.start(context("ada", "secret")).initialResponse()))
                .contains("no client for X-ABSENT");
    }
}
