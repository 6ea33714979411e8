/**
 * TLS as values: what to trust ({@link io.github.smtpprobe.tls.TlsSettings}), what was seen
 * ({@link io.github.smtpprobe.tls.TlsInfo}), and the separate verdicts on a certificate. Nothing here does a handshake or judges
 * a certificate.
 */
@NullMarked
package io.github.smtpprobe.tls;

import org.jspecify.annotations.NullMarked;
