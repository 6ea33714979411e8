/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The debug log of probes. A class of its own, so that the logger, which costs milliseconds, is made by the first probe. */
final class ProbeLog {
    private static final Logger LOGGER = LoggerFactory.getLogger("io.github.smtpprobe.SmtpProbe");

    private ProbeLog() {}

    static void write(long number, Object what) {
        if (LOGGER.isDebugEnabled()) { // or the number would be made an object
            LOGGER.debug("probe {}: {}", number, what);
        }
    }
}
