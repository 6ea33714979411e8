/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import io.github.smtpprobe.cli.ShownPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * A file that somebody else may be reading at the same time. A temporary file beside it is written and renamed, so that readers
 * see all or nothing. What is not a regular file, such as a pipe, is written directly. Messages name the option and never the
 * file.
 */
public final class OutputFile {
    private final String option;
    private final Path file;

    private OutputFile(String option, Path file) {
        this.option = option;
        this.file = file;
    }

    /**
     * Checks the location of the file at once, so that nobody waits for a probe whose result cannot be written.
     *
     * @param option that names the file
     * @param file   its name
     * @return the place
     * @throws IllegalArgumentException if nothing can be written there
     */
    public static OutputFile check(String option, Path file) {
        OutputFile place = place(option, file);
        if (place.replaced()) {
            try {
                Path beside = place.beside();
                Files.createFile(beside);
                Files.delete(beside);
            } catch (IOException unwritable) {
                throw place.unwritable();
            }
        }
        return place;
    }

    /**
     * Checks the location of a file that grows, without creating anything.
     *
     * @param option that names the file
     * @param file   its name
     * @return the place
     * @throws IllegalArgumentException if nothing can be written there
     */
    public static OutputFile place(String option, Path file) {
        OutputFile place = new OutputFile(option, file);
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(option + " names a folder, not a file" + ShownPath.of(file));
        }
        Path folder = place.folder();
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    option + " names a file in a folder that does not exist" + ShownPath.of(file));
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw place.unwritable();
        }
        return place;
    }

    /**
     * Writes the file.
     *
     * @param text in UTF-8
     * @throws IllegalArgumentException if it cannot be written any more
     */
    public void write(String text) {
        try {
            if (replaced()) {
                replace(text);
            } else {
                Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
            }
        } catch (IOException unwritable) {
            throw unwritable();
        }
    }

    /** {@return whether it is the same file as another} */
    boolean same(OutputFile other) {
        return file.toAbsolutePath()
                .normalize()
                .equals(other.file.toAbsolutePath().normalize());
    }

    private boolean replaced() {
        return !Files.exists(file) || Files.isRegularFile(file);
    }

    private void replace(String text) throws IOException {
        Path beside = beside();
        try {
            Files.writeString(beside, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            permissions().ifPresent(kept -> keep(beside, kept));
            Files.move(beside, target(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** The file to write: a link is kept, and the file that it leads to is written. */
    private Path target() throws IOException {
        return Files.exists(file) ? file.toRealPath() : file;
    }

    private Path folder() {
        try {
            return Optional.ofNullable(target().toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
        } catch (IOException unreadable) {
            throw unwritable();
        }
    }

    /** A temporary name that no reader picks up by mistake: the textfile collector only reads names that end in .prom. */
    private Path beside() {
        return folder().resolve(
                        "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    }

    private Optional<Set<PosixFilePermission>> permissions() throws IOException {
        try {
            return Files.exists(file) ? Optional.of(Files.getPosixFilePermissions(file)) : Optional.empty();
        } catch (UnsupportedOperationException windows) {
            return Optional.empty();
        }
    }

    private static void keep(Path file, Set<PosixFilePermission> permissions) {
        try {
            Files.setPosixFilePermissions(file, permissions);
        } catch (IOException notOurs) {
            // with the permissions that new files have
        }
    }

    private IllegalArgumentException unwritable() {
        return new IllegalArgumentException(option + " names a file that cannot be written" + ShownPath.of(file));
    }
}
