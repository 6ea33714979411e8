/**
 * Checks of a mail transaction: MAIL FROM, RCPT TO, and the message with what became of it.
 */
@NullMarked
package io.github.smtpprobe.diagnosis.transaction;

import org.jspecify.annotations.NullMarked;
