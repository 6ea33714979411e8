/**
 * TLS as it is done: an engine between two connections, and the judge of the certificates that it shows. What to trust comes from
 * {@link io.github.smtpprobe.tls.TlsSettings}, what was seen goes into a {@link io.github.smtpprobe.tls.TlsInfo}. Octets and
 * identity are one package, because the layer must know with whom it shook hands. It never relaxes trust to see more, and knows no
 * SMTP.
 */
@NullMarked
package io.github.smtpprobe.handshake;

import org.jspecify.annotations.NullMarked;
