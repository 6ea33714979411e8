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
 * Probes the server of {@code spring.mail.*} repeatedly, including the login, on its own thread. Health, meters and the start-up
 * check share its results, so that the server sees one probe instead of three. The first probe begins when the application
 * starts; each further one begins {@code smtp-probe.mail.every} (5 minutes by default; 1 second to 1 day) after the end of the
 * previous one. A probe takes at most {@code smtp-probe.mail.deadline} (10 seconds by default; 1 second to 1 hour). No mail is
 * sent: the probe ends after the login.
 *
 * <p>Settings that cannot be used do not prevent the application from starting, because Spring Boot may understand settings that
 * this class does not. In that case nothing is probed, and {@link #problems()} says why. A bean with the name
 * {@code monitoringProbe} replaces the standard {@link SmtpProbe}, for example for your own trust or road. A wrong password is
 * tried again each time; if that locks accounts, set a longer interval. Thread-safe; no method blocks.
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
     * @param environment the environment with {@code spring.mail.*} and {@code smtp-probe.mail.*}
     * @param own         the application's probe, if there is one
     * @throws RefusedStart if a duration is malformed or outside its limits
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

    /** {@return the latest report; empty until the first probe has ended} */
    public Optional<ProbeReport> last() {
        return Optional.ofNullable(last);
    }

    /** {@return the request; empty if the settings cannot be used} */
    public Optional<ProbeRequest> request() {
        return Optional.ofNullable(request);
    }

    /** {@return what is wrong or dangerous in {@code spring.mail.*}, without any secrets} */
    public List<Problem> problems() {
        return problems;
    }

    /** {@return how long a probe may take} */
    public Duration deadline() {
        return deadline;
    }

    /** {@return how old a report can be and still be current; after that, there should have been a newer one} */
    public Duration freshFor() {
        return every.plus(deadline).multipliedBy(2);
    }

    /** {@return a future of the first report; it never completes if the settings cannot be used} */
    public CompletableFuture<ProbeReport> first() {
        return first.copy();
    }

    /**
     * Calls the listener with each report, beginning with the latest one, if there is one.
     *
     * @param listener called on the probing thread, or immediately for a report that already exists; it must not block
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

    /** Throws nothing, not even an error, because the executor would then never call it again. */
    private void ask(ProbeRequest asked) {
        try {
            ProbeCall call = probe.call(asked);
            running = call;
            ProbeReport report = call.execute();
            last = report;
            first.complete(report);
            listeners.forEach(each -> tell(each, report));
        } catch (RuntimeException | Error wrong) {
            LOG.error("The mail server could not be tested", wrong);
        }
    }

    /** A listener that fails takes the report from no other one. */
    private static void tell(Consumer<ProbeReport> listener, ProbeReport report) {
        try {
            listener.accept(report);
        } catch (RuntimeException | Error wrong) {
            LOG.error("A listener failed on the report of the mail server", wrong);
        }
    }

    /** Cancels the probe that is running, if there is one. */
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

    /** {@return an early phase, before everything that may use the result} */
    @Override
    public int getPhase() {
        return 0;
    }
}
