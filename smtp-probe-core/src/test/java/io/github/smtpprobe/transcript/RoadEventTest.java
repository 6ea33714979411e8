/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.smtpprobe.testkit.Script;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The event that says how a server was reached: one line, whatever a transport says of its road. */
class RoadEventTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SOCKS5 proxy 192.0.2.1:1080",
                "Unix socket /run/\u00E4 b",
                "a\r\nS: 220 mx",
                "a\nC: QUIT",
                "\u202Ex",
                " x ",
                "",
                "\u0000",
                "x\u2028y",
                "back\\slash [redacted]"
            })
    void whateverItIsReadsBackFromOneLine(String words) {
        Event event = Event.road(words);
        assertThat(event.toString().lines()).hasSize(1);
        Transcript transcript = Transcript.of(List.of(Entry.event(event, Duration.ZERO)));
        assertThat(Transcript.parse(transcript.toString())).isEqualTo(transcript);
    }

    @Test
    void aLongOneIsCut() {
        assertThat(Event.road("x".repeat(5_000)).argument()).hasSize(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a ", "\u001B[2J"})
    void nothingElseIsOne(String argument) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Event(Event.Kind.ROAD, argument))
                .withMessageContaining("road");
    }

    @Test
    void pseudonymsTakeThePlaceOfNames() {
        Transcript shown =
                Transcript.parse("* road SOCKS5 proxy gate.acme.test:1080, then HTTP proxy gate:3128, then HTTP proxy"
                        + " 10.1.2.3:3128\nS: 220 gate ready\nC: QUIT\nS: 221 bye");
        String other = shown.pseudonymised().toString();
        assertThat(other)
                .doesNotContain("gate", "acme", "10.1.2.3")
                .contains("SOCKS5 proxy ", ":1080, then HTTP proxy ");
    }

    @Test
    void aScriptPassesItOver() {
        assertThat(Script.parse("* road SOCKS5 proxy 192.0.2.1:1080\nS: 220 mx").toString())
                .contains("* road SOCKS5");
    }
}
