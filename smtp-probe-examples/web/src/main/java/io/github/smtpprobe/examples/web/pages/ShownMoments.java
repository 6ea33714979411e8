/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import io.github.smtpprobe.examples.web.probes.Moment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known so far about a running probe, for a browser without scripts; {@code live.js} shows the same. */
public final class ShownMoments {
    private static final Map<String, String> SIGNS =
            Map.of("running", "\u2026", "passed", "\u2713", "failed", "\u2717", "skipped", "\u2013");
    private static final Map<String, String> STATES =
            Map.of("running", "under way", "passed", "done", "failed", "failed", "skipped", "not done");

    private final List<Map<String, String>> steps = new ArrayList<>();
    private final List<Map<String, String>> lines = new ArrayList<>();

    ShownMoments(List<Moment> moments) {
        moments.forEach(this::add);
    }

    /** {@return attempts and steps, each with kind, sign, label, state, took and text} */
    public List<Map<String, String>> steps() {
        return steps;
    }

    /** {@return lines of the dialogue, each with who, mark, took and text} */
    public List<Map<String, String>> lines() {
        return lines;
    }

    private void add(Moment moment) {
        switch (moment.name()) {
            case "attempt" ->
                steps.add(Map.of(
                        "kind",
                        "attempt",
                        "sign",
                        "",
                        "label",
                        "Connection to " + text(moment, "text"),
                        "state",
                        "",
                        "took",
                        "",
                        "text",
                        ""));
            case "step" -> step(moment);
            case "line" ->
                lines.add(Map.of(
                        "who",
                        text(moment, "who"),
                        "mark",
                        text(moment, "mark"),
                        "took",
                        took(moment),
                        "text",
                        text(moment, "text")));
            default -> {}
        }
    }

    private void step(Moment moment) {
        String state = text(moment, "state");
        Map<String, String> step = new LinkedHashMap<>();
        step.put("kind", state);
        step.put("sign", SIGNS.getOrDefault(state, ""));
        step.put("label", text(moment, "label"));
        step.put("state", STATES.getOrDefault(state, state));
        step.put("took", took(moment));
        step.put("text", text(moment, "text"));
        Map<String, String> last = steps.isEmpty() ? Map.of() : steps.get(steps.size() - 1);
        if ("running".equals(last.get("kind"))) {
            steps.set(steps.size() - 1, step);
        } else {
            steps.add(step);
        }
    }

    private static String took(Moment moment) {
        Object ms = moment.data().get("ms");
        return ms == null ? "" : ms + " ms";
    }

    private static String text(Moment moment, String key) {
        return String.valueOf(moment.data().getOrDefault(key, ""));
    }
}
