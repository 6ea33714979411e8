/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts scripted servers for a test, closes them after it, and fails the test if a client departed from its script. Register it
 * with {@code @RegisterExtension} in a field that is not static.
 */
public final class ScriptedServerExtension implements AfterEachCallback {
    private final List<ScriptedServer> servers = new ArrayList<>();

    /** Makes an extension without servers. */
    public ScriptedServerExtension() {}

    /**
     * Starts a server without TLS.
     *
     * @param dialogue in the notation
     * @return the server, closed after the test
     */
    public ScriptedServer play(String dialogue) {
        return start(ScriptedServer.playing(Script.parse(dialogue)));
    }

    /**
     * Starts a server.
     *
     * @param prepared not yet started
     * @return the server, closed after the test
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

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        List<String> problems = new ArrayList<>();
        for (ScriptedServer server : servers) {
            server.close();
            problems.addAll(server.problems());
        }
        servers.clear();
        if (!problems.isEmpty() && context.getExecutionException().isEmpty()) {
            throw new AssertionError("a client departed from its script: " + problems);
        }
    }
}
