/**
 * SASL mechanisms as strategies (RFC 4422, RFC 4954) and the credentials that they take. A leaf: a mechanism sees a
 * {@link io.github.smtpprobe.sasl.SaslContext} and challenges, never a connection; base64, {@code =}, {@code *} and the bound
 * on rounds are the session's.
 *
 * <p>To add a mechanism: one class here and one line in {@link io.github.smtpprobe.sasl.SaslMechanism#builtIn()}; an application
 * gives its own to {@link io.github.smtpprobe.SmtpProbe.Builder#mechanism}.
 */
@NullMarked
package io.github.smtpprobe.sasl;

import org.jspecify.annotations.NullMarked;
