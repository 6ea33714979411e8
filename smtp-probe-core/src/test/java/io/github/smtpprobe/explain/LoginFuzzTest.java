/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.smtpprobe.report.ProbeReport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A login in every notation that we know of, behind any text: it never comes out. */
class LoginFuzzTest {
    private static final List<String> PASTED = LoginMaskTest.pasted()
            .map(each -> LoginMaskTest.filled((String) each.get()[0]))
            .toList();

    static Stream<byte[]> seeds() {
        return Stream.of(
                        "\0",
                        "\1AUTH LOGIN\n",
                        "\20C: AUTH LOGIN\n334 VXNlcm5hbWU6\n",
                        "\22250-",
                        "\4password=x \"",
                        "\7S: 334 =\nC: x",
                        "\46334 VXNlcm5hbWU6\nAUTH PLAIN ",
                        "\50AUTH LOGIN\n")
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The first octet chooses the notation, the rest stands before it. */
    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void z18NoLoginComesOut(byte[] octets) {
        int chosen = octets.length == 0 ? 0 : (octets[0] & 0xFF) % PASTED.size();
        String before = octets.length == 0 ? "" : new String(octets, 1, octets.length - 1, StandardCharsets.UTF_8);
        if (LoginMaskTest.shows(before)) {
            return; // the fuzzer reads our comparisons: what stands in words that say nothing of a login cannot be
            // known
        }
        try {
            ProbeReport report = Explain.dialogue(before + "\n" + PASTED.get(chosen));
            LoginMaskTest.holdsNoLogin(report.toString() + report.asMap());
        } catch (IllegalArgumentException refused) { // what stands before can make a message of all that follows
            LoginMaskTest.holdsNoLogin(String.valueOf(refused.getMessage()));
            if (refused.getMessage() == null || !refused.getMessage().startsWith("text:")) {
                throw refused;
            }
        }
    }
}
