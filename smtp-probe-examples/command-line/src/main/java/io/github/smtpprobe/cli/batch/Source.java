/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.cli.GivenFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;

/** Where the list comes from: a file, which can be counted beforehand, or standard input, which can be read only once. */
final class Source {
    private static final String STANDARD_INPUT = "-";

    private final Optional<Path> file;
    private final InputStream in;

    private Source(Optional<Path> file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /**
     * Finds the list.
     *
     * @throws IllegalArgumentException if it can be no file
     */
    static Source of(String name, InputStream in) {
        if (name.equals(STANDARD_INPUT)) {
            return new Source(Optional.empty(), in);
        }
        try {
            return new Source(Optional.of(Path.of(name)), in);
        } catch (InvalidPathException none) {
            throw new IllegalArgumentException("the name of the list cannot be the name of a file");
        }
    }

    /**
     * Reads a file to its end to count its content; empty if the list can be read only once.
     *
     * @param reading how lines become targets
     */
    <T extends Iterator<?>> Optional<T> seen(Function<Lines, T> reading) throws IOException {
        if (file.filter(Files::isRegularFile).isEmpty()) {
            return Optional.empty();
        }
        try (Lines lines = open()) {
            T targets = reading.apply(lines);
            targets.forEachRemaining(each -> {});
            return Optional.of(targets);
        }
    }

    /** The file, even if standard input is redirected from it. */
    Optional<Path> file() {
        return file.or(() -> Optional.of(Path.of("/dev/stdin"))).filter(Files::isRegularFile);
    }

    /**
     * Opens the list.
     *
     * @throws IllegalArgumentException if there is no such file, or it cannot be read
     */
    Lines open() {
        return new Lines(file.isPresent() ? new GivenFile("LIST", file.get()).open() : in);
    }
}
