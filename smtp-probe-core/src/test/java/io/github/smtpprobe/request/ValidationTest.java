/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpprobe.road.Proxy;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.PasswordCredentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.smtp.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidationTest {
    private static List<String> problems(ProbeRequest.Builder request) {
        InvalidRequest invalid = catchThrowableOfType(InvalidRequest.class, request::build);
        return invalid == null
                ? List.of()
                : invalid.problems().stream()
                        .map(each -> each.field() + ":" + each.code().token())
                        .toList();
    }

    @Test
    void everyProblemIsReportedAtOnce() {
        assertThat(problems(ProbeRequest.to("a..b", 0)
                        .heloName("my machine")
                        .envelope("no mailbox", "bob@example.com", "also none")
                        .mechanisms("plain")
                        .deadline(Duration.ZERO)
                        .connectTo("example.com")))
                .containsExactlyInAnyOrder(
                        "host:malformed",
                        "port:range",
                        "heloName:malformed",
                        "envelope.from:malformed",
                        "envelope.to[1]:malformed",
                        "mechanisms:malformed",
                        "mechanisms:conflict",
                        "deadline:range",
                        "connectTo:malformed");
    }

    @Test
    void aPasswordIsCopiedWhenItIsGiven() {
        char[] password = "secret-of-ada".toCharArray();
        ProbeRequest.Builder request = ProbeRequest.to("mx.example", 25).password("ada", password);
        Arrays.fill(password, '\0');
        Credentials kept = request.build().credentials().orElseThrow();
        assertThat(((PasswordCredentials) kept).password().revealUtf8())
                .asString()
                .isEqualTo("secret-of-ada");
        assertThat(problems(ProbeRequest.to("mx.example", 25).password("ada", null)))
                .containsExactly("credentials.password:required");
        assertThat(problems(ProbeRequest.to("mx.example", 25).password(null, password)))
                .contains("credentials.user:required");
        assertThat(problems(ProbeRequest.to("mx.example", 25).bearer(null, null)))
                .containsExactly("credentials.user:required", "credentials.token:required");
    }

    @Test
    void parametersOfAUrlAreNamedAndNotRepeated() {
        ProbeRequest.Builder request = ProbeRequest.to("mx.example?password=canary");
        assertThat(problems(request)).containsExactly("host:url");
        assertThatThrownBy(request::build)
                .hasMessage("host has parameters of a URL behind it: give the host alone")
                .hasMessageNotContaining("canary");
    }

    @Test
    void nobodyGetsAMessageThatIsNotThere() {
        ProbeRequest.Builder request = ProbeRequest.to("mx.example", 25)
                .envelope("ada@example.com", "bob@example.com")
                .sendToAccepted();
        assertThat(problems(request)).containsExactly("sendToAccepted:conflict");
        assertThat(problems(request.message("hello".getBytes(StandardCharsets.US_ASCII))))
                .isEmpty();
    }

    /** Outside of a request nobody would find it later: a mechanism would be the first. */
    @Test
    void credentialsNameWhatIsMissing() {
        Secret secret = Secret.of("secret-of-ada");
        assertThatThrownBy(() -> Credentials.password(null, secret)).hasMessage("user");
        assertThatThrownBy(() -> Credentials.password("ada", null)).hasMessage("password");
        assertThatThrownBy(() -> Credentials.bearer(null, left -> secret)).hasMessage("user");
        assertThatThrownBy(() -> Credentials.bearer("ada", null)).hasMessage("source");
    }

    @Test
    void whatIsSaidWithoutSecretIsChecked() {
        ProbeRequest.Builder request = ProbeRequest.to("mx.example", 25);
        for (String good : List.of("", "guest", "ada@example.com", "\"a@b\"@example.com", "x".repeat(255))) {
            assertThat(problems(request.credentials(Credentials.anonymous(good))))
                    .isEmpty();
        }
        assertThat(problems(request.credentials(Credentials.anonymous("x".repeat(256)))))
                .containsExactly("credentials.trace:too-long");
        for (String bad : List.of("@", "ada@", "@example.com", "a b@example.com", "a\0b", "a\nb", "\uD800")) {
            assertThat(problems(request.credentials(Credentials.anonymous(bad))))
                    .as(bad)
                    .containsExactly("credentials.trace:malformed");
        }
        assertThat(problems(request.credentials(Credentials.external()))).isEmpty();
        assertThat(problems(request.credentials(Credentials.external("ada")))).isEmpty();
        assertThat(problems(request.credentials(Credentials.external(""))))
                .containsExactly("credentials.authorizationIdentity:required");
        assertThat(problems(request.credentials(Credentials.external("a\0b"))))
                .containsExactly("credentials.authorizationIdentity:malformed");
    }

    @Test
    void namesWithoutEndAreOneProblem() {
        String[] names = Collections.nCopies(1_000, "plain").toArray(String[]::new);
        assertThat(problems(ProbeRequest.to("mx.example", 25)
                        .mechanisms(names)
                        .credentials(Credentials.password("ada", Secret.of("secret")))))
                .containsExactly("mechanisms:too-many");
    }

    @Test
    void whatWasGivenAsNullIsNamed() {
        assertThat(problems(ProbeRequest.to(null, 25)
                        .tls(null)
                        .credentials(null)
                        .envelope(null, (String[]) null)
                        .message(null)
                        .timeouts(null)
                        .deadline(null)
                        .coverage(null)
                        .addressFamilies(null)
                        .heloName(null)
                        .connectTo(null)))
                .contains(
                        "host:required",
                        "tls:required",
                        "credentials:required",
                        "envelope.from:required",
                        "envelope.to:required",
                        "message:required",
                        "timeouts:required",
                        "deadline:required",
                        "coverage:required",
                        "addressFamilies:required",
                        "heloName:required",
                        "connectTo:required");
        assertThat(problems(ProbeRequest.to("example.com").ports(null))).containsExactly("ports:required");
        assertThat(problems(ProbeRequest.to("example.com", 25).envelope("a@example.com", (String) null)))
                .containsExactly("envelope.to[0]:required");
    }

    @Test
    void aLineThatServersWouldRefuseIsNotSent() {
        String longest = "x".repeat(998);
        for (String end : new String[] {"", "\n", "\r\n"}) {
            ProbeRequest.Builder request = ProbeRequest.to("example.com", 25).envelope("a@b.example", "c@d.example");
            byte[] fits = ("S: x\r\n\r\n" + longest + end).getBytes(StandardCharsets.US_ASCII);
            byte[] tooLong = ("S: x\r\n\r\nx" + longest + end).getBytes(StandardCharsets.US_ASCII);
            assertThat(problems(request.message(fits))).isEmpty();
            assertThat(problems(request.message(tooLong))).containsExactly("message:line-too-long");
        }
    }

    @Test
    void combinationsThatCannotWorkAreProblems() {
        Credentials credentials = Credentials.password("ada", Secret.of("secret"));
        assertThat(problems(ProbeRequest.toMxOf("example.com").credentials(credentials)))
                .containsExactly("credentials:conflict");
        assertThat(problems(ProbeRequest.to("example.com").tls(TlsMode.PLAIN))).containsExactly("tls:conflict");
        assertThat(problems(ProbeRequest.to("example.com", 25)
                        .credentials(credentials)
                        .stopAfter(Stage.EHLO)))
                .containsExactly("stopAfter:conflict");
        assertThat(problems(ProbeRequest.to("example.com", 465).startTlsEvenIfNotOffered()))
                .containsExactly("startTlsEvenIfNotOffered:conflict");
        assertThat(problems(ProbeRequest.toMxOf("example.com").proxyHeader(ProxyHeader.v2())))
                .containsExactly("proxyHeader:conflict");
        Road far = Road.through(Proxy.socks5("192.0.2.1", 1080).resolvingNames());
        ProbeRequest.Builder behind = ProbeRequest.to("example.com", 25).road(far);
        assertThat(problems(behind.proxyHeader(ProxyHeader.v1().source("192.0.2.7:1"))))
                .as("only the proxy knows the server's address")
                .containsExactly("proxyHeader:conflict");
        assertThat(behind.proxyHeader(ProxyHeader.local()).build().proxyHeader())
                .isPresent();
        assertThat(problems(ProbeRequest.to("example.com", 25).authEvenIfNotOffered()))
                .containsExactly("authEvenIfNotOffered:conflict");
        assertThat(problems(ProbeRequest.to("example.com", 25).tryEveryMechanism()))
                .containsExactly("tryEveryMechanism:conflict");
        assertThat(problems(ProbeRequest.to("example.com", 25)
                        .credentials(credentials)
                        .coverage(Coverage.ALL)
                        .tryEveryMechanism()))
                .containsExactly("tryEveryMechanism:conflict");
        assertThat(problems(ProbeRequest.to("example.com", 25).lmtp()))
                .as("RFC 2033, section 5")
                .containsExactly("lmtp:conflict");
        assertThat(problems(ProbeRequest.to("example.com").lmtp()))
                .as("no port of its own")
                .containsExactly("lmtp:conflict");
        for (String verb : List.of("", "HELO X", "HE\r\nLO", "H\u00c9LO", "HELO1", "ABCDEFGHIJKLM", "\u0130ELO")) {
            assertThat(problems(ProbeRequest.to("example.com", 25).helloVerb(verb)))
                    .as(verb)
                    .containsAnyOf("helloVerb:malformed", "helloVerb:required");
        }
        assertThat(problems(ProbeRequest.to("example.com", 25).helloVerb(null))).containsExactly("helloVerb:required");
        assertThat(problems(ProbeRequest.to("example.com", 25).helloVerb("lhlo")))
                .containsExactly("helloVerb:conflict");
        assertThat(problems(ProbeRequest.to("example.com", 24).lmtp().helloVerb("EHLO")))
                .containsExactly("helloVerb:conflict");
        assertThat(ProbeRequest.to("example.com", 25).helloVerb("hElO").build().helloVerb())
                .contains("hElO");
        assertThat(problems(ProbeRequest.toMxOf("example.com").lmtp())).containsExactly("lmtp:conflict");
        assertThat(ProbeRequest.to("example.com", 24).lmtp().build().speaksLmtp())
                .isTrue();
        assertThat(problems(ProbeRequest.to("example.com", 25).stopAfter(Stage.QUIT)))
                .containsExactly("stopAfter:range");
        assertThat(problems(ProbeRequest.to("example.com", 25).message(new byte[] {'a'})))
                .containsExactly("message:conflict");
        assertThat(problems(ProbeRequest.to("example.com", 25)
                        .envelope("a@example.com", "b@example.com")
                        .message(new byte[0])))
                .containsExactly("message:required");
        assertThat(problems(ProbeRequest.to("example.com", 25).messageSize(1000)))
                .containsExactly("messageSize:conflict");
        assertThat(problems(ProbeRequest.to("example.com", 25)
                        .envelope("ada@example.com", "bob@example.com")
                        .message(new byte[] {'a'})
                        .messageSize(1000)))
                .containsExactly("messageSize:conflict");
        assertThat(problems(ProbeRequest.to("example.com", 25)
                        .envelope("a@example.com", "b@example.com")
                        .message(new byte[] {'a'})
                        .coverage(Coverage.ALL)))
                .containsExactly("message:conflict");
    }

    // README, Security: "Refusals never repeat a secret."
    @Test
    void credentialsAreCheckedAndNeverRepeated() {
        String canary = "canary-\0-secret";
        assertThatThrownBy(() -> ProbeRequest.to("example.com", 25)
                        .credentials(Credentials.password("a\u0001b", Secret.of(canary)))
                        .build())
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("credentials.user")
                .hasMessageContaining("credentials.password")
                .hasMessageNotContaining("canary");
        assertThat(problems(ProbeRequest.to("example.com", 25).credentials(Credentials.password("", Secret.of("")))))
                .containsExactly("credentials.user:required", "credentials.password:required");
        assertThat(problems(ProbeRequest.to("example.com", 25)
                        .credentials(Credentials.password("ada", Secret.of("a\uD800b")))))
                .containsExactly("credentials.password:malformed");
    }

    @Test
    void defaultsAreThoseOfThePage() {
        ProbeRequest ladder = ProbeRequest.to("Example.COM").build();
        assertThat(ladder.target().name()).isEqualTo("example.com");
        assertThat(ladder.ports().entries()).extracting(PortPlan.PortMode::port).containsExactly(587, 465, 2525);
        assertThat(ladder.coverage()).isEqualTo(Coverage.FIRST_PASS);
        assertThat(ladder.deadline()).isEqualTo(Duration.ofSeconds(30));
        assertThat(ProbeRequest.to("example.com", 465)
                        .build()
                        .ports()
                        .entries()
                        .get(0)
                        .mode())
                .isEqualTo(TlsMode.IMPLICIT_TLS);
        assertThat(ProbeRequest.to("example.com", 2525)
                        .build()
                        .ports()
                        .entries()
                        .get(0)
                        .mode())
                .isEqualTo(TlsMode.STARTTLS);
        assertThat(ProbeRequest.toMxOf("example.com").build().ports().entries().get(0))
                .isEqualTo(new PortPlan.PortMode(25, TlsMode.STARTTLS_IF_OFFERED));
        assertThat(ProbeRequest.to("[2001:db8::1]", 25).build().target())
                .isEqualTo(new Target.Server("2001:db8::1", true));
    }

    @Test
    void aBuiltRequestDoesNotChangeAnyMore() {
        byte[] message = {'a'};
        ProbeRequest.Builder builder = ProbeRequest.to("example.com", 25)
                .envelope("a@example.com", "b@example.com")
                .message(message);
        ProbeRequest first = builder.build();
        message[0] = 'b';
        builder.deadline(Duration.ofSeconds(1));
        assertThat(first.message()).hasValueSatisfying(kept -> assertThat(kept).containsExactly('a'));
        assertThat(first.deadline()).isEqualTo(Duration.ofSeconds(30));
        assertThat(first.toBuilder().build()).hasToString(first.toString());
    }

    @Test
    void toStringTellsNoUserNoMailboxAndNoSecret() {
        ProbeRequest request = ProbeRequest.to("example.com", 25)
                .credentials(Credentials.password("ada@example.org", Secret.of("canary")))
                .envelope("eve@example.net", "bob@example.net")
                .build();
        assertThat(request.toString())
                .contains("example.com", "credentials=password")
                .doesNotContain("ada", "eve", "bob", "canary");
    }

    /** A probe that never comes to its last step would pass without it. */
    @Test
    void theLastStepIsOneThatWasAskedFor() {
        ProbeRequest.Builder bare = ProbeRequest.to("example.com", 25).tls(TlsMode.PLAIN);
        for (Stage last : Stage.values()) {
            boolean reached = last == Stage.CONNECT || last == Stage.GREETING || last == Stage.EHLO;
            if (reached) {
                assertThat(bare.stopAfter(last).build().stopAfter()).contains(last);
            } else {
                assertThat(problems(bare.stopAfter(last))).as(last.token()).hasSize(1);
            }
        }
        ProbeRequest.Builder mail = bare.envelope("ada@example.com", "bob@example.com");
        assertThat(mail.stopAfter(Stage.RCPT_TO).build().stopAfter()).contains(Stage.RCPT_TO);
        assertThat(problems(mail.stopAfter(Stage.DATA))).containsExactly("stopAfter:conflict");
        assertThat(problems(mail.stopAfter(Stage.AUTH))).containsExactly("stopAfter:conflict");
        assertThat(ProbeRequest.to("example.com", 25)
                        .tls(TlsMode.STARTTLS_IF_OFFERED)
                        .stopAfter(Stage.TLS)
                        .build()
                        .stopAfter())
                .contains(Stage.TLS);
    }
}
