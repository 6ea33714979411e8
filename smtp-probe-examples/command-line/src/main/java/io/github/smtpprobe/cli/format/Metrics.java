/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import java.util.LinkedHashMap;
import java.util.Map;

/** Gauges in the text format of Prometheus (Exposition formats, Text-based format). All of them share some labels. */
final class Metrics {
    private final Map<String, String> common;
    private final StringBuilder out = new StringBuilder();

    Metrics(Map<String, String> common) {
        this.common = new LinkedHashMap<>(common);
    }

    /** Begins a gauge; its samples follow. */
    Metrics gauge(String name, String help) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(" gauge\n");
        return this;
    }

    Metrics sample(String name, String value, String... labels) {
        Map<String, String> all = new LinkedHashMap<>(common);
        for (int i = 0; i < labels.length; i += 2) {
            all.put(labels[i], labels[i + 1]);
        }
        out.append(name);
        char before = '{';
        for (Map.Entry<String, String> each : all.entrySet()) {
            out.append(before)
                    .append(each.getKey())
                    .append("=\"")
                    .append(escaped(each.getValue()))
                    .append('"');
            before = ',';
        }
        out.append("} ").append(value).append('\n');
        return this;
    }

    /** A gauge with one sample. */
    Metrics gauge(String name, String help, String value) {
        return gauge(name, help).sample(name, value);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace('\r', ' ')
                .replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
