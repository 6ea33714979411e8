/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.wire.Command;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The attributes of XCLIENT: which there are, what they may be, and how they are written. */
class XClientTest {
    private static ProbeRequest.Builder request() {
        return ProbeRequest.to("mx.example.com", 25);
    }

    private static List<String> problems(ProbeRequest.Builder request) {
        InvalidRequest refusal = catchThrowableOfType(InvalidRequest.class, request::build);
        assertThat(refusal).isNotNull();
        return refusal.problems().stream()
                .map(each -> each.field() + ":" + each.code().token())
                .toList();
    }

    @Test
    void valuesBecomeXtextInOneOrder() {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("login", "ada+\u00fc=b c");
        given.put("Addr", "2001:DB8::1");
        given.put("NAME", "[UNAVAILABLE]");
        given.put("destaddr", "IPV6:2001:db8::2");
        given.put("port", "2525");
        given.put("proto", "esmtp");
        ProbeRequest built = request().xclient(given).build();
        assertThat(Command.xclient(built.xclient()).toString())
                .isEqualTo("XCLIENT NAME=[UNAVAILABLE] ADDR=IPV6:2001:db8::1 PORT=2525 PROTO=ESMTP"
                        + " LOGIN=ada+2B+C3+BC+3Db+20c DESTADDR=IPV6:2001:db8::2");
        given.put("NAME", "changed.example.org");
        assertThat(built.xclient()).containsEntry("NAME", "[UNAVAILABLE]");
    }

    @Test
    void nonsenseIsNamed() {
        assertThat(problems(request().xclient(null))).containsExactly("xclient:required");
        assertThat(problems(request().xclient(Map.of()))).containsExactly("xclient:required");
        assertThat(problems(request().xclient(Map.of("COLOR", "red")))).containsExactly("xclient:range");
        for (String value : List.of("a\r\nMAIL FROM:<>", "a\nb", "a\0b", "a\u0085b", "x".repeat(256))) {
            for (String name : List.of("NAME", "HELO", "LOGIN", "ADDR", "PORT", "PROTO")) {
                assertThat(problems(request().xclient(Map.of(name, value))))
                        .containsExactly("xclient." + name + ":malformed");
            }
        }
        assertThat(problems(request().xclient(Map.of("ADDR", "nowhere")))).containsExactly("xclient.ADDR:malformed");
        assertThat(problems(request().xclient(Map.of("PORT", "65536")))).containsExactly("xclient.PORT:malformed");
        assertThat(problems(request().xclient(Map.of("PROTO", "LMTP")))).containsExactly("xclient.PROTO:malformed");
        assertThat(problems(request().xclient(Map.of("HELO", "")))).containsExactly("xclient.HELO:required");
        assertThat(problems(request().xclient(Map.of("HELO", "a", "helo", "b"))))
                .contains("xclient.HELO:conflict");
        assertThat(problems(request().xclient(Map.of("NAME", "+".repeat(100), "HELO", "+".repeat(100)))))
                .containsExactly("xclient:too-long");
        assertThat(problems(request().xclient(Map.of("HELO", "a")).stopAfter(Stage.EHLO)))
                .containsExactly("stopAfter:conflict");
    }
}
