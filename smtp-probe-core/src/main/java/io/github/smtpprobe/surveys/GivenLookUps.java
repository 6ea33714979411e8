/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.lookup.DomainLookUp;
import io.github.smtpprobe.lookup.Subject;
import io.github.smtpprobe.lookups.GuardedLookUp;
import io.github.smtpprobe.lookups.LookUps;
import io.github.smtpprobe.records.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The application's look-ups in one survey. Whatever they do, they result in facts, in their order, and do not delay the survey.
 * Each has a fair share of the time. Used by one thread at a time.
 */
final class GivenLookUps {
    /** Questions of one look-up that are put to name servers: enough for four labels of twenty exchangers. */
    static final int MOST_QUESTIONS = 100;

    /** Those of them that one may have asked in the survey's first round, on which all that comes after hangs. */
    private static final int MOST_AT_ONCE = 20;

    /** No look-ups. */
    static final GivenLookUps NONE = new GivenLookUps(List.of());

    /** What all of them together may take to say what they need. */
    private static final Duration MOST_TO_SAY = Duration.ofSeconds(1);

    private static final int PARTS = 4;

    private final List<Given> all;

    private GivenLookUps(List<Given> all) {
        this.all = all;
    }

    static GivenLookUps of(Map<String, DomainLookUp<? extends TargetFact>> lookUps, Guard guard) {
        List<Given> all = new ArrayList<>();
        lookUps.forEach((kind, lookUp) -> all.add(new Given(kind, lookUp, guard)));
        return new GivenLookUps(all);
    }

    /** What can be asked at once. What one does not come to say, since another took the time, it asks later. */
    List<Question> questions(String domain, Deadline deadline) {
        Deadline limit = deadline.sooner(deadline.remaining().dividedBy(PARTS)).sooner(MOST_TO_SAY);
        List<Question> questions = new ArrayList<>();
        for (Given each : all) {
            if (!limit.expired()) {
                questions.addAll(each.questions(domain, limit));
            }
        }
        return questions;
    }

    /** What they find out. */
    List<TargetFact> look(Subject subject, Answers answers, Deadline deadline) {
        Deadline limit = deadline.sooner(LookUps.MOST);
        List<TargetFact> found = new ArrayList<>();
        int left = all.size();
        for (Given each : all) {
            found.addAll(each.look(subject, answers, share(limit, left--)));
        }
        return found;
    }

    private static Deadline share(Deadline limit, int left) {
        return limit.sooner(limit.remaining().dividedBy(left));
    }

    /** One of them. */
    private static final class Given {
        private final String kind;
        private final DomainLookUp<? extends TargetFact> lookUp;
        private final Guard guard;
        private final List<String> faults = new ArrayList<>();
        private int asked;

        Given(String kind, DomainLookUp<? extends TargetFact> lookUp, Guard guard) {
            this.kind = kind;
            this.lookUp = lookUp;
            this.guard = guard;
        }

        Set<Question> questions(String domain, Deadline end) {
            Set<Question> good = new LinkedHashSet<>();
            try {
                int unasked = guard.call(lookUp, end, () -> {
                    List<Question> all = lookUp.questions(domain);
                    if (all == null) {
                        throw new ExtensionError(lookUp, "returned null");
                    }
                    return take(all, good);
                });
                if (unasked > 0) {
                    fault("returned questions that cannot be asked, or are beyond " + MOST_AT_ONCE + ": " + unasked);
                }
            } catch (ExtensionError broken) {
                good.clear();
                if (!guard.cancellation().cancelled()) {
                    faults.add(broken.what());
                }
            }
            asked = good.size();
            return good;
        }

        /** Takes those that can be asked: {@return how many cannot}. Also how many there are is the caller's code. */
        private static int take(List<?> returned, Set<Question> good) {
            int looked = 0; // a list may be endless, and hold nothing that is a question
            int bad = 0;
            for (Object each : returned) {
                if (looked == MOST_AT_ONCE) {
                    break;
                }
                looked++;
                if (each instanceof Question question && LookUpAnswers.possible(question)) {
                    good.add(question);
                } else {
                    bad++;
                }
            }
            return bad + Math.max(0, returned.size() - looked);
        }

        List<TargetFact> look(Subject subject, Answers answers, Deadline share) {
            LookUpAnswers told = new LookUpAnswers(answers, share, MOST_QUESTIONS - asked);
            Subject own = Subject.of(subject.domain(), subject.exchangers(), told);
            List<TargetFact> found =
                    new ArrayList<>(new GuardedLookUp(kind, lookUp, () -> lookUp.look(own, share), guard).look(share));
            int refused = told.end();
            if (refused > 0) {
                fault("asked questions beyond the " + MOST_QUESTIONS + " that a look-up may ask: " + refused);
            }
            faults.forEach(each ->
                    found.add(TargetFact.builder(kind, kind, Outcome.failed(Reason.EXTENSION_FAILED, each))
                            .build()));
            return found;
        }

        private void fault(String deed) {
            faults.add(new ExtensionError(lookUp, deed).what());
        }
    }
}
