/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reference of a finding or a meaning, in which each RFC is a link to that section at the RFC Editor. */
final class References {
    private static final Pattern RFC = Pattern.compile("RFC (\\d{1,5})(?: §(\\d{1,3}(?:\\.\\d{1,3}){0,6}))?");

    private References() {}

    static void write(Markup out, String reference) {
        Matcher rfc = RFC.matcher(reference);
        int from = 0;
        while (rfc.find()) {
            out.text(reference.substring(from, rfc.start()));
            out.raw("<a href=\"https://www.rfc-editor.org/rfc/rfc")
                    .raw(rfc.group(1))
                    .raw(rfc.group(2) == null ? "" : "#section-" + rfc.group(2))
                    .raw("\" rel=\"noreferrer\">")
                    .text(rfc.group())
                    .raw("</a>");
            from = rfc.end();
        }
        out.text(reference.substring(from));
    }
}
