/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
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
