/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.kept.KeptNode;
import io.github.smtpprobe.text.kept.Node;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A reply in a pasted text to a command that the text does not show, or that is not a step of a probe, such as VRFY. Also used
 * for a text in which no reply was found.
 */
public final class UnplacedReply extends Fact {
    private final Optional<Stage> about;
    private final String command;

    /** If nobody knows what it is about, it is placed last. */
    private UnplacedReply(Outcome outcome, Duration took, Optional<Stage> about, String command) {
        super("unplaced-reply", about.orElse(Stage.END_OF_DATA), outcome, took);
        this.about = about;
        this.command = Objects.requireNonNull(command, "command");
    }

    /**
     * Makes a fact.
     *
     * @param outcome how it ended
     * @param took    how long it took
     * @param about   the step that the words of the reply are about, if they tell
     * @param command the command, if it is shown; otherwise empty
     * @return the fact
     */
    public static UnplacedReply of(Outcome outcome, Duration took, Optional<Stage> about, String command) {
        return new UnplacedReply(outcome, took, Objects.requireNonNull(about, "about"), command);
    }

    /** {@return the step that the words of the reply are about, if they tell; whether the reply came at that step is not known} */
    public Optional<Stage> about() {
        return about;
    }

    /** {@return the command, if it is shown; otherwise empty} */
    public String command() {
        return command;
    }

    @Override
    public String label() {
        String unknown = outcome() instanceof Outcome.Failed ? "the pasted text" : "a command that is not shown";
        return command.isEmpty() ? unknown : FactWords.line(command);
    }

    @Override
    Optional<Stage> place() {
        return Optional.empty();
    }

    @Override
    Fact shortened(FewerWords words) {
        return new UnplacedReply(words.of(outcome()), took(), about, words.of(command));
    }

    @Override
    void values(Node node) {
        node.put("aboutStage", about.map(Stage::token)).text("command", command);
    }

    static Fact read(KeptNode kept) {
        Optional<Stage> about = kept.token("aboutStage", Stage::ofToken);
        return of(KeptParts.outcome(kept), KeptParts.took(kept), about, kept.words("command"));
    }
}
