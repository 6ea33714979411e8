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

/** A probe, or a survey of a domain, that somebody started, with all who look at it. It runs as long as somebody does. Thread-safe. */
public final class LiveProbe {
    /** What every report has besides what was said. */
    private static final int LIGHTEST = 1 << 13;

    private static final int HEAVIEST = 1 << 23;
    /** A line of the dialogue is in the transcript, in a fact and in findings. */
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
    /** Contains the secrets, so it is dropped when they have been used. */
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

    /** {@return what nobody guesses} */
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

    /** {@return what it was going to do, in sentences} */
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

    /** {@return how much of its time it has left} */
    public Duration left() {
        Duration left = deadline.minus(age());
        return left.isNegative() ? Duration.ZERO : left;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** {@return whether its end may be told} */
    public boolean ended() {
        return journal.ended();
    }

    /** {@return by whom it was ended} */
    public Ending ending() {
        return ending;
    }

    private Optional<Found> told() {
        return ended() ? Optional.ofNullable(found) : Optional.empty();
    }

    /** {@return what came of a probe; empty before its end may be told, where it broke down, and of a survey} */
    public Optional<ProbeReport> report() {
        return told().flatMap(each ->
                each instanceof Found.OfServer server ? Optional.of(server.report()) : Optional.empty());
    }

    /** {@return what came of a survey; empty before its end may be told, where it broke down, and of a probe} */
    public Optional<DomainReport> domainReport() {
        return told().flatMap(each ->
                each instanceof Found.OfDomain domain ? Optional.of(domain.report()) : Optional.empty());
    }

    /** {@return what was told until now} */
    public List<Moment> moments() {
        try {
            return journal.after(0, Duration.ZERO);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** Somebody looks at its page. */
    public void seen() {
        seen = System.nanoTime();
    }

    /**
     * Somebody begins to look on.
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
     * A visitor leaves, and may come back at once if the page is only being reloaded.
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

    /** {@return whether nobody looks any more, and nobody did in this time} */
    boolean abandoned(Duration grace) {
        return !ended() && open.isEmpty() && System.nanoTime() - seen >= grace.toNanos();
    }

    /** {@return whether somebody ever looked on, and nobody does now} */
    boolean left(Duration grace) {
        return watches.get() > 0 && abandoned(grace);
    }

    /** Ends it. */
    public void cancel() {
        end(Ending.CANCELLED);
    }

    /** Ends it, since nobody looks at it. */
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

    /** {@return its place among those that run at once} */
    Turn turn() {
        return turn;
    }

    /** Runs it, and forgets what was asked. */
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
