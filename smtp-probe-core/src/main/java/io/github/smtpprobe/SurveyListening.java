/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The listener of one survey: it hears one event at a time, and nothing more once it has thrown or has delayed the survey until
 * its deadline. Thread-safe.
 */
final class SurveyListening {
    private final SurveyEvent.Source source;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guards the listener alone. Its calls come from several threads, one after the other. */
    private final Guard guard;

    private final ListenerTime listenerTime;

    private @Nullable SurveyListener listener;

    SurveyListening(SurveyEvent.Source source, @Nullable SurveyListener listener, Deadline deadline) {
        this.source = source;
        this.listener = listener;
        this.guard = new Guard(source.cancellations().own());
        this.listenerTime = new ListenerTime("survey", guard, deadline);
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
                    ProbeLog.survey(source.number(), fault + "; it hears nothing more");
                    listener = null;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private String fault(SurveyListener hearing, Consumer<SurveyListener> event) {
        try {
            return listenerTime.fault(hearing, () -> event.accept(hearing));
        } finally {
            if (guard.cancellation().cancelled()) {
                source.cancellations().cancel(); // the listener interrupted its own thread
            }
        }
    }
}
