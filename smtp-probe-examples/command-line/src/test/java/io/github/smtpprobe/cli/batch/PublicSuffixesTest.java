/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hosts of one operator have one limit together, also in networks whose names no registry knows. */
class PublicSuffixesTest {
    @ParameterizedTest
    @CsvSource({
        "mx1.example.com, example.com",
        "mx1.mail.example.co.uk, example.co.uk",
        "mx1.example.internal, example.internal",
        "mx2.example.internal, example.internal",
        "a.b.example.lan, example.lan",
        "mx.office.local, office.local",
        "mx.office.corp, office.corp",
        "mx1.op7.test, op7.test",
        "under_score.example.com, example.com",
        "localhost, localhost"
    })
    void theOperatorIsWhoHasTheName(String host, String operator) {
        assertThat(new PublicSuffixes().operator(host)).isEqualTo(operator);
    }
}
