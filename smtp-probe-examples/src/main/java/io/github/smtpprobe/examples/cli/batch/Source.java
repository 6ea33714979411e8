/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.cli.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Where the list is: a file, which can be counted before, or standard input, which can be read once. */
final class Source {
    private static final String STANDARD_INPUT = "-";

    private final Optional<Path> file;
    private final InputStream in;
    private final OptionalLong targets;

    private Source(Optional<Path> file, InputStream in, OptionalLong targets) {
        this.file = file;
        this.in = in;
        this.targets = targets;
    }

    /**
     * Finds the list.
     *
     * @throws IllegalArgumentException if there is no such file, or it cannot be read
     */
    static Source of(String name, InputStream in) {
        if (name.equals(STANDARD_INPUT)) {
            return new Source(Optional.empty(), in, OptionalLong.empty());
        }
        try {
            Path file = Path.of(name);
            return new Source(Optional.of(file), in, Files.isRegularFile(file) ? count(file) : OptionalLong.empty());
        } catch (IOException | RuntimeException unreadable) {
            throw new IllegalArgumentException("FILE cannot be read");
        }
    }

    /** Lines that are no comment: what is malformed among them is counted too, for it costs a look at each to know. */
    private static OptionalLong count(Path file) throws IOException {
        long count = 0;
        try (Lines lines = new Lines(Files.newInputStream(file))) {
            for (Optional<Lines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                String text = line.get().text();
                count += text.isEmpty() || text.startsWith("#") ? 0 : 1;
            }
        }
        return OptionalLong.of(count);
    }

    /** How many there are, a header and malformed lines among them; empty where that is known only at the end. */
    OptionalLong targets() {
        return targets;
    }

    Lines open() {
        try {
            return new Lines(file.isPresent() ? Files.newInputStream(file.get()) : in);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("FILE cannot be read");
        }
    }
}
