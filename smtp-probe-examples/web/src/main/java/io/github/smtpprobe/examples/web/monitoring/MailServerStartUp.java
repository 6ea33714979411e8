/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.monitoring;

import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.Problem;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Logs when the application starts whether mail can be sent with its settings, and if not, why and what to do. It reports the
 * first probe of {@link MailServerProbe}, and also needs {@link RefusedStart} and {@link RefusedStartAnalyzer}. The setting is
 * {@code smtp-probe.start-up}:
 *
 * <ul>
 *   <li>{@code warn}, the default: the application starts at once, and lines are logged when the result is known
 *   <li>{@code fail}: before the application opens its port, it waits for the result, at most for
 *       {@code smtp-probe.mail.deadline} plus one second. It does not start if the probe failed, if the settings cannot be used
 *       or would expose the login, or if there are none. An inconclusive verdict, for example after a 4xx reply, is only a
 *       warning: a server that is busy now is no reason not to start
 *   <li>{@code off}: nothing is logged
 * </ul>
 *
 * <p>The lines contain the finding's summary, which may quote the server with control characters escaped, but no secret.
 */
@Component
public class MailServerStartUp implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(MailServerStartUp.class);
    private static final String SETTING = "smtp-probe.start-up";

    private enum Mode {
        OFF,
        WARN,
        FAIL
    }

    private final ObjectProvider<MailServerProbe> servers;
    private final Mode mode;
    private volatile boolean started;

    /**
     * Reads the setting.
     *
     * @param environment the environment with {@code smtp-probe.start-up}
     * @param servers     the probe, if there is a server to probe
     * @throws RefusedStart if the setting has none of these three values
     */
    public MailServerStartUp(Environment environment, ObjectProvider<MailServerProbe> servers) {
        this.servers = servers;
        this.mode = switch (environment.getProperty(SETTING, "warn").strip().toLowerCase(Locale.ROOT)) {
            // YAML reads off as a boolean.
            case "off", "false" -> Mode.OFF;
            case "warn" -> Mode.WARN;
            case "fail" -> Mode.FAIL;
            default -> throw RefusedStart.of(SETTING, "must be off, warn or fail");
        };
    }

    @Override
    public void start() {
        MailServerProbe server = servers.getIfAvailable();
        started = true;
        if (mode == Mode.FAIL) {
            if (server == null) {
                throw new RefusedStart(
                        SETTING + " is fail, but spring.mail.host is missing, so there is no mail server to test.",
                        "Set spring.mail.host, or " + SETTING + " to warn.");
            }
            demand(server);
        } else if (mode == Mode.WARN && server != null) {
            server.problems().forEach(each -> LOG.warn("Mail setting: {}", each));
            if (server.request().isEmpty()) {
                LOG.warn("The mail server is not tested, because the settings of spring.mail cannot be used");
            }
            CompletableFuture<Void> unused = server.first().thenAccept(MailServerStartUp::tell);
        }
    }

    private static void demand(MailServerProbe server) {
        List<Problem> errors = server.problems().stream()
                .filter(each -> each.severity() == Problem.Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            throw RefusedStart.of(errors.stream().map(Object::toString).toList());
        }
        server.problems().forEach(each -> LOG.warn("Mail setting: {}", each));
        ProbeReport report = await(server);
        if (report.verdict() == Verdict.FAILED) {
            throw new RefusedStart(
                    "The mail server does not work: " + report.summary(),
                    report.rootCause()
                                    .map(cause -> cause.remedy())
                                    .filter(remedy -> !remedy.isBlank())
                                    .orElse("Test this server with smtp-probe to see what fails.")
                            + "\nTo start nevertheless, set " + SETTING + " to warn.");
        }
        tell(report);
    }

    private static ProbeReport await(MailServerProbe server) {
        try {
            return server.first().get(server.deadline().toMillis() + 1_000, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            throw new RefusedStart(
                    "The test of the mail server failed, or did not end within smtp-probe.mail.deadline.",
                    "See the log for the cause.");
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new RefusedStart("The start was interrupted.", "Start again.");
        }
    }

    private static void tell(ProbeReport report) {
        String warnings = report.findings().stream()
                .filter(each -> each.severity() == Severity.WARNING)
                .map(each -> each.id() + ": " + each.remedy())
                .collect(Collectors.joining("; "));
        if (report.passed()) {
            LOG.info("Mail server: {}", report.summary());
        } else {
            LOG.warn(
                    "Mail server: {} ({}) Remedy: {}",
                    report.summary(),
                    report.rootCause().map(cause -> cause.id()).orElse("no cause found"),
                    report.rootCause().map(cause -> cause.remedy()).orElse("see the transcript"));
        }
        if (!warnings.isEmpty()) {
            LOG.warn("Mail server, to be looked at: {}", warnings);
        }
    }

    @Override
    public void stop() {
        started = false;
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /** {@return a phase after the first probe was started, and well before the web server opens its port} */
    @Override
    public int getPhase() {
        return 1;
    }
}
