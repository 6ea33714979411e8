/**
 * How TLS is done: an engine between two connections, and the judge of the certificates that the peer presents. What to trust
 * comes from {@link io.github.smtpprobe.tls.TlsSettings}, what was seen goes into a {@link io.github.smtpprobe.tls.TlsInfo}. Both
 * are in one package because the layer has to know with whom it shook hands. Trust is never relaxed to see more, and nothing here
 * knows SMTP.
 */
@NullMarked
package io.github.smtpprobe.handshake;

import org.jspecify.annotations.NullMarked;
