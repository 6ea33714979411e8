/**
 * Octets to and from one address. A {@link io.github.smtpprobe.transport.Transport} connects; the library's TLS layer runs over
 * any {@link io.github.smtpprobe.transport.Connection}, so a custom transport need not deal with TLS. No SMTP is spoken here.
 */
@NullMarked
package io.github.smtpprobe.transport;

import org.jspecify.annotations.NullMarked;
