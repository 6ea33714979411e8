/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.arguments.Copies;
import io.github.smtpprobe.batch.BatchListener;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.batch.Operators;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** The settings of a batch, with defaults. A run has a copy of its own, which nobody changes. */
public final class Settings implements Cloneable {
    private static final int MOST_AT_ONCE = 100_000;

    private int concurrency = 256;
    private int lookUps = 100;
    private Operators operators = Operators.lastTwoLabels();
    private Quota perOperator = new Quota(4, Duration.ofMillis(50));
    private Quota perAddress = new Quota(2, Duration.ofMillis(100));
    private Duration giveUpAfter = Duration.ofMinutes(15);
    private Duration sharedFor = Duration.ofMinutes(10);
    private List<BatchListener> listeners = new ArrayList<>();
    private Duration progressEvery = Duration.ofSeconds(1);
    private Optional<JournalPlace> journal = Optional.empty();
    private OptionalLong expected = OptionalLong.empty();
    private Predicate<? super BatchTarget> leftOut = target -> false;

    /** The defaults. */
    public Settings() {}

    /** {@return the same settings, for one run} */
    public Settings copy() {
        Settings copy = Copies.of(() -> (Settings) clone());
        copy.listeners = List.copyOf(listeners);
        return copy;
    }

    int concurrency() {
        return concurrency;
    }

    /** How many targets are held at once, both running and waiting. */
    int lookAhead() {
        return 2 * concurrency + 1_000;
    }

    /** {@return how many targets are looked up at once} */
    public int lookUps() {
        return lookUps;
    }

    Operators operators() {
        return operators;
    }

    Quota perOperator() {
        return perOperator;
    }

    Quota perAddress() {
        return perAddress;
    }

    Duration giveUpAfter() {
        return giveUpAfter;
    }

    Duration sharedFor() {
        return sharedFor;
    }

    List<BatchListener> listeners() {
        return listeners;
    }

    Duration progressEvery() {
        return progressEvery;
    }

    Optional<JournalPlace> journal() {
        return journal;
    }

    OptionalLong expected() {
        return expected;
    }

    Predicate<? super BatchTarget> leftOut() {
        return leftOut;
    }

    /** How many targets are probed at once. */
    public void concurrency(int targets) {
        concurrency = atOnce(targets, "targets");
    }

    /** How many targets are looked up at once. */
    public void lookUps(int targets) {
        lookUps = atOnce(targets, "targets");
    }

    /** The rule that tells who runs a server. */
    public void operators(Operators rule) {
        operators = Objects.requireNonNull(rule, "rule");
    }

    /** The limits for one operator. */
    public void perOperator(int connections, Duration interval) {
        perOperator = quota(connections, interval);
    }

    /** The limits for one address. */
    public void perAddress(int connections, Duration interval) {
        perAddress = quota(connections, interval);
    }

    /** How long an operator may keep refusing. */
    public void giveUpAfter(Duration patience) {
        giveUpAfter = within(patience, "patience", Duration.ofDays(1), "a day");
    }

    /** How long an attempt may be shared; if zero, never. */
    public void sharedFor(Duration age) {
        sharedFor = within(age, "age", Duration.ofDays(1), "a day");
    }

    /** Adds a listener of progress. */
    public void listener(BatchListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /** How often they are called. */
    public void progressEvery(Duration interval) {
        if (hour(interval).isZero()) {
            throw new IllegalArgumentException("interval: must be more than zero");
        }
        progressEvery = interval;
    }

    /** Where the journal is. */
    public void journal(JournalPlace place) {
        journal = Optional.of(place);
    }

    /** How many targets there are. */
    public void expected(long targets) {
        if (targets < 0) {
            throw new IllegalArgumentException("targets: is negative");
        }
        expected = OptionalLong.of(targets);
    }

    /** Which targets are not probed. */
    public void leftOut(Predicate<? super BatchTarget> unwanted) {
        leftOut = Objects.requireNonNull(unwanted, "unwanted");
    }

    private static Quota quota(int connections, Duration interval) {
        return new Quota(atOnce(connections, "connections"), hour(interval));
    }

    private static int atOnce(int number, String name) {
        if (number < 1 || number > MOST_AT_ONCE) {
            throw new IllegalArgumentException(name + ": must be from 1 to " + MOST_AT_ONCE);
        }
        return number;
    }

    private static Duration hour(Duration interval) {
        return within(interval, "interval", Duration.ofHours(1), "an hour");
    }

    private static Duration within(Duration given, String name, Duration most, String words) {
        if (Objects.requireNonNull(given, name).isNegative() || given.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + ": must be from zero to " + words);
        }
        return given;
    }
}
