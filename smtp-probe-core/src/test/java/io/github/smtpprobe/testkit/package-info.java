/**
 * A mail server that says exactly what a script tells it to, over real sockets with real TLS or in memory on virtual time; and a
 * certificate authority for both. Useful to anyone who tests code that talks SMTP. Scripts are dialogues in the notation in
 * which transcripts print, so a transcript from the field is a test. Needs Bouncy Castle's {@code bcpkix} for certificates, and
 * JUnit only for {@link io.github.smtpprobe.testkit.ScriptedServerExtension}.
 */
@NullMarked
package io.github.smtpprobe.testkit;

import org.jspecify.annotations.NullMarked;
