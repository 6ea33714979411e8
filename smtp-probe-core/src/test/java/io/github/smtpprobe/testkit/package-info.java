/**
 * A mail server that says exactly what a script tells it to, over real sockets with real TLS or in memory on virtual time; and a
 * certificate authority for both. Useful to anyone who tests code that talks SMTP. {@link io.github.smtpprobe.testkit.Script Scripts}
 * are dialogues in the notation in which transcripts print, so a transcript from the field is a test; the table of their events is there.
 *
 * <p>A test is to fail when its script was not played: {@link io.github.smtpprobe.testkit.ScriptedServer#close()},
 * {@link io.github.smtpprobe.testkit.ScriptedServerExtension} and {@link io.github.smtpprobe.testkit.MemoryTransport#verify()} see to it.
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
 * <p>It needs the JDK and this library, and JUnit Jupiter only for {@link io.github.smtpprobe.testkit.ScriptedServerExtension}. It must
 * never need more: those who test with it would have to guess what.
 */
@NullMarked
package io.github.smtpprobe.testkit;

import org.jspecify.annotations.NullMarked;
