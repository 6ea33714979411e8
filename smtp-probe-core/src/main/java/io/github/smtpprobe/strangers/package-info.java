/**
 * What a stranger may hear of one attempt: nothing before a valid 220 greeting, and from there on the dialogue, bounded, without the
 * traces that this machine leaves in it. One set of rules, for reports and while a probe runs. It must never decide by what a probe
 * came to, look anything up, or let a line pass because it does not know it.
 */
@NullMarked
package io.github.smtpprobe.strangers;

import org.jspecify.annotations.NullMarked;
