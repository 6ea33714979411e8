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
    /** The most questions of one look-up: enough for four labels of twenty exchangers. */
    static final int MOST_QUESTIONS = 100;

    /** The most questions of one look-up in the survey's first round, for which everything else has to wait. */
    private static final int MOST_AT_ONCE = 20;

    /** No look-ups. */
    static final GivenLookUps NONE = new GivenLookUps(List.of());

    /** The time that all of them together have to name their questions. */
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

    /**
     * The questions that can be asked at once. Questions that a look-up has no time to name, because another one took it, are
     * asked later.
     */
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

    /** Runs them and returns their facts. */
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

    /** One look-up. */
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

        /** Collects the valid questions: {@return how many are invalid}. The size of the list is the caller's code, too. */
        private static int take(List<?> returned, Set<Question> good) {
            int looked = 0; // a list may be endless, and contain nothing that is a question
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
