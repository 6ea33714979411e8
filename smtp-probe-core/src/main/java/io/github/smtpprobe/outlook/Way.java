/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.text.Printable;
import java.time.YearMonth;
import java.util.Objects;
import java.util.Optional;

/**
 * A cell of the matrix: what a sender does in a condition.
 *
 * @param prospect what happens to the message; T if it is T or C
 * @param orClear  whether the message is sent in clear text if there is no TLS
 * @param byTls    whether the prospect is unknown if nothing newer than TLS 1.1 works; this is never so for what an application
 *     says
 * @param why      the reason, as a full sentence
 * @param source   the documents on which this is based
 * @param read     when they were read
 */
record Way(Prospect prospect, boolean orClear, boolean byTls, String why, String source, Optional<YearMonth> read) {
    private static final int LONGEST = 500;

    static Way of(Prospect prospect, String why) {
        Objects.requireNonNull(prospect, "prospect");
        String clean = Printable.clean(Printable.cut(Objects.requireNonNull(why, "why"), LONGEST, "\u2026"));
        return new Way(prospect, false, false, clean, "", Optional.empty());
    }

    Forecast forecast(Condition condition, Prospect settled, String words) {
        Forecast.Builder all = Forecast.ours(settled, words).known(condition, source);
        read.ifPresent(all::read);
        return all.build();
    }
}
