/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Which reports are of a kind: they have no key, and no two kinds of facts, outcomes and events, that were not together in one before. What
 * takes milliseconds to check of a report is checked of the first of each kind, of the thousands that the sweeps make.
 */
public final class ReportShapes {
    private static final Set<String> KEYS = ConcurrentHashMap.newKeySet();
    private static final Map<String, Set<String>> PAIRS = new ConcurrentHashMap<>();

    /** What tells two probes of one server apart that say the same. */
    private static final Pattern TIMES = Pattern.compile("\"(?:\\w*Ms|started)\":(?:\"[^\"]*\"|[^,}]*)");

    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private ReportShapes() {}

    /**
     * Whether this is the first report that says this. A dialogue in other pieces, or one that ends early at the same place, gives
     * the same report again.
     *
     * @param later whether it may hold what this release does not write, and is held to other rules
     * @param json  the report's map
     */
    public static boolean saysNew(boolean later, String json) {
        return SAID.add(digest(later + TIMES.matcher(json).replaceAll("")));
    }

    private static String digest(String text) {
        try {
            byte[] octets = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Whether this is the first report with one of its keys, or with two of its kinds of facts, outcomes and events beside each other. */
    public static boolean isNew(Map<String, Object> report) {
        Set<String> keys = new TreeSet<>();
        Set<String> kinds = new TreeSet<>();
        collect("", report, keys, kinds);
        boolean fresh = KEYS.addAll(keys);
        for (String kind : kinds) {
            fresh |= PAIRS.computeIfAbsent(kind, each -> ConcurrentHashMap.newKeySet())
                    .addAll(kinds);
        }
        return fresh;
    }

    private static void collect(String path, Object value, Set<String> keys, Set<String> kinds) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> collect(path + "/" + key, each, keys, kinds));
        } else if (value instanceof List<?> list) {
            list.forEach(each -> collect(path, each, keys, kinds));
        } else {
            keys.add(path);
            if (path.endsWith("/kind")) {
                kinds.add(path + "=" + value);
            }
        }
    }
}
