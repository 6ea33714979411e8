/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server without TLS that takes every message and keeps commands and messages as they came. */
final class MailDrop implements AutoCloseable {
    private final ServerSocket socket;
    private final Thread thread = new Thread(this::serve, "mail-drop");
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();

    MailDrop() throws IOException {
        socket = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    List<String> commands() {
        return List.copyOf(commands);
    }

    List<String> messages() {
        return List.copyOf(messages);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                converse(client);
            } catch (IOException gone) {
                // the client or the test has left
            }
        }
    }

    private void converse(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        say(client, "220 drop.example ESMTP");
        String line;
        while ((line = in.readLine()) != null) {
            commands.add(line);
            String verb = line.toUpperCase(Locale.ROOT).replaceFirst(" .*", "");
            if (verb.equals("DATA")) {
                say(client, "354 go ahead");
                message(in);
                say(client, "250 2.0.0 Ok: queued as 4F2A1B3C5D");
            } else {
                say(client, verb.equals("QUIT") ? "221 bye" : "250 ok");
            }
        }
    }

    private void message(BufferedReader in) throws IOException {
        List<String> lines = new ArrayList<>();
        String line;
        while ((line = in.readLine()) != null && !line.equals(".")) {
            lines.add(line.startsWith(".") ? line.substring(1) : line);
        }
        if (line != null) {
            messages.add(String.join("\n", lines));
        }
    }

    private static void say(Socket client, String reply) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
