/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import io.github.smtpprobe.catalogue.Meaning;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The codes of {@code codes.tsv}, each with what the library's catalogue says about it. Created on first use. */
final class ReplyCodes {
    static final List<CodeEntry> ALL = read();

    private ReplyCodes() {}

    private static List<CodeEntry> read() {
        try (InputStream in = Objects.requireNonNull(ReplyCodes.class.getResourceAsStream("codes.tsv"), "codes.tsv");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> entry(line.split("\t")))
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException("this page's own file codes.tsv cannot be read", broken);
        }
    }

    /** Finds codes whose entries contain all of these words. */
    static List<CodeEntry> find(String words) {
        List<String> wanted = words(words);
        return ALL.stream().filter(each -> each.holds(wanted)).toList();
    }

    /** Finds the meanings of replies by their words, whatever their codes. */
    static List<Meaning> meanings(String words) {
        List<String> wanted = words(words);
        return ReplyCatalogue.standard().meanings().stream()
                .filter(each -> {
                    String text = (each.id() + " " + each.inGeneral() + " " + each.why() + " " + each.provider())
                            .toLowerCase(Locale.ROOT);
                    return wanted.stream().allMatch(text::contains);
                })
                .toList();
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static CodeEntry entry(String... columns) {
        String code = columns[0];
        List<Stage> stages = Arrays.stream(columns[3].split(" "))
                .filter(name -> !name.equals("-"))
                .map(Stage::valueOf)
                .toList();
        return code.startsWith("x.")
                ? new CodeEntry(code, anchors(code), columns[1], columns[2], enhanced(code, stages.get(0)))
                : new CodeEntry(code, List.of(code), columns[1], columns[2], plain(code, stages));
    }

    private static List<String> anchors(String code) {
        return Stream.of("5", "4", "2").map(first -> first + code.substring(1)).toList();
    }

    /** The meanings of a reply code at each command; commands with the same meaning are combined. */
    private static List<CodeEntry.Sense> plain(String code, List<Stage> stages) {
        Map<CodeEntry.Sense, List<String>> senses = new LinkedHashMap<>();
        for (Stage stage : stages) {
            senses.computeIfAbsent(sense("", stage, code, ""), any -> new ArrayList<>())
                    .add(after(stage));
        }
        return senses.entrySet().stream()
                .map(each -> new CodeEntry.Sense(
                        String.join(", ", each.getValue()),
                        each.getKey().sentence(),
                        each.getKey().why(),
                        each.getKey().remedy()))
                .toList();
    }

    private static String after(Stage stage) {
        return switch (stage) {
            case GREETING -> "as the greeting";
            case END_OF_DATA -> "after the message";
            default -> "after " + stage.label();
        };
    }

    /** The meanings of an enhanced status code as a permanent and as a temporary refusal. */
    private static List<CodeEntry.Sense> enhanced(String code, Stage stage) {
        String rest = code.substring(1);
        CodeEntry.Sense lasting =
                sense("5" + rest + " " + after(stage), stage, stage == Stage.AUTH ? "535" : "550", "5" + rest + " ");
        CodeEntry.Sense passing =
                sense("4" + rest + " " + after(stage), stage, stage == Stage.AUTH ? "454" : "451", "4" + rest + " ");
        return List.of(lasting, passing);
    }

    private static CodeEntry.Sense sense(String where, Stage stage, String code, String enhanced) {
        Meaning meaning = ReplyCatalogue.standard().explain(stage, Reply.of(Integer.parseInt(code), enhanced + "..."));
        Optional<Finding> finding = code.charAt(0) < '4'
                ? Optional.empty()
                : Explain.reply(stage, code + " " + enhanced + "...").rootCause();
        return new CodeEntry.Sense(
                where,
                meaning.inGeneral(),
                meaning.why(),
                finding.map(Finding::remedy).orElse(""));
    }
}
