/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What came out when a record was held against a chain, whether or not a client considers it.
 *
 * @param certificate   which one it matches
 * @param authenticates whether that suffices
 * @param objection     why not, or under which restriction
 * @param faulty        the certificate that the objection is about
 * @param path          from the server's certificate to the trust anchor
 * @param firstPath     whether a client that knows one path only goes this one
 */
record Held(
        OptionalInt certificate,
        boolean authenticates,
        Optional<Objection> objection,
        OptionalInt faulty,
        List<Integer> path,
        boolean firstPath) {
    static Held not(Objection objection) {
        return of(OptionalInt.empty(), new Fault(objection, -1), List.of());
    }

    static Held leaf() {
        return new Held(OptionalInt.of(0), true, Optional.empty(), OptionalInt.empty(), List.of(), true);
    }

    /** Does not authenticate; a step of the way at fault is a certificate of the chain, unless it is behind the way. */
    static Held of(OptionalInt certificate, Fault fault, List<Integer> way) {
        int step = fault.step();
        OptionalInt faulty = step < 0 || (step >= way.size() && !way.isEmpty())
                ? OptionalInt.empty()
                : OptionalInt.of(way.isEmpty() ? step : way.get(step));
        return new Held(certificate, false, Optional.of(fault.objection()), faulty, way, true);
    }
}
