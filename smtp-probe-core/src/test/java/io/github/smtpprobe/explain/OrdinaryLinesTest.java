/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.explain.lines.Excerpt;
import io.github.smtpprobe.explain.lines.ReadingTime;
import io.github.smtpprobe.explain.secrets.LoginMask;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What mail programs write in their logs all day stays as it is: a mask over it takes away the words that tell what failed. */
class OrdinaryLinesTest {
    static Stream<String> lines() throws IOException {
        try (InputStream in = OrdinaryLinesTest.class.getResourceAsStream("/ordinary-lines.txt")) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("# "));
        }
    }

    private static List<String> masked(List<String> lines) {
        ReadingTime time = ReadingTime.until(Deadline.after(Explain.TIME_LIMIT, Ticker.system()));
        return LoginMask.over(Excerpt.whole(String.join("\n", lines), time)).lines();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aloneEachStays(String line) {
        assertThat(masked(List.of(line))).containsExactly(line);
    }

    /** None begins a login, or is taught as a secret, that hides the others. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void togetherAllStay(int seed) throws IOException {
        List<String> all = new ArrayList<>(lines().toList());
        Collections.shuffle(all, new Random(seed));
        assertThat(masked(all)).isEqualTo(all);
    }

    /** The same forms with a login in them. */
    @Test
    void whatIsALoginGoes() {
        assertThat(masked(List.of(
                        "2016-03-18 00:34:06 SMTP protocol error in \"AUTH LOGIN aHVudGVyMg==\" H=(me) [192.0.2.1] AUTH"
                                + " command used when not advertised",
                        "4b3a6c195c1f6010 smtp failed-command command=\"AUTH PLAIN AGFkYQBodW50ZXIy\" result=\"535"
                                + " Authentication failed\"",
                        "mx dovecot: auth: Debug: client in: AUTH 1 PLAIN service=smtp resp=AGFkYQBodW50ZXIy",
                        "[192.0.2.9]:587 ada:hunter2",
                        "Password:",
                        "hunter2",
                        "auth: ada@example.com hunter2",
                        "mx postfix/smtp[1207]: > mx.example.net[192.0.2.9]:587: AUTH PLAIN AGFkYQBodW50ZXIy",
                        "mx postfix/smtpd[1208]: > client.example.net[192.0.2.1]: 334 UGFzc3dvcmQ6",
                        "mx postfix/smtpd[1208]: < client.example.net[192.0.2.1]: hunter2")))
                .allSatisfy(line -> assertThat(line)
                        .doesNotContain("aHVudGVyMg")
                        .doesNotContain("AGFkYQ")
                        .doesNotContain("hunter2"))
                .element(0)
                .asString()
                .contains("H=(me) [192.0.2.1] AUTH command used when not advertised");
    }

    /** What an example has for a password goes, and the same words in a sentence stay. */
    @Test
    void anExampleOfAPasswordTeachesNoWords() {
        String title = "Fail to send emails: UID: 1, reset password - gomail: could not send email 1: timed out";
        assertThat(masked(List.of(title, "PASSWD=myPassword"))).containsExactly(title, "PASSWD=[redacted]");
    }

    /** A prompt for a password above the trace of a program teaches none of its verbs. */
    @Test
    void aVerbBelowAPromptIsNoPassword() {
        List<String> lines = List.of("Password:", "AUTH", "501 5.5.2 AUTH mechanism must be specified");
        assertThat(masked(lines)).isEqualTo(lines);
    }
}
