/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** The conversation with one client of a demo server. It stores nothing that the client says. */
final class DemoConversation {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int MOST_COMMANDS = 100;
    private static final int LONGEST_LINE = 12_288;

    private final Manner manner;
    private final SSLContext tls;
    private Socket socket;
    private boolean encrypted;

    DemoConversation(Manner manner, SSLContext tls, Socket socket) {
        this.manner = manner;
        this.tls = tls;
        this.socket = socket;
    }

    /** Talks until the client leaves. */
    void hold() throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        if (manner.greeting().isEmpty()) {
            line();
            return;
        }
        say(manner.greeting());
        String verb = "";
        for (int commands = 0; commands < MOST_COMMANDS && !verb.equals("QUIT"); commands++) {
            String command = line();
            verb = command.split(" ", 2)[0].toUpperCase(Locale.ROOT);
            answer(verb, command);
        }
    }

    private void answer(String verb, String command) throws IOException {
        switch (verb) {
            case "EHLO" -> hello();
            case "HELO" -> say("250 mx.demo.example");
            case "AUTH" -> login(command);
            case "STARTTLS" -> startTls();
            default -> say(manner.reply(verb));
        }
    }

    private void hello() throws IOException {
        List<String> lines = new ArrayList<>(List.of("mx.demo.example"));
        lines.addAll(manner.keywords());
        lines.add(encrypted ? "AUTH PLAIN LOGIN" : "STARTTLS");
        for (int i = 0; i < lines.size(); i++) {
            say("250" + (i < lines.size() - 1 ? "-" : " ") + lines.get(i));
        }
    }

    private void login(String command) throws IOException {
        String[] words = command.split(" ", -1);
        String mechanism = words.length > 1 ? words[1].toUpperCase(Locale.ROOT) : "";
        if (!encrypted || !List.of("PLAIN", "LOGIN").contains(mechanism)) {
            say("504 5.5.4 Unrecognized authentication type");
            return;
        }
        int missing = (mechanism.equals("LOGIN") ? 2 : 1) - (words.length > 2 ? 1 : 0);
        for (int asked = missing; asked > 0; asked--) {
            say("334 " + (mechanism.equals("PLAIN") ? "" : asked == 2 ? "VXNlcm5hbWU6" : "UGFzc3dvcmQ6"));
            line();
        }
        say(manner.reply("AUTH"));
    }

    private void startTls() throws IOException {
        if (encrypted) {
            say("503 5.5.1 Error: TLS already active");
            return;
        }
        say(manner.reply("STARTTLS"));
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
        secured.startHandshake();
        socket = secured;
        encrypted = true;
    }

    private void say(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private String line() throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        int octet = in.read();
        while (octet >= 0 && octet != '\n' && line.length() < LONGEST_LINE) {
            line.append((char) octet);
            octet = in.read();
        }
        if (octet != '\n') {
            throw new IOException("the client left");
        }
        return line.toString().strip();
    }
}
