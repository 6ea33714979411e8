/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A file that an option names, to be read. Messages name the option, show the path as {@link ShownPath} does, and repeat none
 * of the content.
 */
public final class GivenFile {
    /** More than a request allows, so that the request reports the excess. */
    private static final int MOST = 2 << 20;

    private final String option;
    private final Path path;

    /**
     * Finds the file.
     *
     * @param option that names it
     * @param path   its name
     * @throws IllegalArgumentException if there is none that can be read
     */
    public GivenFile(String option, Path path) {
        this.option = option;
        this.path = path;
        if (Files.notExists(path)) {
            throw wrong("names a file that does not exist");
        }
        if (Files.isDirectory(path)) {
            throw wrong("names a folder, but needs a file");
        }
        if (!Files.isReadable(path)) {
            throw wrong("names a file that this user may not read");
        }
    }

    GivenFile(String option, String path) {
        this(option, path(option, path));
    }

    private static Path path(String option, String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException none) {
            throw new IllegalArgumentException(option + " names something that cannot be a file");
        }
    }

    private IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException(option + " " + why + ShownPath.of(path));
    }

    /**
     * Opens the file.
     *
     * @return its octets
     * @throws IllegalArgumentException if it cannot be read after all
     */
    public InputStream open() {
        try {
            return Files.newInputStream(path);
        } catch (IOException unreadable) {
            throw unreadable();
        }
    }

    private IllegalArgumentException unreadable() {
        return wrong("names a file that cannot be read");
    }

    byte[] content() {
        try (InputStream in = open()) {
            return in.readNBytes(MOST);
        } catch (IOException unreadable) {
            throw unreadable();
        }
    }

    /** The text of the file, without a byte order mark. */
    String text() {
        try (InputStream in = new UnicodeInput(open())) {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(in.readNBytes(MOST)))
                    .toString();
        } catch (CharacterCodingException otherwise) {
            throw wrong("names a file that is not text in UTF-8");
        } catch (IOException unreadable) {
            throw unreadable();
        }
    }

    /**
     * Refuses a byte order mark, for files whose readers do not skip it.
     *
     * @throws IllegalArgumentException if it begins with one, or cannot be read
     */
    void refuseMark() {
        byte[] all = content();
        int first = all.length < 2 ? 0 : ((all[0] & 0xFF) << 8) | (all[1] & 0xFF);
        if (first == 0xEFBB || first == 0xFFFE || first == 0xFEFF) {
            throw wrong("names a file that begins with a byte order mark: save it as UTF-8 without one");
        }
    }

    /** Whether it is a regular file: a pipe or a device would block, or never end. */
    boolean regular() {
        return Files.isRegularFile(path);
    }

    /** The last part of the path. */
    String name() {
        Path name = path.getFileName();
        return name == null ? "file" : name.toString();
    }

    /** The media type according to the tables of this machine; an empty text if they do not know it. */
    String type() {
        try {
            String type = Files.probeContentType(path);
            return type == null ? "" : type;
        } catch (IOException unreadable) {
            return "";
        }
    }
}
