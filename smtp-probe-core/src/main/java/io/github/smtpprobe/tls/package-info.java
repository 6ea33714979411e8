/**
 * TLS in values: what to trust ({@link io.github.smtpprobe.tls.TlsSettings}), what was seen
 * ({@link io.github.smtpprobe.tls.TlsInfo}), and the separate verdicts on a certificate. A leaf: it does no handshake and judges
 * nobody.
 */
@NullMarked
package io.github.smtpprobe.tls;

import org.jspecify.annotations.NullMarked;
