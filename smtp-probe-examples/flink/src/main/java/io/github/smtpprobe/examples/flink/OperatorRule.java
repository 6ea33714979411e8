/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import io.github.smtpprobe.batch.Operators;
import java.io.Serializable;

/** Tells who runs a host, on any worker: all hosts of one operator share its permits. */
@FunctionalInterface
interface OperatorRule extends Operators, Serializable {
    /** {@return the library's rule of thumb; a job that has a list of public suffixes brings its own} */
    static OperatorRule lastTwoLabels() {
        return host -> Operators.lastTwoLabels().operator(host);
    }
}
