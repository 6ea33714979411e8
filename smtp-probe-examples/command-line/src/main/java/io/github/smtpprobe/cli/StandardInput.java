/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.io.IOException;
import java.io.InputStream;

/** What stands on standard input, which may be a folder, or closed: that is for whoever called the program to mend. */
final class StandardInput {
    private StandardInput() {}

    /**
     * Reads it.
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
