/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import java.util.List;
import java.util.stream.Stream;

/**
 * A possible outcome for a message.
 *
 * @param prospect what happens to the message
 * @param forecast the forecast that says so, perhaps along with another prospect
 * @param place    where this happens, as the beginning of a sentence; empty if that is clear
 */
record End(Prospect prospect, Forecast forecast, String place) {
    /** All ends that a forecast allows. */
    static Stream<End> all(Forecast forecast) {
        return forecast.prospects().map(each -> new End(each, forecast, ""));
    }

    private boolean certain() {
        return !forecast.byChance();
    }

    /**
     * Combines the ends to which chance may lead.
     *
     * @param ends   at least one
     * @param chance what differs, as it follows "it depends on"
     * @return what becomes of the message; the first of equal ends tells why
     */
    static Forecast of(List<End> ends, String chance) {
        End worst = ends.stream().reduce(End::worse).orElseThrow();
        End best = ends.stream().reduce(End::better).orElseThrow();
        if (worst.prospect == best.prospect) {
            return worst.forecast.because(worst.prospect, worst.words()).build();
        }
        return worst.forecast
                .because(
                        worst.prospect,
                        "It depends on " + chance + " that the sender meets. At worst: " + worst.words())
                .better(best.prospect)
                .build();
    }

    private String words() {
        return place + forecast.why();
    }

    private static End worse(End one, End other) {
        return other.prospect.worseThan(one.prospect) || clearer(one, other) ? other : one;
    }

    private static End better(End one, End other) {
        return one.prospect.worseThan(other.prospect) ? other : one;
    }

    /** Whether, of two equal ends, the other one is described better, because its words mention no other end. */
    private static boolean clearer(End one, End other) {
        return one.prospect == other.prospect && !one.certain() && other.certain();
    }
}
