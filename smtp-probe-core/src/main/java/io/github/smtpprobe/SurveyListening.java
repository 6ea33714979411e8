/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listener of one survey: it hears one thing at a time, and nothing more once it has thrown. Thread-safe. */
final class SurveyListening {
    private static final Logger LOGGER = LoggerFactory.getLogger("io.github.smtpprobe.SmtpProbe");

    private final SurveyEvent.Source source;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable SurveyListener listener;

    SurveyListening(SurveyEvent.Source source, @Nullable SurveyListener listener) {
        this.source = source;
        this.listener = listener;
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
            if (listener != null) {
                event.accept(listener);
            }
        } catch (RuntimeException | Error broken) {
            LOGGER.warn(
                    "survey {}: the listener threw {} and hears nothing more",
                    source.number(),
                    broken.getClass().getName());
            listener = null;
        } finally {
            lock.unlock();
        }
    }
}
