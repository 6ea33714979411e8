/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.kept.Node;
import java.time.Duration;

/** A kind of fact that a later release could bring, of which nothing but {@link Fact} knows. */
public final class LaterKind extends Fact {
    public static final String LABEL = "a step of <tomorrow>";

    public LaterKind(Stage stage, Outcome outcome) {
        super("later-kind", stage, outcome, Duration.ofMillis(7));
    }

    @Override
    public String label() {
        return LABEL;
    }

    @Override
    Fact shortened(FewerWords words) {
        return new LaterKind(stage(), words.of(outcome()));
    }

    @Override
    void values(Node node) {
        node.put("tomorrow", "fine weather");
    }
}
