/**
 * Octets to and from one address. A {@link io.github.smtpprobe.transport.Transport} connects; TLS is one layer of ours over any
 * {@link io.github.smtpprobe.transport.Connection}, so a custom transport gets it for nothing. No SMTP is spoken here.
 */
@NullMarked
package io.github.smtpprobe.transport;

import org.jspecify.annotations.NullMarked;
