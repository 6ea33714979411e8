/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNameMatcherTest {
    @ParameterizedTest
    @CsvSource({
        "mx.example.com, mx.example.com, true",
        "mx.example.com, MX.Example.COM, true",
        "mx.example.com, *.example.com, true",
        "example.com, *.example.com, false",
        "a.b.example.com, *.example.com, false",
        "example.com, *.com, false",
        "mx.example.com, m*.example.com, false",
        "a.b.example.com, *.*.example.com, false",
        "mx.example.com, *, false",
        "mx.example.com, mx.example.com.evil.net, false",
        "mx.example.com, mx.*.com, false",
        ".example.com, *.example.com, false",
        "mx.com, *.com, false",
        "x.a.b, *.a.b, true",
        "mx, *., false"
    })
    void names(String identity, String presented, boolean expected) { // RFC 9525 §6.3
        assertThat(HostNameMatcher.matches(identity, false, List.of("other.example", presented)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "2001:db8::1, 2001:db8:0:0:0:0:0:1, true",
        "192.0.2.1, *.0.2.1, false",
        "192.0.2.1, mx.example.com, false",
        "192.0.2.1, 999.0.2.1, false",
        "192.0.2.1, 192.0.2, false"
    })
    void addresses(String identity, String presented, boolean expected) {
        assertThat(HostNameMatcher.matches(identity, true, List.of(presented))).isEqualTo(expected);
    }
}
