/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Map;

/**
 * Writes to a terminal in its charset, which on Windows is often a code page of 256 characters. A character that it lacks is
 * replaced by the nearest ASCII character, one for one so that columns stay aligned, or by a question mark. Thread-safe, as
 * writers are.
 */
public final class TerminalWriter extends Writer {
    private static final Map<Character, Character> NEAREST = Map.ofEntries(
            Map.entry('\u2713', '+'),
            Map.entry('\u2717', 'x'),
            Map.entry('\u2013', '-'),
            Map.entry('\u2014', '-'),
            Map.entry('\u2192', '>'),
            Map.entry('\u2026', '~'),
            Map.entry('\u2018', '\''),
            Map.entry('\u2019', '\''),
            Map.entry('\u201c', '"'),
            Map.entry('\u201d', '"'),
            Map.entry('\u00a7', '#'),
            Map.entry('\u00d7', 'x'),
            Map.entry('\u2022', '*'),
            Map.entry('\u00b7', '.'));

    private final Writer out;
    private final CharsetEncoder encoder;
    private char high;

    /**
     * Makes a writer.
     *
     * @param out     the terminal
     * @param charset that it shows
     */
    public TerminalWriter(OutputStream out, Charset charset) {
        this.out = new OutputStreamWriter(out, charset);
        this.encoder = charset.newEncoder();
    }

    @Override
    public void write(char[] buffer, int offset, int length) throws IOException {
        StringBuilder shown = new StringBuilder(length);
        synchronized (lock) {
            for (int i = offset; i < offset + length; i++) {
                add(shown, buffer[i]);
            }
            out.append(shown);
        }
    }

    private void add(StringBuilder shown, char each) {
        if (Character.isHighSurrogate(each)) {
            high = each;
        } else if (Character.isLowSurrogate(each)) {
            String pair = "" + high + each;
            shown.append(encoder.canEncode(pair) ? pair : "?");
        } else {
            shown.append(encoder.canEncode(each) ? each : NEAREST.getOrDefault(each, '?'));
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
