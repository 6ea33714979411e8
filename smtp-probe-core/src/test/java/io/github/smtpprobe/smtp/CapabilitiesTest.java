/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.text.Ascii;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilitiesTest {
    @Test
    void keywordsBecomeValues() {
        Capabilities offered = Capabilities.of(Reply.of(
                250,
                "mx.example.com at your service",
                "SIZE 35882577",
                "8bitmime",
                "AUTH LOGIN PLAIN",
                "auth XOAUTH2 PLAIN",
                "PIPELINING",
                "ENHANCEDSTATUSCODES",
                "CHUNKING",
                "SMTPUTF8",
                "DSN",
                "REQUIRETLS",
                "LIMITS RCPTMAX=100 MAILMAX=x",
                "X-UNKNOWN a b"));
        assertThat(offered.domain()).isEqualTo("mx.example.com");
        assertThat(offered.size()).hasValue(35_882_577);
        assertThat(offered.mechanisms()).containsExactly("LOGIN", "PLAIN", "XOAUTH2");
        assertThat(offered.eightBitMime()
                        && offered.pipelining()
                        && offered.enhancedStatusCodes()
                        && offered.chunking()
                        && offered.smtpUtf8()
                        && offered.dsn()
                        && offered.requireTls())
                .isTrue();
        assertThat(offered.limits()).containsExactly(java.util.Map.entry("RCPTMAX", 100L));
        assertThat(offered.keywords())
                .last()
                .satisfies(each -> assertThat(each.parameters()).containsExactly("a", "b"));
        assertThat(offered.startTls()).isFalse();
    }

    /** The JDK's upper case makes ASCII of three letters that are none: no mechanism and no limit may be made so. */
    @Test
    void onlyAsciiNamesAMechanism() {
        Capabilities offered = Capabilities.of(
                Reply.of(250, "mx", "AUTH PLA\u0131N \u017FCRAM-SHA-1 login", "LIMITS RCPTMA\u017F=5 rcptmax=7"));
        assertThat(offered.mechanisms()).containsExactly("PLA\u0131N", "\u017FCRAM-SHA-1", "LOGIN");
        assertThat(offered.limits()).containsOnlyKeys("RCPTMA\u017F", "RCPTMAX");
        assertThat(offered.offers("\u017Fize")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"STARTTLSX", "XSTARTTLS", "SIZE STARTTLS", "START TLS", "ſTARTTLS", "STARTTLS="})
    void onlyTheWholeKeywordIsStartTls(String line) {
        assertThat(Capabilities.of(Reply.of(250, "mx STARTTLS", line)).startTls())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999999", "-1", "abc", "1 2", "0"})
    void aSizeThatIsNoLimitIsAbsent(String size) {
        assertThat(Capabilities.of(Reply.of(250, "mx", "SIZE " + size)).size()).isEmpty();
    }

    @Test
    void theOldFormOfAuthIsUnderstood() {
        Capabilities offered = Capabilities.of(Reply.of(250, "mx", "AUTH=LOGIN PLAIN"));
        assertThat(offered.mechanisms()).containsExactly("LOGIN", "PLAIN");
        assertThat(offered.anomalies()).containsExactly("auth-equals");
        assertThat(Capabilities.of(Reply.of(250, "mx", "AUTH PLAIN,LOGIN")).mechanisms())
                .doesNotContain("PLAIN", "LOGIN");
        assertThat(Capabilities.of(Reply.of(250, "mx", "AUTH:PLAIN")).auth()).isFalse();
    }

    private static final List<String> LINES = List.of(
            ("SIZE|size|SIZE 0|SIZE 1000|SIZE 99999999999999999999|SIZE 0123|SIZE 1 2|SIZE x|SIZE -1|SIZE +5|SIZE"
                            + " \u0661|AUTH|AUTH PLAIN LOGIN|auth plain cram|Auth=LOGIN|AUTH=|AUTH= PLAIN|AUTH=PLAIN"
                            + " X|AUTH:PLAIN|AUTH \u017Fcram"
                            + "|AUTH=\u017F|PIPELINING|pipelining|8bitmime|STARTTLS|StartTls|\u017FTARTTLS|STARTTLS=|DSN|HELP|LIMITS"
                            + " RCPTMAX=100 MAILMAX=x|LIMITS rcptmax=5|X-UNKNOWN a  b||  |  x  y |\u00E4uth=x|i")
                    .split("\\|", -1));

    /** What is kept of the lines, against the lines themselves. */
    @Tag("sweep")
    @Test
    void whatIsOfferedIsWhatTheLinesSay() {
        Random random = new Random(18);
        for (int i = 0; i < 20_000; i++) {
            String[] lines = new String[1 + random.nextInt(7)];
            Arrays.setAll(lines, at -> LINES.get(random.nextInt(LINES.size())));
            Capabilities offered = Capabilities.of(Reply.of(250, lines));
            List<String[]> words = Arrays.stream(lines)
                    .skip(1)
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .map(line -> line.split(" +"))
                    .toList();
            for (String[] each : words) {
                assertThat(!Ascii.only(each[0]) || offered.offers(name(each)))
                        .as(each[0])
                        .isTrue();
                assertThat(offered.parameters(name(each)))
                        .as(Arrays.toString(lines))
                        .containsExactlyElementsOf(words.stream()
                                .filter(other -> name(other).equals(name(each)))
                                .flatMap(CapabilitiesTest::parameters)
                                .toList());
            }
            assertThat(offered.keywords())
                    .extracting(Capabilities.Keyword::name)
                    .isEqualTo(names(words));
            assertThat(offered.mechanisms())
                    .containsExactlyElementsOf(Stream.of("AUTH", "AUTH=")
                            .flatMap(form -> offered.parameters(form).stream())
                            .map(Ascii::upper)
                            .distinct()
                            .toList());
            assertThat(offered.anomalies().contains("duplicate-keyword"))
                    .isEqualTo(names(words).size() > Set.copyOf(names(words)).size());
            List<String> sizes = words.stream()
                    .filter(each -> name(each).equals("SIZE"))
                    .map(each -> String.join(" ", parameters(each).toList()))
                    .toList();
            boolean numbers = sizes.stream().allMatch(each -> each.matches("[0-9]{0,18}"));
            assertThat(offered.anomalies().contains("size-not-a-number")).isEqualTo(!numbers);
            assertThat(offered.size().isPresent())
                    .isEqualTo(numbers
                            && sizes.stream()
                                            .map(each -> each.isEmpty() ? 0 : Long.parseLong(each))
                                            .distinct()
                                            .count()
                                    == 1
                            && sizes.get(0).matches("(?!0+$)[0-9]+"));
        }
    }

    private static List<String> names(List<String[]> words) {
        return words.stream().map(CapabilitiesTest::name).toList();
    }

    private static String name(String[] words) {
        String name = Ascii.upper(words[0]);
        return name.matches("AUTH=[\\x00-\\x7F]*") ? "AUTH=" : name;
    }

    private static Stream<String> parameters(String[] words) {
        Stream<String> behind = Arrays.stream(words).skip(1);
        boolean joined = name(words).equals("AUTH=") && words[0].length() > 5;
        return joined ? Stream.concat(Stream.of(words[0].substring(5)), behind) : behind;
    }

    @Test
    void aTurkishDefaultLocaleChangesNothing() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(new Locale("tr", "TR"));
            assertThat(Capabilities.of(Reply.of(250, "mx", "pipelining", "size 5"))
                            .pipelining())
                    .isTrue();
        } finally {
            Locale.setDefault(before);
        }
    }
}
