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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A server on 127.0.0.1 that plays scripts: the first connection gets the first script, the next one the second, and all further
 * ones the last. It serves any number of clients at once, each in its own daemon thread. All methods may be called from any
 * thread.
 *
 * <p>Each script has to be played, and each connection has to reach the end of its script: all lines of the client have come, or
 * the server has fallen silent or closed the connection. Otherwise {@link #close()} throws. Use {@link Builder#lenient()} for
 * clients that are meant to give up. In JUnit, {@link ScriptedServerExtension} closes the servers.
 *
 * <pre>{@code
 * try (ScriptedServer server = ScriptedServer.start("""
 *         S: 220 mx.example.com ESMTP
 *         C: EHLO me
 *         S: 250 mx.example.com
 *         C: QUIT
 *         S: 221 bye
 *         """)) {
 *     SmtpProbe.run(ProbeRequest.to("127.0.0.1", server.port()).tls(TlsMode.PLAIN).build());
 * }
 * }</pre>
 */
public final class ScriptedServer implements Closeable {
    private static final int BACKLOG = 10_000;
    private static final long PATIENCE_NANOS = 5_000_000;
    private static final long SETTLE_NANOS = 2_000_000_000;

    private final ServerSocket listener;
    private final List<Script> scripts;
    private final @Nullable SSLContext tls;
    private final String[] protocols;
    private final Delivery delivery;
    private final boolean wantsClientCertificate;
    private final AtomicInteger connections = new AtomicInteger();
    private final boolean lenient;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final List<String> deaths = new CopyOnWriteArrayList<>();
    private final Queue<ScriptedConversation> conversations = new ConcurrentLinkedQueue<>();

    private ScriptedServer(Builder builder) throws IOException {
        scripts = List.copyOf(builder.scripts);
        tls = builder.tls;
        protocols = builder.protocols;
        delivery = builder.delivery;
        wantsClientCertificate = builder.wantsClientCertificate;
        lenient = builder.lenient;
        listener = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        start("scripted-server", this::accept);
    }

    /**
     * Begins to configure a server.
     *
     * @param scripts one for each connection, the last for all further ones
     * @return a builder
     * @throws IllegalArgumentException if there is no script
     */
    public static Builder playing(Script... scripts) {
        return new Builder(Arrays.asList(scripts));
    }

    /**
     * Starts a server without TLS.
     *
     * @param dialogue the script in the notation of {@link Script}
     * @return the server, listening
     * @throws IOException              if no port is available
     * @throws IllegalArgumentException if a line cannot be read
     * @throws IllegalStateException    if the script needs TLS
     */
    public static ScriptedServer start(String dialogue) throws IOException {
        return playing(Script.parse(dialogue)).start();
    }

    /** {@return the port, from 1 to 65535} */
    public int port() {
        return listener.getLocalPort();
    }

    /** {@return the number of clients that have connected} */
    public int connections() {
        return connections.get();
    }

    /** {@return the number of clients that have reached the end of their script, or the place where it falls silent} */
    public int played() {
        return (int) conversations.stream().filter(ScriptedConversation::played).count();
    }

    /**
     * Returns what has gone wrong so far: where clients departed from their scripts, threads of this server that died and, unless
     * it is {@linkplain Builder#lenient() lenient}, scripts that were not played to their end or not at all. Waits up to two
     * seconds for clients that are still active.
     *
     * @return one text for each problem, with the lines of the dialogue; empty if all is well
     */
    public List<String> problems() {
        settle();
        List<String> found = new ArrayList<>(deaths);
        conversations.forEach(each -> each.problems(!lenient).forEach(problem -> found.add(each + ": " + problem)));
        for (int i = connections.get(); !lenient && i < scripts.size(); i++) {
            found.add("script " + (i + 1) + " of " + scripts.size() + " was not played: no client came for it");
        }
        return List.copyOf(found);
    }

    /**
     * Returns the messages that clients sent where a script has {@code * message}, in the order in which the clients connected,
     * without the dots that SMTP adds and without the final line.
     *
     * @return the octets of each complete message; empty if there is none
     */
    public List<byte[]> messages() {
        return conversations.stream().flatMap(each -> each.messages().stream()).toList();
    }

    /**
     * Checks that everything went according to the scripts.
     *
     * @throws AssertionError with all {@link #problems()}, if there are any
     */
    public void verify() {
        Problems.verify("the scripted server on port " + port(), problems());
    }

    /** A client may have left before its last octets are read here. */
    private void settle() {
        long until = System.nanoTime() + SETTLE_NANOS;
        while (!lenient && !settled() && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(PATIENCE_NANOS / 5);
        }
    }

    private boolean settled() {
        return connections.get() >= scripts.size() && conversations.stream().allMatch(ScriptedConversation::settled);
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                acceptOne();
            }
        } catch (RuntimeException | Error died) {
            deaths.add("the thread that accepts clients died: " + died);
        }
    }

    private void acceptOne() {
        try {
            Socket socket = listener.accept();
            int number = connections.getAndIncrement();
            int script = Math.min(number, scripts.size() - 1);
            ScriptedConversation conversation = new ScriptedConversation(
                    "connection " + (number + 1) + ", script " + (script + 1) + " of " + scripts.size(),
                    socket,
                    delivery);
            conversations.add(conversation);
            start(
                    "scripted-connection-" + number,
                    () -> conversation.serve(
                            () -> new ScriptPlayer(scripts.get(script), tls, wantsClientCertificate, protocols)));
        } catch (IOException trouble) {
            // close() ends the loop this way; out of descriptors, the clients wait in the backlog for the next
            // round
            LockSupport.parkNanos(listener.isClosed() ? 0 : PATIENCE_NANOS);
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Releases the port and the threads, and checks that everything went according to the scripts. In a try-with-resources
     * statement, a test whose script was not played therefore fails; if the test itself throws, the problems are added as a
     * suppressed error. A second call does nothing.
     *
     * @throws AssertionError as {@link #verify()} does
     */
    @Override
    public void close() throws IOException {
        if (closed.getAndSet(true)) {
            return;
        }
        int port = port();
        List<String> problems = problems();
        listener.close();
        for (ScriptedConversation each : conversations) {
            each.close();
        }
        Problems.verify("the scripted server on port " + port, problems);
    }

    /** Builds a server. Not thread-safe. */
    public static final class Builder {
        private final List<Script> scripts;
        private @Nullable SSLContext tls;
        private String[] protocols = new String[0];
        private Delivery delivery = Delivery.WHOLE;
        private boolean wantsClientCertificate;
        private boolean lenient;

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
         * @param versions the protocol versions to accept; none for the JDK's default
         * @return this builder
         */
        public Builder tls(SSLContext context, String... versions) {
            this.tls = context;
            this.protocols = versions.clone();
            return this;
        }

        /**
         * Asks clients for a certificate, but continues without one. The context's trust managers judge the certificate.
         *
         * @return this builder
         */
        public Builder wantingClientCertificate() {
            this.wantsClientCertificate = true;
            return this;
        }

        /**
         * Allows clients to leave before the end of their script, or not to connect at all, for tests of a client that gives up,
         * and for servers that do not test a client. What a client says must still match the script.
         *
         * @return this builder
         */
        public Builder lenient() {
            this.lenient = true;
            return this;
        }

        /**
         * Sets how octets are split into segments.
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
         * @throws IOException           if no port is available
         * @throws IllegalStateException if a script needs TLS and no certificate was given
         */
        public ScriptedServer start() throws IOException {
            Script.requireTls(tls != null, scripts);
            return new ScriptedServer(this);
        }
    }
}
