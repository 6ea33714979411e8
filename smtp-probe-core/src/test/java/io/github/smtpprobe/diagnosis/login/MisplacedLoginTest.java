/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import org.junit.jupiter.api.Test;

/** Logins that were brought to the wrong place. */
class MisplacedLoginTest {
    /** Where a login was brought to the wrong place. */
    @Test
    void loginsOnExchangers() {
        assertThat(login("aspmx.l.google.com", 25).rootCause().orElseThrow().id())
                .isEqualTo("login.on-exchanger");
        assertThat(login("aspmx.l.google.com", 25).rootCause().orElseThrow().summary())
                .contains("smtp.gmail.com");
        assertThat(login("mx.example.com", 25).has("login.on-relay-port")).isTrue();
        assertThat(login("mx.example.com", 587).has("login.on-relay-port")).isFalse();
        assertThat(login("mx.example.com", 587).has("login.on-exchanger")).isFalse();
    }

    private static ProbeReport login(String host, int port) {
        Script script = Script.parse(Scripts.WORKS);
        return SmtpProbe.builder()
                .transport(new MemoryTransport(Delivery.WHOLE, null, script))
                .build()
                .probe(ProbeRequest.to(host, port)
                        .connectTo("192.0.2.1")
                        .tls(TlsMode.PLAIN)
                        .credentials(Credentials.password("ada@example.com", Secret.of("hunter2-hunter2")))
                        .allowCleartextCredentials()
                        .build());
    }
}
