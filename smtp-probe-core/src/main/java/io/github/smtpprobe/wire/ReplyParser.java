/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.wire;

import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.ReplyCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads replies octet by octet (RFC 5321 §4.2.1), so that the same octets give the same result however they were fragmented.
 * Harmless anomalies (a bare LF, a missing text) are accepted and noted; anything that could hide commands or has no end is
 * refused. Not thread-safe; one parser serves one connection.
 */
public final class ReplyParser {
    /** The most octets of a line, including its end: the longest line that RFC 4954 §4 allows. */
    public static final int MAX_LINE = 12_288;
    /** The most lines of a reply; the longest known EHLO reply has 35. */
    public static final int MAX_LINES = 256;
    /** The most octets of a reply. */
    public static final int MAX_REPLY = 64 * 1024;

    private static final byte[] NOTHING = new byte[0];

    private static final int CHALLENGE = 334;

    private final Masking masking;
    /** Most lines fit into it; it grows for the others. */
    private byte[] buffer = new byte[128];

    private int length;
    private byte[] line = NOTHING;
    private byte[] refused = NOTHING;
    private byte[] challenge = NOTHING;
    private boolean utf8;
    private int replyOctets;
    private int code = -1;
    private final List<String> texts = new ArrayList<>();
    private final Set<String> anomalies = new LinkedHashSet<>();
    private @Nullable Reply reply;
    private @Nullable Violation violation;

    /**
     * Makes a parser.
     *
     * @param masking is given each line with its end, and returns it without the secrets that it repeats
     */
    public ReplyParser(Masking masking) {
        this.masking = masking;
    }

    /** Makes a parser for lines that cannot contain a secret. */
    public ReplyParser() {
        this((line, read) -> line);
    }

    /** Masks the secrets that a line repeats. */
    @FunctionalInterface
    public interface Masking {
        /**
         * Masks a line.
         *
         * @param line with its end, if it has one; not to be changed
         * @param read tells how many octets at its beginning were read as a code or a keyword, and must not be changed
         * @return the same line, or a copy with masks
         */
        byte[] mask(byte[] line, IntSupplier read);
    }

    /** The effect of one more octet. */
    public enum Progress {
        /** The line continues. */
        MORE,
        /** A line is complete, and another one of the same reply follows: see {@link #line()}. */
        LINE,
        /** A reply is complete: see {@link #line()} for its last line, and {@link #reply()}. */
        REPLY,
        /**
         * The octets are not a reply: see {@link #violation()}; {@link #line()} contains the octets up to here. The parser
         * cannot be used any more.
         */
        VIOLATION
    }

    /** Why octets are not a reply. */
    public enum Violation {
        /** The first three octets are not digits. */
        BAD_CODE,
        /** The code is outside 200 to 599. */
        CODE_RANGE,
        /** Neither blank nor hyphen follows the code. */
        BAD_SEPARATOR,
        /** The lines of one reply have different codes. */
        CODE_MISMATCH,
        /** A line is empty. */
        BLANK_LINE,
        /** A CR is not followed by LF. */
        BARE_CR,
        /** There is a NUL octet. */
        NUL,
        /** The line is longer than {@link #MAX_LINE}. */
        LINE_TOO_LONG,
        /** The reply has more lines than {@link #MAX_LINES}. */
        TOO_MANY_LINES,
        /** The reply is longer than {@link #MAX_REPLY}. */
        REPLY_TOO_LONG;

        /** {@return what is wrong, in words that follow a colon} */
        public String words() {
            return switch (this) {
                case BAD_CODE -> "a line does not begin with a reply code of three digits";
                case CODE_RANGE -> "the reply code is outside 200 to 599";
                case BAD_SEPARATOR -> "neither a blank nor a hyphen follows the reply code";
                case CODE_MISMATCH -> "the lines of one reply have different codes";
                case BLANK_LINE -> "a line of the reply is empty";
                case BARE_CR -> "a CR without LF stands in the reply";
                case NUL -> "a NUL octet stands in the reply";
                case LINE_TOO_LONG -> "a line is longer than " + MAX_LINE + " octets";
                case TOO_MANY_LINES -> "the reply has more than " + MAX_LINES + " lines";
                case REPLY_TOO_LONG -> "the reply is longer than " + MAX_REPLY + " octets";
            };
        }

        /** {@return whether one of our limits was exceeded, and not the grammar violated} */
        public boolean limit() {
            return this == LINE_TOO_LONG || this == TOO_MANY_LINES || this == REPLY_TOO_LONG;
        }
    }

