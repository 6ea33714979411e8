/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import io.github.smtpprobe.guard.Cancellations;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.ServerHandshake.Offer;

/** Something that happened in a survey, passed to a {@link SurveyListener}. Immutable; it may be kept, and handed to another thread. */
public abstract class SurveyEvent {
    private final Source source;

    private SurveyEvent(Source source) {
        this.source = source;
    }

    /** The call that events come from. */
    record Source(long number, Cancellations cancellations) {}

    /** {@return the {@linkplain SurveyCall#number() number} of the call, unique within this process} */
    public final long call() {
        return source.number();
    }

    /** Cancels the call, as {@link SurveyCall#cancel()} does. Never blocks, and does nothing once the survey has ended. */
    public final void cancel() {
        source.cancellations().cancel();
    }

    /** {@return the kind of event and the call, for logging} */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + " (survey " + call() + ")";
    }

    /** The survey begins. */
    public static final class SurveyStarted extends SurveyEvent {
        private final DomainSurvey survey;

        SurveyStarted(Source source, DomainSurvey survey) {
            super(source);
            this.survey = survey;
        }

        /** {@return what is surveyed} */
        public DomainSurvey survey() {
            return survey;
        }
    }

    /** A DNS question was asked. */
    public static final class LookedUp extends SurveyEvent {
        private final DnsAnswer answer;

        LookedUp(Source source, DnsAnswer answer) {
            super(source);
            this.answer = answer;
        }

        /** {@return the answer} */
        public DnsAnswer answer() {
            return answer;
        }
    }

    /** The MTA-STS policy was asked for. */
    public static final class PolicyFetched extends SurveyEvent {
        private final PolicyFetch fetch;

        PolicyFetched(Source source, PolicyFetch fetch) {
            super(source);
            this.fetch = fetch;
        }

        /** {@return the result} */
        public PolicyFetch fetch() {
            return fetch;
        }
    }

    /** A conversation with an exchanger has ended. */
    public static final class Conversed extends SurveyEvent {
        private final Offer offer;
        private final Attempt attempt;

        Conversed(Source source, Offer offer, Attempt attempt) {
            super(source);
            this.offer = offer;
            this.attempt = attempt;
        }

        /** {@return what this client offered in TLS} */
        public Offer offer() {
            return offer;
        }

        /** {@return the conversation} */
        public Attempt attempt() {
            return attempt;
        }
    }

    /** The survey has ended. */
    public static final class SurveyFinished extends SurveyEvent {
        private final DomainReport report;

        SurveyFinished(Source source, DomainReport report) {
            super(source);
            this.report = report;
        }

        /** {@return the report} */
        public DomainReport report() {
            return report;
        }
    }
}
