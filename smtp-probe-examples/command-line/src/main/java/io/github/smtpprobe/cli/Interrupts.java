/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends the current work when the process is told to end, for example by Ctrl-C, and keeps the process alive until the results
 * have been written.
 */
public final class Interrupts implements AutoCloseable {
    private static final int MOST_SECONDS = 2;

    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean interrupted;

    /**
     * Begins to listen.
     *
     * @param cancel ends what runs
     */
    public Interrupts(Runnable cancel) {
        hook = new Thread(() -> end(cancel), "smtp-probe-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void end(Runnable cancel) {
        interrupted = true;
        cancel.run();
        try {
            if (!written.await(MOST_SECONDS, TimeUnit.SECONDS)) {
                return; // a full disk would keep the process alive for ever
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@return whether the process is ending} */
    public boolean interrupted() {
        return interrupted;
    }

    @Override
    public void close() {
        written.countDown();
        if (!interrupted) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException ending) {
                interrupted = true; // the signal has just arrived; the hook has nothing to wait for
            }
        }
    }
}
