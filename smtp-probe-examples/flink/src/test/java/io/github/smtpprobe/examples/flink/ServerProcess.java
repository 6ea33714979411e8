/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Scanner;

/** A server in a process of its own, so that what it costs is not counted as the client's. */
final class ServerProcess implements Closeable {
    private final Process process;
    private final int port;

    /**
     * Starts one.
     *
     * @param tls whether it offers STARTTLS
     */
    ServerProcess(boolean tls) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerProcess.class.getName(),
                        String.valueOf(tls))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        port = new Scanner(process.getInputStream(), "US-ASCII").nextInt();
    }

    int port() {
        return port;
    }

    /** Ends the process, which waits for the end of its input. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
    }

    public static void main(String[] args) throws Exception {
        String plain = "S: 220 mx ESMTP\nC: EHLO me\nS: 250 mx\nC: QUIT\nS: 221 bye\n";
        String startTls =
                "S: 220 mx ESMTP\nC: EHLO me\nS: 250-mx\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go ahead\n* tls any\n"
                        + "C~ EHLO me\nS~ 250 mx\nC~ QUIT\nS~ 221 bye\n";
        boolean tls = Boolean.parseBoolean(args[0]);
        ScriptedServer.Builder builder =
                ScriptedServer.playing(Script.parse(tls ? startTls : plain)).lenient();
        if (tls) {
            builder.tls(CertificateAuthority.create().issue("mx.op1.example").serverContext());
        }
        try (ScriptedServer server = builder.start()) {
            System.out.println(server.port());
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }
}
