/**
 * What strangers may see of one attempt: nothing before a valid 220 greeting, and from there on the dialogue, within limits and
 * without the traces that this machine leaves in it. The same rules apply to reports and to a running probe. This package must
 * never take the result of a probe into account, look anything up, or let a line pass because it is unknown.
 */
@NullMarked
package io.github.smtpprobe.strangers;

import org.jspecify.annotations.NullMarked;
