/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.mtasts.PolicyFetch.Outcome;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.tls.TlsInfo;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The data of a fetch: safe to show, bounded, and equal where it says the same. */
class PolicyFetchTest {
    private static final InetAddress ADDRESS = AddressLiteral.parse("192.0.2.1");
    private static final InetAddress SILENT = AddressLiteral.parse("[2001:db8::1]");

    private static PolicyFetch.Builder full() {
        return PolicyFetch.builder("mta-sts.example.com", Outcome.REDIRECT)
                .detail("it says: \u202E")
                .address(ADDRESS)
                .silent(List.of(SILENT))
                .tls(TlsInfo.builder("mta-sts.example.com").protocol("TLSv1.3").build())
                .status(301)
                .contentType("text/html\u0007")
                .contentEncoding("gzip")
                .location("http://169.254.169.254/\n")
                .body(new byte[] {1, 2})
                .took(Duration.ofMillis(5));
    }

    @Test
    void theMapHasAllButTheBody() {
        assertThat(full().build().asMap())
                .isEqualTo(Map.ofEntries(
                        Map.entry("host", "mta-sts.example.com"),
                        Map.entry("outcome", "redirect"),
                        Map.entry("detail", "it says: \\u{202E}"),
                        Map.entry("address", "192.0.2.1"),
                        Map.entry("silent", List.of("2001:db8::1")),
                        Map.entry("status", 301),
                        Map.entry("contentType", "text/html\\u{7}"),
                        Map.entry("plainText", false),
                        Map.entry("contentEncoding", "gzip"),
                        Map.entry("location", "http://169.254.169.254/\\u{A}"),
                        Map.entry("octets", 2),
                        Map.entry("protocol", "TLSv1.3"),
                        Map.entry("tookMs", 5.0)));
        assertThat(PolicyFetch.builder("h", Outcome.NO_ADDRESS).build().asMap())
                .isEqualTo(Map.of(
                        "host",
                        "h",
                        "outcome",
                        "no-address",
                        "silent",
                        List.of(),
                        "plainText",
                        false,
                        "octets",
                        0,
                        "tookMs",
                        0.0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain | true",
                "Text/PLAIN; charset=utf-8 | true",
                "text/plain ;charset=utf-8 | true",
                "text/html | false",
                "text/plainx | false",
                "application/octet-stream; text/plain | false",
                "'' | false",
            })
    void textPlain(String type, boolean plain) {
        assertThat(PolicyFetch.builder("h", Outcome.FETCHED)
                        .contentType(type)
                        .build()
                        .plainText())
                .isEqualTo(plain);
    }

    @Test
    void whatIsLongIsCut() {
        PolicyFetch fetch = PolicyFetch.builder("h".repeat(600), Outcome.TOO_BIG)
                .location("x".repeat(70_000))
                .body(new byte[PolicyFetch.MOST_OCTETS + 1])
                .build();
        assertThat(fetch.location().orElseThrow()).hasSize(501);
        assertThat(fetch.host()).hasSize(501);
        assertThat(fetch.body()).hasSize(64 * 1024);
        assertThatThrownBy(() -> full().took(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nobodyCanChangeIt() {
        byte[] body = {1, 2};
        PolicyFetch fetch = full().body(body).build();
        body[0] = 9;
        fetch.body()[1] = 9;
        assertThat(fetch.body()).containsExactly(1, 2);
    }

    @Test
    void equalOnesAreEqual() {
        assertThat(full().build()).isEqualTo(full().build()).hasSameHashCodeAs(full().build());
        Stream.<UnaryOperator<PolicyFetch.Builder>>of(
                        given -> given.detail("x"),
                        given -> given.address(SILENT),
                        given -> given.silent(List.of()),
                        given -> given.tls(TlsInfo.unseen("x")),
                        given -> given.status(302),
                        given -> given.contentType("x"),
                        given -> given.contentEncoding("br"),
                        given -> given.location("x"),
                        given -> given.body(new byte[0]),
                        given -> given.took(Duration.ZERO))
                .forEach(change -> assertThat(change.apply(full()).build()).isNotEqualTo(full().build()));
        assertThat(full().build()).isNotEqualTo("x");
        assertThat(full().build()).hasToString("mta-sts.example.com redirect 301: it says: \\u{202E}");
        assertThat(PolicyFetch.builder("h", Outcome.DENIED).build()).hasToString("h denied");
    }

    @Test
    void whatWasGivenIsThere() {
        PolicyFetch fetch = full().build();
        assertThat(fetch.address()).contains(ADDRESS);
        assertThat(fetch.silent()).containsExactly(SILENT);
        assertThat(fetch.tls().orElseThrow().protocol()).contains("TLSv1.3");
        assertThat(fetch.status()).hasValue(301);
        assertThat(fetch.took()).isEqualTo(Duration.ofMillis(5));
        assertThat(fetch.contentEncoding()).contains("gzip");
    }
}
