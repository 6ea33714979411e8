/**
 * The input and output of {@link io.github.smtpprobe.ProbeBatch}: targets, results, progress and figures over many results. The
 * machinery is elsewhere: nothing here connects, waits or counts permits.
 */
@NullMarked
package io.github.smtpprobe.batch;

import org.jspecify.annotations.NullMarked;
