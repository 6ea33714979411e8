/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Set;

/** Tells who runs a host: the hosts of one operator share its permits. */
@FunctionalInterface
interface Operators extends Serializable {
    /** Second labels under which many register, as in {@code example.co.uk}. */
    Set<String> REGISTRIES = Set.of("ac", "co", "com", "edu", "go", "gob", "gov", "ne", "net", "or", "org");

    /**
     * Tells who runs a host.
     *
     * @param host in A-labels
     * @return the operator's name, the same for all its hosts
     */
    String of(String host);

    /**
     * The last two labels of the name, or three under a registry such as {@code co.uk}. Where this is wrong it mostly takes two operators
     * for one, which costs time and hurts nobody. A job that knows better, such as by a list of public suffixes, brings its own.
     *
     * @return the rule
     */
    static Operators byLastLabels() {
        return host -> {
            String[] labels = host.split("\\.");
            int count = labels.length;
            boolean registry = count > 2 && labels[count - 1].length() == 2 && REGISTRIES.contains(labels[count - 2]);
            int from = Math.max(0, count - (registry ? 3 : 2));
            return String.join(".", Arrays.asList(labels).subList(from, count));
        };
    }
}
