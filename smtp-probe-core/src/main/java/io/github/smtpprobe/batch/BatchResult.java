/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batch;

import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.text.Node;
import io.github.smtpprobe.text.Tokens;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What came of one target of a batch. Immutable and thread-safe; told apart by identity. */
public final class BatchResult {
    /** How far a target came. */
    public enum State {
        /** It was probed: the report has a verdict. */
        PROBED("probed"),
        /**
         * It was not tested: the server said that it is asked too much (421, or an enhanced status code 4.7.x whose text tells nothing else), no turn came within
         * the deadline, or the operator went on refusing and was given up. The report shows it; it is no fault of the target.
         */
        RATE_LIMITED("rate-limited"),
        /**
         * It was not tested: the address policy of the probe forbids every way to it, so that nothing was connected to. The report shows it; it is no
         * fault of the target.
         */
        DENIED("denied"),
        /** The batch was cancelled while it was probed. */
        CANCELLED("cancelled"),
        /** The probe does not follow its request, such as one for untrusted targets that names another port. */
        REFUSED("refused"),
        /** Its probe broke down, which is a fault of the library or of the Java machine. */
        BROKEN("broken");

        private final String token;

        State(String token) {
            this.token = token;
        }

        /** {@return the stable token, such as {@code rate-limited}} */
        public String token() {
            return token;
        }

        /**
         * Finds one by its token.
         *
         * @param token such as {@code probed}
         * @return the one with exactly this token; empty if this release knows none
         */
        public static Optional<State> ofToken(String token) {
            return Tokens.find(values(), State::token, token);
        }
    }

    /** A copy that nobody else has. */
    private final Builder given;

    private BatchResult(Builder given) {
        this.given = given;
    }

    /**
     * Begins a result.
     *
     * @param number of the target in its stream, from 1
     * @param target what was to be probed
     * @param state  how far it came
     * @return a builder
     * @throws IllegalArgumentException if the number is less than 1
     */
    public static Builder builder(long number, BatchTarget target, State state) {
        if (number < 1) {
            throw new IllegalArgumentException("number: targets are counted from 1");
        }
        return new Builder(number, Objects.requireNonNull(target, "target"), Objects.requireNonNull(state, "state"));
    }

    /** {@return the number of the target in its stream, from 1: results come in the order in which probes end} */
    public long number() {
        return given.number;
    }

    /** {@return what was to be probed} */
    public BatchTarget target() {
        return given.target;
    }

    /** {@return how far it came} */
    public State state() {
        return given.state;
    }

    /** {@return the report of a probe; there is none where none began or ended, and of a survey} */
    public Optional<ProbeReport> report() {
        return Optional.ofNullable(given.report);
    }

    /** {@return the report of a survey; there is none where none began or ended, and of a probe} */
    public Optional<DomainReport> domainReport() {
        return Optional.ofNullable(given.domainReport);
    }

    /** {@return whether it was being probed when an earlier run of the batch ended, so that its server has been asked before} */
    public boolean probedAgain() {
        return given.probedAgain;
    }

    /** {@return why there is no report, or why a target was asked nothing, as where its operator was given up, in words; else empty} */
    public String detail() {
        return given.detail;
    }

    /** {@return how old the oldest attempt is that this target shares with another one; empty if it shares none} */
    public Optional<Duration> sharedAge() {
        return attempts().flatMap(attempt -> attempt.age().stream()).max(Duration::compareTo);
    }

    /** All attempts of the report, of whichever kind that is. */
    Stream<Attempt> attempts() {
        return Stream.concat(
                report().stream().flatMap(report -> report.attempts().stream()),
                domainReport().stream().flatMap(report -> report.attempts().stream()));
    }

    /**
     * {@return plain maps and lists for any JSON library: the result, and in {@code report} or {@code domainReport} the map of the report}
     */
    public Map<String, Object> asMap() {
        return new Node()
                .put("number", number())
                .put("key", target().key())
                .put("state", state().token())
                .put("probedAgain", probedAgain())
                .text("detail", detail())
                .put("sharedAgeMs", sharedAge().map(Node::millis))
                .put("report", report().map(ProbeReport::asMap))
                .put("domainReport", domainReport().map(DomainReport::asMap))
                .map();
    }

    /** {@return number, key and what came of it on one line} */
    @Override
    public String toString() {
        return number() + " " + target().key() + ": " + state().token()
                + report().map(report -> " " + report.verdict()).orElse("")
                + domainReport()
                        .map(report -> " " + report.outlook().standing().token())
                        .orElse("");
    }

    /** Collects what came of a target. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder implements Cloneable {
        private final long number;
        private final BatchTarget target;
        private final State state;
        private @Nullable ProbeReport report;
        private @Nullable DomainReport domainReport;
        private boolean probedAgain;
        private String detail = "";

        private Builder(long number, BatchTarget target, State state) {
            this.number = number;
            this.target = target;
            this.state = state;
        }

        /**
         * Sets the report.
         *
         * @param report of the probe
         * @return this builder
         */
        public Builder report(ProbeReport report) {
            this.report = Objects.requireNonNull(report, "report");
            return this;
        }

        /**
         * Sets the report of a survey.
         *
         * @param report of the survey
         * @return this builder
         */
        public Builder domainReport(DomainReport report) {
            this.domainReport = Objects.requireNonNull(report, "report");
            return this;
        }

        /**
         * Says whether it was being probed when an earlier run ended.
         *
         * @param again whether it was
         * @return this builder
         */
        public Builder probedAgain(boolean again) {
            this.probedAgain = again;
            return this;
        }

        /**
         * Says why there is no report, or nothing was asked.
         *
         * @param words may be empty
         * @return this builder
         */
        public Builder detail(String words) {
            this.detail = Objects.requireNonNull(words, "words");
            return this;
        }

        /** {@return the result} */
        public BatchResult build() {
            try {
                return new BatchResult((Builder) clone());
            } catch (CloneNotSupportedException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }
}
