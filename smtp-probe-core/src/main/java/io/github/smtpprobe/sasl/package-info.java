/**
 * SASL mechanisms as strategies (RFC 4422, RFC 4954) and the credentials that they take. A mechanism sees a
 * {@link io.github.smtpprobe.sasl.SaslContext} and challenges, never a connection; base64, {@code =}, {@code *} and the limit on
 * rounds are up to the session.
 *
 * <p>To add a mechanism, add a class here and a line in {@link io.github.smtpprobe.sasl.SaslMechanism#builtIn()}. Applications
 * pass their own to {@link io.github.smtpprobe.SmtpProbe.Builder#mechanism}.
 */
@NullMarked
package io.github.smtpprobe.sasl;

import org.jspecify.annotations.NullMarked;
