/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A password that comes back with something between its letters that no reply may contain, so that it stands partly before and
 * partly behind the place where the reply breaks off.
 */
class WideEchoTest {
    /** The fewest letters of a secret that are recognised where the rest of it has not arrived. */
    private static final int FEWEST = 4;

    private static String shown(String password, String refusal, Delivery delivery, boolean unasked) {
        EchoingServers.Talk talk = new EchoingServers.Talk()
                .server("220 mx")
                .client("EHLO x")
                .server("250-mx")
                .server("250 AUTH LOGIN")
                .login();
        if (unasked) {
            talk.server("535 5.7.8 no");
        }
        MemoryTransport memory =
                new MemoryTransport(delivery, null, talk.octets(refusal).script());
        StringBuilder heard = new StringBuilder();
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .listener(new ProbeListener() {
                    @Override
                    public void recorded(ProbeEvent.Recorded event) {
                        heard.append(new String(event.entry().octets(), StandardCharsets.ISO_8859_1));
                    }
                })
                .build()
                .probe(ProbeRequest.to("mx.example.com", 25)
                        .connectTo("127.0.0.1")
                        .tls(TlsMode.PLAIN)
                        .credentials(Credentials.password("ada@example.com", Secret.of(password)))
                        .mechanisms("LOGIN")
                        .allowCleartextCredentials()
                        .withoutSecondLook()
                        .build());
        String all = heard + report.toString() + report.asMap();
        return all.replaceAll("[\\x00\\r\\n]|\\\\x0[0DA]|S: |\\\\-", "");
    }

    private static String wide(String text, String form) {
        return switch (form) {
            case "UTF-16LE" -> new String(text.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
            case "UTF-16BE" -> new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1);
            case "CR" -> text.replaceAll("(?s)(.)", "$1\r");
            default -> throw new IllegalArgumentException(form);
        };
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE", "UTF-16BE", "CR"})
    void noPartOfAPasswordIsShownBehindWhatIsNoReply(String form) {
        for (String password : new String[] {"kQ9zWxVb", "kQ9zW", "kQ9zWxVb3nM5rTyU"}) {
            for (String before : new String[] {"535 ", "535 5.7.8 zq ", "oops\r\n", ""}) {
                for (Delivery delivery : Delivery.values()) {
                    for (boolean unasked : new boolean[] {false, true}) {
                        String all = shown(password, before + wide(password + " qz\r\n", form), delivery, unasked);
                        String why = form + " " + password + " " + before + " " + delivery + " " + unasked;
                        assertThat(all).as(why).contains("[redacted]");
                        for (int at = 0; at + FEWEST <= password.length(); at++) {
                            assertThat(all).as(why).doesNotContain(password.substring(at, at + FEWEST));
                        }
                    }
                }
            }
        }
    }

    /** As much as has arrived is recorded, and its end may be in the middle of the secret. */
    @ParameterizedTest
    @EnumSource(Delivery.class)
    void theRestMayBreakOffWithinThePassword(Delivery delivery) {
        for (String form : new String[] {"UTF-16LE", "UTF-16BE", "CR"}) {
            for (int length = 1; length <= 8; length++) {
                String some = wide("kQ9zWxVb".substring(0, length), form);
                assertThat(shown("kQ9zWxVb", "535 no " + some, delivery, false))
                        .as(form + length)
                        .doesNotContain("kQ9z");
            }
        }
    }

    /** What is shown of other text does not change. */
    @Test
    void otherTextStays() {
        assertThat(shown("kQ9zWxVb", "535 \0o\0t\0h\0e\0r\r\nwords\r\n", Delivery.WHOLE, false))
                .contains("535 otherwords");
    }
}
