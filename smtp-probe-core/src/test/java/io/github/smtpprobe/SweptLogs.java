/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Looks for secrets in whatever is logged during any test, at TRACE; the test that ends next fails. */
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
        } catch (AssertionError leak) {
            LEAKS.add(event.getLoggerName() + " " + event.getLevel() + ": " + leak.getMessage());
        }
    }

    /** Registered for all tests. */
    public static final class Check implements AfterEachCallback {
        @Override
        public void afterEach(ExtensionContext context) {
            assertThat(LEAKS).as("secrets in logs").isEmpty();
            assertThat(sweeping
                            && !LoggerFactory.getLogger("io.github.smtpprobe").isTraceEnabled())
                    .as("a test has turned the sweep off for those behind it")
                    .isFalse();
        }
    }
}
