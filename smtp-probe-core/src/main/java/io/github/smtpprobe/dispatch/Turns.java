/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.batch.Operators;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.Route;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The waiting targets. Each waits for the turn of its first connection, or for another target that is asking the same server the
 * same questions. Used only by the thread that runs the batch.
 */
final class Turns {
    private final Operators operators;
    private final Permits permits;
    private final SharedAttempts shared;
    private final boolean sharing;
    /** Targets that need no turn: they have nothing to connect to, what they would ask is known, or they were given up. */
    private final Deque<Job> free = new ArrayDeque<>();
    /** For each key that is being asked for, the targets that would ask the same. */
    private final Map<SharedKey, Deque<Job>> same = new HashMap<>();

    private int sameSize;

    Turns(Settings settings, Operators operators) {
        this.operators = operators;
        this.permits =
                new Permits(settings.perOperator(), settings.perAddress(), settings.giveUpAfter(), Ticker.system());
        this.shared = new SharedAttempts(settings.sharedFor(), Ticker.system());
        this.sharing = !settings.sharedFor().isZero();
    }

    Permits permits() {
        return permits;
    }

    SharedAttempts shared() {
        return shared;
    }

    void enter(Job job, Resolution resolution) {
        if (resolution.routes().isEmpty()) {
            free.add(job);
            return;
        }
        Route first = resolution.routes().get(0);
        job.party(Party.of(operators, first));
        SharedKey key = SharedKey.of(job.probe().asksFirst(), first, Purpose.PROBE);
        Deque<Job> others = same.get(key);
        if (sharing && shared.known(key, 0).isPresent()) {
            free.add(job);
        } else if (sharing && others != null) {
            others.add(job);
            sameSize++;
        } else {
            ask(job, key, new ArrayDeque<>());
        }
    }

    private void ask(Job job, SharedKey key, Deque<Job> others) {
        if (sharing) {
            same.put(key, others);
            job.asks(key);
        }
        permits.enter(job, job.party());
    }

    Optional<Job> next() {
        Job job = free.poll();
        if (job != null) {
            return Optional.of(job);
        }
        Optional<Permits.Turn> next = permits.next();
        for (Permits.GivenUp each : permits.givenUp()) {
            each.job().giveUp(words(each));
            free.add(each.job());
        }
        next.ifPresent(turn -> turn.job().permit(turn.permit()));
        return next.map(Permits.Turn::job).or(() -> Optional.ofNullable(free.poll()));
    }

    private static String words(Permits.GivenUp given) {
        String often = given.refusals() == 1 ? "once" : given.refusals() + " times in " + time(given.refusing());
        return "not asked: servers of " + given.operator() + " said " + often + " that they are asked too much";
    }

    private static String time(Duration span) {
        return span.toMinutes() < 2 ? span.toSeconds() + " s" : span.toMinutes() + " min";
    }

    /**
     * Called if a target has its answers, or ended without any: the targets that waited for it share them, or one of them asks.
     */
    void asked(Job job) {
        Optional<SharedKey> key = job.asked();
        Deque<Job> others = key.map(same::remove).orElse(null);
        if (others == null || others.isEmpty()) {
            return;
        }
        if (shared.known(key.get(), 0).isPresent()) {
            sameSize -= others.size();
            free.addAll(others);
        } else {
            sameSize--;
            ask(others.remove(), key.get(), others);
        }
    }

    int size() {
        return free.size() + sameSize + permits.waiting();
    }

    /** Nanoseconds until a target gets its turn merely because time passes. */
    long due() {
        return permits.due();
    }
}
