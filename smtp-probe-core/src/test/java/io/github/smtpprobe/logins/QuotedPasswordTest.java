/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.logins;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.SaslContext;
import io.github.smtpprobe.sasl.SaslExchange;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.sasl.SaslStep;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.ForwardingConnection;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Code of the caller's that knows the password and quotes it where it fails, before anything was disclosed to the scrubber. */
class QuotedPasswordTest {
    private static final String PASSWORD = "correct horse battery staple";

    private enum Place {
        MECHANISM,
        EXCHANGE,
        CONNECT,
        READ
    }

    @ParameterizedTest
    @EnumSource
    void whatCodeOfTheCallersQuotesIsMasked(Place place) {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse("""
            S: 220 mx.example
            C: EHLO x.example
            S: 250-mx.example
            S: 250 AUTH X-QUOTE
            C: AUTH X-QUOTE
            S: 334 eA==
            C: *
            S: 501 cancelled
            C: QUIT
            S: 221 bye
            """));
        ProbeReport report = SmtpProbe.builder()
                .transport(quoting(place, memory))
                .ticker(memory.ticker())
                .mechanism(new Quoting(place))
                .build()
                .probe(ProbeRequest.to("192.0.2.1", 25)
                        .tls(TlsMode.PLAIN)
                        .heloName("x.example")
                        .allowCleartextCredentials()
                        .mechanisms("X-QUOTE")
                        .credentials(Credentials.password("ada", Secret.of(PASSWORD)))
                        .build());
        assertThat(report.passed()).isFalse();
        assertThat(report.toString() + report.asMap())
                .contains("told [redacted]")
                .doesNotContain("horse");
    }

    private static Transport quoting(Place place, Transport inner) {
        return (route, deadline) -> {
            if (place == Place.CONNECT) {
                throw new IOException("told " + PASSWORD);
            }
            return new Line(place, inner.connect(route, deadline));
        };
    }

    private static final class Line extends ForwardingConnection {
        private final Place place;

        Line(Place place, Connection inner) {
            super(inner);
            this.place = place;
        }

        @Override
        public int read(byte[] buffer, Deadline deadline) throws IOException {
            if (place == Place.READ) {
                throw new IOException("told " + PASSWORD);
            }
            return super.read(buffer, deadline);
        }
    }

    private record Quoting(Place place) implements SaslMechanism {
        @Override
        public String name() {
            return "X-QUOTE";
        }

        @Override
        public int strength() {
            return 1;
        }

        @Override
        public boolean accepts(Credentials credentials) {
            return true;
        }

        @Override
        public SaslExchange start(SaslContext context) {
            SaslStep abort = new SaslStep.Abort("told " + PASSWORD);
            return new SaslExchange() {
                @Override
                public SaslStep initialResponse() {
                    return place == Place.MECHANISM ? abort : new SaslStep.AwaitChallenge();
                }

                @Override
                public SaslStep respond(byte[] challenge) {
                    return abort;
                }

                @Override
                public SaslStep complete() {
                    return abort;
                }
            };
        }
    }
}
