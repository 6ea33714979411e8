/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * Starts scripted servers for a test and closes them after it. The test fails if a client departed from its script, if a script
 * was not played to its end or not at all, or if a thread of a server died. The message says which line was expected, what came
 * instead, and what was said before. If the test itself has failed, JUnit shows this as a suppressed error. A test that was
 * aborted by an assumption is not checked.
 *
 * <p>Register it with {@code @RegisterExtension} in a field that is not static. It needs JUnit Jupiter 5.0 or later on the class
 * path; nothing else in this package does. The threads of a test may share it.
 *
 * <pre>{@code
 * import org.junit.jupiter.api.Test;
 * import org.junit.jupiter.api.extension.RegisterExtension;
 *
 * class GreetingTest {
 *     @RegisterExtension
 *     final ScriptedServerExtension servers = new ScriptedServerExtension();
 *
 *     @Test
 *     void aServerWithoutExtensionsPasses() {
 *         ScriptedServer server = servers.play("""
 *                 S: 220 mx.example.com ESMTP
 *                 C: EHLO me
 *                 S: 250 mx.example.com
 *                 C: QUIT
 *                 S: 221 bye
 *                 """);
 *         SmtpProbe.run(ProbeRequest.to("127.0.0.1", server.port()).tls(TlsMode.PLAIN).build());
 *     }
 * }
 * }</pre>
 */
public final class ScriptedServerExtension implements AfterEachCallback {
    private final List<ScriptedServer> servers = new CopyOnWriteArrayList<>();

    /** Creates an extension without servers. */
    public ScriptedServerExtension() {}

    /**
     * Starts a server without TLS.
     *
     * @param dialogue in the notation of {@link Script}
     * @return the listening server, which is closed after the test
     * @throws IllegalArgumentException if a line cannot be read
     * @throws IllegalStateException    if the script needs TLS, or no port is available
     */
    public ScriptedServer play(String dialogue) {
        return start(ScriptedServer.playing(Script.parse(dialogue)));
    }

    /**
     * Starts a server.
     *
     * @param prepared a server that has not been started
     * @return the listening server, which is closed after the test
     * @throws IllegalStateException if a script needs TLS and there is no certificate, or no port is available
     */
    public ScriptedServer start(ScriptedServer.Builder prepared) {
        try {
            ScriptedServer server = prepared.start();
            servers.add(server);
            return server;
        } catch (IOException noPort) {
            throw new IllegalStateException("no port could be had", noPort);
        }
    }

    /**
     * Closes the servers.
     *
     * @throws AssertionError with the problems of all of them, if there are any
     */
    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        List<ScriptedServer> all = List.copyOf(servers);
        servers.clear();
        AssertionError first = null;
        for (ScriptedServer server : all) {
            try {
                server.close();
            } catch (AssertionError wrong) {
                if (first == null) {
                    first = wrong;
                } else {
                    first.addSuppressed(wrong);
                }
            }
        }
        boolean aborted = context.getExecutionException()
                .filter(TestAbortedException.class::isInstance)
                .isPresent();
        if (first != null && !aborted) {
            throw first;
        }
    }
}
