/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file that an option names. Messages name the option, and neither the file nor what it holds. */
final class GivenFile {
    /** More than a request takes, so that this is told by the request. */
    private static final int MOST = 2 << 20;

    private final String option;
    private final Path path;

    /**
     * Finds a file.
     *
     * @throws IllegalArgumentException if there is none
     */
    GivenFile(String option, String path) {
        this.option = option;
        this.path = path(option, path);
        if (Files.notExists(this.path)) {
            throw new IllegalArgumentException(option + " names a file that does not exist");
        }
        if (Files.isDirectory(this.path)) {
            throw new IllegalArgumentException(option + " names a folder, and takes a file");
        }
    }

    private static Path path(String option, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException none) {
            throw new IllegalArgumentException(option + " names what cannot be a file");
        }
    }

    byte[] content() {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(MOST);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(option + " names a file that cannot be read");
        }
    }

    /** The last part of its path. */
    String name() {
        Path name = path.getFileName();
        return name == null ? "file" : name.toString();
    }

    /** Its type by this machine's tables; an empty text where they do not know it. */
    String type() {
        try {
            String type = Files.probeContentType(path);
            return type == null ? "" : type;
        } catch (IOException unreadable) {
            return "";
        }
    }
}
