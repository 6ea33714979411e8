/**
 * SMTP on the wire: commands as they are sent and replies as they are read, octet by octet (RFC 5321, RFC 3207, RFC 4954). Only
 * valid command lines can be built here, and their secrets are never shown. The package opens no connection and judges nothing.
 */
@NullMarked
package io.github.smtpprobe.wire;

import org.jspecify.annotations.NullMarked;
