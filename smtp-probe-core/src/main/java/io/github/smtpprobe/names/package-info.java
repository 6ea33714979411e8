/**
 * Names and addresses as people write them, read into the one form that goes over the wire: A-labels (IDNA), and the literals of RFC
 * 5321. A leaf: it looks nothing up.
 */
@NullMarked
package io.github.smtpprobe.names;

import org.jspecify.annotations.NullMarked;
