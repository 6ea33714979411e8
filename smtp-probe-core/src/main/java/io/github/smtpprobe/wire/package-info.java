/**
 * SMTP in octets: commands as they are sent and replies as they are read, octet by octet (RFC 5321, RFC 3207, RFC 4954). No line that
 * a command cannot have is made here, and no secret gets out of one. It opens no connection and judges nobody.
 */
@NullMarked
package io.github.smtpprobe.wire;

import org.jspecify.annotations.NullMarked;
