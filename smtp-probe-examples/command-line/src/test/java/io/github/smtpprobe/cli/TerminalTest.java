/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** In which charset a terminal is written to. */
class TerminalTest {
    private static Charset told(String property) {
        Properties system = new Properties();
        if (!property.isEmpty()) {
            system.setProperty("stdout.encoding", property);
        }
        return Terminal.charset(system, StandardCharsets.ISO_8859_1);
    }

    @Test
    void whatTheJvmSaysOfStandardOutputComesFirst() {
        assertThat(told("IBM437")).isEqualTo(Charset.forName("IBM437"));
        assertThat(told("")).isEqualTo(StandardCharsets.ISO_8859_1);
        assertThat(told("no such charset")).isEqualTo(StandardCharsets.ISO_8859_1);
        assertThat(told("cp99999")).isEqualTo(StandardCharsets.ISO_8859_1);
    }
}
