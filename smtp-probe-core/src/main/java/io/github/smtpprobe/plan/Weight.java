/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.plan;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.transcript.Entry;
import java.util.Collection;
import java.util.Map;

/**
 * How much an attempt holds: octets of UTF-8 of its text as it is shown, escapes written out, each time that it is shown, and an
 * allowance for what stands around a piece of text. A fact of whatever kind weighs what its map holds. A report is then no more
 * than a small multiple of it, in memory, as JSON and as HTML.
 */
final class Weight {
    private static final int ATTEMPT = 400;
    private static final int FACT = 200;
    private static final int ENTRY = 80;
    private static final int VALUE = 12;
    private static final int MAP = 48;

    private Weight() {}

    static int of(Attempt attempt) {
        int sum = ATTEMPT;
        for (Fact fact : attempt.facts()) {
            sum += FACT + of(fact.asMap());
        }
        for (Entry entry : attempt.transcript().entries()) {
            sum += ENTRY + Printable.octets(entry.toString());
        }
        return sum;
    }

    private static int of(Object value) {
        int sum = VALUE;
        if (value instanceof Map<?, ?> map) {
            sum += MAP;
            for (Map.Entry<?, ?> each : map.entrySet()) {
                sum += of(each.getKey()) + of(each.getValue());
            }
        } else if (value instanceof Collection<?> all) {
            for (Object each : all) {
                sum += of(each);
            }
        } else {
            sum += Printable.octets(value.toString());
        }
        return sum;
    }
}
