/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests as users write them whose scripts or clients are wrong: each has to fail. They run only where {@link BrokenScriptsTest} asks. */
@ExtendWith(BrokenScripts.OnlyWhenAsked.class)
class BrokenScripts {
    static final String ASKED = "io.github.smtpprobe.broken-scripts";

    static final String WORKS = "S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye";

    static final class OnlyWhenAsked implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return context.getConfigurationParameter(ASKED).isPresent()
                    ? ConditionEvaluationResult.enabled("asked for")
                    : ConditionEvaluationResult.disabled("fails on purpose");
        }
    }

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    /** A client of a few lines, that reads one reply before each of its own. */
    static void say(ScriptedServer server, String... lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            OutputStream out = socket.getOutputStream();
            byte[] reply = new byte[1000];
            for (String line : lines) {
                if (socket.getInputStream().read(reply) < 0) {
                    throw new IOException("the server hung up");
                }
                out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
            socket.getInputStream().read(reply);
        }
    }

    @Test
    void notPlayedToItsEnd() throws IOException {
        say(servers.play(WORKS), "EHLO me");
    }

    @Test
    void anotherLine() throws IOException {
        say(servers.play(WORKS), "EHLO me", "NOOP");
    }

    @Test
    void halfALine() throws IOException {
        ScriptedServer server = servers.play(WORKS);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write("EHL".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void neverConnected() {
        servers.play(WORKS);
    }

    @Test
    void oneScriptTooMany() throws IOException {
        ScriptedServer server = servers.start(ScriptedServer.playing(Script.parse(WORKS), Script.parse(WORKS)));
        say(server, "EHLO me", "QUIT");
    }

    @Test
    void aThreadThatDied() throws IOException, NoSuchAlgorithmException {
        // A context that was never initialised makes no engine.
        ScriptedServer server = servers.start(
                ScriptedServer.playing(Script.parse("S: 220 mx\n* tls any")).tls(SSLContext.getInstance("TLS")));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getInputStream().readAllBytes();
        }
    }

    @Test
    void tlsThatTheClientRefused() throws IOException, NoSuchAlgorithmException, KeyManagementException {
        ScriptedServer server = servers.start(ScriptedServer.playing(Script.parse("* tls any\nS~ 220 mx"))
                .tls(DialogueFile.good().serverContext()));
        SSLContext trustsOthers = SSLContext.getInstance("TLS");
        trustsOthers.init(null, null, null);
        try (Socket socket =
                trustsOthers.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port())) {
            Assertions.assertThrows(
                    IOException.class, () -> socket.getOutputStream().write(1));
        }
    }

    @Test
    void theClientThrows() throws IOException {
        say(servers.play(WORKS), "EHLO me", "NOOP", "QUIT");
    }

    @Test
    void inPlainUse() throws IOException {
        try (ScriptedServer server = ScriptedServer.start(WORKS)) {
            say(server, "EHLO me");
        }
    }

    @Test
    void inPlainUseTheClientThrows() throws IOException {
        try (ScriptedServer server = ScriptedServer.start(WORKS)) {
            say(server, "EHLO me", "NOOP", "QUIT");
        }
    }

    @Test
    void aMessageThatIsAnother() throws IOException {
        say(servers.play("S: 354 go\n* message\nC: Subject: hi\nS: 250 ok\nC: QUIT\nS: 221 bye"), "Subject: ho\r\n.");
    }

    @Test
    void aLenientServerHearsALineThatIsNotInItsScript() throws IOException {
        say(servers.start(ScriptedServer.playing(Script.parse(WORKS)).lenient()), "NOOP");
    }

    // What follows is right.

    @Test
    void played() throws IOException {
        say(servers.play(WORKS), "EHLO me", "QUIT");
    }

    @Test
    void playedTwice() throws IOException {
        ScriptedServer server = servers.play(WORKS);
        say(server, "EHLO me", "QUIT");
        say(server, "EHLO me", "QUIT");
    }

    @Test
    void leftALenientServer() throws IOException {
        say(servers.start(ScriptedServer.playing(Script.parse(WORKS)).lenient()), "EHLO me");
    }

    @Test
    void leftASilentServer() throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(),
                servers.play("S: 220 mx\n* silence").port())) {
            socket.getInputStream().read();
        }
    }

    @Test
    void aborted() {
        servers.play(WORKS);
        Assumptions.abort("not here");
    }
}
