/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.kept;

import io.github.smtpprobe.text.Printable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies what a JSON library has read, with limits on depth and size, and with all texts made safe to show. */
final class PlainCopy {
    /** The greatest depth; a report has ten. */
    private static final int DEEPEST = 32;

    /** The most characters of all texts and keys, plus one for each value. The JSON of a report has at most 8 MiB. */
    private static final int MOST = 16 * 1024 * 1024;

    private static final int LONGEST_KEY = 60;
    private static final int LONGEST_NUMBER = 64;

    private int left = MOST;

    Map<String, Object> map(Map<?, ?> given, int depth) {
        Map<String, Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> each : given.entrySet()) {
            if (!(each.getKey() instanceof String key)) {
                throw new KeptFault("", "has a key that is no string", false);
            }
            String name = text(key);
            try {
                copy.put(name, value(each.getValue(), depth + 1));
            } catch (KeptFault inside) {
                throw inside.within(Printable.cut(name, LONGEST_KEY, "\u2026"));
            }
        }
        return Collections.unmodifiableMap(copy);
    }

    private List<Object> list(Collection<?> given, int depth) {
        List<Object> copy = new ArrayList<>();
        for (Object each : given) {
            try {
                copy.add(value(each, depth + 1));
            } catch (KeptFault inside) {
                throw inside.within("[" + copy.size() + "]");
            }
        }
        return Collections.unmodifiableList(copy);
    }

    private Object value(@Nullable Object given, int depth) {
        spend(1);
        if (depth > DEEPEST) {
            throw new KeptFault("", "is nested too deeply", false);
        }
        if (given instanceof String text) {
            return text(text);
        }
        if (given instanceof Map<?, ?> map) {
            return map(map, depth);
        }
        if (given instanceof Collection<?> list) {
            return list(list, depth);
        }
        if (given instanceof Boolean || (given instanceof Number number && plain(number))) {
            return given;
        }
        throw new KeptFault("", given == null ? "is null" : "is nothing that a report holds", false);
    }

    /**
     * Whether a number has a type that JSON libraries use for the numbers in reports. Other types may take long to read, or
     * change later.
     */
    private static boolean plain(Number number) {
        if (number instanceof BigDecimal decimal) {
            return Math.abs((long) decimal.scale()) <= LONGEST_NUMBER && plain(decimal.unscaledValue());
        }
        return number instanceof BigInteger big
                ? big.bitLength() <= LONGEST_NUMBER
                : number instanceof Integer
                        || number instanceof Long
                        || (number instanceof Double && Double.isFinite(number.doubleValue()))
                        || (number instanceof Float && Float.isFinite(number.floatValue()))
                        || number instanceof Short
                        || number instanceof Byte;
    }

    private String text(String given) {
        spend(given.length());
        return Printable.visible(given) ? given : lines(given);
    }

    /** A text made safe to show line by line; its line ends are kept. */
    private static String lines(String given) {
        StringBuilder out = new StringBuilder(given.length() + 8);
        int from = 0;
        for (int end = given.indexOf('\n'); end >= 0; end = given.indexOf('\n', from)) {
            out.append(Printable.clean(given.substring(from, end))).append('\n');
            from = end + 1;
        }
        return out.append(Printable.clean(given.substring(from))).toString();
    }

    private void spend(int more) {
        left -= more;
        if (left < 0) {
            throw new KeptFault("", "is more than a report holds", false);
        }
    }
}
