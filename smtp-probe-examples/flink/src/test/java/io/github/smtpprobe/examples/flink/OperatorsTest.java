/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorsTest {
    @ParameterizedTest
    @CsvSource({
        "aspmx.l.google.com, google.com",
        "example-com.mail.protection.outlook.com, outlook.com",
        "mx1.example.co.uk, example.co.uk",
        "mx.example.net.au, example.net.au",
        "mx.example.de, example.de",
        "co.uk, co.uk",
        "localhost, localhost"
    })
    void hostsOfOneOperatorHaveOneName(String host, String operator) {
        assertThat(Operators.byLastLabels().of(host)).isEqualTo(operator);
    }
}
