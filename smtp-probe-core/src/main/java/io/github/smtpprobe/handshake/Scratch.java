/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Buffers that all TLS connections share, each for the duration of one call to an engine, which demands room for a whole record
 * although most are short. A waiting connection holds none of them. They are cleared between uses, so that no connection sees
 * what another one's engine left behind. Thread-safe.
 */
final class Scratch {
    /** More than the JDK needs for an encrypted record. */
    static final int SIZE = 17 * 1024;

    /**
     * The most buffers that are kept: so many engines can work at the same time without new buffers, and a machine has about as
     * many cores.
     */
    private static final int MOST = 16;

    private static final byte[] BLANK = new byte[SIZE];

    private static final BlockingQueue<ByteBuffer> FREE = new ArrayBlockingQueue<>(MOST);

    private Scratch() {}

    static ByteBuffer take() {
        ByteBuffer free = FREE.poll();
        return free == null ? ByteBuffer.allocate(SIZE) : free;
    }

    static void give(ByteBuffer used) {
        used.clear().put(BLANK).clear(); // before anything is compiled, a copy is fast and a loop is not
        FREE.offer(used); // if there are enough, this one becomes garbage
    }
}
