/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Existing files that a new batch must not overwrite. What the user can do about them depends on what they are. */
final class TakenFiles {
    /** How every journal begins. */
    private static final byte[] JOURNAL = "smtp-probe journal ".getBytes(StandardCharsets.US_ASCII);

    private final RowFormat format;

    TakenFiles(RowFormat format) {
        this.format = format;
    }

    /**
     * Refuses files that are not empty.
     *
     * @throws IllegalArgumentException with what helps
     */
    void refuse(Optional<Path> output, Optional<Path> journal) {
        output.filter(TakenFiles::taken).ifPresent(file -> {
            throw new IllegalArgumentException("-o names a file that is not empty: "
                    + (of(file) ? "--resume goes on with it" : "not what this batch writes; name another file"));
        });
        journal.filter(TakenFiles::taken).ifPresent(file -> {
            throw new IllegalArgumentException(file
                    + (journal(file)
                            ? " is the journal of an earlier run: --resume goes on with that, and without the file a new one begins"
                            : " is not empty, and is not a journal: name another file with --journal"));
        });
    }

    private static boolean taken(Path file) {
        return Files.isRegularFile(file) && file.toFile().length() > 0;
    }

    private boolean of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Written.begins(in, format);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static boolean journal(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return java.util.Arrays.equals(in.readNBytes(JOURNAL.length), JOURNAL);
        } catch (IOException unreadable) {
            return false;
        }
    }
}
