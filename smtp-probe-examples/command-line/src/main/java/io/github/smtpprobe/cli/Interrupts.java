/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends what runs when the process is told to end, as by Ctrl-C, and keeps the process until what was done is written. */
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
                return; // a full disk would keep the process running for ever
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
                interrupted = true; // it came this moment; the hook has nothing to wait for
            }
        }
    }
}
