/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batch;

/**
 * Hears how a batch goes, on the thread that runs it. What it does holds up the batch; one that throws hears no more, and the summary says so.
 */
@FunctionalInterface
public interface BatchListener {
    /**
     * Tells how far the batch is: at its beginning, at the given interval while anything happens, and at its end.
     *
     * @param progress a snapshot, which may be kept and handed to another thread
     */
    void progress(BatchProgress progress);
}
