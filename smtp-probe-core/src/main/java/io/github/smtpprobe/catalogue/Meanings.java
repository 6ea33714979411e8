/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.smtp.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads {@code meanings.txt}, the one table of what replies mean. A block begins with {@code ## } and an id; each of its lines
 * is a key, a colon and a value. {@code ## provider NAME} tells how to recognise a provider, {@code ## beside the cause} lists
 * phrases that do not tell a cause, {@code ## for good} and {@code ## for now} list phrases for permanent and for temporary
 * refusals, {@code ## misspelt} lists misspelt words, {@code ## group NAME} lists the words that {@code <NAME>} stands for in a
 * phrase, and {@code ## phrases NAME} the phrases that {@code <<NAME>>} stands for in a block.
 */
final class Meanings {
    private static final String ASIDE = "beside the cause";
    private static final String LASTING = "for good";
    private static final String PASSING = "for now";
    private static final String PLAIN = "no reason";
    private static final String MISSPELT = "misspelt";
    private static final String UNLESS = " unless";
    private static final String GROUP = "group ";
    private static final String SHARED = "phrases ";
    private static final Pattern NAMED = Pattern.compile("<([a-z]+)>");
    private static final Set<Stage> ALL = EnumSet.allOf(Stage.class);
    private static final Set<Stage> TRANSACTION =
            EnumSet.of(Stage.MAIL_FROM, Stage.RCPT_TO, Stage.DATA, Stage.END_OF_DATA);
    private static final List<String> TEXTS = List.of("says", "why", "do", "source", "from", "checked");

    private final Map<String, Provider> providers = new HashMap<>();
    private final Map<String, String> groups = new HashMap<>();
    private final Map<String, List<Phrase>> shared = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, List<Phrase>> beside = new HashMap<>();
    private final Set<String> plain = new HashSet<>();
    private final Map<String, String> misspelt = new HashMap<>();

    static Meanings read() {
        try (InputStream in =
                        Objects.requireNonNull(Meanings.class.getResourceAsStream("meanings.txt"), "meanings.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return read(lines.lines().toList());
        } catch (IOException broken) {
            throw new UncheckedIOException("the library's own table of meanings cannot be read", broken);
        }
    }

    private static Meanings read(List<String> lines) {
        Meanings all = new Meanings();
        List<Map<String, String>> blocks = blocks(lines);
        for (int i = blocks.size() - 1; i >= 0; i--) {
            Map<String, String> block = blocks.get(i);
            if (block.remove("as", "next")) {
                blocks.get(i + 1).forEach(block::putIfAbsent);
            }
            if (block.containsKey("but")) {
                block.merge("not", block.remove("but"), (never, more) -> never + "; " + more);
            }
        }
        blocks.forEach(all::add);
        return all;
    }

    private static List<Map<String, String>> blocks(List<String> lines) {
        List<Map<String, String>> all = new ArrayList<>();
        Map<String, String> block = new LinkedHashMap<>();
        for (String line : lines) {
            if (line.startsWith("## ")) {
                all.add(block);
                block = new LinkedHashMap<>(Map.of("id", line.substring(3).strip()));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                int colon = line.indexOf(':');
                block.merge(
                        line.substring(0, colon), line.substring(colon + 1).strip(), (one, more) -> one + "; " + more);
            }
        }
        all.add(block);
        return all;
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }

    Beside beside() {
        return new Beside(
                beside(ASIDE),
                beside(LASTING),
                beside(PASSING),
                beside(PASSING + UNLESS),
                Set.copyOf(plain),
                Map.copyOf(misspelt));
    }

    private List<Phrase> beside(String section) {
        List<Phrase> phrases = beside.get(section);
        if (phrases == null) {
            throw new IllegalArgumentException("the table has no section \"" + section + "\"");
        }
        return phrases;
    }

    private void add(Map<String, String> block) {
        String id = block.getOrDefault("id", "");
        if (id.startsWith("provider ")) {
            String name = id.substring("provider ".length());
            providers.put(
                    name, new Provider(name, words(block, "hosts"), phrases(block, "marks"), items(block, "links")));
        } else if (id.startsWith(GROUP)) {
            groups.put(id.substring(GROUP.length()), block.get("words"));
        } else if (id.startsWith(SHARED)) {
            shared.put("<<" + id.substring(SHARED.length()) + ">>", phrases(block, "words"));
        } else if (Set.of(ASIDE, LASTING, PASSING).contains(id)) {
            beside.put(id, phrases(block, "words"));
            beside.put(id + UNLESS, phrases(block, "not"));
        } else if (id.equals(PLAIN)) {
            plain.addAll(words(block, "words"));
        } else if (id.equals(MISSPELT)) {
            block.remove("id");
            block.keySet().forEach(word -> words(block, word).forEach(wrong -> misspelt.put(wrong, word)));
        } else if (!id.isEmpty()) {
            rows.add(row(id, block));
        }
    }

    private Row row(String id, Map<String, String> block) {
        Set<Stage> stages = stages(block.getOrDefault("at", "*"));
        Map<String, String> texts = new HashMap<>();
        TEXTS.forEach(key -> texts.put(key, block.getOrDefault(key, "")));
        if (block.containsKey("whose")) {
            texts.put("from", block.get("whose"));
        }
        Meaning meaning = new Meaning(
                id,
                block.containsKey("home") ? stages(block.get("home")) : stages,
                texts,
                Actor.valueOf(block.getOrDefault("who", "SERVER_OPERATOR")),
                Confidence.valueOf(block.getOrDefault("sure", "LIKELY")),
                Set.copyOf(words(block, "about")));
        return new Row(meaning, conditions(stages, block), evidence(block));
    }

    private Row.Conditions conditions(Set<Stage> stages, Map<String, String> block) {
        String outcome = "";
        boolean worded = false;
        boolean bare = false;
        Set<ReplyContext.State> states = EnumSet.noneOf(ReplyContext.State.class);
        for (String word : words(block, "when")) {
            if (List.of("temporary", "permanent", "success").contains(word)) {
                outcome = word;
            } else if (word.equals("worded")) {
                worded = true;
            } else if (word.equals("bare")) {
                bare = true;
            } else {
                states.add(
                        ReplyContext.State.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')));
            }
        }
        Optional<Provider> provider = Optional.ofNullable(block.get("from"))
                .map(name -> Objects.requireNonNull(providers.get(name), () -> "no provider " + name));
        return new Row.Conditions(
                stages,
                outcome,
                worded,
                bare,
                codes(block, "with"),
                states,
                provider,
                items(block, "linked"),
                items(block, "unlinked"));
    }

    private Row.Evidence evidence(Map<String, String> block) {
        return new Row.Evidence(
                phrases(block, "words"),
                phrases(block, "hints"),
                phrases(block, "outcome"),
                phrases(block, "not"),
                items(block, "links"),
                codes(block, "enhanced"),
                codes(block, "codes"));
    }

    private static List<Row.Code> codes(Map<String, String> block, String key) {
        List<Row.Code> all = new ArrayList<>();
        for (String item : items(block, key)) {
            Set<Stage> stages = EnumSet.noneOf(Stage.class);
            List<String> patterns = new ArrayList<>();
            for (String word : item.split(" ", -1)) {
                if (Character.isDigit(word.charAt(0)) || word.startsWith("x")) {
                    patterns.add(word);
                } else {
                    stages.add(Stage.valueOf(word));
                }
            }
            patterns.forEach(each -> all.add(new Row.Code(stages.isEmpty() ? ALL : stages, each)));
        }
        return all;
    }

    private static Set<Stage> stages(String names) {
        EnumSet<Stage> stages = EnumSet.noneOf(Stage.class);
        Arrays.stream(names.split(" ")).forEach(name -> {
            if (name.equals("*")) {
                stages.addAll(ALL);
            } else if (name.equals("transaction")) {
                stages.addAll(TRANSACTION);
            } else if (name.startsWith("-")) {
                stages.remove(Stage.valueOf(name.substring(1)));
            } else {
                stages.add(Stage.valueOf(name));
            }
        });
        return stages;
    }

    private List<Phrase> phrases(Map<String, String> block, String key) {
        return items(block, key).stream()
                .flatMap(item -> item.startsWith("<<") ? shared(item).stream() : Stream.of(phrase(item)))
                .toList();
    }

    private Phrase phrase(String item) {
        return Phrase.of(ReplyWords.plain(withGroups(item)));
    }

    private List<Phrase> shared(String name) {
        return Objects.requireNonNull(shared.get(name), name);
    }

    private String withGroups(String phrase) {
        return NAMED.matcher(phrase).replaceAll(found -> Objects.requireNonNull(groups.get(found.group(1)), phrase));
    }

    private static List<String> items(Map<String, String> block, String key) {
        return Arrays.stream(block.getOrDefault(key, "").split(";"))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static List<String> words(Map<String, String> block, String key) {
        return Arrays.stream(block.getOrDefault(key, "").split("[ ;]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
