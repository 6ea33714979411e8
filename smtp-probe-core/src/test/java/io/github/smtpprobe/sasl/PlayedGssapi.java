/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslClientFactory;
import org.jspecify.annotations.Nullable;

/** A probe that logs in by GSSAPI with a client that plays tokens. */
final class PlayedGssapi {
    static final byte[] NO_LAYER = {1, 0, 0, 0};

    private PlayedGssapi() {}

    /** Makes the client, and keeps what it was asked with. */
    static final class Factory implements SaslClientFactory {
        private final @Nullable SaslClient client;
        private @Nullable String asked;

        Factory(@Nullable SaslClient client) {
            this.client = client;
        }

        @Nullable
        String asked() {
            return asked;
        }

        @Override
        public @Nullable SaslClient createSaslClient(
                String[] mechanisms,
                @Nullable String authorizationId,
                String protocol,
                String serverName,
                Map<String, ?> properties,
                @Nullable CallbackHandler handler) {
            asked = String.join(",", mechanisms) + " " + authorizationId + " " + protocol + " " + serverName + " "
                    + properties.get(Sasl.QOP) + " " + properties.get(Sasl.SERVER_AUTH);
            return client;
        }

        @Override
        public String[] getMechanismNames(Map<String, ?> properties) {
            return new String[] {"GSSAPI"};
        }
    }

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static ProbeReport probe(SaslMechanism mechanism, Credentials credentials, String exchange) {
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE,
                null,
                Script.parse("S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH PLAIN GSSAPI\n" + exchange
                        + "C: QUIT\nS: 221 bye\n"));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .mechanism(mechanism)
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 25)
                        .tls(TlsMode.PLAIN)
                        .credentials(credentials)
                        .allowCleartextCredentials()
                        .deadline(Patience.AMPLE)
                        .build());
        Invariants.check(report);
        assertThat(memory.problems()).as(report.toString()).isEmpty();
        return report;
    }

    static ProbeReport probe(SaslClient client, String exchange) {
        return probe(new Gssapi(new Factory(client)), Credentials.kerberos(new Subject()), exchange);
    }
}
