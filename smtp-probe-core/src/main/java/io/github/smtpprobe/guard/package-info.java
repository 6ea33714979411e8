/**
 * Protection from what does not end: the {@link io.github.smtpprobe.guard.Guard} around code that the application gave, and the
 * {@link io.github.smtpprobe.guard.Cancellation} that frees a thread which is blocked in real I/O. It knows neither SMTP nor what
 * the code is for.
 */
@NullMarked
package io.github.smtpprobe.guard;

import org.jspecify.annotations.NullMarked;
