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
 */
record Held(
        OptionalInt certificate,
        boolean authenticates,
        Optional<Objection> objection,
        OptionalInt faulty,
        List<Integer> path) {
    static Held not(Objection objection) {
        return new Held(OptionalInt.empty(), false, Optional.of(objection), OptionalInt.empty(), List.of());
    }
}
