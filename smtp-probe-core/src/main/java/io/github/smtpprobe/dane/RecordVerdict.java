/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import io.github.smtpprobe.text.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one TLSA record says of a chain of certificates. Certificates are named by their places in the chain as sent, from 0, the
 * server's own. Immutable and thread-safe; two with the same content are equal.
 */
public final class RecordVerdict {
    private final TlsaRecord record;
    private final boolean considered;
    private final Held held;

    RecordVerdict(TlsaRecord record, boolean considered, Held held) {
        this.record = record;
        this.considered = considered;
        this.held = held;
    }

    /** {@return the record} */
    public TlsaRecord record() {
        return record;
    }

    /** {@return whether a client for SMTP can use it} */
    public Usability usability() {
        return record.usability();
    }

    /**
     * Tells whether a client looks at it: of each usage and selector those are passed over that are neither whole (matching
     * type 0) nor of the strongest digest among the usable records (RFC 7671 §9).
     *
     * @return false also for a record that cannot be used
     */
    public boolean considered() {
        return considered;
    }

    /**
     * The certificate whose octets the record matches, whether or not that authenticates the server, and whether or not the record is
     * considered. For usage 3 only the server's own (place 0) authenticates; another one is there by mistake. For usage 2 it is the one
     * with the best path.
     *
     * @return its place in the chain; empty if no certificate of the chain matches, or the record cannot be used
     */
    public OptionalInt certificate() {
        return held.certificate();
    }

    /**
     * Tells whether the record authenticates the server. One of usage 2 with matching type 0 can do so without {@link #certificate()}: it
     * holds the trust anchor itself, which then need not be sent for OpenSSL; RFC 7672 §3.1.2 demands it all the same.
     *
     * @return whether it is considered and all that its usage asks for holds
     */
    public boolean authenticates() {
        return considered && held.authenticates();
    }

    /** {@return whether it would authenticate the server if it were considered; so a client does that knows no stronger digest} */
    public boolean wouldAuthenticate() {
        return held.authenticates();
    }

    /** {@return what speaks against it, the first and main reason; empty if it authenticates without restriction} */
    public Optional<Objection> objection() {
        return record.usability() == Usability.USABLE && !considered && held.authenticates()
                ? Optional.of(Objection.NOT_CONSIDERED)
                : held.objection();
    }

    /** {@return the place of the certificate that the objection is about; empty if it is about none of them alone} */
    public OptionalInt faulty() {
        return held.faulty();
    }

    /**
     * The path that usage 2 goes, from the server's certificate to the trust anchor.
     *
     * @return places in the chain, empty if there is no path; the trust anchor is not among them if it was not sent
     */
    public List<Integer> path() {
        return held.path();
    }

    /**
     * Tells whether the path is the one that goes by the first issuer each time, in the order sent, of those in date before others. RFC
     * 7671 §5.2 is satisfied with any path; OpenSSL, which most clients use, goes this one and does not come back.
     *
     * @return true also where there is no choice, or no path
     */
    public boolean firstPath() {
        return held.firstPath();
    }

    /** {@return the verdict for any JSON library} */
    public Map<String, Object> asMap() {
        return new Node()
                .put("record", record.text())
                .put("usability", usability().token())
                .put("considered", considered)
                .put("authenticates", authenticates())
                .put("certificate", certificate())
                .put("objection", objection().map(Objection::token))
                .put("faulty", faulty())
                .put("path", path())
                .put("firstPath", firstPath())
                .map();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordVerdict that
                && record.equals(that.record)
                && considered == that.considered
                && held.equals(that.held);
    }

    @Override
    public int hashCode() {
        return record.hashCode() * 31 + held.hashCode();
    }

    /** {@return parameters, and whether it authenticates or why not} */
    @Override
    public String toString() {
        return record.parameters()
                + (authenticates() ? " authenticates" : "")
                + objection().map(each -> " (" + each.token() + ")").orElse("");
    }
}
