/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A file with the stored report of a survey. Messages repeat none of its content. */
final class KeptSurvey {
    private final GivenFile file;

    /**
     * Finds the file.
     *
     * @throws IllegalArgumentException if there is none
     */
    KeptSurvey(String path) {
        file = new GivenFile("--against", path);
    }

    /** Reads the map of the report. */
    Map<String, Object> read() {
        try (InputStream in = new UnicodeInput(file.open())) {
            byte[] octets = in.readNBytes(KeptFile.LARGEST + 1);
            if (octets.length > KeptFile.LARGEST) {
                throw new IllegalArgumentException("--against names a file that is larger than 64 MiB");
            }
            return Json.read(new String(octets, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("--against names a file that cannot be read");
        }
    }
}
