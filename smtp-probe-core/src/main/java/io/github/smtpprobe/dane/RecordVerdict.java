/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import io.github.smtpprobe.text.kept.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The verdict of one TLSA record on a chain of certificates. Certificates are identified by their index in the chain as sent,
 * where 0 is the server's own. Immutable and thread-safe; verdicts with the same content are equal.
 */
public final class RecordVerdict {
    private final TlsaRecord record;
    private final boolean considered;
    private final RecordMatch match;

    RecordVerdict(TlsaRecord record, boolean considered, RecordMatch match) {
        this.record = record;
        this.considered = considered;
        this.match = match;
    }

    /** {@return the record} */
    public TlsaRecord record() {
        return record;
    }

    /** {@return whether an SMTP client can use it} */
    public Usability usability() {
        return record.usability();
    }

    /**
     * Tells whether a client considers the record. Of the usable records with the same usage and selector, it considers only
     * those with the whole data (matching type 0) and those with the strongest digest (RFC 7671 §9).
     *
     * @return whether it is considered; false for a record that cannot be used
     */
    public boolean considered() {
        return considered;
    }

    /**
     * The certificate that the record matches, even if that does not authenticate the server, or the record is not considered.
     * For usage 3, only the server's own certificate (index 0) authenticates; a match with another one indicates a mistake. For
     * usage 2, it is the one with the best path.
     *
     * @return its index in the chain; empty if no certificate matches, or the record cannot be used
     */
    public OptionalInt certificate() {
        return match.certificate();
    }

    /**
     * Tells whether the record authenticates the server. A record of usage 2 with matching type 0 can do so without a
     * {@link #certificate()}: it contains the trust anchor itself. OpenSSL then does not need the server to send it, although RFC
     * 7672 §3.1.2 demands that.
     *
     * @return whether it is considered and meets all requirements of its usage
     */
    public boolean authenticates() {
        return considered && match.authenticates();
    }

    /**
     * {@return whether it would authenticate the server if it were considered, as for a client that does not support the stronger
     * digest}
     */
    public boolean wouldAuthenticate() {
        return match.authenticates();
    }

    /** {@return the main objection to it; empty if it authenticates without restriction} */
    public Optional<Objection> objection() {
        return record.usability() == Usability.USABLE && !considered && match.authenticates()
                ? Optional.of(Objection.NOT_CONSIDERED)
                : match.objection();
    }

    /** {@return the index of the certificate that the objection is about; empty if it is not about a single one} */
    public OptionalInt faulty() {
        return match.faulty();
    }

    /**
     * For usage 2, the path from the server's certificate to the trust anchor.
     *
     * @return indexes in the chain; empty if there is no path. The trust anchor is missing if it was not sent
     */
    public List<Integer> path() {
        return match.path();
    }

    /**
     * Tells whether the path always follows the first issuer in the order sent, with those in date before others. RFC 7671 §5.2
     * is satisfied with any path, but OpenSSL, which most clients use, tries only this one.
     *
     * @return whether it does; also true if there is no choice, or no path
     */
    public boolean firstPath() {
        return match.firstPath();
    }

    /** {@return the verdict as a plain map, for any JSON library} */
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
                && match.equals(that.match);
    }

    @Override
    public int hashCode() {
        return record.hashCode() * 31 + match.hashCode();
    }

    /** {@return the parameters, and whether the record authenticates the server, or why not} */
    @Override
    public String toString() {
        return record.parameters()
                + (authenticates() ? " authenticates" : "")
                + objection().map(each -> " (" + each.token() + ")").orElse("");
    }
}
