/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.smtpprobe.harness.Invariants;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Looks for secrets in whatever is logged during any test, at TRACE, and at how we log: at DEBUG, one line each, without an
 * exception, which could hold anything. Where something is wrong, the test that ends next fails.
 */
public final class SweptLogs extends AppenderBase<ILoggingEvent> {
    private static final List<String> LEAKS = new CopyOnWriteArrayList<>();
    private static volatile boolean sweeping;

    @Override
    public void start() {
        super.start();
        sweeping = true;
    }

    @Override
    protected void append(ILoggingEvent event) {
        try {
            Invariants.holdsNoSecret(event.getFormattedMessage());
            Invariants.holdsNoSecret(event.getThreadName() + event.getMDCPropertyMap());
            if (event.getLoggerName().startsWith("io.github.smtpprobe")) {
                isOneLineAtDebug(event);
            }
        } catch (AssertionError leak) {
            LEAKS.add(event.getLoggerName() + " " + event.getLevel() + ": " + leak.getMessage());
        }
    }

    private static void isOneLineAtDebug(ILoggingEvent event) {
        assertThat(event.getLevel()).isEqualTo(Level.DEBUG);
        assertThat(event.getThrowableProxy()).isNull();
        String message = event.getFormattedMessage();
        if (message.indexOf('\n') >= 0 || message.indexOf('\u001B') >= 0) {
            throw new AssertionError("more than a line");
        }
    }

    /** Registered for all tests. */
    public static final class Check implements AfterEachCallback {
        // The log is started before the first test: while a thread starts it, others get substitutes.
        static {
            LoggerFactory.getILoggerFactory();
        }

        @Override
        public void afterEach(ExtensionContext context) {
            assertThat(LEAKS).as("secrets in logs, and what no log should be").isEmpty();
            assertThat(sweeping
                            && !LoggerFactory.getLogger("io.github.smtpprobe").isTraceEnabled())
                    .as("a test has turned the sweep off for those behind it")
                    .isFalse();
        }
    }
}
