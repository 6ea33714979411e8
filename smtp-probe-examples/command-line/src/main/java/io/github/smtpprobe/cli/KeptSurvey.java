/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** A file with the report of a survey. Messages repeat nothing of it. */
final class KeptSurvey {
    private final Path file;

    /**
     * Finds the file.
     *
     * @throws IllegalArgumentException if there is none
     */
    KeptSurvey(String path) {
        try {
            file = Path.of(path);
        } catch (InvalidPathException none) {
            throw new IllegalArgumentException("--against names what cannot be a file");
        }
        if (Files.notExists(file) || Files.isDirectory(file)) {
            throw new IllegalArgumentException("--against names no file that exists");
        }
    }

    /** The report's map. */
    Map<String, Object> read() {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(KeptFile.LARGEST + 1);
            if (octets.length > KeptFile.LARGEST) {
                throw new IllegalArgumentException("--against names a file that is larger than 64 MiB");
            }
            String text = new String(octets, StandardCharsets.UTF_8);
            return Json.read(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("--against names a file that cannot be read");
        }
    }
}
