/**
 * A mail server that says exactly what a script tells it to, over real sockets with real TLS or in memory with virtual time, and
 * a certificate authority for both. It is useful for testing any code that talks SMTP.
 * {@link io.github.smtpprobe.testkit.Script Scripts} are dialogues in the notation of transcripts, so a transcript from
 * production can become a test; {@code Script} lists the events.
 *
 * <p>A test should fail if its script was not played. {@link io.github.smtpprobe.testkit.ScriptedServer#close()},
 * {@link io.github.smtpprobe.testkit.ScriptedServerExtension} and {@link io.github.smtpprobe.testkit.MemoryTransport#verify()}
 * check this.
 *
 * <pre>{@code
 * CertificateAuthority authority = CertificateAuthority.create();
 * try (ScriptedServer server = ScriptedServer.playing(Script.parse("""
 *             S: 220 mx.example.com ESMTP
 *             C: EHLO me
 *             S: 250-mx.example.com
 *             S: 250 STARTTLS
 *             C: STARTTLS
 *             S: 220 go ahead
 *             * tls any
 *             C~ EHLO me
 *             S~ 250 mx.example.com
 *             C~ QUIT
 *             S~ 221 bye
 *             """))
 *         .tls(authority.issue("127.0.0.1").serverContext())
 *         .start()) {
 *     SmtpProbe.builder()
 *             .tlsSettings(TlsSettings.builder().trustStore(authority.trustStore()).build())
 *             .build()
 *             .probe(ProbeRequest.to("127.0.0.1", server.port()).build());
 * }
 * }</pre>
 *
 * <p>It needs only the JDK and this library, and JUnit Jupiter for {@link io.github.smtpprobe.testkit.ScriptedServerExtension}.
 * It must never need more, because users of a test-jar do not get its dependencies.
 */
@NullMarked
package io.github.smtpprobe.testkit;

import org.jspecify.annotations.NullMarked;
