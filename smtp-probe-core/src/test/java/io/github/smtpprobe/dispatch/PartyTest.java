/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.batch.Operators;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Route;
import org.junit.jupiter.api.Test;

/** Whom a batch is polite to. */
class PartyTest {
    private static Party party(String host, String address) {
        return Party.of(
                Operators.lastTwoLabels(),
                new Route(
                        host,
                        false,
                        address.isEmpty() ? Route.NO_ADDRESS : AddressLiteral.parse(address),
                        25,
                        TlsMode.PLAIN));
    }

    /** Two servers behind a proxy that resolves names are not one because nobody knows their addresses. */
    @Test
    void aHostStandsForAnAddressThatOnlyAProxyKnows() {
        assertThat(party("a.example.com", "192.0.2.1").address()).isEqualTo("192.0.2.1");
        assertThat(party("a.example.com", "").address())
                .isNotEqualTo(party("b.example.com", "").address());
    }
}
