/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import io.github.smtpprobe.SmtpProbe;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every pattern of the library: those that its classes and tables hold, and those that stand in calls. */
public final class LibraryPatterns {
    private static final Path SOURCES = Path.of("src/main/java");

    /** A call with a literal is a pattern too. */
    private static final Pattern LITERAL =
            Pattern.compile("\\.(?:matches|replaceAll|replaceFirst|split)\\(\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"");

    /** Words that patterns begin to match again and again; each once kept one busy, or could. */
    public static final List<String> BUSY = List.of(
            "daily sending ",
            "a.",
            "your address ",
            "said: 550 ",
            "host x [",
            "after RCPT TO:<",
            ":::",
            "user unknown 5.1.1 ");

    private LibraryPatterns() {}

    /** By where they were found. */
    public static Map<String, Pattern> all() throws Exception {
        Map<String, Pattern> all = new TreeMap<>();
        Set<Object> seen = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
        for (Class<?> each : classes()) {
            for (Field field : each.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                    field.setAccessible(true);
                    walk(each.getSimpleName() + "." + field.getName(), field.get(null), seen, all);
                }
            }
        }
        for (Path file : sources()) {
            Matcher literal = LITERAL.matcher(Files.readString(file));
            while (literal.find()) {
                String regex = literal.group(1).translateEscapes();
                all.put(file.getFileName() + " " + regex, Pattern.compile(regex));
            }
        }
        return all;
    }

    private static void walk(String where, Object value, Set<Object> seen, Map<String, Pattern> all) throws Exception {
        if (value == null || !seen.add(value)) {
            return;
        }
        if (value instanceof Pattern pattern) {
            all.put(where + " " + pattern.pattern(), pattern);
        } else if (value instanceof Map<?, ?> map) {
            for (Object each : map.values().toArray()) { // as below
                walk(where, each, seen, all);
            }
        } else if (value instanceof Collection<?> many) {
            for (Object each : many.toArray()) { // other tests may use it meanwhile
                walk(where, each, seen, all);
            }
        } else if (value instanceof Iterable<?> many && !(value instanceof Path)) {
            for (Object each : many) {
                walk(where, each, seen, all);
            }
        } else if (value instanceof Optional<?> maybe) {
            walk(where, maybe.orElse(null), seen, all);
        } else if (value.getClass().getName().startsWith("io.github.smtpprobe")) {
            for (Field field : value.getClass().getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    walk(where, field.get(value), seen, all);
                }
            }
        }
    }

    private static List<Class<?>> classes() throws Exception {
        Path root = Path.of(SmtpProbe.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Class<?>> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                String name = root.relativize(file).toString().replace('/', '.').replace(".class", "");
                if (name.startsWith("io.github.smtpprobe.") && !name.endsWith("package-info") && source(name)) {
                    all.add(Class.forName(name));
                }
            }
        }
        return all;
    }

    /** Tests may lie in the same place. */
    private static boolean source(String name) {
        return Files.exists(SOURCES.resolve(name.replaceAll("\\$.*", "").replace('.', '/') + ".java"));
    }

    public static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(each -> each.toString().endsWith(".java")).toList();
        }
    }
}
