/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The result of comparing a record with a chain, whether or not a client considers the record.
 *
 * @param certificate   the certificate that the record matches
 * @param authenticates whether that suffices
 * @param objection     why it does not, or with which restriction
 * @param faulty        the certificate that the objection is about
 * @param path          from the server's certificate to the trust anchor
 * @param firstPath     whether a client that tries only one path tries this one
 */
record RecordMatch(
        OptionalInt certificate,
        boolean authenticates,
        Optional<Objection> objection,
        OptionalInt faulty,
        List<Integer> path,
        boolean firstPath) {
    static RecordMatch not(Objection objection) {
        return of(OptionalInt.empty(), new Fault(objection, -1), List.of());
    }

    static RecordMatch leaf() {
        return new RecordMatch(OptionalInt.of(0), true, Optional.empty(), OptionalInt.empty(), List.of(), true);
    }

    /** A match that does not authenticate. The faulty step of the path is a certificate of the chain, unless it lies beyond the path. */
    static RecordMatch of(OptionalInt certificate, Fault fault, List<Integer> path) {
        int step = fault.step();
        OptionalInt faulty = step < 0 || (step >= path.size() && !path.isEmpty())
                ? OptionalInt.empty()
                : OptionalInt.of(path.isEmpty() ? step : path.get(step));
        return new RecordMatch(certificate, false, Optional.of(fault.objection()), faulty, path, true);
    }
}
