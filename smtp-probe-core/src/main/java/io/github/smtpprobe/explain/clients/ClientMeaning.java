/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.tables.Template;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A block of {@code client-findings.txt}: the meaning of a symptom that a client reports at a step, with all texts. */
public final class ClientMeaning {
    /** How much most of them explain. */
    static final int TELLING = 4;

    private final Map<String, String> block;
    private final List<String> symptoms;

    /** The steps to which it applies; if empty, to all of them. */
    private final Set<Stage> stages;

    private final int telling;

    ClientMeaning(Map<String, String> block) {
        this.block = Map.copyOf(block);
        this.symptoms = Arrays.stream(text("of").split(";")).map(String::strip).toList();
        this.stages = stages(text("at"));
        this.telling = block.containsKey("telling") ? Integer.parseInt(text("telling")) : TELLING;
    }

    private static Set<Stage> stages(String names) {
        return names.isEmpty()
                ? Set.of()
                : EnumSet.copyOf(
                        Arrays.stream(names.split(" ")).map(Stage::valueOf).toList());
    }

    String id() {
        return text("id");
    }

    List<String> symptoms() {
        return symptoms;
    }

    /** How much it explains. */
    int telling() {
        return telling;
    }

    /** The condition for it; may be empty. */
    String condition() {
        return text("when");
    }

    /** Whether it is about another protocol than SMTP. */
    boolean elsewhere() {
        return condition().equals("elsewhere");
    }

    /** Whether it applies to a symptom at a step. */
    boolean fits(String symptom, Optional<Stage> stage) {
        return symptoms.contains(symptom)
                && (stages.isEmpty() || stage.filter(stages::contains).isPresent());
    }

    Finding finding(Map<String, String> values, List<String> evidence) {
        return Finding.builder(id())
                .severity(Severity.ERROR)
                .confidence(Confidence.valueOf(text("sure")))
                .actor(Actor.valueOf(text("who")))
                .summary(Template.fill(text("says"), values))
                .explanation(Template.fill(text("why"), values))
                .remedy(Template.fill(text("do"), values))
                .reference(text("source"))
                .attempt(0)
                .evidence(evidence)
                .build();
    }

    String text(String key) {
        return Objects.requireNonNullElse(block.get(key), "");
    }

    @Override
    public String toString() {
        return id() + " of " + symptoms + (stages.isEmpty() ? "" : " at " + stages);
    }
}
