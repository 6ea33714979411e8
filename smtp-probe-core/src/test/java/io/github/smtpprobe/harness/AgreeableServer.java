/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A server in memory that says yes to everything, and keeps every octet that it was sent, write by write. */
public final class AgreeableServer implements Transport {
    private final List<String> writes = new ArrayList<>();

    /** What was written, one element for each write, octets as Latin-1. */
    public List<String> writes() {
        return writes;
    }

    @Override
    public Connection connect(Route route, Deadline deadline) {
        return new Agreeing();
    }

    private final class Agreeing implements Connection {
        private final ByteArrayOutputStream replies = new ByteArrayOutputStream();
        private int challenges;
        private boolean data;

        Agreeing() {
            say("220 mx ESMTP");
        }

        private void say(String... lines) {
            for (String line : lines) {
                replies.writeBytes((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
        }

        @Override
        public void write(byte[] octets, Deadline deadline) {
            String text = new String(octets, StandardCharsets.ISO_8859_1);
            writes.add(text);
            if (data) {
                data = false;
                say("250 queued");
                return;
            }
            String verb = text.split("[ \r\n]", 2)[0].toUpperCase(Locale.ROOT);
            switch (verb) {
                case "EHLO", "HELO" ->
                    say("250-mx", "250-SMTPUTF8", "250-8BITMIME", "250-SIZE", "250 AUTH PLAIN LOGIN XOAUTH2");
                case "AUTH" -> {
                    challenges = text.contains("LOGIN") ? 2 : 0;
                    say(challenges > 0 ? "334 VXNlcm5hbWU6" : "235 ok");
                }
                case "MAIL", "RCPT", "RSET" -> say("250 ok");
                case "DATA" -> {
                    data = true;
                    say("354 go");
                }
                case "QUIT" -> say("221 bye");
                default -> say(--challenges > 0 ? "334 UGFzc3dvcmQ6" : "235 ok");
            }
        }

        @Override
        public int read(byte[] buffer, Deadline deadline) throws SocketTimeoutException {
            int count = readAvailable(buffer);
            if (count == 0) {
                throw new SocketTimeoutException("nothing to say");
            }
            return count;
        }

        @Override
        public int readAvailable(byte[] buffer) {
            byte[] all = replies.toByteArray();
            int count = Math.min(all.length, buffer.length);
            System.arraycopy(all, 0, buffer, 0, count);
            replies.reset();
            replies.write(all, count, all.length - count);
            return count;
        }

        @Override
        public InetAddress localAddress() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
