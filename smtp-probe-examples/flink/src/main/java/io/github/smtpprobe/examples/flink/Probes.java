/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import java.io.Serializable;

/**
 * What is asked, and with what: a recipe, followed on the worker that probes. Only the recipe travels through the cluster. What wiring holds
 * (keys, trust, sockets) never does, and a recipe that needs a secret reads it where it is followed.
 */
@FunctionalInterface
interface Probes extends Serializable {
    /** {@return the probe, made once for each subtask and shared by its threads} */
    SmtpProbe make();

    /**
     * Begins the request for an exchanger. A second look would be a second connection that no permit counts, so there is none.
     *
     * @param exchanger its name
     * @return a builder, which gets the deadline yet
     */
    default ProbeRequest.Builder ask(String exchanger) {
        return ProbeRequest.to(exchanger, 25).tls(TlsMode.STARTTLS_IF_OFFERED).withoutSecondLook();
    }

    /**
     * The recipe for a list that strangers may have written: no address that is not of the public internet.
     *
     * @param heloName the name for EHLO, by which operators can tell who asks
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
