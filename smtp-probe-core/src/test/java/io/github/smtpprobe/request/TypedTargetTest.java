/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.request.Problem.Code;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type into the field for a server. */
class TypedTargetTest {
    private static final String LADDER = "587 STARTTLS, 465 IMPLICIT_TLS, 2525 STARTTLS";

    private static String ports(ProbeRequest request) {
        return request.ports().entries().stream()
                .map(each -> each.port() + " " + each.mode())
                .collect(Collectors.joining(", "));
    }

    private static String probed(ProbeRequest.Builder builder) {
        ProbeRequest request = builder.build();
        return (request.target() instanceof Target.MailExchangers ? "exchangers of " : "")
                + request.target().name() + " on " + ports(request);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mx.example.com                  | mx.example.com on " + LADDER,
                "  MX.Example.Com.               | mx.example.com on " + LADDER,
                "mx.example.com:25               | mx.example.com on 25 STARTTLS",
                "mx.example.com.:0465            | mx.example.com on 465 IMPLICIT_TLS",
                "192.0.2.1:25                    | 192.0.2.1 on 25 STARTTLS",
                "2001:db8::1                     | 2001:db8::1 on " + LADDER,
                "[2001:db8::1]:25                | 2001:db8::1 on 25 STARTTLS",
                "::ffff:192.0.2.1                | 192.0.2.1 on " + LADDER,
                "bücher.example                  | xn--bcher-kva.example on " + LADDER,
                "smtp://mx.example.com           | mx.example.com on " + LADDER,
                "SMTP://mx.example.com:25/       | mx.example.com on 25 STARTTLS",
                "smtps://mx.example.com          | mx.example.com on 465 IMPLICIT_TLS",
                "smtps://[2001:db8::1]:2465/     | 2001:db8::1 on 2465 IMPLICIT_TLS",
                "submission://mx.example.com:465 | mx.example.com on 465 STARTTLS",
                "submissions://ada@example.com   | example.com on 465 IMPLICIT_TLS",
                "mx:example.com                  | exchangers of example.com on 25 STARTTLS_IF_OFFERED",
                "MX: example.com                 | exchangers of example.com on 25 STARTTLS_IF_OFFERED",
                "ada@example.com                 | exchangers of example.com on 25 STARTTLS_IF_OFFERED",
                "\"ada lovelace\"@example.com    | exchangers of example.com on 25 STARTTLS_IF_OFFERED"
            })
    void manyFormsAreTaken(String text, String probed) {
        assertThat(probed(TypedTarget.read(text).request())).isEqualTo(probed);
    }

    @Test
    void whatElseItSaysIsTold() {
        TypedTarget url = TypedTarget.read("lmtp://a%3Ab+c@mx.example.com:24");
        assertThat(url.user()).contains("a:b+c");
        assertThat(url.lmtp()).isTrue();
        assertThat(url.portTyped()).isTrue();
        assertThat(url.request().build().speaksLmtp()).isTrue();
        assertThat(url).hasToString("mx.example.com:24");
        assertThat(TypedTarget.read("smtps://mx.example.com").portTyped()).isFalse();
        assertThat(TypedTarget.read("ada@example.com").mailbox().orElseThrow()).hasToString("ada@example.com");
        assertThat(TypedTarget.read("ada@example.com")).hasToString("mx:example.com");
        assertThat(TypedTarget.read("[2001:db8::1]:25")).hasToString("[2001:db8::1]:25");
    }

    @Test
    void aPortInAFieldOfItsOwnMustAgree() {
        assertThat(probed(TypedTarget.read("mx.example.com").request(2525)))
                .isEqualTo("mx.example.com on 2525 STARTTLS");
        assertThat(probed(TypedTarget.read("mx.example.com:2525").request(2525)))
                .isEqualTo("mx.example.com on 2525 STARTTLS");
        assertThat(probed(TypedTarget.read("smtps://mx.example.com").request(2465)))
                .isEqualTo("mx.example.com on 2465 IMPLICIT_TLS");
        assertThat(probed(TypedTarget.read("ada@example.com").request(25)))
                .isEqualTo("exchangers of example.com on 25 STARTTLS_IF_OFFERED");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypedTarget.read("mx.example.com:25").request(587))
                .withMessage("port differs from the port that is given with the host");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypedTarget.read("ada@example.com").request(587))
                .withMessage("port is for a server: mail exchangers listen on port 25");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypedTarget.read("mx.example.com").request(0).build())
                .withMessageStartingWith("port ");
    }

    @ParameterizedTest
    @CsvSource({
        "'', REQUIRED",
        "'   ', REQUIRED",
        "canary .example.com, BLANK",
        "x?password=canary, URL",
        "mx:x#canary, URL",
        "password=canary&x, URL",
        "mx.example.com:25?canary, URL",
        "mx.example.com:, RANGE",
        "mx.example.com:0, RANGE",
        "mx.example.com:65536, RANGE",
        "mx.example.com:canary, RANGE",
        "[2001:db8::1]:canary, RANGE",
        "mx.example.com/canary, URL",
        "smtp://mx.example.com/canary, URL",
        "smtp://mx.example.com?canary=1, URL",
        "smtp://mx.example.com#canary, URL",
        "smtp://ada:canary@mx.example.com, SECRET",
        "smtp://ada:can/canary@mx.example.com, SECRET",
        "smtp://:canary@mx.example.com, SECRET",
        "ada:canary@mx.example.com, SECRET",
        "smtp://@mx.example.com, URL",
        "smtp://ada%zzcanary@mx.example.com, URL",
        "http://canary.example.com, URL",
        "imap://canary@example.com, URL",
        "canary@, MAILBOX",
        "@canary, MAILBOX",
        "mx:canary@example.com, MAILBOX",
        "mx:192.0.2.1, MALFORMED",
        "mx:[2001:db8::1], MALFORMED",
        "can_ary..example.com, MALFORMED"
    })
    void whatIsNoneIsRefusedAndNotRepeated(String text, Code code) {
        assertThatThrownBy(() -> TypedTarget.read(text).request().build())
                .isInstanceOfSatisfying(InvalidRequest.class, invalid -> {
                    assertThat(invalid.problems()).hasSize(1);
                    assertThat(invalid.problems().get(0).field()).isIn("host", "domain");
                    assertThat(invalid.problems().get(0).code()).isEqualTo(code);
                    assertThat(invalid.getMessage()).doesNotContain("canary", "ary");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", ":", "0", "[", "@", "%", "smtp://", "/", "x."})
    void aLongOneIsReadInAMoment(String part) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> TypedTarget.read(part.repeat(100_000)).request().build());
    }
}
