/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import static io.github.smtpprobe.text.KeptNode.required;

import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.KeptNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A fact of a report that was kept, which a newer release made: this one does not know its kind, or a word in it. Its
 * {@link #asMap()}, {@link #label()}, {@link #description()} and {@link #state()} are as they were; where its stage is not known here,
 * it stands last and {@link #placed()} says so; where the reason of its outcome is not known, the outcome is another one of that state.
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

    /** Nothing is known of what is long in it. */
    @Override
    Fact shortened(FewerWords words) {
        return this;
    }
}
