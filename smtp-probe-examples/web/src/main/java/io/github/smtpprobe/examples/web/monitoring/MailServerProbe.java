/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.monitoring;

import io.github.smtpprobe.ProbeCall;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.MailProperties;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Asks the server of {@code spring.mail.*} again and again, login included, on a thread of its own; health, meters and the start-up check
 * share what it found, so that the server sees one probe and not three. The first one begins when the application starts, the next one
 * {@code smtp-probe.mail.every} (5 minutes; 1 second to 1 day) after the end of the one before, and each takes
 * {@code smtp-probe.mail.deadline} (10 seconds; 1 second to 1 hour). Nothing is sent: the probe ends after the login.
 *
 * <p>Settings that cannot be followed do not keep the application from starting, since Spring Boot may understand more than we do: then
 * nothing is asked, and {@link #problems()} says why. A bean of the name {@code monitoringProbe} takes the place of the standard
 * {@link SmtpProbe}, for trust or a road of one's own. A wrong password is tried each time anew; where that locks accounts, set a longer
 * time. Thread-safe; no
 * method waits.
 */
@Component
@ConditionalOnProperty("spring.mail.host")
public class MailServerProbe implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(MailServerProbe.class);

    private final SmtpProbe probe;
    private final Duration every;
    private final Duration deadline;
    private final List<Problem> problems;
    private final @Nullable ProbeRequest request;
    private final List<Consumer<ProbeReport>> listeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<ProbeReport> first = new CompletableFuture<>();
    private volatile @Nullable ProbeReport last;
    private volatile @Nullable ProbeCall running;
    private volatile @Nullable ScheduledExecutorService thread;

    /**
     * Reads the settings.
     *
     * @param environment with {@code spring.mail.*} and {@code smtp-probe.mail.*}
     * @param own         the application's probe, if there is one
     * @throws RefusedStart if a time is none, or out of its limits
     */
    public MailServerProbe(Environment environment, @Qualifier("monitoringProbe") ObjectProvider<SmtpProbe> own) {
        SettingReader settings = new SettingReader(environment);
        every = settings.time(
                "smtp-probe.mail.every", Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofDays(1));
        deadline = settings.time(
                "smtp-probe.mail.deadline", Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofHours(1));
        probe = own.getIfAvailable(SmtpProbe::standard);
        MailProperties mail = ProbeRequest.fromMailProperties(mail(environment));
        problems = Stream.concat(mail.problems().stream(), mail.dangerous().stream())
                .toList();
        request = request(mail);
    }

    private static Map<String, String> mail(Environment environment) {
        Map<String, String> settings = new HashMap<>();
        Binder.get(environment)
                .bind("spring.mail", Bindable.mapOf(String.class, String.class))
                .ifBound(found -> found.forEach((name, value) -> settings.put("spring.mail." + name, value)));
        return settings;
    }

    private @Nullable ProbeRequest request(MailProperties mail) {
        try {
            return mail.request().deadline(deadline).build();
        } catch (InvalidRequest told) {
            return null;
        }
    }

    /** {@return what was found last; empty until the first probe ended} */
    public Optional<ProbeReport> last() {
        return Optional.ofNullable(last);
    }

    /** {@return what is asked; empty if the settings cannot be followed} */
    public Optional<ProbeRequest> request() {
        return Optional.ofNullable(request);
    }

    /** {@return what is wrong or dangerous in {@code spring.mail.*}; no secret is in it} */
    public List<Problem> problems() {
        return problems;
    }

    /** {@return how long a probe takes at most} */
    public Duration deadline() {
        return deadline;
    }

    /** {@return how old a report can be that still says how things are: older, the next one should have been there} */
    public Duration freshFor() {
        return every.plus(deadline).multipliedBy(2);
    }

    /** {@return the first report, when it is there; never if the settings cannot be followed} */
    public CompletableFuture<ProbeReport> first() {
        return first.copy();
    }

    /**
     * Tells of each report, the last one included.
     *
     * @param listener called on the probing thread, or at once for a report that is there; it must not block
     */
    public void onReport(Consumer<ProbeReport> listener) {
        listeners.add(listener);
        last().ifPresent(listener);
    }

    @Override
    public synchronized void start() {
        ProbeRequest asked = request;
        if (asked == null || thread != null) {
            return;
        }
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "mail-server-probe");
            daemon.setDaemon(true);
            return daemon;
        });
        Future<?> unused = started.scheduleWithFixedDelay(() -> ask(asked), 0, every.toMillis(), TimeUnit.MILLISECONDS);
        thread = started;
    }

    /** Nothing is thrown out of it: the executor would never call it again. */
    private void ask(ProbeRequest asked) {
        try {
            ProbeCall call = probe.call(asked);
            running = call;
            ProbeReport report = call.execute();
            last = report;
            first.complete(report);
            listeners.forEach(each -> each.accept(report));
        } catch (RuntimeException wrong) {
            LOG.error("The mail server could not be asked", wrong);
        }
    }

    /** Cancels the probe that runs, if one does. */
    @Override
    public synchronized void stop() {
        ScheduledExecutorService started = thread;
        if (started != null) {
            started.shutdown();
        }
        ProbeCall call = running;
        if (call != null) {
            call.cancel();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** {@return early: before whatever may want to know} */
    @Override
    public int getPhase() {
        return 0;
    }
}
