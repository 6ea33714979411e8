/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A script that cannot be read, or not be played, is refused at once: by its line, with what is wrong there and what is right. */
class MisspeltScriptsTest {
    /** Every event, as it may be written. */
    private static final List<String> EVENTS = List.of(
            "message any",
            "message containing",
            "pause 200ms",
            "drip 0ms",
            "silence",
            "client-hello",
            "rekey",
            "half-closed",
            "tls any",
            "tls TLSv1.3",
            "tls-failed",
            "timeout",
            "closed",
            "reset",
            "truncated",
            "cancelled",
            "limit",
            "withheld 12",
            "left-out 3");

    private static String refusal(String line) {
        String script = "S: 220 mx\n# a remark\n" + line + "\nS: 221 bye\n";
        IllegalArgumentException refused =
                catchThrowableOfType(IllegalArgumentException.class, () -> Script.parse(script));
        assertThat(refused).as(line).isNotNull();
        return String.valueOf(refused.getMessage());
    }

    static Stream<String> events() {
        return EVENTS.stream();
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEventIsRead(String event) {
        String script = "* tls any\n* " + event + "\n";
        assertThat(Script.parse(script).toString()).isEqualTo(script);
    }

    /** One letter left out, doubled, or in the other case, at each place of the word: still another event, or refused by its word. */
    @ParameterizedTest
    @MethodSource("events")
    void anEventWithAWrongLetterIsNamedWithAllThatThereAre(String event) {
        String word = event.split(" ")[0];
        String rest = event.substring(word.length());
        for (int i = 0; i < word.length(); i++) {
            String letter = word.substring(i, i + 1);
            for (String other : List.of("", letter + letter, letter.toUpperCase(java.util.Locale.ROOT) + "x")) {
                String wrong = word.substring(0, i) + other + word.substring(i + 1);
                if (words().contains(wrong)) {
                    continue;
                }
                assertThat(refusal("* " + wrong + rest))
                        .startsWith("line 3, \"* " + wrong + rest + "\": ")
                        .contains("no event is called \"" + wrong + "\"")
                        .contains(words());
            }
        }
    }

    private static TreeSet<String> words() {
        TreeSet<String> words = new TreeSet<>();
        EVENTS.forEach(each -> words.add(each.split(" ")[0]));
        return words;
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventWithAWrongArgumentSaysWhatIsRight(String event) {
        String[] words = event.split(" ");
        for (String wrong : List.of("", "2s", "1 s", "200 ms", "-1ms", "99999999999999999999ms", "now", "TLS v1")) {
            String line = ("* " + words[0] + " " + wrong).stripTrailing();
            if (readable(line)) {
                continue;
            }
            assertThat(refusal(line))
                    .startsWith("line 3, \"" + line + "\": ")
                    .contains(
                            words.length == 1
                                    ? "nothing stands behind \"" + words[0] + "\""
                                    : "such as \"* " + words[0] + " ");
        }
    }

    private static boolean readable(String line) {
        String word = line.split(" ")[1];
        String rest = line.substring(2 + word.length()).strip();
        return switch (word) {
            case "pause", "drip" -> false;
            case "tls" -> rest.equals("2s") || rest.equals("now") || rest.endsWith("9ms");
            case "withheld", "left-out" -> false;
            default -> rest.isEmpty();
        };
    }

    @Test
    void aPauseInSecondsSaysHowItIsWritten() {
        assertThat(refusal("* pause 2s"))
                .isEqualTo("line 3, \"* pause 2s\": behind \"pause\" stands a number of milliseconds,"
                        + " such as \"* pause 200ms\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"220 mx", "s: 220 mx", "S 220", "S:220", "*pause 200ms", "*", "Server: 220", "<- 220", "C:EHLO"})
    void aLineOfAnotherFormSaysWhichThereAre(String line) {
        assertThat(refusal(line))
                .startsWith("line 3, \"" + line + "\": ")
                .contains("\"S: \"", "\"C: \"", "\"S~ \"", "\"C~ \"", "\"* \"");
    }

    @ParameterizedTest
    @CsvSource({"S: 220 \\q, unknown escape", "S: 220 \\xZZ, hexadecimal", "S: 220 \\u{}, unknown escape"})
    void aWrongEscapeIsNamed(String line, String what) {
        assertThat(refusal(line)).startsWith("line 3, \"" + line + "\": ").contains(what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"S~ 220 mx", "C~ EHLO me", "* rekey"})
    void whatNeedsTlsDoesNotStandBeforeIt(String line) {
        assertThat(refusal(line)).startsWith("line 3, \"" + line + "\": ").contains("* tls any");
    }

    /** Else the server would find out in a thread of its own, and its client would see no more than a closed connection. */
    @Test
    void aScriptWithTlsNeedsACertificate() {
        Script script = Script.parse("S: 220 mx\n* tls any\n");
        assertThatThrownBy(() -> ScriptedServer.playing(script).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("* tls")
                .hasMessageContaining("certificate");
        assertThatThrownBy(() -> new MemoryTransport(Delivery.WHOLE, null, script))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("certificate");
        new MemoryTransport(
                Delivery.WHOLE,
                CertificateAuthority.selfSigned("mx.example.com").serverContext(),
                script);
    }
}
