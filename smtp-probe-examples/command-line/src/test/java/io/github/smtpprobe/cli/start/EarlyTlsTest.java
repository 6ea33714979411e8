/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS is loaded early where it is likely to come. */
class EarlyTlsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"mx.example.com", "--mx example.com", "mx.example.com --tls implicit", "mx.example.com -p 587"})
    void whereAServerIsProbed(String line) {
        assertThat(EarlyTls.wanted(line.split(" "))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--version", "--help", "explain --stage AUTH", "batch targets.txt", "mx.example.com --tls plain"
            })
    void notWhereNoServerIsProbedOrWithoutTls(String line) {
        assertThat(EarlyTls.wanted(line.split(" "))).isFalse();
    }

    @Test
    void notWithoutArguments() {
        assertThat(EarlyTls.wanted()).isFalse();
    }
}
