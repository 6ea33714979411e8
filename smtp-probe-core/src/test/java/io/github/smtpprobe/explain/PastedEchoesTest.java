/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.text.masking.EchoForms;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * README, Security: a password that a pasted text logs in with is masked in every form that is promised, wherever in the text the
 * server or a program repeats it, also before the login.
 */
class PastedEchoesTest {
    /** Lines with {@code ^} for a form of the password, as one side, a program or a log says them. */
    private static final List<String> PLACES = List.of(
            "S: 535 5.7.8 zq ^ qz\n",
            "S: 535-^ qz\nS: 535 no\n",
            "S: 235 ok\nC: EHLO me\nS: 250-mx\nS: 250-^ qz\nS: 250 XA ^ qz\n",
            "smtplib.SMTPAuthenticationError: (535, b'5.7.8 zq ^ qz')\n",
            "host mx.example.com[192.0.2.1] said: 535 zq ^ qz (in reply to AUTH command)\n",
            "Could not connect to SMTP host: ^.example.com, port: 587\n",
            "C: RCPT TO:<^@b.example>\nS: 550 <^@b.example> no\n",
            "zq ^ qz\n550 zq ^ qz\n",
            "{\"level\":\"error\",\"msg\":\"550 zq ^ qz\"}\n",
            "2026-11-23 08:31:10 DEBUG <- 550 zq ^ qz\n");

    static Stream<Arguments> echoes() {
        return Stream.of("hunter2-Canary", "kQ9~z", "p w'd \"x\" <y>", "p\u00E4\u00DFw\u00F6rt\u00C9x", "a\\b$c%d&e")
                .flatMap(password -> PLACES.stream().map(place -> Arguments.of(password, place)));
    }

    // README, Security: "They are found in plain form, in base64 and base64url at any offset"
    @Tag("sweep")
    @ParameterizedTest
    @MethodSource("echoes")
    void noFormComesOut(String password, String place) {
        List<String> forms = EchoForms.of(password);
        for (boolean before : new boolean[] {true, false}) {
            String shown = shown(password, forms, place, before);
            assertThat(forms.stream()
                            .filter(form -> shown.contains(form) || shown.contains(form.replace("\\", "\\\\")))
                            .distinct())
                    .as(place)
                    .isEmpty();
        }
    }

    private static String shown(String password, List<String> forms, String place, boolean before) {
        StringBuilder echoes = new StringBuilder();
        forms.forEach(form -> echoes.append(place.replace("^", form)));
        String response = Base64.getEncoder().encodeToString(("\0ada\0" + password).getBytes(StandardCharsets.UTF_8));
        String login = "C: AUTH PLAIN " + response + "\nS: 535 5.7.8 no\n";
        String text = "S: 220 mx.example.com\nC: EHLO me\nS: 250-mx\nS: 250 AUTH PLAIN\n"
                + (before ? echoes + login : login + echoes);
        ProbeReport report = Explain.dialogue(text);
        return report + TextReport.render(report) + report.asMap();
    }

    /** The sweep sees what is there: of another password most forms are shown in most places. */
    @Test
    void theSweepSeesWhatIsThere() {
        List<String> forms = EchoForms.of("never-sent-Canary");
        assertThat(forms.stream()
                        .filter(
                                form -> { // each alone: one is a login itself, and is learnt
                                    String shown = shown("hunter2-Canary", List.of(form), PLACES.get(0), false);
                                    return shown.contains(form) || shown.contains(form.replace("\\", "\\\\"));
                                }))
                .hasSizeGreaterThan(20);
    }
}
