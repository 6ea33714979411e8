/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/**
 * Reads text in UTF-8, including text that Windows programs saved. A leading byte order mark is removed; after the mark of
 * UTF-16, in which PowerShell writes redirected output, the text is read as UTF-16. Nothing is read before the first call.
 */
public final class UnicodeInput extends FilterInputStream {
    private static final int MARK = 3;

    private boolean begun;

    /**
     * Reads from a stream.
     *
     * @param in octets as they were saved
     */
    public UnicodeInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        begin();
        return in.read();
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        begin();
        return in.read(into, from, most);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void begin() throws IOException {
        if (!begun) {
            begun = true;
            in = unmarked(new PushbackInputStream(in, MARK));
        }
    }

    /** In text without a mark, only the first octet is waited for. */
    private static InputStream unmarked(PushbackInputStream all) throws IOException {
        int first = all.read();
        if (first < 0) {
            return all;
        }
        boolean wide = first == 0xFE || first == 0xFF;
        byte[] head = new byte[wide ? 2 : first == 0xEF ? MARK : 1];
        head[0] = (byte) first;
        int length = 1 + all.readNBytes(head, 1, head.length - 1);
        boolean marked = length == MARK && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF;
        if (!marked) {
            all.unread(head, 0, length);
        }
        return length == 2 && (first ^ (head[1] & 0xFF)) == 1 ? new Transcoded(all) : all;
    }

    /** Converts UTF-16, which is recognized by its mark, to UTF-8 without the mark. */
    private static final class Transcoded extends InputStream {
        private static final int BLOCK = 4096;

        private final Reader utf16;
        private final char[] block = new char[BLOCK];
        private ByteArrayInputStream ready = new ByteArrayInputStream(new byte[0]);

        Transcoded(InputStream octets) {
            utf16 = new InputStreamReader(octets, StandardCharsets.UTF_16);
        }

        @Override
        public int read() throws IOException {
            return ready() ? ready.read() : -1;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            return most == 0 ? 0 : ready() ? ready.read(into, from, most) : -1;
        }

        /** Reads both halves of a surrogate pair together. */
        private boolean ready() throws IOException {
            if (ready.available() > 0) {
                return true;
            }
            int length = utf16.read(block, 0, BLOCK - 1);
            if (length > 0 && Character.isHighSurrogate(block[length - 1])) {
                length += Math.max(utf16.read(block, length, 1), 0);
            }
            ready = new ByteArrayInputStream(
                    new String(block, 0, Math.max(length, 0)).getBytes(StandardCharsets.UTF_8));
            return length > 0;
        }

        @Override
        public void close() throws IOException {
            utf16.close();
        }
    }
}
