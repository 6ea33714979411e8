/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.text.Printable;
import java.time.YearMonth;
import java.util.Objects;
import java.util.Optional;

/**
 * A cell of the matrix: what a sender does in a condition.
 *
 * @param prospect what becomes of the message; T where it is T or C
 * @param orClear  whether it goes in clear where there is no TLS
 * @param byTls    whether it is not known where nothing newer than TLS 1.1 works; not so of what an application says
 * @param why      a full sentence
 * @param source   the documents that say so
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
