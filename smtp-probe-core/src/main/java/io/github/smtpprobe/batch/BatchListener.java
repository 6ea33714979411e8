/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batch;

/**
 * Follows the progress of a batch, on the thread that runs it. The batch waits for it. A listener that throws hears nothing more,
 * and the summary says so.
 */
@FunctionalInterface
public interface BatchListener {
    /**
     * Called at the beginning of a batch, at the chosen interval while anything happens, and at its end.
     *
     * @param progress a snapshot, which may be kept and handed to another thread
     */
    void progress(BatchProgress progress);
}
