/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import org.jspecify.annotations.Nullable;

/**
 * A holder of a Kerberos ticket, and the work that is done as that holder. Each piece of work has its own daemon thread, because
 * waiting for a KDC cannot be interrupted: an interrupted caller leaves, and the thread ends when the JDK gives up, by default
 * after three times 30 seconds for each KDC.
 */
final class KerberosTicket {
    /** The most threads at a time, so that a KDC that stays silent for ever cannot exhaust the machine. */
    private static final int MOST = 20;

    private static final AtomicInteger RUNNING = new AtomicInteger();

    private final KerberosCredentials credentials;
    private @Nullable Subject subject;

    KerberosTicket(KerberosCredentials credentials) {
        this.credentials = credentials;
    }

    /** Does a piece of work as the holder. Called for one piece after the other. */
    <T> @Nullable T with(Callable<T> work) throws InterruptedException, KerberosFailure {
        FutureTask<T> task = new FutureTask<>(() -> AsSubject.call(subject(), work));
        if (RUNNING.incrementAndGet() > MOST) {
            RUNNING.decrementAndGet();
            throw new KerberosFailure("too many logins wait for a KDC in this process already");
        }
        Thread thread = new Thread(null, () -> finish(task), "smtp-probe-kerberos", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException failed) {
            throw KerberosFailure.of(failed.getCause());
        }
    }

    private static void finish(FutureTask<?> task) {
        try {
            task.run();
        } finally {
            RUNNING.decrementAndGet();
        }
    }

    private Subject subject() throws Exception {
        Subject known = subject;
        if (known == null) {
            known = credentials.subject().isPresent() ? credentials.subject().get() : ofCache();
            subject = known;
        }
        return known;
    }

    /** The JDK's own way to the cache would ask for a password on the console if there is no ticket. */
    private static Subject ofCache() throws Exception {
        LoginContext login = new LoginContext("smtp-probe", new Subject(), null, new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return new AppConfigurationEntry[] {
                    new AppConfigurationEntry(
                            "com.sun.security.auth.module.Krb5LoginModule",
                            LoginModuleControlFlag.REQUIRED,
                            Map.of("useTicketCache", "true", "doNotPrompt", "true"))
                };
            }
        });
        login.login();
        return login.getSubject();
    }
}
