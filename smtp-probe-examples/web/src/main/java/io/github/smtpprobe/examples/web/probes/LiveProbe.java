/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.probes;

import io.github.smtpprobe.examples.web.guard.Turn;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.survey.DomainReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A probe of a server or a survey of a domain that a user started, with all who watch it. It runs as long as somebody does.
 * Thread-safe.
 */
public final class LiveProbe {
    /** The size of a report without a dialogue. */
    private static final int LIGHTEST = 1 << 13;

    private static final int HEAVIEST = 1 << 23;
    /** How often a line of the dialogue occurs in a report: in the transcript, in a fact and in findings. */
    private static final int SHOWN_AGAIN = 4;

    private final String id;
    private final TypedProbe typed;
    private final String target;
    private final String plan;
    private final boolean survey;
    private final Duration deadline;
    private final Journal journal;
    private final Turn turn;
    private final Probes home;
    private final long began = System.nanoTime();
    private final AtomicInteger watches = new AtomicInteger();
    private final Map<Integer, Watch> open = new ConcurrentHashMap<>();
    private volatile long seen = began;
    private volatile Ending ending = Ending.ITSELF;
    private volatile @Nullable Found found;
    /** Contains the secrets, so it is dropped after their use. */
    private volatile @Nullable Errand errand;

    LiveProbe(String id, TypedProbe typed, Errand errand, Journal journal, Turn turn, Probes home) {
        this.id = id;
        this.typed = typed;
        this.errand = errand;
        this.target = errand.target();
        this.plan = errand.plan();
        this.survey = errand.survey();
        this.deadline = errand.deadline();
        this.journal = journal;
        this.turn = turn;
        this.home = home;
    }

    /** {@return an id that nobody can guess} */
    public String id() {
        return id;
    }

    /** {@return what was typed} */
    public TypedProbe typed() {
        return typed;
    }

    /** {@return what is probed, in words} */
    public String target() {
        return target;
    }

    /** {@return what was planned, in sentences} */
    public String plan() {
        return plan;
    }

    /** {@return whether it is a survey of a domain} */
    public boolean survey() {
        return survey;
    }

    /** {@return how long it may take} */
    public Duration deadline() {
        return deadline;
    }

    /** {@return the time that is left} */
    public Duration left() {
        Duration left = deadline.minus(age());
        return left.isNegative() ? Duration.ZERO : left;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** {@return whether its end may be shown} */
    public boolean ended() {
        return journal.ended();
    }

    /** {@return what ended it} */
    public Ending ending() {
        return ending;
    }

    private Optional<Found> told() {
        return ended() ? Optional.ofNullable(found) : Optional.empty();
    }

    /** {@return the report of a probe; empty before its end may be shown, if it broke, and for a survey} */
    public Optional<ProbeReport> report() {
        return told().flatMap(each ->
                each instanceof Found.OfServer server ? Optional.of(server.report()) : Optional.empty());
    }

    /** {@return the report of a survey; empty before its end may be shown, if it broke, and for a probe} */
    public Optional<DomainReport> domainReport() {
        return told().flatMap(each ->
                each instanceof Found.OfDomain domain ? Optional.of(domain.report()) : Optional.empty());
    }

    /** {@return the moments so far} */
    public List<Moment> moments() {
        try {
            return journal.after(0, Duration.ZERO);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** Notes that somebody has requested its page. */
    public void seen() {
        seen = System.nanoTime();
    }

    /**
     * Begins to watch.
     *
     * @param from the last moment that they know; 0 for none
     * @return to be closed when they go
     */
    public Watch watch(int from) {
        seen();
        Watch watch = new Watch(this, watches.incrementAndGet(), from);
        open.put(watch.number(), watch);
        return watch;
    }

    /**
     * Notes that a visitor left, who may come back at once if the page is only being reloaded.
     *
     * @param number of the {@link Watch}
     */
    public void leave(int number) {
        Watch watch = open.remove(number);
        if (watch != null) {
            seen();
            watch.end();
            home.lookAfter(this);
        }
    }

    void closed(Watch watch) {
        if (open.remove(watch.number(), watch)) {
            home.lookAfter(this);
        }
    }

    /** {@return whether nobody is watching, and nobody has been for this time} */
    boolean abandoned(Duration grace) {
        return !ended() && open.isEmpty() && System.nanoTime() - seen >= grace.toNanos();
    }

    /** {@return whether somebody once watched, and nobody has for this time} */
    boolean left(Duration grace) {
        return watches.get() > 0 && abandoned(grace);
    }

    /** Cancels it. */
    public void cancel() {
        end(Ending.CANCELLED);
    }

    /** Cancels it because nobody is watching. */
    void abandon() {
        end(Ending.UNWATCHED);
    }

    private void end(Ending by) {
        if (!ended()) {
            ending = by;
            Errand running = errand;
            if (running != null) {
                running.cancel().run();
            }
            home.cancelled(this);
        }
    }

    Journal journal() {
        return journal;
    }

    /** {@return about how many characters it keeps} */
    int weight() {
        Found made = found;
        long said = made == null ? 0 : made.said();
        return (int) Math.min(HEAVIEST, LIGHTEST + journal.characters() + SHOWN_AGAIN * said);
    }

    /** {@return its place among those that run at the same time} */
    Turn turn() {
        return turn;
    }

    /** Runs it, and forgets the request. */
    Found run() {
        Errand running = Objects.requireNonNull(errand);
        try {
            Found made = running.run().get();
            found = made;
            return made;
        } finally {
            errand = null;
        }
    }

    @Nullable
    Found untold() {
        return found;
    }
}
