/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import static io.github.smtpprobe.text.kept.KeptNode.required;

import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.kept.KeptNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A fact of a stored report that a newer release made, of a kind or with a token that this release does not know. Its
 * {@link #asMap()}, {@link #label()}, {@link #description()} and {@link #state()} are preserved. If its stage is unknown, it is
 * placed last and {@link #placed()} returns false; if the reason of its outcome is unknown, the outcome is a substitute with the
 * same state.
 */
public final class OtherFact extends Fact {
    private final KeptNode kept;

    private OtherFact(KeptNode kept, String kind, Stage stage, Outcome outcome, Duration took) {
        super(kind, stage, outcome, took);
        this.kept = kept;
    }

    static Fact read(KeptNode kept) {
        State state = required("state", kept.token("state", State::ofToken));
        return new OtherFact(
                kept,
                required("kind", kept.text("kind")),
                kept.text("stage").flatMap(Stage::ofToken).orElse(Stage.END_OF_DATA),
                KeptParts.outcome(kept, state),
                KeptParts.took(kept));
    }

    /** {@return whether this release knows the step at which it happened} */
    public boolean placed() {
        return place().isPresent();
    }

    @Override
    Optional<Stage> place() {
        return kept.text("stage").flatMap(Stage::ofToken);
    }

    @Override
    public String label() {
        return kept.text("label").orElseGet(() -> kind().replace('-', ' '));
    }

    @Override
    String told() {
        return kept.text("description").filter(each -> !each.isBlank()).orElseGet(super::told);
    }

    @Override
    Map<String, Object> map() {
        return kept.map();
    }

    /** Nothing is shortened, since it is not known which parts are long. */
    @Override
    Fact shortened(FewerWords words) {
        return this;
    }
}
