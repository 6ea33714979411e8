/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import java.util.Optional;

/**
 * What is wrong with a path.
 *
 * @param objection what is wrong
 * @param step      the step of the path at which, where 0 is the server's certificate; -1 if it is not about a single one
 */
record Fault(Objection objection, int step) {
    static Optional<Fault> of(Objection objection, int step) {
        return Optional.of(new Fault(objection, step));
    }
}
