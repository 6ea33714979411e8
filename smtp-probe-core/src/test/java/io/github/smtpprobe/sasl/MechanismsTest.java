/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MechanismsTest {
    private final List<Secret> disclosed = new ArrayList<>();

    private SaslContext context(Credentials credentials) {
        return SaslContext.builder("server.test", 587, credentials)
                .encrypted(true)
                .secrets(disclosed::add)
                .build();
    }

    private static SaslMechanism named(String name) {
        return SaslMechanism.builtIn().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String base64(SaslStep step) {
        byte[] response =
                step instanceof SaslStep.AnswerError error ? error.response() : ((SaslStep.Respond) step).response();
        return Base64.getEncoder().encodeToString(response);
    }

    @Test
    void plain() throws Exception { // RFC 4616 §4, RFC 4954 §4.1
        Credentials tim = Credentials.password("tim", Secret.of("tanstaaftanstaaf"));
        assertThat(base64(named("PLAIN").start(context(tim)).initialResponse()))
                .isEqualTo("AHRpbQB0YW5zdGFhZnRhbnN0YWFm");
        assertThat(disclosed).as("the secret is announced before it is sent").hasSize(1);
    }

    @Test
    void plainAnswersTheEmptyChallengeAndNoSecondOne() throws Exception {
        SaslExchange exchange =
                named("PLAIN").start(context(Credentials.password("tim", Secret.of("tanstaaftanstaaf"))));
        assertThat(exchange.complete()).isInstanceOf(SaslStep.Abort.class);
        assertThat(base64(exchange.respond(new byte[0]))).isEqualTo("AHRpbQB0YW5zdGFhZnRhbnN0YWFm");
        assertThat(exchange.respond(new byte[0])).isInstanceOf(SaslStep.Abort.class);
        assertThat(exchange.complete()).isInstanceOf(SaslStep.Accept.class);
    }

    @Test
    void loginAnswersWhateverThePromptsSay() throws Exception { // draft-murchison-sasl-login-00 §2.3
        for (String[] prompts :
                new String[][] {{"VXNlciBOYW1lAA==", "UGFzc3dvcmQA"}, {"VXNlcm5hbWU6", "UGFzc3dvcmQ6"}, {"", ""}}) {
            SaslExchange exchange =
                    named("LOGIN").start(context(Credentials.password("tim", Secret.of("tanstaaftanstaaf"))));
            assertThat(exchange.initialResponse()).isInstanceOf(SaslStep.AwaitChallenge.class);
            assertThat(base64(exchange.respond(Base64.getDecoder().decode(prompts[0]))))
                    .isEqualTo("dGlt");
            assertThat(base64(exchange.respond(Base64.getDecoder().decode(prompts[1]))))
                    .isEqualTo("dGFuc3RhYWZ0YW5zdGFhZg==");
            assertThat(exchange.complete()).isInstanceOf(SaslStep.Accept.class);
            assertThat(exchange.respond(new byte[0]))
                    .as("the password is never sent twice")
                    .isInstanceOf(SaslStep.Abort.class);
        }
    }

    @Test
    void xoauth2() throws Exception { // Google's XOAUTH2 page
        Credentials user = Credentials.bearer(
                "someuser@example.com", left -> Secret.of("ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg"));
        SaslExchange exchange = named("XOAUTH2").start(context(user));
        assertThat(base64(exchange.initialResponse()))
                .isEqualTo(
                        "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ==");
        byte[] error = Base64.getDecoder()
                .decode(
                        "eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIG1hYyIsInNjb3BlIjoiaHR0cHM6Ly9tYWlsLmdvb2dsZS5jb20vIn0K");
        SaslStep.AnswerError answer = (SaslStep.AnswerError) exchange.respond(error);
        assertThat(answer.response()).isEmpty();
        assertThat(answer.error().status()).contains("401");
        assertThat(answer.error().scope()).contains("https://mail.google.com/");
        assertThat(exchange.complete()).as("235 after an error is no success").isInstanceOf(SaslStep.Abort.class);
    }

    @Test
    void oauthbearer() throws Exception { // RFC 7628 §4.4 (SMTP), §4.1 with §4.3 (the error and its answer)
        Credentials user =
                Credentials.bearer("user@example.com", left -> Secret.of("vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg=="));
        SaslContext context =
                SaslContext.builder("server.example.com", 587, user).build();
        SaslExchange exchange = named("OAUTHBEARER").start(context);
        assertThat(base64(exchange.initialResponse()))
                .isEqualTo(
                        "bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9NTg3AWF1dGg9QmVhcmVyIHZGOWRmd"
                                + "DRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB");
        assertThat(exchange.complete()).isInstanceOf(SaslStep.Accept.class);
        byte[] error = Base64.getDecoder()
                .decode(
                        "eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIiwic2NvcGUiOiJleGFtcGxlX3Njb3BlIiwib3BlbmlkLWNvbmZpZ3VyYXRpb24iOiJod"
                                + "HRwczovL2V4YW1wbGUuY29tLy53ZWxsLWtub3duL29wZW5pZC1jb25maWd1cmF0aW9uIn0=");
        SaslStep.AnswerError answer = (SaslStep.AnswerError) exchange.respond(error);
        assertThat(base64(answer)).isEqualTo("AQ==");
        assertThat(answer.error().status()).contains("invalid_token");
        assertThat(answer.error().scope()).contains("example_scope");
        assertThat(exchange.complete()).as("235 after an error is no success").isInstanceOf(SaslStep.Abort.class);
        assertThat(exchange.respond(error)).as("a second error").isInstanceOf(SaslStep.Abort.class);
    }

    @Test
    void oauthbearerWritesCommasAndEqualsSignsOfAUserAsItsHeaderWants() throws Exception { // RFC 5801 §4, saslname
        Credentials user = Credentials.bearer("a=b,c@example.com", left -> Secret.of("token"));
        byte[] sent =
                ((SaslStep.Respond) named("OAUTHBEARER").start(context(user)).initialResponse()).response();
        assertThat(new String(sent, StandardCharsets.UTF_8))
                .isEqualTo(
                        "n,a=a=3Db=2Cc@example.com,\u0001host=server.test\u0001port=587\u0001auth=Bearer token\u0001\u0001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"XOAUTH2", "OAUTHBEARER"})
    void aTokenThatCannotBeSentIsTheSourcesFault(String mechanism) throws Exception {
        for (String token : List.of("", "a b", "a\r\nb", "Bearer x", "x".repeat(20_000))) {
            SaslExchange exchange = named(mechanism).start(context(Credentials.bearer("a", left -> Secret.of(token))));
            assertThat(exchange.initialResponse()).isInstanceOf(SaslStep.Abort.class);
        }
    }

    /** RFC 4422 appendix A.4: {@code AUTH EXTERNAL} with {@code fred@example.com}; RFC 4505 §3: the trace {@code sirhc}. */
    @Test
    void externalAndAnonymousHaveOneMessage() throws Exception {
        Map<Credentials, String> messages = Map.of(
                Credentials.external(), "",
                Credentials.external("fred@example.com"), "ZnJlZEBleGFtcGxlLmNvbQ==",
                Credentials.anonymous("sirhc"), "c2lyaGM=",
                Credentials.anonymous(""), "");
        for (Map.Entry<Credentials, String> each : messages.entrySet()) {
            SaslMechanism mechanism = named(each.getKey().kind().toUpperCase(Locale.ROOT));
            SaslExchange exchange = mechanism.start(context(each.getKey()));
            assertThat(exchange.complete()).isInstanceOf(SaslStep.Abort.class);
            assertThat(base64(exchange.initialResponse())).isEqualTo(each.getValue());
            assertThat(exchange.complete()).isInstanceOf(SaslStep.Accept.class);
            assertThat(exchange.respond(new byte[0])).isInstanceOf(SaslStep.Abort.class);
        }
    }

    @Test
    void whatNeedsNoSecretIsNeverChosenForOtherCredentials() {
        List<Credentials> others =
                List.of(Credentials.password("a", Secret.of("b")), Credentials.bearer("a", left -> Secret.of("b")));
        assertThat(others).noneMatch(named("EXTERNAL")::accepts).noneMatch(named("ANONYMOUS")::accepts);
        assertThat(named("EXTERNAL").accepts(Credentials.anonymous("a"))).isFalse();
        assertThat(named("ANONYMOUS").accepts(Credentials.external())).isFalse();
    }

    @Test
    void hostileErrorsAreReadFlat() {
        String nested = "{".repeat(100_000) + "\"status\":\"400\"";
        assertThat(OAuthError.of(nested.getBytes(StandardCharsets.UTF_8)).text())
                .hasSizeLessThanOrEqualTo(2_000);
        assertThat(OAuthError.of(new byte[] {(byte) 0xFF, 0x1B}).text()).isEqualTo("\\xFF\\x1B");
        assertThat(OAuthError.of("{\"status\" : 400 }".getBytes(StandardCharsets.UTF_8))
                        .status())
                .contains("400");
    }

    @Test
    void credentialsTravelOnlyAsWhatTheyAre() {
        Credentials password = Credentials.password("a", Secret.of("b"));
        Credentials bearer = Credentials.bearer("a", left -> Secret.of("b"));
        assertThat(named("XOAUTH2").accepts(password)).isFalse();
        assertThat(named("PLAIN").accepts(bearer) || named("LOGIN").accepts(bearer))
                .isFalse();
    }

    @Test
    void secretsDoNotShowThemselves() {
        Secret secret = Secret.of("hunter2".toCharArray());
        Credentials credentials = Credentials.password("ada", secret);
        assertThat(secret + " " + credentials + " " + new SaslStep.Respond(new byte[] {1}))
                .doesNotContain("hunter2", "ada");
        assertThat(secret).isNotInstanceOf(java.io.Serializable.class).isNotEqualTo(Secret.of("hunter2"));
    }
}
