/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import io.github.smtpprobe.batch.Operators;
import java.io.Serializable;

/** Tells who runs a host. All hosts of one operator share its permits. The rule is used on every worker. */
@FunctionalInterface
interface OperatorRule extends Operators, Serializable {
    /** {@return the library's rule of thumb; a job that has a list of public suffixes can use its own rule} */
    static OperatorRule lastTwoLabels() {
        return host -> Operators.lastTwoLabels().operator(host);
    }
}
