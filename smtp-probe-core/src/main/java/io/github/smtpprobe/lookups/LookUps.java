/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.lookups;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.lookup.LookUp;
import io.github.smtpprobe.lookup.LookUpContext;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.route.MailResolver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All look-ups of one probe, run one after the other. Each has a fair share of the time, so that one that hangs leaves some to
 * the others, and each leaves a fact, even if no time was left for it.
 *
 * @param reverseNames the library's own
 * @param given        the application's, by the kind under which each was registered, in order
 * @param guard        the probe's guard
 */
public record LookUps(ReverseNames reverseNames, Map<String, LookUp> given, Guard guard) {
    /** The most that all look-ups take together: whoever waits for the report has already waited for the conversation. */
    public static final Duration MOST = Duration.ofSeconds(5);

    /**
     * Runs the look-ups.
     *
     * @param seen     what was seen on the connections
     * @param resolver the resolver to ask, inside the guard
     * @param deadline the deadline of the probe
     * @return what was found, in the order of the look-ups
     */
    public List<TargetFact> look(Observation seen, MailResolver resolver, Deadline deadline) {
        Deadline limit = deadline.sooner(MOST);
        List<TargetFact> facts = new ArrayList<>();
        if (seen.request().looksUpReverseNames()) {
            facts.addAll(reverseNames.look(context(seen, resolver, limit, given.size())));
        }
        int left = given.size();
        for (Map.Entry<String, LookUp> each : given.entrySet()) {
            LookUp lookUp = each.getValue();
            LookUpContext context = context(seen, resolver, limit, --left);
            GuardedLookUp guarded = new GuardedLookUp(each.getKey(), lookUp, () -> lookUp.look(context), guard);
            facts.addAll(guarded.look(context.deadline()));
        }
        return facts;
    }

    /**
     * The time that is reserved for them, so that a server that is silent to the end leaves them some.
     *
     * @param reverse whether reverse names were asked for
     * @return the most that all of them take; zero if there are none
     */
    public Duration most(boolean reverse) {
        return reverse || !given.isEmpty() ? MOST : Duration.ZERO;
    }

    private static LookUpContext context(Observation seen, MailResolver resolver, Deadline limit, int behind) {
        Deadline share = limit.sooner(limit.remaining().dividedBy(behind + 1L));
        return LookUpContext.of(seen, resolver, share);
    }
}
