/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

/** One of a limited number of places, taken up by somebody. Thread-safe; it may be given back twice. */
@FunctionalInterface
public interface Turn extends AutoCloseable {
    /** Gives it back. */
    @Override
    void close();
}
