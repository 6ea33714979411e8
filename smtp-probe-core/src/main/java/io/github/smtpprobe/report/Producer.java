/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.text.kept.Node;
import io.github.smtpprobe.text.tables.Tables;
import java.util.Map;

/** The library version that made a report, so that a stored report can be read with the right release notes. */
final class Producer {
    /**
     * The version, which the build writes into a resource. {@code Package.getImplementationVersion()} is null on the module path
     * and in a merged jar, and a module's version is null on the class path.
     */
    static final String VERSION =
            Tables.of(Producer.class, "version.txt", row -> version(row[0])).get(0);

    private Producer() {}

    static Object map() {
        return new Node().put("name", "smtp-probe").put("version", VERSION).map();
    }

    /** In classes and resources assembled by a development tool, the placeholder in the resource is not replaced. */
    static String version(String written) {
        return written.startsWith("$") ? "development" : written;
    }

    /** The version that made a stored report; empty if it does not say. */
    static String versionOf(Map<String, Object> kept) {
        return kept.get("producer") instanceof Map<?, ?> producer && producer.get("version") instanceof String version
                ? version
                : "";
    }
}