    /**
     * Takes the next octet.
     *
     * @param octet an octet from the wire
     * @return its effect
     */
    public Progress octet(byte octet) {
        if (octet == 0) {
            keep(octet);
            return refuse(Violation.NUL);
        }
        if (octet != '\n' && length > 0 && buffer[length - 1] == '\r') {
            keep(octet);
            return refuse(Violation.BARE_CR);
        }
        keep(octet);
        if (++replyOctets > MAX_REPLY) {
            return refuse(Violation.REPLY_TOO_LONG);
        }
        if (octet == '\n') {
            return endOfLine();
        }
        return length >= MAX_LINE ? refuse(Violation.LINE_TOO_LONG) : Progress.MORE;
    }

    /**
     * Accepts several octets at once, as long as each of them would lead to {@link Progress#MORE}: the inside of a line.
     *
     * @param octets octets from the wire
     * @param from   the index of the first one
     * @param to     the index after the last one
     * @return how many were accepted; the next one, if there is one, may end the line or be invalid
     */
    public int inside(byte[] octets, int from, int to) {
        if (length > 0 && buffer[length - 1] == '\r') {
            return 0;
        }
        int end = Math.min(to, from + Math.min(MAX_LINE - 1 - length, MAX_REPLY - replyOctets));
        int next = from;
        while (next < end && octets[next] != '\n' && octets[next] != '\r' && octets[next] != 0) {
            next++;
        }
        int count = next - from;
        while (length + count > buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        System.arraycopy(octets, from, buffer, length, count);
        length += count;
        replyOctets += count;
        return count;
    }

    /** From now on, replies may contain UTF-8, because SMTPUTF8 was asked for (RFC 6531 §3.7.4). */
    public void allowUtf8() {
        utf8 = true;
    }

    /** {@return the octets of the last complete line with its end, or those that were refused; not to be changed} */
    public byte[] line() {
        return line;
    }

    /** {@return the octets that were refused, not scrubbed, for whoever scrubs them together with what comes behind them} */
    public byte[] refused() {
        return refused.clone();
    }

    /**
     * The text of the last line unchanged, or for 334 that of all its lines. It is for the mechanism that has to answer it, and
     * for nobody else: the base64 form of one text can contain the same characters as that of a secret, so parts of the
     * recorded line may be masked that are not masked here.
     *
     * @return the octets after the code, with the line end, not scrubbed
     */
    public byte[] challenge() {
        return challenge.clone();
    }

    /** {@return the octets of a line that has not ended yet} */
    public byte[] partial() {
        return masking.mask(Arrays.copyOf(buffer, length), () -> 0);
    }

    /** {@return whether a reply has begun but not ended} */
    public boolean midReply() {
        return length > 0 || code >= 0;
    }

    /** {@return the reply that was completed last} */
    public Reply reply() {
        if (reply == null) {
            throw new IllegalStateException("no reply yet");
        }
        return reply;
    }

    /** {@return why the octets are not a reply} */
    public Violation violation() {
        if (violation == null) {
            throw new IllegalStateException("no violation");
        }
        return violation;
    }

    private void keep(byte octet) {
        if (length == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        buffer[length++] = octet;
    }

    private Progress refuse(Violation why) {
        refused = Arrays.copyOf(buffer, length);
        line = masking.mask(refused, () -> 0);
        violation = why;
        length = 0;
        return Progress.VIOLATION;
    }

    private Progress endOfLine() {
        ReplyLine read = ReplyLine.of(Arrays.copyOf(buffer, length));
        length = 0;
        boolean begun = code >= 0;
        Violation form = read.wrongForm();
        Violation wrong = form == null && begun && read.code() != code ? Violation.CODE_MISMATCH : form;
        line = masking.mask(read.octets(), wrong == null ? read : () -> 0);
        violation = wrong == null && texts.size() == MAX_LINES ? Violation.TOO_MANY_LINES : wrong;
        if (violation != null) {
            refused = read.octets();
            return Progress.VIOLATION;
        }
        code = read.code();
        challenge = begun && code == CHALLENGE ? read.challengeAfter(challenge) : read.challenge();
        LineAnomalies.note(read, utf8, anomalies);
        texts.add(line == read.octets() ? read.text() : ReplyLine.of(line).text());
        return read.continued() ? Progress.LINE : endOfReply();
    }

    private Progress endOfReply() {
        reply = new Reply(new ReplyCode(code), texts, anomalies);
        code = -1;
        replyOctets = 0;
        texts.clear();
        anomalies.clear();
        return Progress.REPLY;
    }
}
