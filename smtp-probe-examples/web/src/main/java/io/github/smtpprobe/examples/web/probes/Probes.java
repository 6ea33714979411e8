/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.probes;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.examples.web.guard.Gate;
import io.github.smtpprobe.examples.web.guard.NotNow;
import io.github.smtpprobe.examples.web.guard.Turn;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.survey.DomainSurvey;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * All probes and surveys that are running, and those that ended within the last hour. They are only in memory: nothing is
 * stored. Thread-safe.
 */
@Component
public class Probes implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Probes.class);
    private static final Duration KEPT = Duration.ofHours(1);
    /** The maximum size in characters: some thousand ordinary dialogues, or hundreds of the longest that a server can cause. */
    private static final long MOST_KEPT = 1L << 26;

    private static final int ID_OCTETS = 18;
    /** For a page that is reloaded. */
    private static final Duration BACK_SOON = Duration.ofMillis(800);
    /** For a browser without scripts, which asks every other second. */
    private static final Duration NOBODY_CAME = Duration.ofSeconds(6);

    private final SmtpProbe probe;
    private final Gate gate;
    private final Discretion discretion;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, LiveProbe> running = new ConcurrentHashMap<>();
    private final Cache<String, LiveProbe> ended = Caffeine.newBuilder()
            .expireAfterWrite(KEPT)
            .maximumWeight(MOST_KEPT)
            .<String, LiveProbe>weigher((id, live) -> live.weight())
            .build();
    private final ExecutorService workers = Executors.newCachedThreadPool(named("probe"));
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(named("probe-clock"));

    /**
     * Creates the component.
     *
     * @param pageProbe  probes
     * @param gate       says who may
     * @param discretion says what may be told
     */
    public Probes(SmtpProbe pageProbe, Gate gate, Discretion discretion) {
        this.probe = pageProbe;
        this.gate = gate;
        this.discretion = discretion;
        workers.execute(pageProbe::warmUp);
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Starts a probe.
     *
     * @param client  who asks
     * @param typed   what they typed
     * @param request the same as a request
     * @return the probe, which runs
     * @throws NotNow     if the gate says so
     * @throws WrongInput if the probe refuses the request
     */
    public LiveProbe start(String client, TypedProbe typed, ProbeRequest request) throws NotNow, WrongInput {
        Journal journal = new Journal();
        Errand errand = errand(request, journal);
        return start(typed, errand, journal, gate.probe(client, request));
    }

    /**
     * Starts a survey of a domain.
     *
     * @param client who asks
     * @param typed  what they typed
     * @param survey the same as a survey
     * @return the survey, which runs
     * @throws NotNow     if the gate says so
     * @throws WrongInput if the probe refuses the survey
     */
    public LiveProbe start(String client, TypedProbe typed, DomainSurvey survey) throws NotNow, WrongInput {
        Journal journal = new Journal();
        Errand errand = errand(survey, journal);
        return start(typed, errand, journal, gate.survey(client, survey));
    }

    private LiveProbe start(TypedProbe typed, Errand errand, Journal journal, Turn turn) {
        LiveProbe started = new LiveProbe(id(), typed, errand, journal, turn, this);
        running.put(started.id(), started);
        workers.execute(() -> run(started));
        after(NOBODY_CAME, () -> nobodyCame(started));
        return started;
    }

    private Errand errand(ProbeRequest request, Journal journal) throws WrongInput {
        try {
            return Errand.of(probe.call(request, discretion.heard(new Telling(journal))));
        } catch (InvalidRequest refused) {
            throw Asking.wrong(refused);
        }
    }

    private Errand errand(DomainSurvey survey, Journal journal) throws WrongInput {
        try {
            return Errand.of(probe.call(survey, discretion.telling(journal)));
        } catch (InvalidRequest refused) {
            throw AskingSurvey.wrong(refused);
        }
    }

    private String id() {
        byte[] octets = new byte[ID_OCTETS];
        random.nextBytes(octets);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    /**
     * Finds a probe.
     *
     * @param id of it
     * @return the probe; empty if there is none of this id, or none any more
     */
    public Optional<LiveProbe> find(String id) {
        return Optional.ofNullable(running.get(id)).or(() -> Optional.ofNullable(ended.getIfPresent(id)));
    }

    private void run(LiveProbe live) {
        try {
            Found found = live.run();
            Duration wait = live.ending() != Ending.ITSELF
                    ? Duration.ZERO
                    : discretion.toldAfter(found, live.deadline()).minus(live.age());
            if (wait.isNegative() || wait.isZero()) {
                tell(live);
            } else {
                after(wait, () -> tell(live));
            }
        } catch (RuntimeException | Error broken) {
            LOG.error("a probe broke down", broken);
            tell(live);
            throw broken;
        }
    }

    /** Shows the end. The place is not free before that: this, too, would reveal how long it took to reach nobody. */
    private void tell(LiveProbe live) {
        ended.put(live.id(), live);
        live.turn().close();
        live.journal().end(end(live));
        running.remove(live.id());
    }

    private Map<String, Object> end(LiveProbe live) {
        Found found = live.untold();
        if (found != null) {
            try {
                return discretion.end(found, live.ending());
            } catch (RuntimeException broken) {
                LOG.error("what came of a probe cannot be told", broken);
            }
        }
        return Map.of("verdict", "inconclusive", "text", "The test failed because of a fault of this page.");
    }

    /** Somebody cancelled it: what was held back is now shown. */
    void cancelled(LiveProbe live) {
        if (live.untold() != null) {
            tell(live);
        }
    }

    /** Ends a probe that nobody watches any more, now or in a moment. */
    void lookAfter(LiveProbe live) {
        if (live.left(BACK_SOON)) {
            live.abandon();
        } else {
            after(BACK_SOON.plusMillis(1), () -> {
                if (live.left(BACK_SOON)) {
                    live.abandon();
                }
            });
        }
    }

    private void nobodyCame(LiveProbe live) {
        if (live.abandoned(NOBODY_CAME)) {
            live.abandon();
        } else if (!live.ended()) {
            after(NOBODY_CAME.dividedBy(4), () -> nobodyCame(live));
        }
    }

    /** Runs a task later. Its failures are logged, since nobody waits for it. */
    private void after(Duration time, Runnable task) {
        Runnable told = () -> {
            try {
                task.run();
            } catch (RuntimeException | Error broken) {
                LOG.error("what was to be done of a probe later broke down", broken);
                throw broken;
            }
        };
        Future<?> unused = clock.schedule(told, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void destroy() {
        running.values().forEach(LiveProbe::cancel);
        workers.shutdownNow();
        clock.shutdownNow();
    }
}
