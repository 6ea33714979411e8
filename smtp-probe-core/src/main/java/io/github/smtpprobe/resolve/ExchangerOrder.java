/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.resolve;

import io.github.smtpprobe.names.LookedAt;
import io.github.smtpprobe.route.MailResolver.Exchanger;
import io.github.smtpprobe.route.Resolution.Anomaly;
import io.github.smtpprobe.text.LastDot;
import io.github.smtpprobe.text.Printable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The order in which exchangers are tried: by preference, with equal ones in random order (RFC 5321 §5.1). A null MX among
 * others is left out.
 *
 * @param random    shuffles exchangers of equal preference
 * @param anomalies collects what is odd about the records
 */
record ExchangerOrder(RandomGenerator random, Set<Anomaly> anomalies) {
    List<Exchanger> of(List<Exchanger> records) {
        List<Exchanger> sorted =
                new ArrayList<>(records.stream().map(ExchangerOrder::normal).toList());
        boolean nullMx = sorted.removeIf(each -> each.host().isEmpty());
        note(Anomaly.NULL_MX_AMONG_OTHERS, nullMx && !sorted.isEmpty());
        note(
                Anomaly.DUPLICATE_EXCHANGERS,
                sorted.stream().map(Exchanger::host).distinct().count() < sorted.size());
        note(Anomaly.TOO_MANY_EXCHANGERS, sorted.size() > LookedAt.EXCHANGERS);
        for (int i = sorted.size() - 1; i > 0; i--) {
            Collections.swap(sorted, i, random.nextInt(i + 1));
        }
        sorted.sort(Comparator.comparingInt(Exchanger::preference));
        return sorted.subList(0, Math.min(LookedAt.EXCHANGERS, sorted.size()));
    }

    /** Whether a domain has only the null MX (RFC 7505 §3). */
    static boolean nullMx(List<Exchanger> records) {
        return records.size() == 1 && normal(records.get(0)).host().isEmpty();
    }

    /** An exchanger in the form of our own resolver; some others keep the final dot, and capital letters. */
    private static Exchanger normal(Exchanger given) {
        String shown = Printable.clean(given.host());
        String host = shown.equals(given.host()) ? shown.toLowerCase(Locale.ROOT) : given.host();
        return new Exchanger(given.preference(), LastDot.without(host));
    }

    private void note(Anomaly anomaly, boolean seen) {
        if (seen) {
            anomalies.add(anomaly);
        }
    }
}
