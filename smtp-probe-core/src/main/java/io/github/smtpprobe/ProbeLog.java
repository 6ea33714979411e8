/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The debug log of probes and surveys. It is a class of its own so that the logger, which may need a second to find its backend,
 * is created with the first {@link SmtpProbe}, before any deadline begins.
 */
final class ProbeLog {
    private static final Logger LOGGER = LoggerFactory.getLogger("io.github.smtpprobe.SmtpProbe");

    private ProbeLog() {}

    /** Creates the logger unless it exists. */
    static void prepare() {
        Objects.requireNonNull(LOGGER);
    }

    static void write(long number, Object what) {
        if (LOGGER.isDebugEnabled()) { // without this test, the number would be boxed for every event
            LOGGER.debug("probe {}: {}", number, what);
        }
    }

    static void survey(long number, String what) {
        LOGGER.debug("survey {}: {}", number, what);
    }
}
