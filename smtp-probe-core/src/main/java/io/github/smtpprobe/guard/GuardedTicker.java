/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.guard;

import io.github.smtpprobe.clock.Ticker;

/**
 * A wrapper for the caller's ticker in one probe: it never runs backwards, and once it throws, the system's ticker takes over.
 * Used by one thread.
 */
final class GuardedTicker implements Ticker {
    private final Ticker given;
    private final Guard guard;
    private long last;
    private long systemAtLast = System.nanoTime();
    private boolean broken;

    GuardedTicker(Ticker given, Guard guard) {
        this.given = given;
        this.guard = guard;
        try {
            last = given.nanos();
        } catch (Throwable failure) {
            failed(failure);
        }
    }

    @Override
    public long nanos() {
        if (!broken) {
            try {
                long now = given.nanos();
                last = now - last > 0 ? now : last;
                systemAtLast = System.nanoTime();
            } catch (Throwable failure) {
                failed(failure);
            }
        }
        return broken ? last + (System.nanoTime() - systemAtLast) : last;
    }

    private void failed(Throwable failure) {
        if (failure instanceof VirtualMachineError fatal && !(failure instanceof StackOverflowError)) {
            throw fatal;
        }
        broken = true;
        guard.note(ExtensionError.threw(given, failure));
    }
}
