/**
 * Time limits and how they are kept: a monotonic {@link io.github.smtpprobe.clock.Ticker}, the
 * {@link io.github.smtpprobe.clock.Deadline} of a probe, and the {@link io.github.smtpprobe.clock.Cancellation} that frees
 * a thread blocked in real I/O, and the {@link io.github.smtpprobe.clock.Guard} around code that the caller gave. A leaf: it knows
 * no SMTP and never reads the wall clock.
 */
@NullMarked
package io.github.smtpprobe.clock;

import org.jspecify.annotations.NullMarked;
