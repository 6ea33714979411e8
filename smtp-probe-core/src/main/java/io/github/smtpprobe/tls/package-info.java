/**
 * TLS for a probe: what to trust ({@link io.github.smtpprobe.tls.TlsSettings}), what was seen
 * ({@link io.github.smtpprobe.tls.TlsOutcome}), and the separate verdicts on a certificate. A leaf: it moves no octets, and
 * never relaxes trust to see more.
 */
@NullMarked
package io.github.smtpprobe.tls;

import org.jspecify.annotations.NullMarked;
