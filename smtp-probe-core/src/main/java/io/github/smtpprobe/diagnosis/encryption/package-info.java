/**
 * Checks of STARTTLS, of TLS handshakes and of certificates. Certificates are not verified here: their verdicts are facts.
 */
@NullMarked
package io.github.smtpprobe.diagnosis.encryption;

import org.jspecify.annotations.NullMarked;
