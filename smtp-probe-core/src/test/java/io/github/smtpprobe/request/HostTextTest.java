/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpprobe.harness.Sampled;
import io.github.smtpprobe.survey.DomainSurvey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people type or paste where a host or a domain is asked for, and how the form can tell them. */
class HostTextTest {
    private static Problem refusal(ProbeRequest.Builder request) {
        return catchThrowableOfType(InvalidRequest.class, request::build)
                .problems()
                .get(0);
    }

    private static Problem refusal(DomainSurvey.Builder survey) {
        return catchThrowableOfType(InvalidRequest.class, survey::build)
                .problems()
                .get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|required",
                "' '|blank",
                "'\u00A0'|blank",
                "'\u3000'|blank",
                "'mx.example '|blank",
                "' mx.example'|blank",
                "'mx example'|blank",
                "'mx.example\u00A0'|blank",
                "'mx.example\n'|line-break",
                "'mx.example\r\nRCPT TO:<a@b>'|line-break",
                "'mx.example\u2028'|line-break",
                "'mx.example\t'|control-character",
                "'mx.example\u0000'|control-character",
                "'\uFEFFmx.example'|control-character",
                "'mx\u00AD.example'|control-character",
                "'mx\u202E.example'|control-character",
                "'http://mx.example'|url",
                "'https://ada:secret-word@mx.example/x?y'|url",
                "'smtp://mx.example:25'|url",
                "'//mx.example'|url",
                "'mx.example/'|url",
                "'ada@mx.example'|mailbox",
                "'ada:secret-word@mx.example'|mailbox",
                "'mx.example:25'|port-in-host",
                "'mx.example:'|port-in-host",
                "'192.0.2.1:587'|port-in-host",
                "'[2001:db8::1]:587'|port-in-host",
                "'2001:db8::1'|malformed",
                "'mx..example'|malformed",
                "'mx_.example'|''",
                "'mx.example.'|''",
            })
    void eachMistakeHasACode(String text, String code) {
        for (String field : new String[] {"host", "domain"}) {
            ProbeRequest.Builder request = field.equals("host") ? ProbeRequest.to(text, 25) : ProbeRequest.toMxOf(text);
            if (code.isEmpty()) {
                assertThat(request.build().target().name()).isEqualTo(text.replaceAll("\\.$", ""));
                continue;
            }
            Problem refused = refusal(request);
            assertThat(refused.field()).isEqualTo(field);
            assertThat(refused.code().token()).as(field).isEqualTo(code);
            assertThat(refused.message()).doesNotContain("secret-word").doesNotContainPattern("[\\x00-\\x1F]");
        }
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1", "[192.0.2.1]", "2001:db8::1", "[2001:db8::1]", "[IPv6:2001:db8::1]"})
    void anAddressIsNoDomain(String address) {
        assertThat(refusal(ProbeRequest.toMxOf(address)).message())
                .isEqualTo("is an IP address: give a domain, such as example.com");
        assertThat(refusal(DomainSurvey.of(address)).message())
                .isEqualTo("is an IP address: give a domain, such as example.com");
    }

    @ParameterizedTest
    @CsvSource({"[fe80::1%eth0]", "[fe80::1%25eth0]", "[IPv6:fe80::1%2]", "fe80::1%eth0", "::1%1:25"})
    void aZoneBehindAnAddressIsNamed(String address) {
        String wanted = "has a zone behind a % sign: an address is taken without one";
        assertThat(refusal(ProbeRequest.to(address, 25)).message()).isEqualTo(wanted);
        assertThat(refusal(ProbeRequest.to("mx.example", 25).connectTo(address)).message())
                .isEqualTo(wanted);
    }

    /** What may not stand in a host, in the order in which it is looked for, with the code of each. */
    private static final Map<Pattern, Problem.Code> REFUSED = refused();

    private static Map<Pattern, Problem.Code> refused() {
        Map<Pattern, Problem.Code> refused = new LinkedHashMap<>();
        refused.put(Pattern.compile("[\\r\\n\\x0B\\f\\x85\\u2028\\u2029]"), Problem.Code.LINE_BREAK);
        refused.put(Pattern.compile("^\\p{javaWhitespace}*$"), Problem.Code.BLANK);
        refused.put(Pattern.compile("\\p{Cc}|[\\p{Cf}&&[^\\u200C\\u200D]]"), Problem.Code.CONTROL_CHARACTER);
        refused.put(Pattern.compile("\\p{Z}"), Problem.Code.BLANK);
        refused.put(Pattern.compile("/"), Problem.Code.URL);
        refused.put(Pattern.compile("@"), Problem.Code.MAILBOX);
        refused.put(Pattern.compile("^([^:\\[\\]]*|\\[[^\\]]*\\]):[0-9]*$"), Problem.Code.PORT_IN_HOST);
        return refused;
    }

    @Test
    @Sampled(few = 4_000, many = 40_000)
    void everyTextIsRefusedForTheFirstThingThatIsWrong(int tries) {
        String alphabet = "abZ019.-_[]\\:/@ \t\r\n\u000B\f\u0000\u007F\u0085\u009F\u00A0\u00AD\u200B\u200C\u200D"
                + "\u2028\u2029\u202E\u3000\u3002\uFEFF\u00E4\uD83D\uDE00~";
        Random random = new Random(17);
        for (int i = 0; i < tries; i++) {
            StringBuilder typed = new StringBuilder();
            for (int left = 1 + random.nextInt(6); left > 0; left--) {
                int first = random.nextBoolean() ? 8 : alphabet.length();
                typed.append(alphabet.charAt(random.nextInt(first)));
            }
            String text = typed.toString();
            Optional<Problem.Code> expected = REFUSED.entrySet().stream()
                    .filter(each -> each.getKey().matcher(text).find())
                    .map(Map.Entry::getValue)
                    .findFirst();
            assertThat(code(ProbeRequest.to(text, 25))).as(text).isEqualTo(expected);
            assertThat(code(ProbeRequest.toMxOf(text))).as(text).isEqualTo(expected);
        }
    }

    /** Why a host is refused before anybody asks whether it is a name or an address. */
    private static Optional<Problem.Code> code(ProbeRequest.Builder request) {
        try {
            request.build();
            return Optional.empty();
        } catch (InvalidRequest refused) {
            return Optional.of(refused.problems().get(0).code()).filter(REFUSED::containsValue);
        }
    }

    @Test
    void whatIsTooLongIsSaidToBe() {
        assertThat(refusal(ProbeRequest.to("x".repeat(64) + ".example", 25)).code())
                .isEqualTo(Problem.Code.TOO_LONG);
        assertThat(refusal(ProbeRequest.to("x.".repeat(200) + "example", 25)).code())
                .isEqualTo(Problem.Code.TOO_LONG);
        assertThat(refusal(ProbeRequest.toMxOf("x".repeat(1 << 20))).code()).isEqualTo(Problem.Code.TOO_LONG);
        assertThat(ProbeRequest.to("x".repeat(63) + ".example", 25)
                        .build()
                        .target()
                        .name())
                .hasSize(71);
    }

    /** RFC 3490 section 3.1, RFC 5895 section 2 and UTS 46: what East Asian keyboards type for a dot is one. */
    @ParameterizedTest
    @CsvSource({
        "mail\u3002example\u3002com, mail.example.com",
        "mail\uFF0Eexample\uFF0Ecom, mail.example.com",
        "mail\uFF61example.com\u3002, mail.example.com",
        "\u4F8B\u3048\u3002\u30C6\u30B9\u30C8, xn--r8jz45g.xn--zckzah",
    })
    void theFullStopsOfOtherKeyboardsAreDots(String text, String name) {
        assertThat(ProbeRequest.to(text, 25).build().target().name()).isEqualTo(name);
        assertThat(ProbeRequest.toMxOf(text).build().target().name()).isEqualTo(name);
    }

    /** Both standards map them to the plain letters; the user is told to type those. An address stays an address in one spelling. */
    @Test
    void fullWidthLettersAreRefusedInClearWords() {
        assertThat(refusal(ProbeRequest.to("\uFF4D\uFF41\uFF49\uFF4C.example", 25))
                        .message())
                .isEqualTo("has full-width letters, digits or hyphens: type them in half width");
        for (String each : new String[] {"127\u30020\u30020\u30021", "\uFF11\uFF12\uFF17.0.0.1"}) {
            assertThat(refusal(ProbeRequest.to(each, 25)).code()).isEqualTo(Problem.Code.MALFORMED);
        }
    }

    @Test
    void tlsForSeveralPortsSaysWhatToDo() {
        assertThat(refusal(ProbeRequest.to("mx.example").tls(TlsMode.STARTTLS)).toString())
                .contains("587, 465 and 2525", "to(host, port)");
        PortPlan two = new PortPlan(
                java.util.List.of(new PortPlan.PortMode(25, TlsMode.PLAIN), new PortPlan.PortMode(26, TlsMode.PLAIN)));
        assertThat(refusal(ProbeRequest.to("mx.example").ports(two).tls(TlsMode.STARTTLS))
                        .toString())
                .contains("each of several ports");
    }
}
