/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batch;

import io.github.smtpprobe.arguments.Copies;
import io.github.smtpprobe.arguments.Tokens;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.text.kept.Node;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The result for one target of a batch. Immutable and thread-safe; compared by identity. */
public final class BatchResult {
    /** How far a target got. */
    public enum State {
        /** It was probed: the report has a verdict. */
        PROBED("probed"),
        /**
         * It was not tested: the server said that it is asked too much (421, or an enhanced status code 4.7.x whose text says
         * nothing else), no turn came within the deadline, or the operator kept refusing and was given up. The report shows
         * which; it is not the target's fault.
         */
        RATE_LIMITED("rate-limited"),
        /**
         * It was not tested: the address policy of the probe forbids every way to it, so that nothing was connected to. The report shows it; it is no
         * fault of the target.
         */
        DENIED("denied"),
        /** The batch was cancelled while it was probed. */
        CANCELLED("cancelled"),
        /** The probe refuses the request, such as one that names a port which a probe for untrusted targets does not allow. */
        REFUSED("refused"),
        /** Its probe failed unexpectedly, which is a fault of the library or of the JVM. */
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
         * Finds a constant by its token.
         *
         * @param token such as {@code probed}
         * @return the constant with exactly this token; empty if this release knows none
         */
        public static Optional<State> ofToken(String token) {
            return Tokens.find(values(), State::token, token);
        }
    }

    /** A private copy. */
    private final Builder given;

    private BatchResult(Builder given) {
        this.given = given;
    }

    /**
     * Begins a result.
     *
     * @param number the number of the target in its stream, counted from 1
     * @param target the target
     * @param state  how far it got
     * @return a builder
     * @throws IllegalArgumentException if the number is less than 1
     */
    public static Builder builder(long number, BatchTarget target, State state) {
        if (number < 1) {
            throw new IllegalArgumentException("number: targets are counted from 1");
        }
        return new Builder(number, Objects.requireNonNull(target, "target"), Objects.requireNonNull(state, "state"));
    }

    /** {@return the number of the target in its stream, counted from 1; results arrive in the order in which probes end} */
    public long number() {
        return given.number;
    }

    /** {@return the target} */
    public BatchTarget target() {
        return given.target;
    }

    /** {@return how far it got} */
    public State state() {
        return given.state;
    }

    /** {@return the report of a probe; empty if the probe did not begin or did not end, and for a survey} */
    public Optional<ProbeReport> report() {
        return Optional.ofNullable(given.report);
    }

    /** {@return the report of a survey; empty if the survey did not begin or did not end, and for a probe} */
    public Optional<DomainReport> domainReport() {
        return Optional.ofNullable(given.domainReport);
    }

    /**
     * {@return whether the target was being probed when an earlier run of the batch ended, so that its server may have been
     * contacted before}
     */
    public boolean probedAgain() {
        return given.probedAgain;
    }

    /** {@return why there is no report, or why the target was not contacted, in words; otherwise empty} */
    public String detail() {
        return given.detail;
    }

    /** {@return the age of the oldest attempt that this target shares with another one; empty if it shares none} */
    public Optional<Duration> sharedAge() {
        return attempts().flatMap(attempt -> attempt.age().stream()).max(Duration::compareTo);
    }

    /** All attempts of the report, be it of a probe or a survey. */
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

    /** {@return number, key and result on one line} */
    @Override
    public String toString() {
        return number() + " " + target().key() + ": " + state().token()
                + report().map(report -> " " + report.verdict()).orElse("")
                + domainReport()
                        .map(report -> " " + report.outlook().standing().token())
                        .orElse("");
    }

    /** Builds a {@link BatchResult}. Not thread-safe; may be used again after {@link #build()}. */
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
         * Sets the report of a probe.
         *
         * @param report the report
         * @return this builder
         */
        public Builder report(ProbeReport report) {
            this.report = Objects.requireNonNull(report, "report");
            return this;
        }

        /**
         * Sets the report of a survey.
         *
         * @param report the report
         * @return this builder
         */
        public Builder domainReport(DomainReport report) {
            this.domainReport = Objects.requireNonNull(report, "report");
            return this;
        }

        /**
         * Sets whether the target was being probed when an earlier run ended.
         *
         * @param again whether it was
         * @return this builder
         */
        public Builder probedAgain(boolean again) {
            this.probedAgain = again;
            return this;
        }

        /**
         * Sets why there is no report, or why the target was not contacted.
         *
         * @param words the reason in words; may be empty
         * @return this builder
         */
        public Builder detail(String words) {
            this.detail = Objects.requireNonNull(words, "words");
            return this;
        }

        /** {@return the result} */
        public BatchResult build() {
            return new BatchResult(Copies.of(() -> (Builder) clone()));
        }
    }
}
