/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Restricts the library's own style sheet to the inside of one element, so that it can be used next to the sheet of another
 * page. It understands the rules and media queries of that sheet, and no other CSS.
 */
final class ScopedStyles {
    /** Selectors that are replaced by the element itself. */
    private static final Set<String> WHOLE = Set.of(":root", "body");

    private final String sheet;
    private final String scope;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private ScopedStyles(String sheet, String scope) {
        this.sheet = sheet;
        this.scope = scope;
    }

    static String of(String sheet, String scope) {
        ScopedStyles styles = new ScopedStyles(sheet, scope);
        styles.rules();
        return styles.out.toString();
    }

    private void rules() {
        for (int open = sheet.indexOf('{', at); open >= 0 && !ends(open); open = sheet.indexOf('{', at)) {
            String selectors = sheet.substring(at, open).strip();
            at = open + 1;
            if (selectors.startsWith("@")) {
                out.append(selectors).append('{');
                rules();
                at = sheet.indexOf('}', at) + 1;
                out.append("}\n");
            } else {
                int close = sheet.indexOf('}', at);
                out.append(Arrays.stream(selectors.split(",", 0))
                        .map(this::narrowed)
                        .collect(Collectors.joining(",")));
                out.append('{').append(sheet, at, close).append("}\n");
                at = close + 1;
            }
        }
    }

    /** Whether a media query ends before its next rule begins. */
    private boolean ends(int open) {
        int close = sheet.indexOf('}', at);
        return close >= 0 && close < open;
    }

    private String narrowed(String selector) {
        String one = selector.strip();
        return WHOLE.contains(one) ? scope : scope + " " + one;
    }
}
