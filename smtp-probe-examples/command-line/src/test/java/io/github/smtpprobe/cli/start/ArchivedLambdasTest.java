/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.cli.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * JDK 17 crashes where it takes a lambda of a nested class from a class-data archive that does not hold the class around it. Left out
 * of archives is what extends or implements a class file of before Java 6, as picocli's are.
 */
class ArchivedLambdasTest {
    private static final int JAVA_6 = 50;

    private static byte[] file(Class<?> type) throws IOException {
        String path = '/' + type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getResourceAsStream(path)) {
            return in == null ? new byte[8] : in.readAllBytes();
        }
    }

    private static boolean makesLambdas(Class<?> type) throws IOException {
        return new String(file(type), StandardCharsets.ISO_8859_1).contains("LambdaMetafactory");
    }

    /** Whether one of its ancestors, or itself, is too old. */
    private static boolean leftOut(Class<?> type) throws IOException {
        if (type == null || type.getName().startsWith("java.")) {
            return false;
        }
        boolean old = (file(type)[7] & 0xFF) < JAVA_6;
        for (Class<?> each : type.getInterfaces()) {
            old |= leftOut(each);
        }
        return old || leftOut(type.getSuperclass());
    }

    private static List<Class<?>> ours() throws IOException, ReflectiveOperationException {
        Path root = Path.of(Program.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        List<Class<?>> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path each :
                    files.filter(file -> file.toString().endsWith(".class")).toList()) {
                String name = root.relativize(each).toString().replace('/', '.').replaceAll("[.]class$", "");
                if (!name.equals("module-info")) {
                    all.add(Class.forName(name, false, Program.class.getClassLoader()));
                }
            }
        }
        return all;
    }

    @Test
    void noNestedClassHasOneThatTheClassAroundItDoesNotFollowIntoTheArchive() throws Exception {
        List<String> crash = new ArrayList<>();
        int leftOut = 0;
        for (Class<?> each : ours()) {
            boolean without = leftOut(each.getNestHost());
            leftOut += without ? 1 : 0;
            if (without && each != each.getNestHost() && !leftOut(each) && makesLambdas(each)) {
                crash.add(each.getName());
            }
        }
        assertThat(leftOut).as("that there are such classes").isPositive();
        assertThat(crash).isEmpty();
    }
}
