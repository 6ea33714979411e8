/**
 * Checks of who is at the other end: a mail server that greets and takes EHLO, one that wants no more clients, another protocol,
 * something on the way that poses as the server, or servers that should be alike and are not. Whether it replies in step is
 * judged in {@code diagnosis.replies}.
 */
@NullMarked
package io.github.smtpprobe.diagnosis.peer;

import org.jspecify.annotations.NullMarked;
