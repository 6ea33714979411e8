/**
 * Reads names and addresses as people write them into their wire forms: A-labels (IDNA), and the literals of RFC 5321. It says
 * how many hosts and addresses are looked at, depends on no other package, and looks nothing up itself.
 */
@NullMarked
package io.github.smtpprobe.names;

import org.jspecify.annotations.NullMarked;
