/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.start;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an archive was made from, and the result: four lines in a file beside it. An archive is stale if that file says
 * something else.
 *
 * @param jvm     which JVM, so exactly that another build of it differs
 * @param jar     which jar, with its size and time
 * @param archive size and time of the archive; {@link #NONE} where none came out
 */
record Origin(String jvm, String jar, String archive) {
    static final String NONE = "none";

    /** What an archive made now would have. */
    static Origin now(Path jar, Path archive) throws IOException {
        String jvm = Stream.of("java.home", "java.vm.name", "java.vm.version", "os.arch")
                .map(System::getProperty)
                .collect(Collectors.joining("|"));
        return new Origin(jvm, jar + "|" + mark(jar), mark(archive));
    }

    private static String mark(Path file) throws IOException {
        return Files.isRegularFile(file)
                ? Files.size(file) + "|" + Files.getLastModifiedTime(file).toMillis()
                : NONE;
    }

    /** Whether it was made by the same JVM from the same jar, whatever the result. */
    boolean sameMakers(Origin other) {
        return jvm.equals(other.jvm) && jar.equals(other.jar);
    }

    /** Whether its jar and its JVM are still in their places, unchanged. */
    boolean current() {
        try {
            Path file = Path.of(jar.substring(0, jar.indexOf('|')));
            return jar.equals(file + "|" + mark(file))
                    && Files.isDirectory(Path.of(jvm.substring(0, jvm.indexOf('|'))));
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }

    static Origin read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        return lines.size() == 3 ? new Origin(lines.get(0), lines.get(1), lines.get(2)) : new Origin("", "", "");
    }

    void write(Path file) throws IOException {
        Files.write(file, List.of(jvm, jar, archive), StandardCharsets.UTF_8);
    }
}
