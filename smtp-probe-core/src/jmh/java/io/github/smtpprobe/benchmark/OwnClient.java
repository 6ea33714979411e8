/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.benchmark;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.tls.TlsSettings;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/** This library: a whole report, with its findings. */
final class OwnClient implements Client {
    private final SmtpProbe probe;
    private final ProbeRequest request;

    OwnClient(Workload workload, int port, KeyStore trust, boolean pipelining) throws GeneralSecurityException {
        probe = SmtpProbe.builder()
                .tlsSettings(TlsSettings.builder().trustStore(trust).build())
                .build();
        ProbeRequest.Builder building =
                ProbeRequest.to("127.0.0.1", port).tls(workload.mode()).heloName(Mailboxes.HELO);
        if (workload.encrypted()) {
            building.credentials(Credentials.password(Mailboxes.USER, Secret.of(Mailboxes.PASSWORD)));
        }
        if (workload.envelope()) {
            building.envelope(Mailboxes.FROM, Mailboxes.TO);
        }
        request = (pipelining ? building.pipelining() : building.lockStep()).build();
    }

    @Override
    public boolean probe() {
        return probe.probe(request).passed();
    }
}
