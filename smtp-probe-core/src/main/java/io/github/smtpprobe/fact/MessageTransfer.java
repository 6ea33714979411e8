/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.smtp.Stage;
import java.time.Duration;
import java.util.Objects;

/** DATA and the message. Its stage is {@link Stage#DATA} if it ended before the message was sent. */
public final class MessageTransfer extends Fact {
    private MessageTransfer(Outcome outcome, Duration took, Stage stage) {
        super("message-transfer", stage, outcome, took);
    }

    /**
     * Makes a fact.
     *
     * @param outcome how it ended
     * @param took    how long it took
     * @param stage   {@link Stage#DATA} if it ended before the message was sent, else {@link Stage#END_OF_DATA}
     * @return the fact
     * @throws IllegalArgumentException if the stage is another
     */
    public static MessageTransfer of(Outcome outcome, Duration took, Stage stage) {
        if (Objects.requireNonNull(stage, "stage") != Stage.DATA && stage != Stage.END_OF_DATA) {
            throw new IllegalArgumentException("stage: " + stage + " transfers no message");
        }
        return new MessageTransfer(outcome, took, stage);
    }

    @Override
    Fact shortened(FewerWords words) {
        return new MessageTransfer(words.of(outcome()), took(), stage());
    }
}
