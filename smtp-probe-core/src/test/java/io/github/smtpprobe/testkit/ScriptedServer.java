/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A server on the loopback address that plays scripts: the first connection gets the first, the next the second, and all others
 * the last. Any number of clients at once. Close it to free port and threads.
 */
public final class ScriptedServer implements Closeable {
    private static final int BACKLOG = 10_000;
    private static final long PATIENCE_NANOS = 5_000_000;

    private final ServerSocket listener;
    private final List<Script> scripts;
    private final @Nullable SSLContext tls;
    private final String[] protocols;
    private final Delivery delivery;
    private final boolean wantsClientCertificate;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Socket> played = ConcurrentHashMap.newKeySet();

    private ScriptedServer(Builder builder) throws IOException {
        scripts = List.copyOf(builder.scripts);
        tls = builder.tls;
        protocols = builder.protocols;
        delivery = builder.delivery;
        wantsClientCertificate = builder.wantsClientCertificate;
        listener = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        start("scripted-server", this::accept);
    }

    /**
     * Prepares a server.
     *
     * @param scripts one for each connection, the last for all further ones
     * @return a builder
     */
    public static Builder playing(Script... scripts) {
        return new Builder(Arrays.asList(scripts));
    }

    /**
     * Starts a server without TLS.
     *
     * @param dialogue in the notation
     * @return the server, listening
     * @throws IOException if no port can be had
     */
    public static ScriptedServer start(String dialogue) throws IOException {
        return playing(Script.parse(dialogue)).start();
    }

    /** {@return the port} */
    public int port() {
        return listener.getLocalPort();
    }

    /** {@return how many clients have connected} */
    public int connections() {
        return connections.get();
    }

    /** {@return how many clients have come to the end of their script, or to where it falls silent} */
    public int played() {
        return played.size();
    }

    /** {@return where clients departed from their scripts; empty if none did} */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                int number = connections.getAndIncrement();
                Script script = scripts.get(Math.min(number, scripts.size() - 1));
                open.add(socket);
                start("scripted-connection-" + number, () -> serve(socket, script));
            } catch (IOException trouble) {
                // close() ends the loop this way; out of descriptors, the clients wait in the backlog for the next
                // round
                LockSupport.parkNanos(listener.isClosed() ? 0 : PATIENCE_NANOS);
            }
        }
    }

    private void serve(Socket socket, Script script) {
        ScriptPlayer player = new ScriptPlayer(script, tls, wantsClientCertificate, protocols);
        try (socket) {
            socket.setTcpNoDelay(true);
            byte[] buffer = new byte[8192];
            boolean open = act(player, socket);
            for (int count; open && (count = socket.getInputStream().read(buffer)) >= 0; ) {
                player.receive(Arrays.copyOf(buffer, count));
                open = act(player, socket);
            }
        } catch (IOException gone) {
            // Clients leave when they like; what matters is whether they kept to the script.
        } finally {
            problems.addAll(player.problems());
            open.remove(socket);
        }
    }

    /** Does what is due; false if the connection ends with it. */
    private boolean act(ScriptPlayer player, Socket socket) throws IOException {
        boolean open = perform(player, socket);
        if (player.played()) {
            played.add(socket);
        }
        return open;
    }

    private boolean perform(ScriptPlayer player, Socket socket) throws IOException {
        while (!player.actions().isEmpty()) {
            ScriptPlayer.Action action = player.actions().poll();
            if (action instanceof ScriptPlayer.Action.Send send) {
                for (byte[] piece : delivery.cut(gathered(player, send.octets()))) {
                    socket.getOutputStream().write(piece);
                }
            } else if (action instanceof ScriptPlayer.Action.Pause pause) {
                LockSupport.parkNanos(pause.length().toNanos());
            } else if (action instanceof ScriptPlayer.Action.HalfClose) {
                socket.shutdownOutput();
            } else {
                if (action instanceof ScriptPlayer.Action.Reset) {
                    socket.setSoLinger(true, 0);
                }
                return false;
            }
        }
        return true;
    }

    /** Neighbouring lines leave in one segment when nothing stands between them. */
    private byte[] gathered(ScriptPlayer player, byte[] first) {
        byte[] all = first;
        while (delivery == Delivery.WHOLE && player.actions().peek() instanceof ScriptPlayer.Action.Send next) {
            player.actions().poll();
            all = ServerTls.join(all, next.octets());
        }
        return all;
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** Collects what a server needs. */
    public static final class Builder {
        private final List<Script> scripts;
        private @Nullable SSLContext tls;
        private String[] protocols = new String[0];
        private Delivery delivery = Delivery.WHOLE;
        private boolean wantsClientCertificate;

        private Builder(List<Script> scripts) {
            if (scripts.isEmpty()) {
                throw new IllegalArgumentException("a server needs a script");
            }
            this.scripts = new ArrayList<>(scripts);
        }

        /**
         * Sets the certificate for {@code * tls}.
         *
         * @param context see {@link CertificateAuthority.Issued#serverContext()}
         * @param versions the protocol versions to accept; none for the JDK's
         * @return this builder
         */
        public Builder tls(SSLContext context, String... versions) {
            this.tls = context;
            this.protocols = versions.clone();
            return this;
        }

        /**
         * Asks clients for a certificate and goes on without one.
         *
         * @return this builder
         */
        public Builder wantingClientCertificate() {
            this.wantsClientCertificate = true;
            return this;
        }

        /**
         * Sets how octets are cut.
         *
         * @param how the default is {@link Delivery#WHOLE}
         * @return this builder
         */
        public Builder delivery(Delivery how) {
            this.delivery = how;
            return this;
        }

        /**
         * Starts listening on a free port.
         *
         * @return the server
         * @throws IOException           if no port can be had
         * @throws IllegalStateException if a script wants TLS, and no certificate was given
         */
        public ScriptedServer start() throws IOException {
            Script.requireTls(tls != null, scripts);
            return new ScriptedServer(this);
        }
    }
}
