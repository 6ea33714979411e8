/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.route.Resolution;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One target on its way through the batch. Used only by the thread that runs the batch. */
final class Job {
    /** How much later than its deadline a look-up may end on a busy machine. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final long since = System.nanoTime();
    private final long number;
    private final BatchTarget target;
    private final boolean again;
    private final Engine.Probe probe;
    private @Nullable Party party;
    private Optional<Permits.Permit> permit = Optional.empty();
    private Optional<SharedKey> asks = Optional.empty();
    private Optional<Resolution> resolution = Optional.empty();
    private String givenUp = "";
    private boolean over;

    Job(Source.Numbered numbered, boolean again, Engine.Probe probe) {
        this.number = numbered.number();
        this.target = numbered.target();
        this.again = again;
        this.probe = probe;
    }

    long number() {
        return number;
    }

    BatchTarget target() {
        return target;
    }

    /** {@return whether it was running when an earlier run ended} */
    boolean again() {
        return again;
    }

    /** {@return whether its look-up should have ended by now, however slow this machine is} */
    boolean overdue(long now) {
        Duration longest = target.request().deadline().plus(GRACE);
        return now - since - longest.toNanos() > 0;
    }

    Engine.Probe probe() {
        return probe;
    }

    /** {@return the result of its look-up, kept while the rule for operators is asked about it} */
    Optional<Resolution> resolution() {
        return resolution;
    }

    void resolution(Resolution found) {
        resolution = Optional.of(found);
    }

    /** {@return the operator and address of its first connection} */
    Party party() {
        return Objects.requireNonNull(party, "party");
    }

    void party(Party first) {
        party = first;
    }

    /** {@return the permit for its first connection} */
    Optional<Permits.Permit> permit() {
        return permit;
    }

    void permit(Permits.Permit reserved) {
        permit = Optional.of(reserved);
    }

    /** {@return why it is not connected to, in words; empty if it is} */
    String givenUp() {
        return givenUp;
    }

    void giveUp(String why) {
        givenUp = why;
    }

    void asks(SharedKey key) {
        asks = Optional.of(key);
    }

    /** {@return what it asks, while others wait for the answer; only returned once} */
    Optional<SharedKey> asked() {
        Optional<SharedKey> key = asks;
        asks = Optional.empty();
        return key;
    }

    /** Ends it: {@return whether it had not ended before}. */
    boolean end() {
        boolean first = !over;
        over = true;
        return first;
    }
}
