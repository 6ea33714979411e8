/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import java.io.Serializable;

/**
 * A recipe for the probe and its requests, which is followed on the worker that probes. Only the recipe is sent through the
 * cluster, never what the probe itself holds (keys, trust, sockets). A recipe that needs a secret should read it on the worker.
 */
@FunctionalInterface
interface Probes extends Serializable {
    /** {@return the probe; it is created once for each subtask and shared by its threads} */
    SmtpProbe make();

    /**
     * Starts the request for an exchanger. It has no second look, because that would be a second connection, which no permit
     * covers.
     *
     * @param exchanger the name of the exchanger
     * @return a builder, on which the caller then sets the deadline
     */
    default ProbeRequest.Builder ask(String exchanger) {
        return ProbeRequest.to(exchanger, 25).tls(TlsMode.STARTTLS_IF_OFFERED).withoutSecondLook();
    }

    /**
     * Creates the recipe for a list that strangers may have written: it connects only to addresses of the public internet.
     *
     * @param heloName the name for EHLO, which shows operators who is probing
     * @return the recipe
     */
    static Probes ofPublicInternet(String heloName) {
        return new PublicInternet(heloName);
    }

    /**
     * See {@link #ofPublicInternet}.
     *
     * @param heloName the name for EHLO
     */
    record PublicInternet(String heloName) implements Probes {
        @Override
        public SmtpProbe make() {
            return SmtpProbe.forUntrustedTargets();
        }

        @Override
        public ProbeRequest.Builder ask(String exchanger) {
            return Probes.super.ask(exchanger).heloName(heloName);
        }
    }
}
