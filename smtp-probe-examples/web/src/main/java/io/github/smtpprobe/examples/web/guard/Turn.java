/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

/** One of a limited number of places, which somebody occupies. Thread-safe; may be closed twice. */
@FunctionalInterface
public interface Turn extends AutoCloseable {
    /** Gives the place back. */
    @Override
    void close();
}
