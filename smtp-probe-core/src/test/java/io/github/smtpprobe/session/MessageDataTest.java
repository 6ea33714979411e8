/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageDataTest {
    private static String wire(String message) {
        return new String(
                new MessageData(message.getBytes(StandardCharsets.ISO_8859_1)).wire(), StandardCharsets.ISO_8859_1);
    }

    private static String text(String escaped) {
        return escaped.replace("\\r", "\r").replace("\\n", "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "a\\r\\nb, a\\r\\nb\\r\\n.\\r\\n",
        "a\\nb\\r\\n, a\\r\\nb\\r\\n.\\r\\n",
        "a\\rb, a\\r\\nb\\r\\n.\\r\\n",
        ".\\r\\n, ..\\r\\n.\\r\\n",
        "a\\n.\\nb, a\\r\\n..\\r\\nb\\r\\n.\\r\\n",
        "a\\r.\\r\\nb, a\\r\\n..\\r\\nb\\r\\n.\\r\\n",
        "'', .\\r\\n"
    })
    void lineEndsAndDots(String given, String expected) { // RFC 5321 §4.5.2
        assertThat(wire(text(given))).isEqualTo(text(expected));
    }

    @Test
    void noMessageEndsBeforeItsEnd() {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder message = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                message.append("ab.\r\n".charAt(random.nextInt(5)));
            }
            String wire = "\r\n" + wire(message.toString());
            assertThat(wire.indexOf("\r\n.\r\n")).isEqualTo(wire.length() - 5);
            assertThat(wire.replace("\r\n", "")).doesNotContain("\r", "\n");
        }
    }

    @Test
    void theSizeLeavesOutWhatOnlyTheWireNeeds() { // RFC 1870 §5
        assertThat(new MessageData(".a\n".getBytes(StandardCharsets.US_ASCII)).size())
                .isEqualTo(4);
    }
}
