/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

import java.util.Map;

/** Sentences with names in braces, such as <code>{host}</code>, in whose place values are put. */
public final class Template {
    private Template() {}

    /**
     * Puts values into a template in one pass, so that a value that looks like a name in braces stays what it is.
     *
     * @param template with names in braces
     * @param values   by name; they are made printable
     * @return the text, which begins with a capital letter if it begins with a value in words; a name without a value is left out
     */
    public static String fill(String template, Map<String, String> values) {
        StringBuilder out = new StringBuilder(template.length() + 64);
        int at = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', at)) {
            int close = template.indexOf('}', open);
            if (close < 0) {
                break; // a brace that closes nowhere is a brace
            }
            String value = values.getOrDefault(template.substring(open + 1, close), "");
            out.append(template, at, open).append(Printable.clean(value)); // whatever a server put into it
            at = close + 1;
        }
        out.append(template, at, template.length());
        if (template.startsWith("{") && out.length() > 3 && out.charAt(3) == ' ' && out.indexOf("the ") == 0) {
            out.setCharAt(0, 'T');
        }
        return out.toString().strip();
    }
}
