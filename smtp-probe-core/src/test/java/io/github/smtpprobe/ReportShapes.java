/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which reports are of a kind: they have the same keys, and the same kinds of facts, outcomes and events. What takes milliseconds to
 * check of a report is checked of one of each kind, of the thousands that the sweeps make.
 */
final class ReportShapes {
    private static final Set<Set<String>> SEEN = ConcurrentHashMap.newKeySet();

    private ReportShapes() {}

    /** Whether this is the first report of its kind. */
    static boolean isNew(Map<String, Object> report) {
        Set<String> shape = new HashSet<>();
        collect("", report, shape);
        return SEEN.add(shape);
    }

    private static void collect(String path, Object value, Set<String> shape) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> collect(path + "/" + key, each, shape));
        } else if (value instanceof List<?> list) {
            list.forEach(each -> collect(path, each, shape));
        } else {
            shape.add((path.endsWith("/kind") ? path + "=" + value : path).intern());
        }
    }
}
