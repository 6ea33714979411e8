/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listener of one survey: it hears one thing at a time, and nothing more once it has thrown, or held the survey until its end. Thread-safe.
 */
final class SurveyListening {
    private static final Logger LOGGER = LoggerFactory.getLogger("io.github.smtpprobe.SmtpProbe");

    private final SurveyEvent.Source source;
    private final Deadline deadline;
    private final ReentrantLock lock = new ReentrantLock();

    /** Of the listener alone, whose turns come on several threads, one after the other. */
    private final Guard guard;

    private @Nullable SurveyListener listener;
    private @Nullable Deadline lastWords;

    SurveyListening(SurveyEvent.Source source, @Nullable SurveyListener listener, Deadline deadline) {
        this.source = source;
        this.listener = listener;
        this.deadline = deadline;
        this.guard = new Guard(source.cancellations().own());
    }

    void started(DomainSurvey survey) {
        tell(each -> each.surveyStarted(new SurveyEvent.SurveyStarted(source, survey)));
    }

    void lookedUp(DnsAnswer answer) {
        tell(each -> each.lookedUp(new SurveyEvent.LookedUp(source, answer)));
    }

    void fetched(PolicyFetch fetch) {
        tell(each -> each.policyFetched(new SurveyEvent.PolicyFetched(source, fetch)));
    }

    void conversed(Offer offer, Attempt attempt) {
        tell(each -> each.conversed(new SurveyEvent.Conversed(source, offer, attempt)));
    }

    void finished(DomainReport report) {
        tell(each -> each.surveyFinished(new SurveyEvent.SurveyFinished(source, report)));
    }

    private void tell(Consumer<SurveyListener> event) {
        lock.lock();
        try {
            SurveyListener hearing = listener;
            if (hearing != null) {
                String fault = fault(hearing, event);
                if (!fault.isEmpty()) {
                    LOGGER.debug("survey {}: {}; it hears nothing more", source.number(), fault);
                    listener = null;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** What it did wrong, in words; nothing if all is well. */
    private String fault(SurveyListener hearing, Consumer<SurveyListener> event) {
        boolean over = deadline.expired() || guard.cancellation().cancelled();
        Deadline limit = over ? lastWord() : deadline;
        long start = deadline.ticker().nanos();
        try {
            guard.finish(hearing, limit, () -> {
                event.accept(hearing);
                return true;
            });
        } catch (ExtensionError broken) {
            return broken.what();
        } finally {
            if (guard.cancellation().cancelled()) {
                source.cancellations().cancel(); // it interrupted its thread: what others do for the survey ends, too
            }
        }
        Duration took = Duration.ofNanos(deadline.ticker().nanos() - start);
        boolean holds = limit.expired() && (over || took.compareTo(Listeners.LAST_WORDS) > 0);
        return holds ? ExtensionError.nameOf(hearing) + " held the survey for " + took.toMillis() + " ms" : "";
    }

    private Deadline lastWord() {
        if (lastWords == null) {
            lastWords = Deadline.after(Listeners.LAST_WORDS, deadline.ticker());
        }
        return lastWords.remaining().compareTo(Listeners.LEAST) > 0
                ? lastWords
                : Deadline.after(Listeners.LEAST, deadline.ticker());
    }
}
