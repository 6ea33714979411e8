/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.dane.DaneVerdict;
import io.github.smtpprobe.dane.DaneVerdict.State;
import io.github.smtpprobe.dane.TlsaRecord;
import io.github.smtpprobe.dane.Trait;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A certificate that a host showed at an address, and the verdict of its TLSA records.
 *
 * @param address   the address
 * @param handshake the handshake in which the certificate was shown
 * @param verdict   the verdict of the records
 */
public record TlsaShown(SurveyedAddress address, ServerHandshake handshake, DaneVerdict verdict) {
    /**
     * Everything that was shown to clients which sent the host's name, as senders with DANE do.
     *
     * @param host an exchanger
     * @return what was shown, at each of its addresses
     */
    public static List<TlsaShown> of(SurveyedExchanger host) {
        return of(host, false);
    }

    /** What was shown to a client that sent no name. */
    static List<TlsaShown> withoutName(SurveyedExchanger host) {
        return of(host, true);
    }

    private static List<TlsaShown> of(SurveyedExchanger host, boolean nameless) {
        List<TlsaShown> all = new ArrayList<>();
        for (SurveyedAddress address : host.addresses()) {
            for (ServerHandshake each : address.handshakes()) {
                if ((each.offer() == Offer.NO_NAME) == nameless) {
                    each.dane().ifPresent(verdict -> all.add(new TlsaShown(address, each, verdict)));
                }
            }
        }
        return all;
    }

    /** {@return whether a record matches} */
    public boolean matches() {
        return verdict.state() == State.MATCHES;
    }

    /** {@return whether no record matches} */
    public boolean mismatches() {
        return verdict.state() == State.MISMATCH;
    }

    /**
     * Tells whether a trait applies.
     *
     * @param trait the trait
     * @return whether the verdict has it
     */
    public boolean has(Trait trait) {
        return verdict.has(trait);
    }

    String line() {
        return Seen.certificate(address, handshake);
    }

    /** The parameters of records, such as {@code 3 1 1, 2 1 1}. */
    static String parameters(Collection<TlsaRecord> records) {
        List<String> all =
                records.stream().map(TlsaRecord::parameters).distinct().limit(5).collect(Collectors.toList());
        return Seen.named(all);
    }
}
