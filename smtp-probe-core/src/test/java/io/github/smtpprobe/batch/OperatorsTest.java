/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Route;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who runs a server, by its name. */
class OperatorsTest {
    @ParameterizedTest
    @CsvSource({
        "aspmx.l.google.com, google.com",
        "alt1.aspmx.l.google.com., google.com",
        "MX.Example.ORG, example.org",
        "example.org, example.org",
        "mx1.mail.example.co.uk, example.co.uk",
        "example.co.uk, example.co.uk",
        "co.uk, co.uk",
        "mx.example.com.au, example.com.au",
        "mail.example.or.jp, example.or.jp",
        "mx.co.example, co.example",
        "example-com.mail.protection.outlook.com, outlook.com",
        "localhost, localhost"
    })
    void lastTwoLabels(String host, String operator) {
        assertThat(Operators.lastTwoLabels().operator(host)).isEqualTo(operator);
    }

    @Test
    void anAddressIsItsOwnOperatorAndTheStandardRuleTellsThatOfAHostAboutWhichTheRuleSaysNothing() {
        Route address = new Route("192.0.2.1", true, InetAddress.getLoopbackAddress(), 25, TlsMode.PLAIN);
        Route host = new Route("mx.example.com", false, InetAddress.getLoopbackAddress(), 25, TlsMode.PLAIN);
        Operators broken = name -> {
            throw new IllegalStateException("not today");
        };
        assertThat(Operators.of(Operators.lastTwoLabels(), address)).isEqualTo(address.addressText());
        assertThat(Operators.of(name -> " ", host)).isEqualTo("example.com");
        assertThat(Operators.of(broken, host)).isEqualTo("example.com");
        assertThat(Operators.of(Operators.lastTwoLabels(), host)).isEqualTo("example.com");
    }
}
