/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files of one batch, which must all be different, whatever names and links are used: otherwise, what is written to one
 * would destroy another.
 */
final class SameFiles {
    private final Map<String, Path> files = new LinkedHashMap<>();

    /**
     * Adds a file, which need not exist.
     *
     * @param name of it for people, such as an option
     * @throws IllegalArgumentException if it is one of those before
     */
    void add(String name, Path file) {
        files.forEach((other, its) -> {
            if (same(file, its)) {
                throw new IllegalArgumentException(name + " and " + other + " must be two files");
            }
        });
        files.put(name, file);
    }

    private static boolean same(Path one, Path other) {
        try {
            boolean there = Files.exists(one) && Files.exists(other);
            return there ? Files.isSameFile(one, other) : place(one).equals(place(other));
        } catch (IOException unknown) {
            throw new IllegalArgumentException(
                    "the files of a batch must be different ones, and it cannot be found out whether they are");
        }
    }

    /** The real path of a file that exists or would be created. */
    private static Path place(Path file) throws IOException {
        Path whole = file.toAbsolutePath().normalize();
        Path folder = whole.getParent();
        return folder != null && Files.isDirectory(folder) ? folder.toRealPath().resolve(whole.getFileName()) : whole;
    }
}
