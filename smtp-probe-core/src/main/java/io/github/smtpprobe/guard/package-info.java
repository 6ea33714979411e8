/**
 * Protection from code and I/O that do not end: the {@link io.github.smtpprobe.guard.Guard} around the application's own code,
 * and the {@link io.github.smtpprobe.guard.Cancellation} that releases a thread blocked in I/O. This package knows neither SMTP
 * nor the purpose of the guarded code.
 */
@NullMarked
package io.github.smtpprobe.guard;

import org.jspecify.annotations.NullMarked;
