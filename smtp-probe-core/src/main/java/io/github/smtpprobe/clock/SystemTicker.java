/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.clock;

/** The ticker of this machine; one instance, so that it can be told from a virtual one. */
enum SystemTicker implements Ticker {
    INSTANCE;

    @Override
    public long nanos() {
        return System.nanoTime();
    }
}
