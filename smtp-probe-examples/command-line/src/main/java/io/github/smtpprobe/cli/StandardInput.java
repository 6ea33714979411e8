/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** The content of standard input, which may be a directory or closed; only the caller of the program can correct that. */
final class StandardInput {
    /** Where the system says what standard input is, if it does. */
    private static final Path LINK = Path.of("/proc/self/fd/0");

    private StandardInput() {}

    /**
     * The stream of standard input. If it was closed, the first file that the JVM opened has taken its place, which is one of
     * the JVM's own; then the stream is empty.
     */
    static InputStream stream() {
        return ofJvm(LINK, Path.of(System.getProperty("java.home"))) ? InputStream.nullInputStream() : System.in;
    }

    /** Whether a link leads to a file of this Java installation. */
    static boolean ofJvm(Path link, Path home) {
        try {
            return link.toRealPath().startsWith(home.toRealPath());
        } catch (IOException none) {
            return false;
        }
    }

    /**
     * Reads standard input.
     *
     * @param most so many octets; what stands behind them is not read
     * @throws IllegalArgumentException if it cannot be read
     */
    static byte[] read(InputStream in, int most) {
        try {
            return in.readNBytes(most);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("standard input cannot be read: it takes a file, a pipe or a terminal");
        }
    }
}
