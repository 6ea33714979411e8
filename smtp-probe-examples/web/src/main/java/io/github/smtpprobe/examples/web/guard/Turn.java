/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

/** A place that somebody takes up, of those that there are. Thread-safe; it may be given back twice. */
@FunctionalInterface
public interface Turn extends AutoCloseable {
    /** Gives it back. */
    @Override
    void close();
}
