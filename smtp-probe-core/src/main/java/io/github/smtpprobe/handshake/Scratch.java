/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Buffers that all TLS connections share, each for the time of one call of an engine, which wants room for a whole record although
 * most are short. A connection that waits holds none of them. They are blank when they change hands: whatever an engine leaves behind
 * is not seen by another connection. Thread-safe.
 */
final class Scratch {
    /** More than one record of the JDK's takes, encrypted. */
    static final int SIZE = 17 * 1024;

    /** So many engines can be at work at once without a buffer being made anew; a machine has about as many cores. */
    private static final int MOST = 16;

    private static final byte[] BLANK = new byte[SIZE];

    private static final BlockingQueue<ByteBuffer> FREE = new ArrayBlockingQueue<>(MOST);

    private Scratch() {}

    static ByteBuffer take() {
        ByteBuffer free = FREE.poll();
        return free == null ? ByteBuffer.allocate(SIZE) : free;
    }

    static void give(ByteBuffer used) {
        used.clear().put(BLANK).clear(); // a copy is fast before anything is compiled, a loop is not
        FREE.offer(used); // where there are enough, this one is garbage
    }
}
