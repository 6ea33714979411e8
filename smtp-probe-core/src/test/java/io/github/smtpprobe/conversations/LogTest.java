/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.explain.SweptLogs;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is logged: the dialogue, at DEBUG, and no secret. That it is so whatever the dialogue, {@link SweptLogs} sees. */
class LogTest {
    // README, Security: "log (at any level)"
    // README, Security: "or log line."
    @Test
    void logsTellTheDialogueAndNoSecret() {
        List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
        AppenderBase<ILoggingEvent> capture = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                events.add(event);
            }
        };
        Logger logger = (Logger) LoggerFactory.getLogger("io.github.smtpprobe");
        capture.setContext(logger.getLoggerContext());
        capture.start();
        logger.addAppender(capture);
        try {
            DialogueFile.all().filter(file -> file.has("credentials")).limit(20).forEach(file -> {
                MemoryTransport memory =
                        new MemoryTransport(Delivery.WHOLE, file.certificate().serverContext(), file.script());
                SmtpProbe.builder()
                        .transport(memory)
                        .ticker(memory.ticker())
                        .tlsSettings(DialogueFile.trusting())
                        .build()
                        .probe(file.request(25));
            });
        } finally {
            logger.detachAppender(capture);
        }
        assertThat(events).hasSizeGreaterThan(100).allSatisfy(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.DEBUG);
            assertThat(event.getThrowableProxy()).isNull();
            Invariants.holdsNoSecret(event.getFormattedMessage());
            assertThat(event.getFormattedMessage()).doesNotContain("\n", "\u001B");
        });
        assertThat(events).anyMatch(event -> event.getFormattedMessage().contains("AUTH PLAIN [redacted]"));
    }
}
