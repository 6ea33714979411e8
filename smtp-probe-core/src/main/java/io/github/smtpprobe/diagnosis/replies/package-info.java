/**
 * Checks of how a server replies, at whatever step: late, not at all, unasked, once too often, in words that do not fit the code,
 * or to something else than the command, such as a PROXY header. What a refusal means is judged where its step is.
 */
@NullMarked
package io.github.smtpprobe.diagnosis.replies;

import org.jspecify.annotations.NullMarked;
