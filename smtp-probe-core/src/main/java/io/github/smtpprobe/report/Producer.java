/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.text.Node;
import io.github.smtpprobe.text.Tables;
import java.util.Map;

/** Which library made a report, so that a report that was kept can be read with the right notes at hand. */
final class Producer {
    /**
     * Written into a resource by the build. {@code Package.getImplementationVersion()} is null on the module path and in a jar that
     * other jars were merged into; a module's version is null on the class path.
     */
    static final String VERSION =
            Tables.of(Producer.class, "version.txt", row -> version(row[0])).get(0);

    private Producer() {}

    static Object map() {
        return new Node().put("name", "smtp-probe").put("version", VERSION).map();
    }

    /** Classes and resources that a development tool has put together hold the resource as it was written. */
    static String version(String written) {
        return written.startsWith("$") ? "development" : written;
    }

    /** The version that made a report that was kept; empty where it does not say. */
    static String versionOf(Map<String, Object> kept) {
        return kept.get("producer") instanceof Map<?, ?> producer && producer.get("version") instanceof String version
                ? version
                : "";
    }
}
